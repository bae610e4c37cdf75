#!/bin/sh
# Dàn một phần của một lô: shard.sh DANH-SÁCH NƠI-GHI I N
#
# Slurm, GNU parallel và Kubernetes đều gọi tệp này, nên ba nơi chia việc như
# nhau. Chạy lại cùng lệnh là làm tiếp; chạy hai lần cùng lúc cũng không hỏng.
# Mã thoát là mã của vanthu: 75 là nên chạy lại, 1 là có văn bản sai.
set -u
[ $# = 4 ] || { echo "shard.sh DANH-SÁCH NƠI-GHI I N" >&2; exit 2; }
list=$1 out=${2%/} part=$3/$4

# Trước exec thì chính sh nhận SIGTERM; từ exec trở đi là vanthu.
trap 'exit 75' TERM
[ -r "$list" ] || { echo "shard.sh: không đọc được $list" >&2; exit 4; }
mkdir -p "$out/manifest" || exit 74

# Một triệu tên không lọt qua một dòng lệnh (ARG_MAX, thường 2 MiB): xargs hỏi
# tên nào thuộc phần này theo từng quãng, vì tên tự quyết định phần của nó.
names=$(xargs -r -d '\n' -a "$list" vanthu build --shard "$part" --list --) ||
	exit 2
set -f
IFS='
'
# shellcheck disable=SC2086
set -- $names
# Phần không có tệp nào vẫn ghi sổ, để khi gộp không ai tưởng là thiếu: tên đầu
# danh sách không thuộc phần này nên không được dàn.
[ $# -gt 0 ] || set -- "$(head -n 1 "$list")"

exec vanthu build --shard "$part" --jobs "${JOBS:-1}" \
	--manifest "$out/manifest/" -o "$out" -- "$@"
