#!/bin/sh
# The command line against its contract: exit statuses, what is written and
# what is left alone, streams, determinism, JSON, installing.
: "${BUILD:=build}"
root=$(pwd)
vanthu=$root/$BUILD/vanthu
case $BUILD in /*) vanthu=$BUILD/vanthu ;; esac
here=$root/tests/cli
work=$(mktemp -d)
trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 75' INT TERM
LC_ALL=C.UTF-8
LANG=
NO_COLOR=1
export LC_ALL LANG NO_COLOR
unset SOURCE_DATE_EPOCH LC_MESSAGES
passed=0
failed=0

ok() { # what happened, status
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "HỎNG: $1"
	fi
}

holds() { # what, command…
	what=$1
	shift
	"$@" >/dev/null 2>&1
	ok "$what" $?
}

fails() { # what, command…: must fail
	what=$1
	shift
	if "$@" >/dev/null 2>&1; then ok "$what" 1; else ok "$what" 0; fi
}

# exits STATUS ARGUMENTS…: vanthu's exit status; its output stays in out, err
exits() {
	want=$1
	shift
	"$vanthu" "$@" >out 2>err </dev/null
	got=$?
	[ "$got" = "$want" ]
	ok "vanthu $*: mã thoát $got, cần $want; $(head -n 1 err)" $?
}

cd "$work" || exit 70
cp "$root/samples/chu-de-nam.vt" good.vt
cp "$root/samples/thi-dua-nam-hoc.vt" two.vt
printf '@kế hoạch: Thử\n\n@khối lạ: x\n\n# Mục đích\nLời.\n' >bad.vt
printf '@kế hoạch: Thử việc\n\n# Mục đích\n\nLời văn.\n' >warn.vt
printf '\377\376 hỏng\n' >bytes.vt

# ---- wrong usage: 2 ---------------------------------------------------------
exits 2
exits 2 build
exits 2 frobnicate
exits 2 build --frobnicate good.vt
exits 2 build --format doc good.vt
exits 2 build --format
exits 2 build --jobs 0 good.vt
exits 2 build --lang fr good.vt
exits 2 build --message-format loud good.vt
exits 2 build --deny everything good.vt
exits 2 show good.vt
exits 2 explain
exits 2 explain VT9999
exits 2 explain hello
exits 2 new quyết-định
exits 2 build good.vt two.vt -o -
exits 2 build good.vt two.vt -o good.vt
exits 2 build good.vt -o good.vt
for later in watch serve lsp diff; do
	exits 2 $later good.vt
	holds "$later: nói chưa hỗ trợ" grep -q 'chưa hỗ trợ' err
done
for later in html; do
	exits 2 build --format $later good.vt
	holds "--format $later: nói chưa hỗ trợ" grep -q 'chưa hỗ trợ' err
done
for ignored in "docx --embed-source" "png --pdf a-1b" "json --signature-fields"; do
	exits 2 build --format $ignored good.vt
	holds "--format $ignored: có lời" grep -q 'PDF' err
done
exits 2 build --root khong-co good.vt
holds "--root khong-co: có lời" grep -q 'khong-co' err
fails "không tệp nào ra" test -e good.pdf
exits 2 build --data rows.csv good.vt
holds "--data: cần --name" grep -q 'name' err
exits 2 build --pdf a-2z good.vt
exits 2 build --engine cairo --pdf a-2a good.vt
exits 2 build --pdf a-1b --embed-source good.vt
exits 4 extract good.vt
# a picture that cannot be decoded leaves no hole: there is no file
python3 - "$root/samples/chu-ky-mau.png" <<'END'
import sys
bytes_ = bytearray(open(sys.argv[1], "rb").read())
bytes_[len(bytes_) // 2] ^= 0xFF
open("hong.png", "wb").write(bytes_)
END
convert -size 40x30 xc:red -colorspace CMYK cmyk.jpg
for broken in hong.png cmyk.jpg; do
	sed "/^@nơi nhận/i @hình: \"$broken\" Ảnh thử, 5 cm\n" good.vt >anh.vt
	exits 1 build anh.vt -o anh.pdf
	holds "$broken: VT0251, không có tệp" sh -c 'grep -q VT0251 err && ! test -e anh.pdf'
done
rm -f hong.png cmyk.jpg anh.vt
mkfifo ong
cat ong >tu-ong.pdf &
exits 0 build good.vt -o ong
wait
holds "ống vẫn là ống" test -p ong
holds "ống nhận cả tệp" grep -q '%%EOF' tu-ong.pdf
rm -f ong tu-ong.pdf
exits 0 check --message-format sarif good.vt
holds "SARIF có phiên bản" grep -q '"version": "2.1.0"' out
: >measured.pdf
exits 4 check measured.pdf
holds "PDF hỏng: nói không đọc được" grep -q 'không đọc được PDF' err
rm -f measured.pdf
exits 0 build --format csv good.vt -o -
exits 0 build --format ics good.vt -o -
exits 2 build --template không-có good.vt
exits 2 build --template ../nd30 good.vt
holds "không có gì được ghi khi gọi sai" test ! -e good.pdf
holds "nguồn không bị ghi đè" cmp good.vt "$root/samples/chu-de-nam.vt"

# ---- help, version, languages ----------------------------------------------
exits 0 --version
holds "--version in một dòng" grep -Eqx 'vanthu [0-9]+\.[0-9]+\.[0-9]+' out
exits 0 --help
holds "--help ra đầu ra chuẩn" grep -q 'vanthu build' out
exits 0 build --help
exits 0 --help --lang en
holds "--lang en" grep -q 'Exit status' out
exits 4 check --lang en none.vt
holds "lỗi tiếng Anh" grep -q 'cannot read' err
exits 4 check none.vt
holds "lỗi tiếng Việt là mặc định" grep -q 'không đọc được' err
LC_ALL=en_US.UTF-8 "$vanthu" check none.vt 2>err
holds "tiếng Anh theo locale" grep -q 'cannot read' err

# ---- build ------------------------------------------------------------------
exits 0 build good.vt
holds "PDF đứng bên nguồn" test -s good.pdf
holds "PDF lành" qpdf --check good.pdf
ls -A >list
fails "không để lại tệp tạm" grep -q '\.tmp' list
for format in json text svg png; do exits 0 build --format $format good.vt -o "made.$format"; done
holds "JSON" python3 -m json.tool made.json
holds "văn bản" grep -q 'Trúc Khê' made.text
holds "SVG một tệp một trang" test -s made-001.svg
holds "PNG một tệp một trang" test -s made-001.png
holds "PNG là PNG" sh -c "head -c 8 made-001.png | od -An -c | grep -q 'P   N   G'"
holds "SVG là XML" python3 -c "import xml.dom.minidom as m; m.parse('made-001.svg')"
exits 0 build good.vt -o -
holds "-o - cho PDF" sh -c 'head -c 5 out | grep -q "^%PDF-"'
holds "-o - và tệp cùng byte" cmp out good.pdf
"$vanthu" build - -o - <good.vt >out 2>err
ok "nguồn từ đầu vào chuẩn" $?
holds "đầu vào chuẩn cho PDF" sh -c 'head -c 5 out | grep -q "^%PDF-"'
exits 0 build good.vt two.vt -o several
holds "nhiều nguồn vào một thư mục" test -s several/good.pdf -a -s several/two.pdf
mkdir folder
exits 0 build good.vt -o folder
holds "một nguồn vào thư mục có sẵn" test -s folder/good.pdf
exits 0 build --jobs 4 good.vt two.vt -o several
exits 0 build --format json good.vt two.vt -o several
holds "lược đồ của kế hoạch xuất ra" python3 "$here/validate.py" \
	"$root/templates/plan.schema.json" several/good.json several/two.json
for sample in "$root"/samples/*.vt; do
	exits 0 build --format json -o sample.json "$sample"
	holds "lược đồ: $(basename "$sample")" python3 "$here/validate.py" \
		"$root/templates/plan.schema.json" sample.json
done
mkdir a b
cp good.vt a/one.vt
cp two.vt b/one.vt
exits 2 build a/one.vt b/one.vt -o several
holds "hai nguồn một tệp: không ghi gì" test ! -e several/one.pdf
exits 0 build --deps good.d good.vt
holds "--deps là luật của make" grep -q '^good.pdf:.*good.vt' good.d
printf 'all: good.pdf\n\ngood.pdf:\n\ttrue\n-include good.d\n' >mk
holds "make đọc được --deps" make -f mk -n

# ---- the same bytes ----------------------------------------------------------
exits 0 build good.vt -o again.pdf
holds "cùng byte khi dàn lại" cmp good.pdf again.pdf
mkdir elsewhere
cp good.vt elsewhere/
(cd elsewhere && TZ=Asia/Tokyo LANG=de_DE "$vanthu" build good.vt) >/dev/null 2>&1
holds "cùng byte ở thư mục, múi giờ khác" cmp good.pdf elsewhere/good.pdf
holds "cùng byte giữa nhiều nguồn" cmp good.pdf several/good.pdf
SOURCE_DATE_EPOCH=86400 "$vanthu" build good.vt -o epoch.pdf
if cmp -s good.pdf epoch.pdf; then ok "SOURCE_DATE_EPOCH" 1; else ok "SOURCE_DATE_EPOCH" 0; fi
holds "ngày của tài liệu" sh -c 'TZ=UTC pdfinfo -isodates good.pdf | grep -q "CreationDate: *2026-01-1[56]"'
holds "ngày của SOURCE_DATE_EPOCH" sh -c 'TZ=UTC pdfinfo -isodates epoch.pdf | grep -q "CreationDate: *1970-01-02"'

# ---- documents with errors: 1, and nothing touched ----------------------------
exits 1 build bad.vt
holds "có lỗi thì không ghi" test ! -e bad.pdf
echo old >kept.pdf
exits 1 build bad.vt -o kept.pdf
holds "có lỗi thì tệp cũ còn nguyên" grep -qx old kept.pdf
exits 1 build bad.vt --format json -o kept.pdf
holds "có lỗi thì tệp cũ còn nguyên (JSON)" grep -qx old kept.pdf
exits 1 build bad.vt -o -
holds "có lỗi thì đầu ra chuẩn trống" test ! -s out
exits 1 build bytes.vt
exits 1 check bytes.vt
exits 1 build good.vt bad.vt -o mixed
holds "nguồn lành vẫn được dàn" test -s mixed/good.pdf
holds "nguồn lỗi thì không" test ! -e mixed/bad.pdf
sed 's|@số: 09/|@số: /|' good.vt >draft.vt
exits 0 build draft.vt
exits 1 build --final draft.vt -o draft2.pdf
exits 1 build --phát-hành draft.vt -o draft2.pdf
holds "--final: không ghi" test ! -e draft2.pdf

# ---- warnings: 0, with --deny 3 ------------------------------------------------
exits 0 check warn.vt
exits 3 check --deny warnings warn.vt
exits 3 build --deny=warnings warn.vt
holds "--deny: không ghi" test ! -e warn.pdf
exits 0 build warn.vt
exits 1 build --deny warnings warn.vt bad.vt -o denied

# ---- inputs and outputs that cannot be -----------------------------------------
exits 4 build none.vt
exits 4 build folder
exits 4 build none.vt bad.vt -o several
exits 4 build good.vt none.vt -o several4
holds "mọi nguồn đều được thử" test -s several4/good.pdf
exits 74 build good.vt -o none/such/file.pdf
exits 74 build good.vt none.vt bad.vt -o /dev/null/x
if [ -w /dev/full ]; then
	"$vanthu" build good.vt -o - >/dev/full 2>err
	status=$?
	[ $status = 75 ] || [ $status = 74 ]
	ok "đĩa đầy: mã thoát $status" $?
fi
printf '@chèn: none.vt\n' >>good-include.vt
exits 1 check good-include.vt
truncate -s 65M huge.vt
exits 1 check huge.vt
rm huge.vt
for n in 1 2 3 4 5; do # nothing half-written, whenever the end comes
	rm -rf killed
	"$vanthu" build two.vt -o killed/two.pdf 2>/dev/null
	mkdir killed
	"$vanthu" build good.vt two.vt "$root"/samples/t*.vt -o killed >/dev/null 2>&1 &
	sleep 0.0$n
	kill -TERM $! 2>/dev/null
	wait $!
	status=$?
	[ $status = 75 ] || [ $status = 0 ] || [ $status = 143 ] || [ $status = 2 ]
	ok "ngắt giữa chừng: mã thoát $status" $?
	for made in killed/*; do
		[ -e "$made" ] || continue
		holds "ngắt giữa chừng: $made toàn vẹn" qpdf --check "$made"
	done
done

# ---- includes stay inside --------------------------------------------------------
mkdir -p inside/part
printf 'Lời trong tệp con.\n' >inside/part/text.vt
printf 'Lời ở ngoài.\n' >outside.vt
printf '@kế hoạch: Thử\n\n# Mục đích\n\n@chèn: part/text.vt\n' >inside/in.vt
printf '@kế hoạch: Thử\n\n# Mục đích\n\n@chèn: ../outside.vt\n' >inside/out.vt
printf '@kế hoạch: Thử\n\n# Mục đích\n\n@chèn: /etc/passwd\n' >inside/abs.vt
printf '@kế hoạch: Thử\n\n# Mục đích\n\n@chèn: link.vt\n' >inside/link-in.vt
ln -s ../outside.vt inside/link.vt
exits 0 build --format text -o - inside/in.vt
holds "@chèn đọc tệp con" grep -q 'Lời trong tệp con' out
exits 1 build --format text -o - inside/out.vt
exits 1 build --format text -o - inside/abs.vt
exits 1 build --format text -o - inside/link-in.vt
mkfifo inside/pipe.vt
sed 's|link.vt|pipe.vt|' inside/link-in.vt >inside/pipe-in.vt
timeout 10 "$vanthu" build inside/pipe-in.vt >/dev/null 2>&1
[ $? = 1 ]
ok "@chèn một ống không chờ mãi" $?
exits 0 build --root . --format text -o - inside/out.vt
holds "--root mở rộng chỗ được đọc" grep -q 'Lời ở ngoài' out
exits 0 build --deps in.d --format text -o in.txt inside/in.vt
holds "--deps kể tệp được chèn" grep -q 'part/text.vt' in.d

# ---- messages ----------------------------------------------------------------
exits 1 check --message-format short bad.vt
holds "short: tệp:dòng:cột: mã mức: lời" grep -Eq '^bad\.vt:3:1: VT0103 [^:]+: ' err
exits 1 check --message-format json bad.vt
cat >look.py <<'P'
import json
import sys
keys = ["file", "line", "column", "end_line", "end_column", "code", "severity", "message",
        "rule", "done", "hint", "fixes"]
whole = json.load(open(sys.argv[1], encoding="utf-8"))
assert list(whole) == ["diagnostics"]
for d in whole["diagnostics"]:
    assert list(d) == keys, list(d)
    assert d["severity"] in ("error", "warning", "hint")
    assert d["line"] >= 1 and d["column"] >= 1 and d["end_line"] >= d["line"]
    for f in d["fixes"]:
        assert list(f) == ["title", "edits"]
        for e in f["edits"]:
            assert list(e) == ["line", "column", "end_line", "end_column", "text"]
places = [(d["file"], d["line"], d["column"]) for d in whole["diagnostics"]]
assert places == sorted(places, key=lambda p: (p[1], p[2])) or len({p[0] for p in places}) > 1
codes = [d["code"] for d in whole["diagnostics"]]
assert set(sys.argv[2:]) <= set(codes), codes
P
holds "JSON của chẩn đoán" python3 look.py out VT0103
exits 0 check --message-format json good.vt
holds "JSON khi không có gì để nói" python3 look.py out
exits 4 check --message-format json none.vt bad.vt
holds "một đối tượng cho nhiều nguồn" python3 look.py out VT0103 VT0901
exits 1 build --message-format json -o - bad.vt
holds "build -o -: JSON ra đầu ra lỗi" python3 look.py err VT0103
exits 0 build --message-format json -o - --format json good.vt
holds "build -o -: đầu ra chuẩn chỉ có kết quả" python3 -m json.tool out
exits 0 show --outline --message-format json good.vt
holds "show: chẩn đoán ra đầu ra lỗi" python3 look.py err
fails "không màu khi không phải màn hình" grep -q "$(printf '\033')" err

# ---- fmt, fix ------------------------------------------------------------------
"$vanthu" fmt - <good.vt >canonical.vt
ok "fmt -" $?
exits 0 fmt --check canonical.vt
printf '@kế hoạch:   Thử\n\n\n\n#   Mục đích\nLời.  \n' >loose.vt
cp loose.vt loose-copy.vt
exits 1 fmt --check loose.vt
holds "fmt --check không ghi" cmp loose.vt loose-copy.vt
chmod 640 loose.vt
exits 0 fmt loose.vt
exits 0 fmt --check loose.vt
holds "fmt giữ quyền của tệp" test "$(stat -c %a loose.vt)" = 640
ln -s loose.vt linked.vt
cp loose-copy.vt loose.vt
exits 0 fmt linked.vt
holds "fmt giữ liên kết" test -L linked.vt
holds "fmt ghi tệp được liên kết" "$vanthu" fmt --check loose.vt
touch -d '2001-01-01' loose.vt
exits 0 fmt loose.vt
holds "đã chuẩn thì không chạm" test "$(stat -c %Y loose.vt)" = "$(date -d 2001-01-01 +%s)"
cp bytes.vt bytes-copy.vt
exits 1 fmt bytes.vt
exits 1 fix bytes.vt
holds "fmt, fix không chạm tệp hỏng" cmp bytes.vt bytes-copy.vt
printf '@kế hoạch:   Thử\n\n# Mục đích\n\n@giữa {\nLời.\n' >open.vt
cp open.vt open-copy.vt
exits 1 fmt open.vt
holds "fmt nói vì sao" grep -q 'lỗi cú pháp' err
holds "fmt không chạm tệp sai cú pháp" cmp open.vt open-copy.vt
exits 4 fmt none.vt
exits 4 fix none.vt
printf '@kế hoạch: Thử\n\n#Mục đích\n\nLời.\n' >fixed.vt
exits 0 fix fixed.vt
holds "fix sửa điều chắc chắn" grep -q '^# Mục đích' fixed.vt
cp fixed.vt once.vt
exits 0 fix fixed.vt
holds "fix lần hai không đổi gì" cmp fixed.vt once.vt

# ---- show, explain, new -----------------------------------------------------------
for product in tokens ast plan galley pages outline; do
	exits 0 show --$product good.vt
	holds "show --$product nói gì đó" test -s out
done
exits 0 show --outline good.vt
holds "outline: số, dấu cách, tên" grep -qx 'III Nội dung thực hiện' out
exits 0 explain VT0201
holds "explain nói về mã" grep -q 'VT0201' out
exits 0 new kế-hoạch
cp out skeleton.vt
exits 0 build skeleton.vt
exits 0 new kế-hoạch -o fresh.vt
exits 74 new kế-hoạch -o fresh.vt

# ---- installed, away from the project -------------------------------------------
if [ "$BUILD" = build ]; then
	made=$(cd "$root" && MAKEFLAGS='' make -s install DESTDIR="$work/stage" PREFIX=/usr 2>&1)
	ok "make install: $made" $?
	installed=$work/stage/usr
	for file in bin/vanthu share/man/man1/vanthu.1 share/vanthu/templates/plan.schema.json \
		share/vanthu/templates/nd30/rules.xml share/vanthu/fonts/fonts.xml \
		share/bash-completion/completions/vanthu; do
		holds "đã cài $file" test -s "$installed/$file"
	done
	(cd /tmp && env -u VANTHU_DATA "$installed/bin/vanthu" build "$work/good.vt" \
		-o "$work/installed.pdf") >/dev/null 2>&1
	ok "bản đã cài chạy được" $?
	holds "bản đã cài cho cùng byte" cmp good.pdf installed.pdf
	(cd "$root" && MAKEFLAGS='' make -s uninstall DESTDIR="$work/stage" PREFIX=/usr) >/dev/null 2>&1
	left=$(find "$work/stage" -type f | wc -l)
	[ "$left" = 0 ]
	ok "make uninstall: còn $left tệp" $?
fi

echo "cli: $passed passed, $failed failed"
[ "$failed" = 0 ]
