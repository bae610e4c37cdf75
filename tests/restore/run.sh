#!/bin/sh
# Restoration on pages whose sentences are not in the lexicon. The limits were
# set a little below what was reached, to notice a loss; they are not the aim,
# which is 93 % of words right, 4 % of letters wrong, 1 % of words spoiled.
# fixtures/NAME.txt is the truth, NAME.KIND.ocr what an English reader saw.
: "${BUILD:=build}" "${CC:=gcc}"
libs="glib-2.0 libxml-2.0 libzip pangoft2 harfbuzz fontconfig cairo cairo-ft cairo-pdf cairo-svg libjpeg jansson"
here=tests/restore
passed=0
failed=0

ok() { # what, condition that awk knows
	if awk "BEGIN { exit !($2) }"; then passed=$((passed + 1)); else
		failed=$((failed + 1))
		echo "HỎNG: $1: $2"
	fi
}

# shellcheck disable=SC2086
$CC -std=c11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Icompiler -o "$BUILD/restore_measure" $here/measure.c \
	"$BUILD/libvanthu.a" $(pkg-config --cflags --libs $libs) -lm || { echo "restore: 0 passed, 1 failed"; exit 1; }

figures() { # measure's last line as shell variables
	"$BUILD/restore_measure" "$lexicon" templates/vi/channel.txt "$@" | tail -n 1 >"$BUILD/restore_said"
	cat "$BUILD/restore_said"
	eval "$(sed -E 's/.*right ([0-9.]+)% -> ([0-9.]+)% cer ([0-9.]+)% -> ([0-9.]+)% spoiled ([0-9.]+)%.*>=0.95 [0-9]+ wrong ([0-9.]+)%.*/before=\1 after=\2 cer_before=\3 cer_after=\4 spoiled=\5 sure_wrong=\6/' "$BUILD/restore_said")"
}

lexicon=templates/vi/lexicon.txt
for kind in 300 200; do
	pairs=
	for truth in $here/fixtures/*.txt; do
		pairs="$pairs $truth ${truth%.txt}.$kind.ocr"
	done
	# shellcheck disable=SC2086
	figures $pairs
	ok "từ đúng, $kind" "$after >= 82"
	ok "chữ sai, $kind" "$cer_after <= 6.5"
	ok "làm hỏng, $kind" "$spoiled <= 4.5"
	ok "chắc mà sai, $kind" "$sure_wrong <= 2"
done
figures --bare $here/fixtures/*.txt
ok "từ đúng, mất dấu" "$after >= 82"
ok "làm hỏng, mất dấu" "$spoiled <= 4.5"
ok "chắc mà sai, mất dấu" "$sure_wrong <= 2"

for file in templates/vi/*; do
	grep -q "^$(basename "$file")  " templates/vi/SOURCES
	ok "SOURCES kể $file" "$? == 0"
done
for file in templates/*/legacy.xml templates/*/rules.xml templates/*/words.xml compiler/import/rimes.def compiler/import/charsets.def; do
	[ -f "$file" ] || continue
	grep -q "$(basename "$(dirname "$file")")/$(basename "$file")  " templates/vi/SOURCES
	ok "SOURCES kể $file" "$? == 0"
done
for file in $here/source/*; do
	grep -q "$(basename "$file")" templates/vi/SOURCES
	ok "SOURCES kể $file" "$? == 0"
done
if command -v python3 >/dev/null; then
	python3 $here/make_model.py | cmp -s - $lexicon
	ok "lexicon.txt là của make_model.py" "$? == 0"
fi
size=$(cat templates/vi/* | wc -c)
ok "cỡ dữ liệu" "$size <= 3000000"
echo "restore: $passed passed, $failed failed"
[ "$failed" = 0 ]
