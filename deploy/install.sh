#!/bin/sh
# Biên dịch và cài vanthu trên Debian 12, trong máy dựng (CI) hay khi làm ảnh:
#
#   install.sh [TIỀN-TỐ]        mặc định /usr/local
#
# Chỉ cài những gói cần để dàn trang, chọn từ packages.txt; LibreOffice,
# Tesseract và các công cụ thử không cần ở đây. NO_INSTALL=1: không gọi apt-get.
set -eu
cd "$(dirname "$0")/.."
prefix=${1:-/usr/local}
need=$(sed -n '/clang/d
	s/^\(gcc\|make\|pkg-config\|libxml2-utils\|fonts-[^:]*\|lib[^:]*-dev\):.*/\1/p' packages.txt)

if [ -z "${NO_INSTALL:-}" ]; then
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -qq
	# shellcheck disable=SC2086
	apt-get install -y -qq --no-install-recommends libc6-dev $need
fi
for face in Regular Bold Italic BoldItalic; do
	[ -s "fonts/LiberationSerif-$face.ttf" ] ||
		cp "/usr/share/fonts/truetype/liberation2/LiberationSerif-$face.ttf" fonts/
done
make -j"$(nproc)" PREFIX="$prefix" all
make PREFIX="$prefix" install
