/* make_plan PAGES OUT.vt OUT.floor [SEED] - a plan of about so many pages, twice:
 * in the plan language, and as floor.c reads it, with the same words. What
 * the compiler supplies (capitals, numbers of headings, final points, the
 * national motto) is ready-made in the second. The same PAGES and SEED
 * give the same bytes. The sentences are a bank, but every paragraph begins with a number
 * of its own, mixes its sentences anew and fills in places, offices, dates and
 * figures, so that none repeats and new words keep coming. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* {x} a commune, {u} an office, {d} a date, {n} a count, {p} a percentage,
 * {m} an amount of money, {q} a quarter, {t} the chapter's field. */
static const char *const sentences[] = {
        "Các cơ quan, đơn vị quán triệt đầy đủ nội dung Kế hoạch đến toàn thể cán bộ, công chức, viên chức và người lao động, hoàn thành trước ngày {d}.",
        "{u} chủ trì, phối hợp với Ủy ban nhân dân {x} rà soát hiện trạng, lập danh mục công việc cụ thể và phân công người chịu trách nhiệm theo từng tháng.",
        "Phấn đấu đến hết {q} có ít nhất {p} thủ tục thuộc phạm vi {t} được tiếp nhận, giải quyết và trả kết quả trên môi trường điện tử.",
        "Kinh phí thực hiện dự kiến {m}, được cân đối từ ngân sách huyện, nguồn xã hội hóa và các nguồn hợp pháp khác theo quy định hiện hành.",
        "Ủy ban nhân dân {x} bố trí địa điểm, trang thiết bị và nhân lực cần thiết, không để gián đoạn việc phục vụ nhân dân trong thời gian triển khai.",
        "Định kỳ trước ngày 20 hằng tháng, các đơn vị gửi báo cáo bằng văn bản về {u} để tổng hợp, trình lãnh đạo xem xét, chỉ đạo.",
        "Kết quả thực hiện là một trong những căn cứ để đánh giá, xếp loại mức độ hoàn thành nhiệm vụ của người đứng đầu vào cuối năm.",
        "Tổ chức {n} lớp bồi dưỡng nghiệp vụ cho đội ngũ phụ trách {t}, ưu tiên những người mới được tuyển dụng hoặc mới chuyển vị trí việc làm.",
        "Khuyến khích các thôn, tổ dân phố đăng ký mô hình điểm, có tiêu chí rõ ràng, dễ đo đếm và phù hợp với điều kiện thực tế của địa phương.",
        "Thời gian khảo sát bắt đầu từ ngày {d}; số liệu thu thập phải được đối chiếu với hồ sơ lưu trữ trước khi nhập vào cơ sở dữ liệu dùng chung.",
        "Việc lấy ý kiến nhân dân được thực hiện công khai tại nhà văn hóa của {x}, có biên bản và danh sách người tham dự kèm theo.",
        "{u} hướng dẫn biểu mẫu, thời hạn và cách thức báo cáo; giải đáp vướng mắc trong vòng {n} ngày làm việc kể từ khi nhận được đề nghị.",
        "Huy động sự tham gia của Mặt trận Tổ quốc, các tổ chức chính trị - xã hội và người có uy tín trong cộng đồng vào công tác vận động, giám sát.",
        "Những nội dung vượt quá thẩm quyền phải được báo cáo kịp thời, nêu rõ nguyên nhân, phương án xử lý và kiến nghị cụ thể với cấp trên.",
        "Trong {q}, hoàn thành việc sửa chữa, nâng cấp {n} công trình phục vụ {t}, bảo đảm an toàn, tiết kiệm và đúng tiến độ đã cam kết.",
        "Hệ thống loa truyền thanh của {x} phát tin, bài tuyên truyền ít nhất {n} lượt mỗi tháng, nội dung ngắn gọn, dễ hiểu, gần gũi với người dân.",
        "Lập sổ theo dõi riêng đối với từng nhiệm vụ, ghi rõ ngày bắt đầu, ngày kết thúc, sản phẩm bàn giao và người ký xác nhận kết quả.",
        "Trường hợp chậm tiến độ quá {n} ngày, đơn vị được giao chủ trì phải giải trình và đề xuất biện pháp khắc phục ngay trong kỳ họp gần nhất.",
        "Tỉ lệ hộ gia đình được tiếp cận thông tin về {t} đạt {p}, tăng đáng kể so với kết quả điều tra của cùng kỳ năm trước.",
        "{u} thẩm định dự toán, bố trí {m} cho giai đoạn đầu và kiểm tra việc thanh toán, quyết toán theo đúng chế độ tài chính.",
        "Các hoạt động hưởng ứng phải thiết thực, tránh phô trương, hình thức; không tổ chức trùng lặp gây lãng phí thời gian và tiền của.",
        "Hồ sơ, tài liệu hình thành trong quá trình thực hiện được lập thành hồ sơ điện tử và nộp lưu vào kho lưu trữ của huyện trước ngày {d}.",
        "Đoàn kiểm tra liên ngành làm việc với {x} trong hai ngày, kết hợp kiểm tra thực địa, phỏng vấn ngẫu nhiên và đối chiếu chứng từ.",
        "Chú trọng hỗ trợ hộ nghèo, hộ cận nghèo, người khuyết tật và đồng bào ở các thôn xa trung tâm để không ai bị bỏ lại phía sau.",
        "Sơ kết bước đầu vào cuối {q}; qua đó điều chỉnh chỉ tiêu, bổ sung giải pháp và biểu dương những cách làm sáng tạo, có hiệu quả.",
        "Ứng dụng công nghệ thông tin để rút ngắn thời gian xử lý, giảm ít nhất {p} giấy tờ phải nộp và hạn chế việc đi lại nhiều lần.",
        "Phân công rõ người, rõ việc, rõ thời gian, rõ trách nhiệm và rõ sản phẩm; mỗi việc chỉ giao cho một đầu mối chịu trách nhiệm chính.",
        "Ủy ban nhân dân {x} niêm yết công khai danh sách đối tượng thụ hưởng tại trụ sở trong thời hạn {n} ngày trước khi phê duyệt.",
        "Đề nghị {u} cử một lãnh đạo và một chuyên viên tham gia Tổ giúp việc, gửi danh sách trước ngày {d} để ban hành quyết định thành lập.",
        "Nâng cao chất lượng tham mưu, dự báo; chủ động phát hiện khó khăn từ sớm, từ xa và đề xuất phương án ứng phó phù hợp.",
        "Việc mua sắm thiết bị phục vụ {t} thực hiện qua mạng đấu thầu quốc gia, tổng mức không vượt quá {m}.",
        "Xây dựng quy chế phối hợp giữa các phòng, ban với {x}, quy định rõ thời gian trao đổi thông tin và người làm đầu mối liên lạc.",
        "Mỗi đơn vị chọn từ {n} việc mới, việc khó hoặc việc còn tồn đọng để tập trung giải quyết dứt điểm trong năm.",
        "Công tác thông tin, báo cáo phải trung thực, đầy đủ, đúng hạn; nghiêm cấm việc làm đẹp số liệu hoặc che giấu khuyết điểm.",
        "{u} theo dõi, đôn đốc và kịp thời tham mưu tháo gỡ những vướng mắc phát sinh, nhất là về mặt bằng, thủ tục và nguồn vốn.",
        "Tổ chức hội nghị trực tuyến đến {x} vào ngày {d} nhằm phổ biến điểm mới, trao đổi kinh nghiệm và thống nhất cách làm.",
        "Đến cuối kỳ kế hoạch, mức độ hài lòng của người dân và doanh nghiệp đối với {t} đạt từ {p} trở lên, được đo bằng khảo sát độc lập.",
        "Bảo đảm an ninh trật tự, an toàn giao thông, phòng cháy, chữa cháy và vệ sinh môi trường tại nơi diễn ra các hoạt động.",
        "Biên soạn sổ tay hướng dẫn dày khoảng {n} trang, in khổ nhỏ, có tranh minh họa và phát miễn phí đến từng hộ dân của {x}.",
        "Ưu tiên sử dụng lao động tại chỗ, nguyên vật liệu sẵn có; thực hiện dân chủ, công khai trong huy động đóng góp tự nguyện.",
        "Cấp ủy, chính quyền các cấp tăng cường lãnh đạo, chỉ đạo, coi đây là nhiệm vụ trọng tâm, thường xuyên của cả hệ thống chính trị.",
        "Rà soát các văn bản đã ban hành về {t}, kiến nghị sửa đổi, bổ sung hoặc bãi bỏ những quy định không còn phù hợp trước ngày {d}.",
        "Trong tổng số {m} đã bố trí, ít nhất {p} dành cho cơ sở; phần còn lại chi cho tập huấn, kiểm tra và sơ kết, tổng kết.",
        "Các trường học lồng ghép nội dung này vào giờ sinh hoạt dưới cờ, hoạt động trải nghiệm và sinh hoạt câu lạc bộ của học sinh.",
        "{u} thiết lập đường dây nóng, trực cả ngày nghỉ để tiếp nhận phản ánh, chuyển xử lý và thông báo kết quả cho người phản ánh.",
        "Lựa chọn {x} làm nơi triển khai thí điểm từ {q}, sau đó rút kinh nghiệm và mở rộng ra các xã, thị trấn còn lại.",
        "Tăng cường kiểm tra đột xuất, xử lý nghiêm hành vi nhũng nhiễu, đùn đẩy trách nhiệm, gây phiền hà cho tổ chức và cá nhân.",
        "Số lượt người được tập huấn kỹ năng liên quan đến {t} đạt {n} trăm lượt, trong đó phụ nữ chiếm không dưới {p}.",
        "Nhà thầu phải cam kết bảo hành tối thiểu {n} tháng; đơn vị sử dụng lập kế hoạch bảo trì và mở sổ nhật ký vận hành.",
        "Việc khen thưởng bảo đảm chính xác, kịp thời, hướng về cơ sở và người trực tiếp lao động, sản xuất, học tập, công tác.",
        "Dữ liệu về {t} của {x} được cập nhật ngay trong ngày, phân quyền truy cập chặt chẽ và sao lưu định kỳ tại hai nơi khác nhau.",
        "Giao {u} làm cơ quan thường trực, có trách nhiệm xây dựng chương trình công tác năm và chuẩn bị nội dung các kỳ họp giao ban.",
        "Nguồn nhân lực được bố trí theo hướng tinh gọn, kiêm nhiệm hợp lý, bảo đảm mỗi xã có ít nhất {n} người am hiểu chuyên môn.",
        "Xây dựng chuyên mục riêng trên cổng thông tin điện tử, đăng tải {n} tin, bài mỗi quý cùng số điện thoại hỗ trợ người dân.",
        "Chậm nhất ngày {d}, Ủy ban nhân dân {x} phải ban hành kế hoạch của cấp mình, xác định rõ chỉ tiêu, lộ trình và điều kiện thực hiện.",
        "Hằng năm tổ chức bình chọn cá nhân, tập thể tiêu biểu; kết quả được công bố trong hội nghị tổng kết và trên phương tiện truyền thông.",
        "Phối hợp với các viện, trường và doanh nghiệp để chuyển giao kỹ thuật mới, hỗ trợ vay vốn ưu đãi với tổng hạn mức {m}.",
        "Mọi thay đổi về quy mô, địa điểm hoặc thời gian phải được {u} chấp thuận bằng văn bản trước khi thực hiện.",
        "Kịp thời cứu trợ, khắc phục hậu quả khi có thiên tai, dịch bệnh; duy trì lực lượng xung kích của {x} từ {n} người trở lên.",
        "Xác định rõ chỉ tiêu định lượng và định tính, phương pháp tính, nguồn số liệu và tần suất cập nhật của từng chỉ tiêu.",
        "Ngân sách tỉnh hỗ trợ có mục tiêu {m}; phần đối ứng do {x} bảo đảm từ nguồn thu tại chỗ và đóng góp của cộng đồng.",
        "Tiếp tục củng cố tổ chức bộ máy, kiện toàn Ban Chỉ đạo, sửa đổi quy chế hoạt động và phân công lại địa bàn phụ trách cho từng thành viên.",
        "Thực hiện tốt chính sách đối với người có công, thân nhân liệt sĩ; thăm hỏi, tặng quà {n} gia đình nhân các ngày lễ lớn.",
        "{u} ký kết chương trình phối hợp với lực lượng công an, quân sự trên địa bàn, sơ kết sáu tháng một lần, tổng kết vào ngày {d}.",
        "Bài học rút ra từ giai đoạn trước cho thấy nơi nào người đứng đầu sâu sát, quyết liệt thì nơi đó phong trào có chuyển biến rõ nét.",
        "Diện tích đất dành cho các công trình phục vụ {t} tại {x} được cập nhật vào quy hoạch sử dụng đất và công bố trước ngày {d}.",
        "Các hộ kinh doanh, hợp tác xã được hướng dẫn kê khai, đăng ký trực tuyến, miễn phí tư vấn trong {n} tháng đầu tiên.",
        "Thực hiện khám sức khỏe, lập hồ sơ theo dõi cho {p} người cao tuổi; bảo đảm đủ thuốc, vật tư thiết yếu tại trạm y tế.",
        "Kiểm soát chặt chẽ chất lượng nước sinh hoạt, thu gom và phân loại rác tại nguồn, nhân rộng tuyến đường hoa do nhân dân tự quản.",
        "Cuối mỗi đợt, {u} công khai bảng điểm thi đua, nêu rõ đơn vị dẫn đầu, đơn vị còn chậm và những việc phải làm ngay.",
        "Tài sản hình thành sau đầu tư được bàn giao cho {x} quản lý, khai thác; nghiêm cấm cho thuê, cho mượn hoặc chuyển đổi trái mục đích.",
        "Trước khi trình phê duyệt, dự thảo phải được lấy ý kiến bằng văn bản của ít nhất {n} cơ quan có liên quan và tiếp thu, giải trình đầy đủ.",
};

static const char *const fields[] = {
        "chuyển đổi số", "cải cách hành chính", "giáo dục và đào tạo",
        "y tế cơ sở", "văn hóa cơ sở", "thể dục, thể thao quần chúng",
        "giảm nghèo bền vững", "xây dựng nông thôn mới", "bảo vệ môi trường",
        "phòng, chống thiên tai", "quản lý đất đai", "trật tự xây dựng",
        "giao thông nông thôn", "thủy lợi nội đồng", "phát triển du lịch",
        "hợp tác xã nông nghiệp", "an toàn thực phẩm", "phòng cháy, chữa cháy",
        "bảo vệ trẻ em", "bình đẳng giới", "chăm sóc người có công",
        "giải quyết việc làm", "bảo hiểm xã hội", "tư pháp, hộ tịch",
        "tiếp công dân", "phòng, chống tội phạm", "quốc phòng địa phương",
        "thu, chi ngân sách", "quản lý tài sản công", "đầu tư công",
        "xúc tiến thương mại", "phát triển tiểu thủ công nghiệp",
        "bảo vệ và phát triển rừng", "nuôi trồng thủy sản", "chăn nuôi an toàn",
        "nước sạch nông thôn", "chiếu sáng công cộng", "công tác thanh niên",
        "thi đua, khen thưởng", "văn thư, lưu trữ", "thông tin cơ sở",
        "dân số và phát triển", "thú y, bảo vệ thực vật", "đăng ký kinh doanh",
        "an toàn giao thông", "quản lý hộ kinh doanh", "khuyến nông",
        "di sản văn hóa", "khuyến học, khuyến tài", "trợ giúp xã hội",
};

static const char *const titles[] = {       /* each is followed by the field */
        "Công tác lãnh đạo, chỉ đạo về", "Tuyên truyền, phổ biến về",
        "Hoàn thiện quy định, quy chế về", "Chỉ tiêu chủ yếu của",
        "Đào tạo, bồi dưỡng nhân lực cho", "Cơ sở vật chất phục vụ",
        "Ứng dụng công nghệ thông tin trong", "Cơ sở dữ liệu dùng chung về",
        "Mô hình điểm về", "Sự tham gia của nhân dân vào",
        "Phối hợp liên ngành trong", "Kinh phí dành cho",
        "Kiểm tra, giám sát việc thực hiện", "Lộ trình triển khai",
        "Thông tin, báo cáo về", "Sơ kết, nhân rộng kết quả của",
        "Quan điểm phát triển", "Khó khăn, hạn chế trong",
        "Nguyên nhân của hạn chế trong", "Mục tiêu đến năm 2025 về",
        "Phân cấp, phân quyền trong", "Trách nhiệm người đứng đầu đối với",
        "Quy trình giải quyết công việc về", "Hợp tác, trao đổi kinh nghiệm về",
        "Xã hội hóa nguồn lực cho", "Chính sách hỗ trợ đối với",
        "Bảo đảm an toàn trong", "Xử lý vi phạm trong",
        "Phát huy sáng kiến về", "Nâng cao chất lượng",
        "Khen thưởng, kỷ luật trong", "Dự báo nhu cầu của",
};

static const char *const communes[] = {
        "xã Tân Lập", "xã Phú Lộc", "xã Vĩnh Hòa", "xã Thạnh Phước",
        "xã Bình Khê", "xã Đông Sơn", "xã Yên Thượng", "xã Quảng Minh",
        "xã Hưng Đạo", "xã Mỹ Thuận", "xã An Khánh", "xã Long Điền",
        "xã Nghĩa Trung", "xã Cẩm Giang", "xã Kỳ Phong", "xã Xuân Trường",
        "xã Hạ Bì", "xã Ea Nuôl", "xã Trà Giác", "xã Suối Giàng",
        "xã Bắc Lý", "xã Đề Thám", "xã Kim Tân", "xã Ngô Mây",
        "xã Vệ An", "xã Hương Sơ", "thị trấn Lộc Ninh",
        "thị trấn Chợ Rã", "thị trấn Phước An", "thị trấn Ngãi Giao",
};

static const char *const offices[] = {
        "Phòng Nội vụ", "Phòng Tài chính - Kế hoạch", "Phòng Tư pháp",
        "Phòng Văn hóa và Thông tin", "Phòng Giáo dục và Đào tạo",
        "Phòng Tài nguyên và Môi trường", "Phòng Kinh tế và Hạ tầng",
        "Phòng Nông nghiệp và Phát triển nông thôn", "Phòng Y tế",
        "Phòng Lao động - Thương binh và Xã hội", "Phòng Dân tộc",
        "Thanh tra huyện", "Công an huyện", "Ban Chỉ huy Quân sự huyện",
        "Chi cục Thống kê", "Chi cục Thuế khu vực", "Kho bạc Nhà nước huyện",
        "Bảo hiểm xã hội huyện", "Trung tâm Y tế huyện",
        "Trung tâm Văn hóa - Thể thao", "Trung tâm Dịch vụ nông nghiệp",
        "Hạt Kiểm lâm", "Ban Quản lý dự án", "Hội Liên hiệp Phụ nữ huyện",
        "Huyện đoàn", "Hội Nông dân huyện", "Hội Cựu chiến binh huyện",
        "Liên đoàn Lao động huyện",
};

static const char *const leads[] = {    /* what opens a paragraph, with its number */
        "Nội dung", "Nhiệm vụ", "Giải pháp", "Yêu cầu", "Công việc",
        "Hoạt động", "Đầu mục", "Chỉ tiêu",
};

#define COUNT(a) ((unsigned)(sizeof(a) / sizeof(a)[0]))
#define PICK(a) ((a)[below(COUNT(a))])

enum { SECTIONS = 32, BUFFER = 8192 };

/* To guess how full the pages are: points, as floor.c sets them. */
#define PAGE_HEIGHT 728.5
#define LINE_HEIGHT 16.1
#define PARAGRAPH_GAP 6.0
#define LINE_LETTERS 79.5
#define REST_HEIGHT 1250.0              /* the last chapter and the signature */

static FILE *vt, *flat;
static double height;                   /* so far */
static unsigned paragraphs;
static const char *field;               /* of this chapter */

static uint32_t seed = 30;

static unsigned below(unsigned n)
{
        seed = seed * 1664525u + 1013904223u;
        return (seed >> 8) % n;
}

/* Sentences are dealt like cards, so that near neighbours differ. */
static const char *next_sentence(void)
{
        static const char *deck[COUNT(sentences)];
        static unsigned left;

        if (left == 0) {
                memcpy(deck, sentences, sizeof deck);
                left = COUNT(deck);
        }
        unsigned i = below(left--);
        const char *s = deck[i];
        deck[i] = deck[left];
        return s;
}

static size_t letters(const char *s)
{
        size_t n = 0;

        for (; *s; s++)
                n += ((unsigned char)*s & 0xC0) != 0x80;
        return n;
}

/* One line in each file. */
static void put(const char *mark, char style, const char *number,
                const char *text)
{
        double lines = (double)(letters(number) + letters(text) + 6) / LINE_LETTERS;

        fprintf(vt, "%s%s\n", mark, text);
        fprintf(flat, "%c %s%s\n", style, number, text);
        height += ((int)lines + 1) * LINE_HEIGHT + PARAGRAPH_GAP;
}

static void add(char *out, const char *form, ...)
{
        size_t used = strlen(out);
        va_list args;

        va_start(args, form);
        vsnprintf(out + used, BUFFER - used, form, args);
        va_end(args);
}

static void add_slot(char *out, char slot)
{
        static const char *const quarters[] = { "I", "II", "III", "IV" };
        unsigned a, b;                  /* drawn one after the other */

        switch (slot) {
        case 'x':
                add(out, "%s", PICK(communes));
                break;
        case 'u':
                add(out, "%s", PICK(offices));
                break;
        case 't':
                add(out, "%s", field);
                break;
        case 'n':
                add(out, "%02u", 2 + below(88));
                break;
        case 'p':
                a = 50 + below(50);
                b = below(10);
                add(out, "%u,%u%%", a, b);
                break;
        case 'm':
                a = 1 + below(9);
                b = below(1000);
                add(out, "%u.%03u triệu đồng", a, b);
                break;
        case 'q':
                a = below(COUNT(quarters));
                b = below(5);
                add(out, "quý %s/%u", quarters[a], 2021 + b);
                break;
        case 'd':               /* a zero to days below 10, months 1 and 2 */
                a = 1 + below(28);
                b = 1 + below(12);
                add(out, b < 3 ? "%02u/%02u/%u" : "%02u/%u/%u",
                    a, b, 2021 + below(5));
                break;
        }
}

static void add_sentence(char *out)
{
        const char *s = next_sentence();

        for (; *s; s++) {
                if (s[0] == '{' && s[1] && s[2] == '}') {
                        add_slot(out, s[1]);
                        s += 2;
                } else {
                        add(out, "%c", *s);
                }
        }
}

/* A paragraph of so many sentences, no two alike: its number comes first. */
static void compose(char *out, unsigned count)
{
        out[0] = '\0';
        add(out, "%s %u:", PICK(leads), ++paragraphs);
        while (count--) {
                add(out, " ");
                add_sentence(out);
        }
}

static void paragraph(unsigned count)
{
        char text[BUFFER];

        compose(text, count);
        fputc('\n', vt);
        put("", 'P', "", text);
}

static void item(const char *mark)
{
        char text[BUFFER];

        compose(text, 1);
        put(mark, 'P', mark, text);
}

/* Big letters of the Vietnamese alphabet, UTF-8. */
static void upper(char *out, const char *s)
{
        while (*s) {
                unsigned char a = (unsigned char)*s++;
                unsigned c = a;

                if (a < 0x80) {
                        *out++ = (char)(a >= 'a' && a <= 'z' ? a - 32 : a);
                        continue;
                }
                if (a < 0xE0)
                        c = (a & 0x1Fu) << 6;
                else
                        c = (a & 0x0Fu) << 12 | ((unsigned char)*s++ & 0x3Fu) << 6;
                c |= (unsigned char)*s++ & 0x3Fu;

                if (c >= 0xE0 && c <= 0xFD)             /* à … ý */
                        c -= 32;
                else if (c == 0x1B0)                    /* ư */
                        c = 0x1AF;
                else if (c == 0x1A1)                    /* ơ */
                        c = 0x1A0;
                else if ((c >= 0x100 && c < 0x180) || (c >= 0x1EA0 && c < 0x1EFA))
                        c &= ~1u;                       /* ă đ ĩ ũ, ạ … ỹ */

                if (c < 0x800) {
                        *out++ = (char)(0xC0 | c >> 6);
                } else {
                        *out++ = (char)(0xE0 | c >> 12);
                        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
                }
                *out++ = (char)(0x80 | (c & 0x3F));
        }
        *out = '\0';
}

static unsigned chapters, sections;     /* counters of the headings */

static void roman(char *out, unsigned n)
{
        static const struct { unsigned value; const char *digits; } steps[] = {
                { 100, "C" }, { 90, "XC" }, { 50, "L" }, { 40, "XL" },
                { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" },
        };

        out[0] = '\0';
        for (unsigned i = 0; i < COUNT(steps); i++)
                for (; n >= steps[i].value; n -= steps[i].value)
                        strcat(out, steps[i].digits);
}

static void chapter(const char *title)
{
        char number[64], capitals[BUFFER];

        roman(number, ++chapters);
        sections = 0;
        upper(capitals, title);
        fprintf(vt, "\n# %s\n", title);
        fprintf(flat, "H %s. %s\n", number, capitals);
        height += 2 * LINE_HEIGHT;
}

static void section(const char *title)
{
        char number[32];

        snprintf(number, sizeof number, "%u. ", ++sections);
        fputc('\n', vt);
        put("## ", 'H', number, title);
}

/* About half a page: paragraphs, then dash items with a few of the next rank. */
static void fill_section(void)
{
        unsigned dashes = 2 + below(3);

        paragraph(2);
        if (below(3) == 0)
                paragraph(2);
        fputc('\n', vt);
        while (dashes--) {
                item("- ");
                if (below(4) == 0) {
                        item("+ ");
                        item("+ ");
                }
        }
}

static void head(void)
{
        fputs("@cơ quan\n"
              "Ủy ban nhân dân tỉnh Sơn Hải\n"
              "Ủy ban nhân dân huyện Bình Lâm\n"
              "\n"
              "@số: 45/KH-UBND\n"
              "@địa danh: Bình Lâm\n"
              "@ngày: 12/01/2021\n"
              "\n"
              "@kế hoạch: Phát triển kinh tế - xã hội huyện Bình Lâm giai đoạn 2021-2025\n"
              "\n"
              "@căn cứ\n", vt);
        fputs("U ỦY BAN NHÂN DÂN TỈNH SƠN HẢI\n"
              "A ỦY BAN NHÂN DÂN HUYỆN BÌNH LÂM\n"
              "Q CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
              "T Độc lập - Tự do - Hạnh phúc\n"
              "=\n"
              "S Số: 45/KH-UBND\n"
              "D Bình Lâm, ngày 12 tháng 01 năm 2021\n"
              "K KẾ HOẠCH\n"
              "Y Phát triển kinh tế - xã hội huyện Bình Lâm giai đoạn 2021-2025\n",
              flat);
        height += 11 * LINE_HEIGHT;
}

static void bases(void)
{
        static const char *const text[] = {
                "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
                "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015",
                "Căn cứ Nghị quyết số 12/NQ-HĐND ngày 10 tháng 12 năm 2020 của Hội đồng nhân dân huyện Bình Lâm về nhiệm vụ phát triển kinh tế - xã hội",
                "Căn cứ Kế hoạch số 207/KH-UBND ngày 22 tháng 12 năm 2020 của Ủy ban nhân dân tỉnh Sơn Hải về phát triển kinh tế - xã hội",
        };

        for (unsigned i = 0; i < COUNT(text); i++) {
                fprintf(vt, "- %s\n", text[i]);
                fprintf(flat, "C %s%c\n", text[i], i + 1 < COUNT(text) ? ';' : '.');
                height += 1.5 * LINE_HEIGHT + PARAGRAPH_GAP;
        }
        fputc('\n', vt);
        put("", 'P', "", "Ủy ban nhân dân huyện Bình Lâm ban hành Kế hoạch phát triển kinh tế - xã hội giai đoạn 2021-2025 với những nội dung như sau:");
}

static void tail(void)
{
        static const char closing[] = "Trên đây là Kế hoạch phát triển kinh tế - xã hội giai đoạn 2021-2025; trong quá trình thực hiện nếu có vướng mắc, các đơn vị phản ánh về Văn phòng Ủy ban nhân dân huyện để xem xét, giải quyết";
        static const char *const recipients[] = {
                "Ủy ban nhân dân tỉnh (để báo cáo)",
                "Thường trực Huyện ủy (để báo cáo)",
                "Các phòng, ban thuộc huyện",
                "Ủy ban nhân dân các xã, thị trấn",
                "Lưu: VT",
        };

        fprintf(vt, "\n@lời kết\n%s\n\n@nơi nhận\n", closing);
        fprintf(flat, "P %s./.\nN Nơi nhận:\n", closing);
        for (unsigned i = 0; i < COUNT(recipients); i++) {
                fprintf(vt, "- %s\n", recipients[i]);
                fprintf(flat, "n - %s%c\n", recipients[i],
                        i + 1 < COUNT(recipients) ? ';' : '.');
        }
        fputs("\n@ký\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mẫu\n", vt);
        fputs("G TM. ỦY BAN NHÂN DÂN\nV CHỦ TỊCH\nE Lê Văn Mẫu\n", flat);
}

static void body(double room)
{
        char title[BUFFER];

        field = "các lĩnh vực trọng tâm";
        chapter("Mục đích, yêu cầu");
        section("Mục đích");
        fill_section();
        section("Yêu cầu");
        fill_section();

        while (height < room) {
                field = fields[(chapters - 1) % COUNT(fields)];
                snprintf(title, sizeof title, "Nội dung, nhiệm vụ về %s", field);
                chapter(title);
                while (sections < SECTIONS && height < room) {
                        snprintf(title, sizeof title, "%s %s",
                                 titles[sections], field);
                        section(title);
                        fill_section();
                }
        }
        field = "các lĩnh vực được giao";
        chapter("Tổ chức thực hiện");
        section("Các phòng, ban và đơn vị thuộc huyện");
        fill_section();
        section("Ủy ban nhân dân các xã, thị trấn");
        fill_section();
}

static FILE *create(const char *path)
{
        FILE *f = fopen(path, "w");

        if (!f) {
                perror(path);
                exit(1);
        }
        return f;
}

int main(int argc, char **argv)
{
        int pages = argc == 4 || argc == 5 ? atoi(argv[1]) : 0;

        if (pages < 2) {
                fputs("usage: make_plan PAGES OUT.vt OUT.floor [SEED]\n", stderr);
                return 2;
        }
        if (argc == 5)
                seed = (uint32_t)atoi(argv[4]);
        vt = create(argv[2]);
        flat = create(argv[3]);
        head();
        bases();
        body(pages * PAGE_HEIGHT - REST_HEIGHT);
        tail();
        if (fclose(vt) | fclose(flat)) {
                perror("make_plan");
                return 1;
        }
        return 0;
}
