"""plans.py FOLDER COUNT: so many different small plans, the same at each call,
with their names in FOLDER/danh-sach.txt. Every agency and person is invented."""
import random
import sys
from pathlib import Path

PLACES = ["Suối Vàng", "Nậm Khoai", "Đồng Lau", "Bến Trúc", "Khe Sim", "Hòa Lộc", "Vân Đình Hạ", "Cồn Sáo", "Phiêng Mận"]
WORKS = ["sửa chữa nhà văn hóa thôn", "nạo vét kênh nội đồng", "thắp sáng đường quê", "tiêm phòng cho đàn gia súc",
         "rà soát hộ cần hỗ trợ nhà ở", "mở lớp bơi cho trẻ em", "thu gom vỏ bao thuốc bảo vệ thực vật",
         "số hóa sổ hộ tịch", "trồng hoa ven đường liên xã", "kiểm tra an toàn hồ đập"]
AIMS = ["Việc gì làm trước, việc gì làm sau phải được bàn với người dân ở nơi ấy trước khi bắt đầu.",
        "Mỗi việc có một người chịu trách nhiệm, một thời hạn và một kết quả đếm được.",
        "Dùng đúng số tiền đã giao; phần còn lại trả về ngân sách xã trước khi hết năm.",
        "Không làm vào lúc mùa vụ cần người; trời mưa thì lùi, không làm cho có.",
        "Kết quả được niêm yết ở thôn mười ngày để người dân góp ý."]
PEOPLE = ["Đinh Thị Mận", "Lò Văn Sương", "Trần Hữu Khuê", "Vi Thị Lanh", "Phan Đức Thoại", "Hà Quang Trạm"]


def plan(rnd, number):
    place, works = rnd.choice(PLACES), rnd.sample(WORKS, 4)
    day, month = rnd.randint(1, 28), rnd.randint(3, 9)
    lines = ["@cơ quan", f"Ủy ban nhân dân xã {place}", "", f"@số: {number}/KH-UBND", f"@địa danh: {place}",
             f"@ngày: {day:02}/{month}/2026", "",
             f"@kế hoạch: Thực hiện việc {works[0]} năm 2026", "",
             f"Ủy ban nhân dân xã {place} thực hiện việc {works[0]} như sau:", "", "# Mục đích, yêu cầu"]
    lines += ["- " + aim for aim in rnd.sample(AIMS, 3)] + ["", "# Nội dung"]
    for work in works:
        lines += [f"## Việc {work}", f"Làm ở {rnd.randint(2, 30)} thôn, kinh phí {rnd.randint(11, 99)}.000.000 đồng.", ""]
        lines += [f"{i + 1}. {aim}" for i, aim in enumerate(rnd.sample(AIMS, 4))] + [""]
    lines += ["# Tổ chức thực hiện", f"Các thôn báo cáo trước ngày 15 tháng {month + 2} năm 2026.", "", "@nơi nhận",
              "- Các thôn (để thực hiện)", "- Lưu: VT", "", "@ký", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "",
              rnd.choice(PEOPLE), ""]
    return "\n".join(lines)


def main(folder, count):
    rnd = random.Random(30)
    (folder / "nguồn").mkdir(parents=True)
    names = [f"nguồn/xã-{i:04}.vt" for i in range(1, count + 1)]
    for i, name in enumerate(names, 1):
        (folder / name).write_text(plan(rnd, i))
    (folder / "danh-sach.txt").write_text("\n".join(names) + "\n")


main(Path(sys.argv[1]), int(sys.argv[2]))
