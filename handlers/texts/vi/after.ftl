# Sau khi duyệt: bồi dưỡng, xây dựng điểm, công nhận, nhân rộng; ai phụ trách và khi nào xem lại.
nomination-nurturing =
    Cảm ơn { -you } đã giới thiệu { $nominee } (bài <b>{ $code }</b>). Việc làm ấy rất đáng quý.
    Lần này bài chưa đủ để đưa vào danh sách; cán bộ sẽ cùng địa phương theo dõi và giúp đỡ thêm. Điều cần thêm: { $reason }.
    { -You } chưa phải làm gì. Có tin mới, hệ thống sẽ báo lại tại đây.
nomination-discontinued =
    Về bài <b>{ $code }</b> mà { -you } đã giới thiệu: { $nominee } nay không còn trong danh sách theo dõi của { $org }. Lý do: { $reason }.
    Xin cảm ơn { -you } và mọi người đã góp sức thời gian qua. Biết thêm gương tốt nào, { -you } gõ /gioithieu nhé.

review-done_nurture = Bài { $code } được giữ lại để bồi dưỡng thêm, đã báo cho người giới thiệu. Gõ /diemsang để xem ai phụ trách và ngày xem lại.
review-done_discontinue = Bài { $code } đã dừng, không tính vào chỉ tiêu nữa. Đã báo cho người giới thiệu.

choice-nurture = 🤝 Bồi dưỡng thêm
choice-discontinue = ⏹ Dừng
choice-other_owner = 👤 Đổi người phụ trách
choice-other_date = 📅 Đổi ngày xem lại
choice-in_days = Sau { $n } ngày ({ $date })
choice-open_card = 📋 Xem bài { $code }

ask-reason_nurture = Bài { $code } còn thiếu điều gì, cần bồi dưỡng thêm thế nào? Người giới thiệu sẽ đọc được. Chọn câu có sẵn, hoặc gõ riêng.
ask-nurture_summary =
    Người giới thiệu sẽ đọc:
    <blockquote>{ $message }</blockquote>
    Giữ bài lại để bồi dưỡng thêm?
ask-reason_discontinue = Vì sao { $nominee } (bài { $code }) dừng lại? Người giới thiệu sẽ đọc được. Chọn câu có sẵn, hoặc gõ riêng.
ask-discontinue_summary =
    Bài sẽ không còn tính vào chỉ tiêu. Người giới thiệu sẽ đọc:
    <blockquote>{ $message }</blockquote>
    Dừng và gửi đi như vậy?

decision-scan_please = Bước này chỉ nhận ảnh hoặc tài liệu, nên tin vừa rồi chưa được ghi.
decision-scan_noted = Đã giữ trang này của quyết định.
decision-scan_kept = 📎 Kèm bản chụp quyết định: { $n } tệp.
decision-scan_missing = ⚠️ Chưa có bản chụp quyết định. Đồng chí gửi ảnh hoặc tài liệu vào đây trước khi ghi; chưa có thì vẫn ghi được.

care-nobody = chưa có ai
care-owner = 👤 Phụ trách: { $owner }
care-owner_until = 👤 Phụ trách: { $owner }, xem lại ngày { $date }
care-owner_due = 👤 Phụ trách: { $owner }, ⏰ đến hạn xem lại từ { $date }
care-whose =
    Bài { $code }: ai sẽ phụ trách?
    { $owner }
care-when =
    Bài { $code }: khi nào xem lại?
    { $owner }
care-set =
    Đã ghi cho bài { $code }.
    { $owner }
care-yours =
    { $who } giao đồng chí phụ trách <b>{ $nominee }</b> (bài { $code }).
    { $owner }
    Mọi việc đang phụ trách: gõ /diemsang
care-cannot_own = Người này không phụ trách bài này được nữa. Xin chọn người khác.
care-nothing_to_keep = Bài này không còn cần người phụ trách, nay là: { $state }.

pilots-none = Chưa có mô hình, điển hình nào đang xây dựng hay bồi dưỡng. Duyệt xong một bài, mở lại bài ấy rồi chọn "Xây dựng điểm".
pilots-page =
    <b>{ $total } điểm sáng</b>, đến hạn trước xếp trên:
    { $lines }
pilots-line = • <b>{ $code }</b> { $nominee }, { $place } ({ $state })
pilots-due =
    ⏰ <b>Đến ngày xem lại ({ $n } bài)</b>
    { $lines }

    Mở từng bài, ghi việc tiếp theo hoặc đổi ngày xem lại. Xem tất cả: /diemsang
pilots-due_line = • <b>{ $code }</b> { $nominee } ({ $state }), hẹn ngày { $date }

command-pilots = Điểm sáng: đang xây dựng, bồi dưỡng

digest-record = 🔏 Dấu niêm của sổ việc: <b>{ $anchor }</b>. Đồng chí giữ tin này: sau này đối chiếu được rằng không ai sửa sổ.
