#!/bin/sh
# Một lô trên một máy, hoặc vài máy, bằng GNU parallel:
#
#   run.sh DANH-SÁCH NƠI-GHI N [SỐ-VIỆC-CÙNG-LÚC]
#
# Chạy lại cùng lệnh là làm tiếp: --resume-failed đọc joblog và bỏ qua phần đã
# thoát 0. Nguồn đã đổi thì xóa joblog trước, nếu không các phần ấy không được
# xem lại. Nhiều máy: PARALLEL='--sshloginfile máy' và một thư mục chung.
set -u
[ $# -ge 3 ] || { echo "run.sh DANH-SÁCH NƠI-GHI N [SỐ-VIỆC]" >&2; exit 2; }
here=$(cd "$(dirname "$0")/.." && pwd) || exit 70
list=$1 out=$2 n=$3 slots=${4:-100%}
case $n in
'' | 0* | *[!0-9]* | ???????*) echo "run.sh: N là số từ 1 đến 999999" >&2; exit 2 ;;
esac
mkdir -p "$out/manifest" || exit 74
log=$out/manifest/joblog

# --retries thử lại mọi mã khác 0. Với mã 1 là thừa, nhưng văn bản đã xong được
# bỏ qua theo sổ, nên chỉ mất công đọc lại những văn bản sai.
# --termseq: khi bị dừng, cho vanthu 20 giây để ghi sổ rồi mới giết.
# Tên đi vào bằng ::: chứ không nằm trong lệnh: parallel đưa lệnh cho một shell
# nữa, và chỉ giá trị của {2}, {3} … mới được bọc lại và không bị đọc như mẫu.
seq 0 "$((n - 1))" | parallel --jobs "$slots" --joblog "$log" --resume-failed \
	--retries 2 --termseq TERM,20000,KILL,25 \
	'sh {2} {3} {4} {1} {5}' \
	:::: - ::: "$here/shard.sh" ::: "$list" ::: "$out" ::: "$n"

# parallel chỉ đếm số phần hỏng; mã nặng nhất nằm ở dòng cuối của mỗi phần.
codes=$(awk 'NR > 1 { last[$1] = $7 } END { for (i in last) print last[i] }' "$log")
for code in 70 74 75 2 4 1 3; do
	echo "$codes" | grep -qx "$code" && exit "$code"
done
[ "$(echo "$codes" | grep -cx 0)" = "$n" ] || exit 75
exec vanthu manifest merge "$out/manifest" -o "$out/manifest.jsonl"
