# fish completion for vanthu
set -l commands build check import fmt fix show explain new manifest batch

complete -c vanthu -f
complete -c vanthu -n "not __fish_seen_subcommand_from $commands" -l help -d 'trợ giúp'
complete -c vanthu -n "not __fish_seen_subcommand_from $commands" -l version -d 'phiên bản'
complete -c vanthu -n "not __fish_seen_subcommand_from $commands" -a build -d 'dàn trang'
complete -c vanthu -n "not __fish_seen_subcommand_from $commands" -a check -d 'xem lỗi, không xuất tệp'
complete -c vanthu -n "not __fish_seen_subcommand_from $commands" -a import -d 'văn bản cũ thành nguồn'
complete -c vanthu -n "not __fish_seen_subcommand_from $commands" -a fmt -d 'đưa nguồn về dạng chuẩn'
complete -c vanthu -n "not __fish_seen_subcommand_from $commands" -a fix -d 'tự sửa lỗi chắc chắn'
complete -c vanthu -n "not __fish_seen_subcommand_from $commands" -a show -d 'in kết quả của một bước'
complete -c vanthu -n "not __fish_seen_subcommand_from $commands" -a explain -d 'giải thích một mã'
complete -c vanthu -n "not __fish_seen_subcommand_from $commands" -a new -d 'khung của một văn bản'

complete -c vanthu -n "__fish_seen_subcommand_from build check fmt fix show" -k -xa '(__fish_complete_suffix .vt)'
complete -c vanthu -n "__fish_seen_subcommand_from new" -xa kế-hoạch
complete -c vanthu -n "__fish_seen_subcommand_from $commands" -l message-format -xa 'human short json sarif' -d 'cách báo lỗi'
complete -c vanthu -n "__fish_seen_subcommand_from $commands" -l lang -xa 'vi en' -d 'ngôn ngữ'
complete -c vanthu -n "__fish_seen_subcommand_from build new" -s o -rF -d 'nơi ghi'
complete -c vanthu -n "__fish_seen_subcommand_from build" -l format -xa 'pdf json text png svg csv ics docx md' -d 'định dạng'
complete -c vanthu -n "__fish_seen_subcommand_from build" -l deps -rF -d 'tệp phụ thuộc cho make'
complete -c vanthu -n "__fish_seen_subcommand_from build check" -l final -d 'chỗ còn trống là lỗi'
complete -c vanthu -n "__fish_seen_subcommand_from build check" -l phát-hành -d 'chỗ còn trống là lỗi'
complete -c vanthu -n "__fish_seen_subcommand_from build check" -l template -xa 'nd30 thu' -d 'mẫu'
complete -c vanthu -n "__fish_seen_subcommand_from build check" -l style -rF -d 'kiểu của cơ quan'
complete -c vanthu -n "__fish_seen_subcommand_from build check" -l root -xa '(__fish_complete_directories)' -d 'chỉ @chèn trong thư mục này'
complete -c vanthu -n "__fish_seen_subcommand_from build check" -l jobs -x -d 'số việc song song'
complete -c vanthu -n "__fish_seen_subcommand_from build check" -l deny -xa warnings -d 'coi cảnh báo là lỗi'
complete -c vanthu -n "__fish_seen_subcommand_from fmt" -l check -d 'chỉ xem, không ghi'
for product in tokens ast plan galley pages outline
    complete -c vanthu -n "__fish_seen_subcommand_from show" -l $product
end
complete -c vanthu -n "__fish_seen_subcommand_from import" -l repair -xa 'none safe suggest' -d 'được sửa đến đâu'
complete -c vanthu -n "__fish_seen_subcommand_from import" -l force -d 'ghi đè'
complete -c vanthu -n "__fish_seen_subcommand_from build" -l data -r -d 'bảng CSV, mỗi hàng một tệp'
complete -c vanthu -n "__fish_seen_subcommand_from build" -l name -x -d 'tên tệp của mỗi hàng'
complete -c vanthu -n "__fish_seen_subcommand_from build" -l shard -x -d 'phần I/N'
complete -c vanthu -n "__fish_seen_subcommand_from build" -l list -d 'in tên các tệp của phần'
complete -c vanthu -n "__fish_seen_subcommand_from build" -l manifest -rF -d 'sổ của lô'
complete -c vanthu -n "__fish_seen_subcommand_from build" -l trust-mtime -d 'nhận tệp kết quả theo cỡ và giờ'
complete -c vanthu -n "__fish_seen_subcommand_from build" -l timeout -x -d 'số giây cho một văn bản'
complete -c vanthu -n "not __fish_seen_subcommand_from $commands" -a manifest -d 'gộp, so sổ của lô'
complete -c vanthu -n "not __fish_seen_subcommand_from $commands" -a batch -d 'cỡ của lô; lô đã đến đâu'
complete -c vanthu -n "__fish_seen_subcommand_from manifest" -xa 'merge diff'
complete -c vanthu -n "__fish_seen_subcommand_from batch" -xa 'plan status'
