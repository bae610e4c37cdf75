#!/bin/sh
# A batch on a real Slurm that is cancelled, resumed, loses its controller, and
# still gives the bytes of one run. No root is used: as root, it goes on as
# nobody, with a copy of the program that nobody can read.
: "${BUILD:=build}"
PLANS=1000 SHARDS=10
PATH=$PATH:/usr/sbin:/sbin
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)

for tool in sbatch slurmctld slurmd munged ss; do
	command -v $tool >/dev/null || {
		echo "BỎ QUA: máy này không có $tool; cài các gói của .ci/packages.txt"
		exit 0
	}
done

dir=${SLURM_TEST_DIR:-$(mktemp -d /tmp/vanthu-slurm.XXXXXX)}
cd "$dir" || exit 70

alive() { # the process of a pid file; one that is dead and not yet buried is not
	[ -s "$1" ] && read -r _ _ state _ <"/proc/$(cat "$1")/stat" && [ "$state" != Z ]
} 2>/dev/null

gone() {
	! alive "$1"
}

# Whatever was started for this test: its environment names the folder, or,
# where a daemon wrote its title over that, it has a file of it open.
started_here() {
	for process in /proc/[0-9]*; do
		{
			tr '\0' '\n' <"$process/environ" | grep -x "SLURM_TEST_DIR=$dir"
			readlink "$process"/cwd "$process"/fd/* | grep -F "$dir/spool"
		} 2>/dev/null | grep -q . && echo "${process#/proc/}"
	done
}

# First those that start others, then the rest until nobody is left to write,
# and then the folder.
clean_up() {
	trap '' INT TERM
	for daemon in slurmctld slurmd munged; do
		alive $daemon.pid && kill -KILL "$(cat $daemon.pid)"
	done
	tries=0
	while left=$(started_here) && [ -n "$left" ] && [ $tries -lt 20 ]; do
		# shellcheck disable=SC2086
		kill -KILL $left 2>/dev/null
		tries=$((tries + 1))
		sleep 0.2
	done
	[ -n "${KEEP:-}" ] || rm -rf "$dir"
	[ -z "$left" ] || echo "HỎNG: còn tiến trình $left" >&2
}

# One way in: makes the folder, runs the rest in it, and leaves nothing behind.
if [ -z "${SLURM_TEST_DIR:-}" ]; then
	trap clean_up EXIT
	make -s -C "$repo" BUILD="$BUILD" PREFIX="$dir/vanthu" install >/dev/null || exit 70
	cp -r "$repo/deploy" "$repo/tests/slurm" "$dir/"
	chmod 755 "$dir"
	as=
	if [ "$(id -u)" = 0 ]; then
		chown -R nobody "$dir"
		as="setpriv --reuid=nobody --regid=nogroup --clear-groups"
	fi
	# shellcheck disable=SC2086
	timeout -k 5 170 $as env HOME="$dir" LC_ALL=C.UTF-8 SLURM_TEST_DIR="$dir" sh slurm/run.sh &
	inner=$!
	trap 'kill -TERM $inner; exit 1' INT TERM
	wait $inner
	exit
fi

export SLURM_CONF="$dir/slurm.conf" PATH="$dir/vanthu/bin:$PATH"
port=$((20000 + $$ % 6000 * 2))
listeners() {
	ss -ltnH "sport = :$port or sport = :$((port + 1))"
}
while listeners | grep -q .; do
	port=$((port + 2))
done
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

# ---- Slurm -----------------------------------------------------------------

wait_until() { # seconds, command…: true within this time
	seconds=$(($(date +%s) + $1))
	shift
	until "$@"; do
		[ "$(date +%s)" -lt "$seconds" ] || return 1
		sleep 0.3
	done
}

submit_array() {
	timeout 20 sbatch --parsable --array="0-$((SHARDS - 1))" --cpus-per-task=1 --mem=200 --time=5 \
		--export=ALL,LIST=danh-sach.txt,OUT=pdf deploy/slurm/array.sbatch >job
}

submit_merge() {
	timeout 20 sbatch --parsable --dependency=afterany:"$(cat job)" --export=ALL,OUT=pdf \
		deploy/slurm/merge.sbatch >merge
}

queue_is_empty() {
	tasks=$(timeout 10 squeue -h -o %i) && [ -z "$tasks" ]
}

queue() { # how many tasks are in which state
	timeout 10 squeue -h -r -o %T | sort | uniq -c | tr -s ' \n' ' '
}

# The operator's hand, asked again and again: a node that was taken out comes
# back, a task that is held or told to wait does not.
undrain() {
	if timeout 10 sinfo -h -o %T | grep -qi drain; then
		timeout 10 scontrol update nodename=localhost state=resume
	fi
}

freed() {
	undrain
	timeout 10 squeue -h -r -t PD -o '%i %r' | grep -Ei 'held|BeginTime' | while read -r task _; do
		timeout 10 scontrol release "$task"
		timeout 10 scontrol update jobid="$task" StartTime=now
	done
	queue_is_empty
} >/dev/null 2>&1

# What a controller that died hard remembers is some seconds old: tasks that
# have ended still hold processors, others start twice, a cancelled array is
# back, the last one is forgotten. None of it is worth telling apart.
cleared() {
	timeout 10 scancel -u "$(id -un)"
	undrain
	queue_is_empty && timeout 10 sinfo -h -o %T | grep -q idle
} >/dev/null 2>&1

# ---- the batch -------------------------------------------------------------

made() {
	find pdf -name '*.pdf' 2>/dev/null | wc -l
}

has_made() {
	[ "$(made)" -ge "$1" ]
}

no_half_files() {
	! find pdf -name '*.pdf' | while read -r file; do
		cmp -s "$file" "one/${file##*/}" || echo "$file"
	done | grep .
}

# Numbers of jobs come again after the controller forgot: only what has ended
# since the mark is meant.
ended_well() {
	tail -n +$((mark + 1)) jobcomp.log | grep 'JobState=COMPLETED'
}

tasks_ended_well() {
	ended_well | grep "ArrayJobId=$(cat job) " | sed 's/.*ArrayTaskId=\([0-9]*\).*/\1/' | sort -u | wc -l
}

python3 slurm/plans.py . $PLANS 2>/dev/null || exit 70
say "dàn một lần: $PLANS văn bản, vanthu build --jobs 2"
xargs -d '\n' -a danh-sach.txt vanthu build --jobs 2 -o one || exit 70
holds "Slurm lên" sh slurm/slurm-up.sh "$dir" $port
[ $failed = 0 ] || exit 1
holds "hai cửa, chỉ trên 127.0.0.1" \
	test "$(listeners | wc -l) $(listeners | grep -c '127\.0\.0\.1:')" = "2 2"

holds "nộp lô" wait_until 30 submit_array
holds "lô bắt đầu" wait_until 30 has_made $((PLANS / 10))
timeout 10 scancel "$(cat job)"
holds "hủy được" wait_until 30 queue_is_empty
before=$(made)
holds "hủy giữa chừng: $before văn bản" test "$before" -lt $PLANS
holds "không tệp nào dở dang" no_half_files

holds "nộp lại" wait_until 30 submit_array
holds "nộp lại thì làm tiếp" wait_until 30 has_made $((before + PLANS / 5))
kill -KILL "$(cat slurmctld.pid)"
wait_until 10 gone slurmctld.pid
say "slurmctld bị kill -9 khi có $(made) văn bản"
holds "slurmctld lên lại" sh slurm/slurm-up.sh "$dir" $port
say "nó nhớ:$(queue)"
sleep 2
say "hai giây sau:$(queue), nút $(timeout 10 sinfo -h -o %T); có $(made) văn bản; hủy hết và nộp lại"
holds "hàng đợi trống, nút rảnh" wait_until 40 cleared
holds "vẫn không tệp nào dở dang" no_half_files

before=$(made) mark=$(wc -l <jobcomp.log)
holds "nộp lần cuối" wait_until 30 submit_array
holds "nộp việc gộp sổ" wait_until 30 submit_merge
holds "lô và việc gộp chạy xong" wait_until 60 freed
holds "mọi phần thoát 0" test "$(tasks_ended_well)" = $SHARDS
holds "việc gộp thoát 0" sh -c 'grep -q .' <<MERGED
$(ended_well | grep "JobId=$(cat merge) ")
MERGED
holds "cùng byte với một lần chạy" sh -c 'rm -rf two; mkdir two; cp pdf/*.pdf two/ && diff -rq one two'
# what was killed between a file and its line is made again: a few
holds "lần nộp cuối bỏ qua $before văn bản đã xong, sai số 20" \
	test "$(grep -c '"status":"skipped"' pdf/manifest.jsonl)" -ge $((before - 20))
holds "sổ chung có $PLANS dòng, không dòng nào trùng" \
	test "$(sed 's/.*"input":"\([^"]*\)".*/\1/' pdf/manifest.jsonl | sort -u | wc -l)" = $PLANS
holds "không tệp tạm" sh -c '! find pdf -name "*.tmp" | grep .'
echo "slurm: $passed passed, $failed failed"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
