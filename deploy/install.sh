#!/bin/sh
# Biên dịch và cài vanthu trên Debian 12, trong máy CI hay khi làm ảnh:
#
#   install.sh [TIỀN-TỐ]        mặc định /usr/local
#
# Chỉ lấy từ packages.txt những gói cần để dàn trang; LibreOffice, Tesseract và
# các công cụ thử không cần ở đây. NO_INSTALL=1: chỉ nói còn thiếu gói nào.
set -eu
cd "$(dirname "$0")/.."
prefix=${1:-/usr/local}
mkdir -p build
sed -n '/clang/d
	/^\(gcc\|make\|pkg-config\|libxml2-utils\|fonts-[^:]*\|icc-[^:]*\|lib[^:]*-dev\):/p' \
	packages.txt >build/needed.txt
# gcc chỉ khuyên dùng tệp đầu của C, mà đây cài không lấy gói khuyên dùng
echo "libc6-dev: tệp đầu của C" >>build/needed.txt
sh tests/setup.sh build/needed.txt
make -j"$(nproc)" PREFIX="$prefix" all
make PREFIX="$prefix" install
