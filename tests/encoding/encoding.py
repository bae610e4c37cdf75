"""Tests of decode_text and decode_run through tests/encoding/decode.c."""
import glob
import os
import random
import subprocess
import sys
import unicodedata

sys.path.insert(0, os.path.dirname(__file__))
sys.dont_write_bytecode = True
from encoders import ENCODERS, tcvn3, with_table, VNI, VPS  # noqa: E402

HERE = sys.argv[1]
passed = failed = 0
random.seed(7)


def check(ok, what):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print("HỎNG:", what)


class Decoded:
    def __init__(self, data):
        with open(f"{HERE}/in", "wb") as f:
            f.write(data)
        p = subprocess.run([f"{HERE}/decode", f"{HERE}/in", f"{HERE}/ledger"], capture_output=True)
        self.ok = p.returncode == 0
        self.text = p.stdout.decode("utf-8") if self.ok else ""
        self.bytes = p.stdout
        said = p.stderr.decode().split()
        self.encoding, self.seconds = (said[0], float(said[2])) if self.ok else ("", 0)
        self.ledger = [row.rstrip("\n").split("\t") for row in open(f"{HERE}/ledger", encoding="utf-8")]
        self.repairs = [row for row in self.ledger if row[1] != "?"]
        self.doubts = [row for row in self.ledger if row[1] == "?"]


def same(wanted, got, lost):
    """Equal but for the characters that the encoding does not hold."""
    if len(wanted) != len(got):
        return False
    return all(a == b or (a in lost and (b == "?" or b == a.lower())) for a, b in zip(wanted, got))


SAMPLES = {f: open(f, encoding="utf-8").read() for f in sorted(glob.glob("samples/*.vt"))}
NAMES = {"NFD": "UTF-8", "UTF-8 BOM": "UTF-8", "UTF-16": "UTF-16LE", "UTF-8 twice": "UTF-8", "UTF-8 thrice": "UTF-8"}


def whole_files():
    for name, encode in ENCODERS.items():
        if name == "VIQR":
            continue
        all_lost, capitals, fallen = set(), 0, 0
        for f, text in SAMPLES.items():
            data, lost = encode(text)
            d = Decoded(data)
            all_lost |= lost
            check(same(text, d.text, lost), f"{f} trong {name}")
            check(d.encoding == NAMES.get(name, name.split()[0]), f"{f} trong {name}: nhận là {d.encoding}")
            if name not in ("UTF-8", "UTF-8 BOM", "UTF-16", "UTF-16LE", "UTF-16BE"):
                lines = {int(row[0]) for row in d.repairs}
                check(lines <= set(range(1, text.count("\n") + 1)) and lines, f"{f} trong {name}: sổ ghi sai dòng")
                check(all(" " not in row[1].strip() for row in d.repairs), f"{f} trong {name}: sổ không ghi từng chữ")
            else:
                check(not d.ledger, f"{f} trong {name}: sổ phải trống")
            capitals += sum(a != b for a, b in zip(text, d.text) if a in lost and b == a.lower())
            fallen += sum(c in lost for c in text)
        if all_lost:
            print(f"{name}: không chứa được {''.join(sorted(all_lost))}; {capitals} trên {fallen} không lấy lại được")


def every_letter():
    """Each vowel with each tone, small and capital, in a text long enough to judge."""
    words = []
    for vowel in "aăâeêioôơuưy":
        for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"):
            onset = "l" if vowel in "yi" else "b"
            words.append(unicodedata.normalize("NFC", onset + vowel + tone + ("n" if vowel in "ăâ" else "")))
    words += ["đi", "đường", "đã"]
    text = "\n".join(" ".join(words[i:i + 6]) + "; " + " ".join(words[i:i + 6]).upper() for i in range(0, len(words), 6)) + "\n"
    for name, encode in ENCODERS.items():
        data, lost = encode(text)
        d = Decoded(data)
        check(same(text, d.text, lost) and (not lost or "TCVN3" in name), f"mọi chữ cái trong {name}: {d.text}")
        if "TCVN3" in name:
            check(d.text == text, f"mọi chữ hoa trong {name}: {d.text}")


def viqr_files():
    words = wrong = 0
    for f, text in SAMPLES.items():
        data, _ = ENCODERS["VIQR"](text)
        d = Decoded(data)
        plain = text.translate({ord("“"): '"', ord("”"): '"', ord("–"): "-", ord("…"): "..."})
        check(d.encoding == "VIQR" and d.text.count("\n") == text.count("\n"), f"{f} trong VIQR: {d.encoding}")
        a, b = plain.split(), d.text.split()
        check(len(a) == len(b), f"{f} trong VIQR: số chữ")
        bad = [(x, y) for x, y in zip(a, b) if x != y]
        words, wrong = words + len(a), wrong + len(bad)
        for x, y in bad:
            print("  VIQR:", x, "→", y)
    print(f"VIQR: {wrong} trên {words} chữ ở cuối câu đọc khác ({100 * wrong / words:.2f} %)")
    check(wrong <= words // 200, "VIQR: quá nhiều chữ sai")


MIXABLE = [n for n in ENCODERS if n not in ("UTF-8 BOM", "UTF-16", "UTF-16LE", "UTF-16BE", "VIQR")]


def mixed_lines(run, what, least):
    """Every `run` lines in another encoding; lines of one word may be doubtful."""
    lines = good = 0
    for f, text in SAMPLES.items():
        out, all_lost, kinds = [], [], []
        for i, line in enumerate(text.split("\n")):
            name = MIXABLE[(i // run * 5 + len(f)) % len(MIXABLE)]
            data, lost = ENCODERS[name](line)
            out.append(data)
            all_lost.append(lost)
            kinds.append(name)
        d = Decoded(b"\n".join(out))
        got = d.text.split("\n")
        check(len(got) == len(out), f"{f} {what}: số dòng")
        for want, have, lost, kind in zip(text.split("\n"), got, all_lost, kinds):
            if any(c >= "\x80" for c in want):
                lines += 1
                ok = same(want, have, lost)
                good += ok
                if not ok:
                    print(f"  {what} [{kind}]: {want[:60]} → {have[:60]}")
    print(f"{what}: {good} trên {lines} dòng đúng")
    check(good >= least * lines, f"{what}: {good} trên {lines}")


def is_false_alarm(text, what):
    d = Decoded(text.encode())
    wanted = unicodedata.normalize("NFC", text)
    check(d.text == wanted and not d.doubts, f"báo động giả: {what}: {d.repairs[:3]}")


def false_alarms():
    is_false_alarm("Plain English. Don't worry, it's fine: I'm, we're, data(x), u+v, e^x, a.b.\n" * 20, "tiếng Anh")
    is_false_alarm("The naïve café owner José Müller of São Paulo, Zoë, Noël, Besançon; 5 °C, 3 m², ½ × 7 µm, Windows® ©2020.\n" * 9,
                   "tên riêng")
    is_false_alarm("Le préfet de la région a déjà décidé à l'été où l'élève naïf fête Noël près du château d'Élysée.\n" * 9
                   + "«Là où ça va», dit le maître à Hué; thé, né, dû, sûr, pâté, bébé.\n", "tiếng Pháp")
    is_false_alarm("Straße, Größe, Mädchen, über, schön, fünf, Öl, weiß, König, Übung, süß\n" * 9, "tiếng Đức")
    is_false_alarm("Não há informações; ação, coração, avô, avó, você, português, é, à, às, três\n" * 9, "tiếng Bồ Đào Nha")
    is_false_alarm("Mañana el señor Núñez irá a Bogotá; ¿qué tal? ¡sí! años, niño, corazón, más, está\n" * 9, "tiếng Tây Ban Nha")
    is_false_alarm("Jag är så glad att du är på väg då; må så vara, två små får på ön. Åse så på då.\nSå på då.\n" * 5, "tiếng Thụy Điển")
    is_false_alarm("Thaï\n\nPlain text.\n", "từ lẻ")
    is_false_alarm("https://example.vn/a?b=c%20d user@example.com 1.234.567 12/KH-UBND 0200.000.000 a^b c(d) u+'x' o+\n" * 9, "địa chỉ")
    is_false_alarm("stt;tên;số\n1;Điểm trường Nà Lầu;12\n2;Krông Pắc, Đắk Lắk, Y Moan Êban;3\n", "CSV")
    is_false_alarm("int main(void) { char *s = \"\\xE1\"; return a(b) ^ c('d') + e?f:g; } // u+ o+ a^ e' o` a~\n" * 9, "mã nguồn")
    is_false_alarm("日本語のテキスト 中文 한국어 Привет мир Ελληνικά עברית العربية 👨‍👩‍👧 👍🏽\n" * 3, "chữ khác")
    is_false_alarm("Là cô và chú có nhà hè; đi là về.\nLà có và chú.\nCó là: à, ô, ê.\n", "chữ Việt có trong Latin-1")
    is_false_alarm("x¹ y² z³ a¹ b¹ c¹ d¹: H₂O, CO₂; 10⁻³; → ≤ ≥ ≠ √ ∑ § 5, ¶ 6, ± 3; €5, £6, 7 ₫\n" * 9, "ký hiệu")
    is_false_alarm("trang 1\n\f\ntrang 2\n\n\nhết", "dấu ngắt trang")
    is_false_alarm("", "tệp trống")
    for f, text in SAMPLES.items():
        check(Decoded(text.encode()).bytes == text.encode(), f"{f} đổi khi không được đổi")
    # docs/diagnostics.md shows a soft hyphen that is wrong on purpose.
    docs = [f for f in glob.glob("docs/*.md") if "diagnostics" not in f]
    for f in docs + ["README.md", "Makefile"] + glob.glob("compiler/*/*.c") + glob.glob("templates/*/*.xml"):
        data = open(f, "rb").read()
        check(Decoded(data).bytes == data, f"{f} đổi khi không được đổi")
    for text in ("Le préfet a déjà décidé à l'été où l'élève fête Noël.\n", "Größe, Mädchen, über, schön, weiß\n"):
        d = Decoded(text.encode("cp1252") * 5)
        check(d.text == text * 5 and d.encoding == "CP1252", f"CP1252: {d.text[:80]} {d.encoding}")


def gives(data, wanted, what, reason=None):
    d = Decoded(data if isinstance(data, bytes) else data.encode())
    check(d.text == wanted, f"{what}: {d.text!r}")
    if reason:
        check(any(row[3] == reason for row in d.repairs), f"{what}: lý do {[row[3] for row in d.repairs]}")
    return d


def by_hand():
    gives("Céng hßa x· héi chñ nghÜa ViÖt Nam\n", "Cộng hòa xã hội chủ nghĩa Việt Nam\n", "TCVN3 dán", "bảng mã TCVN3")
    gives("KÕ HO¹CH\n", "KẾ HOẠCH\n", "chữ hoa TCVN3")
    gives("KÕ HO¹CH PH¸T TRIÓN KINH TÕ - X· HéI N¡M 2009\n", "KẾ HOẠCH PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM 2009\n", "chữ hoa TCVN3")
    gives("Bé TµI CHÝNH; Sè: 12/KH-UBND, Bé Tµi chÝnh, KÕ ho¹ch, Së Y tÕ\n",
          "BỘ TÀI CHÍNH; Số: 12/KH-UBND, Bộ Tài chính, Kế hoạch, Sở Y tế\n", "hoa, thường")
    gives("§éc lËp - Tù do - H¹nh phóc; n­íc, tr­êng, ch­¬ng tr×nh\n",
          "Độc lập - Tự do - Hạnh phúc; nước, trường, chương trình\n", "gạch nối mềm là ư")
    gives("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc\n",
          "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc\n", "VNI dán", "bảng mã VNI")
    gives("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", "VNI chữ hoa")
    gives("Cá»™ng hÃ²a xÃ£ há»™i\n", "Cộng hòa xã hội\n", "UTF-8 hai lần", "UTF-8 bị đọc nhầm là CP1252")
    gives("CÃ´ng viá»‡c lÃ  cá»§a xÃ£, lÃ má»™t; Ä‘Ã£\n", "Công việc là  của xã, là một; đã\n", "UTF-8 hai lần, mất khoảng trắng")
    gives("Một dòng tốt.\nÄ‘á»“ng\nMột dòng tốt.\n", "Một dòng tốt.\nđồng\nMột dòng tốt.\n", "một chữ hai lần")
    gives("Cộng hòa Céng hßa x· héi chñ nghÜa Việt Nam\n", "Cộng hòa Cộng hòa xã hội chủ nghĩa Việt Nam\n", "một đoạn trong dòng")
    gives("Céng hßa x· héi chñ nghÜa; Coäng hoøa xaõ hoäi chuû nghóa; Cộng hòa xã hội\n",
          "Cộng hòa xã hội chủ nghĩa; Cộng hòa xã hội chủ nghĩa; Cộng hòa xã hội\n", "ba bảng mã một dòng")
    gives("Kế ho\u00adạch\u200b năm\u00a02025\ufeff\n", "Kế hoạch năm 2025\n", "ký tự ẩn", "ký tự ẩn")
    gives("Kế\u00a0hoạch\n", "Kế hoạch\n", "khoảng trắng", "khoảng trắng không ngắt")
    gives("Kê\u0301 hoa\u0323ch\n", "Kế hoạch\n", "NFC", "chuẩn hóa NFC")
    gives("Ðảng, Ðiều, ÐẠI\n", "Đảng, Điều, ĐẠI\n", "Eth", "chữ Đ gõ bằng Ð")
    gives("\uf0b7 Một việc\n\uf0b7 Hai việc\n\uf0b7 Ba việc\n", "• Một việc\n• Hai việc\n• Ba việc\n", "dấu đầu dòng")
    symbol = "".join(chr(0xF000 + b) if b > 32 else " " for b in tcvn3("Cộng hòa xã hội")[0])
    gives(symbol + "\n", "Cộng hòa xã hội\n", "phông ký hiệu")
    gives("a\r\nb\rc\n\fd\r\n", "a\nb\nc\n\fd\n", "cuối dòng")
    gives("\ue000đậm\ue000\n", "\ufffdđậm\ufffd\n", "dấu của paper.h")
    gives("Ke^' hoa.ch pha't trie^?n kinh te^' - xa~ ho^.i cu?a Bo^. Y te^'. Tha'ng 5\n",
          "Kế hoạch phát triển kinh tế - xã hội của Bộ Y tế. Tháng 5\n", "VIQR", "bảng mã VIQR")
    d = gives(b"\xff\x00\xfe\x80abc\n" * 3, "ÿ\ufffdþ€abc\n" * 3, "byte lạ")
    check(d.doubts, "byte lạ: không nghi")
    check(len(Decoded(b"\n".join([b"\xe9"] * 1000)).text.split("\n")) == 1000, "nghìn dòng một byte")


def ask_run(font, text):
    p = subprocess.run([f"{HERE}/decode", "run", font, text], capture_output=True)
    return tuple(p.stdout.decode().rstrip("\n").split("\t"))


def runs():
    vni, vps = (with_table(t)("Kế hoạch phát triển")[0].decode("cp1252", "ignore") for t in (VNI, VPS))
    for font, text, wanted in (
            (".VnTime", "Céng hßa", ("TCVN3", "Cộng hòa")),
            (".VnTimeH", "Céng hßa", ("TCVN3", "CỘNG HÒA")),
            (".VnTimeH", "ban hanh", ("TCVN3", "BAN HANH")),
            ("ABCDEF+.VnTimeH Bold", "céng", ("TCVN3", "CỘNG")),
            ("VnTime", "cã", ("TCVN3", "có")),
            ("VNI-Times", "Keá", ("VNI", "Kế")),
            ("VNI-Times", vni, ("VNI", "Kế hoạch phát triển")),
            ("VPS Times", "cüa", ("-", "cüa")),
            ("Times New Roman", "cã là", ("-", "cã là")),
            ("Times New Roman", "Céng hßa x· héi chñ nghÜa", ("TCVN3", "Cộng hòa xã hội chủ nghĩa")),
            (".VnTime", "Cộng hòa xã hội", ("-", "Cộng hòa xã hội")),
            ("", "Müller José", ("-", "Müller José")),
            ("Arial", "ha\u0323", ("-", "hạ")),
            ("Arial", "", ("-", ""))):
        check(ask_run(font, text) == wanted, f"{font} {text}: {ask_run(font, text)}")
    print("VPS thử:", vps)


def speed():
    text = SAMPLES["samples/thuc-hien-chi-thi.vt"]
    for name, times, least in (("UTF-8", 2000, 20), ("NFD", 60, 0.3), ("TCVN3", 100, 0.3), ("VIQR", 200, 2)):
        data, _ = ENCODERS[name](text)
        d = Decoded(data * times)
        rate = len(data) * times / 1e6 / max(d.seconds, 1e-6)
        print(f"{name}: {rate:.1f} MB/s")
        check(d.ok, f"{name}: chạy hết")
        if "asan" not in HERE and "cover" not in HERE:
            check(rate >= least, f"{name}: chỉ {rate:.1f} MB/s")
    for what, data in (("một chữ dài", b"\xe9" * 2_000_000), ("chữ \xe9", b"\xe9 " * 500_000),
                       ("dòng trống", b"\n" * 2_000_000), ("dấu", "a\u0301".encode() * 300_000),
                       ("không", b"\0" * 1_000_000), ("VIQR", b"a'" * 1_000_000)):
        d = Decoded(data)
        check(d.ok and d.text.count("\n") == data.count(b"\n") and d.seconds < 10, f"ác ý: {what}")
        print(f"ác ý, {what}: {d.seconds:.2f} s")


whole_files()
every_letter()
viqr_files()
mixed_lines(1, "mỗi dòng một bảng mã", 0.9)
mixed_lines(4, "bốn dòng một bảng mã", 0.97)
false_alarms()
by_hand()
runs()
speed()
print(f"encoding: {passed} passed, {failed} failed")
