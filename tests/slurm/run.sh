#!/bin/sh
# A batch on a real Slurm that is cancelled, resumed, loses its controller, and
# still gives the bytes of one run. No root is used: as root, it goes on as
# nobody, with a copy of the program that nobody can read.
: "${BUILD:=build}"
PLANS=1000 SHARDS=10
PATH=$PATH:/usr/sbin:/sbin
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)

for tool in sbatch slurmctld slurmd munged; do
	command -v $tool >/dev/null || {
		echo "BỎ QUA: máy này không có Slurm ($tool); cài slurm-wlm và munge"
		exit 0
	}
done

if [ -z "${SLURM_TEST_DIR:-}" ]; then
	dir=$(mktemp -d /tmp/vanthu-slurm.XXXXXX) || exit 70
	make -s -C "$repo" BUILD="$BUILD" PREFIX="$dir/vanthu" install >/dev/null || exit 70
	cp -r "$repo/deploy" "$repo/tests/slurm" "$dir/"
	chmod 755 "$dir"
	as=
	if [ "$(id -u)" = 0 ]; then
		chown -R nobody "$dir"
		as="setpriv --reuid=nobody --regid=nogroup --clear-groups"
	fi
	cd "$dir" || exit 70
	# shellcheck disable=SC2086
	timeout 240 $as env HOME="$dir" LC_ALL=C.UTF-8 SLURM_TEST_DIR="$dir" sh slurm/run.sh
	status=$?
	[ -n "${KEEP:-}" ] || rm -rf "$dir"
	exit $status
fi

dir=$SLURM_TEST_DIR
cd "$dir" || exit 70
export SLURM_CONF="$dir/slurm.conf" PATH="$dir/vanthu/bin:$PATH"
port=$((20000 + $$ % 10000 * 2))
passed=0 failed=0 begun=$(date +%s)

say() {
	echo "[$(($(date +%s) - begun)) giây] $*"
}

holds() { # what, command…
	what=$1
	shift
	if "$@" >holds.log 2>&1; then
		passed=$((passed + 1))
		say "được: $what"
	else
		failed=$((failed + 1))
		say "HỎNG: $what"
		tail -n 5 holds.log
	fi
}

stop() { # the pid of a pid file, with this signal
	[ -s "$1" ] && kill -"$2" "$(cat "$1")" 2>/dev/null
}

# Whatever was started here knows its configuration: daemons, tasks, waiters.
all_killed() {
	for process in /proc/[0-9]*; do
		tr '\0' '\n' <"$process/environ" | grep -qx "SLURM_CONF=$SLURM_CONF" &&
			kill -KILL "${process#/proc/}"
	done 2>/dev/null
	stop munged.pid KILL
}

clean_up() {
	timeout 10 scancel -u "$(id -un)" 2>/dev/null
	stop munged.pid TERM
	all_killed
}
trap clean_up EXIT
trap 'exit 1' INT TERM

submit() {
	sbatch --parsable --array="0-$((SHARDS - 1))" --cpus-per-task=1 --mem=200 --time=5 \
		--export=ALL,LIST=danh-sach.txt,OUT=pdf deploy/slurm/array.sbatch
}

made() {
	find pdf -name '*.pdf' 2>/dev/null | wc -l
}

wait_until() { # seconds, command…: true within this time
	seconds=$(($(date +%s) + $1))
	shift
	until "$@"; do
		[ "$(date +%s)" -lt "$seconds" ] || return 1
		sleep 0.2
	done
}

gone() { # the process of a pid file
	! kill -0 "$(cat "$1")" 2>/dev/null
}

has_made() {
	[ "$(made)" -ge "$1" ]
}

queue_is_empty() {
	left=$(timeout 10 squeue -h -o %i) && [ -z "$left" ]
}

# After a controller died hard it does not know of tasks that run, starts them
# again, and takes the node that refuses for a broken one. An operator's hand:
recover() {
	if timeout 10 sinfo -h -o %T | grep -qi drain; then
		scontrol update nodename=localhost state=resume
	fi
	for job in $(timeout 10 squeue -h -r -t PD -o %i); do
		scontrol release "$job"
		scontrol update jobid="$job" StartTime=now
	done >/dev/null 2>&1
	queue_is_empty
}

no_half_files() {
	! find pdf -name '*.pdf' -newer danh-sach.txt | while read -r file; do
		cmp -s "$file" "one/${file##*/}" || echo "$file"
	done | grep .
}

python3 slurm/plans.py . $PLANS 2>/dev/null || exit 70
say "dàn một lần: $PLANS văn bản, vanthu build --jobs 2"
xargs -d '\n' -a danh-sach.txt vanthu build --jobs 2 -o one || exit 70
sh slurm/slurm-up.sh "$dir" $port || exit 1
holds "chỉ nghe trên 127.0.0.1" sh -c "! ss -ltnH 'sport = :$port or sport = :$((port + 1))' | grep -v '127\.0\.0\.1:'"

submit >job || exit 1
holds "lô bắt đầu" wait_until 30 has_made $((PLANS / 10))
scancel "$(cat job)"
holds "hủy được" wait_until 30 queue_is_empty
before=$(made)
holds "hủy giữa chừng: $before văn bản" test "$before" -lt $PLANS
holds "không tệp nào dở dang" no_half_files

submit >job || exit 1
holds "nộp lại thì làm tiếp" wait_until 30 has_made $((before + PLANS / 5))
stop slurmctld.pid KILL
wait_until 10 gone slurmctld.pid
say "slurmctld bị kill -9 khi có $(made) văn bản"
holds "slurmctld lên lại" sh slurm/slurm-up.sh "$dir" $port
holds "hàng đợi chạy hết" wait_until 60 recover
say "có $(made) văn bản; nộp lại lần nữa, kèm việc gộp sổ"

submit >job || exit 1
sbatch --parsable --dependency=afterany:"$(cat job)" --export=ALL,OUT=pdf \
	deploy/slurm/merge.sbatch >merge || exit 1
holds "lô và việc gộp chạy xong" wait_until 60 recover
holds "mọi phần thoát 0" test "$(grep "JobState=COMPLETED.*ArrayJobId=$(cat job) " jobcomp.log |
	sed 's/.*ArrayTaskId=\([0-9]*\).*/\1/' | sort -u | wc -l)" = $SHARDS
holds "việc gộp thoát 0" grep -q "JobId=$(cat merge) .*JobState=COMPLETED" jobcomp.log
holds "cùng byte với một lần chạy" sh -c 'rm -rf two; mkdir two; cp pdf/*.pdf two/ && diff -rq one two'
holds "lần nộp cuối bỏ qua những gì đã xong" test "$(grep -c '"status":"skipped"' pdf/manifest.jsonl)" -ge $((PLANS * 9 / 10))
holds "sổ chung có $PLANS dòng, không dòng nào trùng" \
	test "$(sed 's/.*"input":"\([^"]*\)".*/\1/' pdf/manifest.jsonl | sort -u | wc -l)" = $PLANS
holds "không tệp tạm" sh -c '! find pdf -name "*.tmp" | grep .'
echo "slurm: $passed passed, $failed failed"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
