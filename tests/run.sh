#!/bin/sh
# Runs the tests and counts them. With an argument, only the folder of that
# name. ACCEPT=1 rewrites the expected texts; a person reads the difference.
#
# tests/ROOM/CASE.vt stands beside CASE.tokens .ast .plan .galley .pages .diag
# .fmt .json .outline: each that exists is compared with what vanthu says.
# tests/ROOM/run.sh is a test of its own and ends by "NAME: N passed, M failed".
# tests/ROOM/test_NAME.c is built against libvanthu.a and exits 0 when all is well.
: "${BUILD:=build}"
export BUILD CC
LIBS="glib-2.0 libseccomp libxml-2.0 libzip pangoft2 harfbuzz fontconfig cairo cairo-ft cairo-pdf cairo-svg libjpeg jansson"
vanthu=$BUILD/vanthu
only=${1:-}
log=$BUILD/test-log
mkdir -p "$log"
passed=0
failed=0

result() { # what, status
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "HỎNG: $1"
	fi
}

ask() { # stage, source: what vanthu says
	case $1 in
	diag) "$vanthu" check --lang vi --message-format short "$2" 2>&1 | sed 's|^[^:]*/||' ;;
	fmt) "$vanthu" fmt - <"$2" ;;
	json) "$vanthu" build --format json -o - "$2" 2>/dev/null ;;
	*) "$vanthu" show "--$1" "$2" 2>/dev/null ;;
	esac
}

for expected in tests/*/*.tokens tests/*/*.ast tests/*/*.plan tests/*/*.galley \
	tests/*/*.pages tests/*/*.diag tests/*/*.fmt tests/*/*.json tests/*/*.outline; do
	[ -f "$expected" ] || continue
	stage=${expected##*.}
	source=${expected%.*}.vt
	room=$(basename "$(dirname "$expected")")
	[ -z "$only" ] || [ "$only" = "$room" ] || continue
	if [ -n "${ACCEPT:-}" ]; then
		ask "$stage" "$source" >"$expected"
		continue
	fi
	ask "$stage" "$source" >"$log/said"
	diff -u "$expected" "$log/said" >"$log/$room-$(basename "$expected").diff"
	result "$expected (xem $log/$room-$(basename "$expected").diff)" $?
done

for script in tests/*/run.sh; do
	room=$(basename "$(dirname "$script")")
	case $room in shared | path | fuzz | slurm) continue ;; esac
	[ -z "$only" ] || [ "$only" = "$room" ] || continue
	sh "$script" >"$log/$room.log" 2>&1
	status=$?
	last=$(grep -E '^[a-z-]+: [0-9]+ passed, [0-9]+ failed$' "$log/$room.log" | tail -n 1)
	if [ -z "$last" ]; then
		result "$script không kể xong (xem $log/$room.log)" 1
		continue
	fi
	ran=${last#*: }
	good=${ran%% *}
	bad=${ran#*passed, }
	bad=${bad%% *}
	passed=$((passed + good))
	failed=$((failed + bad))
	[ "$bad" = 0 ] || { echo "HỎNG: $script (xem $log/$room.log)"; grep -v passed "$log/$room.log" | head -n 20; }
	[ "$status" = 0 ] || [ "$bad" != 0 ] || result "$script: mã thoát $status" 1
done

for program in tests/*/test_*.c; do
	room=$(basename "$(dirname "$program")")
	[ -f "$program" ] || continue
	[ -z "$only" ] || [ "$only" = "$room" ] || continue
	made=$log/$room-$(basename "$program" .c)
	# shellcheck disable=SC2086
	${CC:-gcc} -std=c11 -D_GNU_SOURCE -g -Icompiler $(pkg-config --cflags $LIBS) -o "$made" \
		"$program" "$BUILD/libvanthu.a" $(pkg-config --libs $LIBS) -lm >"$made.log" 2>&1 &&
		"$made" >>"$made.log" 2>&1
	result "$program (xem $made.log)" $?
done

if [ -z "$only" ] || [ "$only" = path ]; then
	BUILD=$BUILD sh tests/path/run.sh sample >"$log/path.log" 2>&1
	result "tests/path (xem $log/path.log)" $?
fi

echo "Nhật ký: $log/"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
