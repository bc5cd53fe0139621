# Nhắc việc: cán bộ có bài chờ, lời hẹn nhắc của từng người, bài viết dở của người dân.
reminder-waiting = { $work }
reminder-asked =
    🔔 Đồng chí đã hẹn nhắc:
    { $work }

remind-open = { $days ->
        [0] Còn <b>{ $n } bài</b> chờ đồng chí duyệt; bài lâu nhất là { $code }, gửi hôm nay{ $overdue }.
       *[other] Còn <b>{ $n } bài</b> chờ đồng chí duyệt; bài lâu nhất là { $code }, đã { $days } ngày{ $overdue }.
    }
remind-overdue = Trong đó <b>{ $n } bài</b> đã quá hạn: { $codes }.
remind-to_lead =
    <b>Các bài chờ đã lâu, nhờ đồng chí đôn đốc:</b>
    { $lines }
remind-in_copy =
    <b>Báo để đồng chí cùng biết, giúp được thì quý:</b>
    { $lines }
remind-owed = { $days ->
        [0] • <b>{ $code }</b> { $nominee }: gửi hôm nay, chờ { $names }
       *[other] • <b>{ $code }</b> { $nominee }: { $days } ngày, chờ { $names }
    }
remind-and_more = … và { $n } bài khác
remind-about = { $days ->
        [0] • <b>{ $code }</b> { $nominee } ({ $state }, hôm nay)
       *[other] • <b>{ $code }</b> { $nominee } ({ $state }, { $days } ngày)
    }
remind-nothing_waits = Hiện không có bài nào chờ đồng chí. 🌷

remind-when = Đồng chí muốn được nhắc lại bài <b>{ $code }</b> khi nào?
remind-how =
    Đồng chí muốn được nhắc lại khi nào? Gõ sau lệnh, kèm mã nếu chỉ hẹn một bài.
    <i>Ví dụ: /nhac 2 tuần GT26-0001</i>
    Cũng có thể gõ: 30 phút, chiều nay, mai, thứ hai, 25/12. Không ghi mã là hẹn mọi bài đang chờ.
remind-past =
    Lúc ấy đã qua rồi. Đồng chí chọn giúp lúc khác.
    <i>Ví dụ: /nhac mai</i>
remind-far =
    Hệ thống chỉ hẹn được trong vòng một năm. Đồng chí chọn giúp lúc gần hơn.
    <i>Ví dụ: /nhac 2 tuần</i>
remind-no_such_story = Không có bài nào mang mã { $code }. Đồng chí xem lại mã giúp, hoặc gõ /tim để tìm theo tên.
remind-set = Vâng, sẽ nhắc lại bài <b>{ $code }</b> về { $nominee } lúc { $when }.{ $moved } Từ nay đến lúc ấy không nhắc thêm về bài này. Xem các lời hẹn: /nhac
remind-set_all = Vâng, sẽ nhắc lại mọi bài đang chờ lúc { $when }.{ $moved } Từ nay đến lúc ấy không nhắc thêm. Xem các lời hẹn: /nhac
remind-moved = (Giờ đã chọn rơi vào ban đêm hoặc ngày nghỉ, nên dời sang sáng làm việc kế tiếp.)
remind-list =
    🔔 <b>Các lời hẹn nhắc của đồng chí:</b>
    { $lines }

    Chọn mục bên dưới nếu muốn bỏ lời hẹn nào.
remind-line = • { $when }: <b>{ $code }</b> { $nominee }
remind-line_all = • { $when }: mọi bài đang chờ
remind-dropped = Đã bỏ lời hẹn. Từ nay bài chờ lại được nhắc như thường lệ.
remind-gone = Lời hẹn này đã được nhắc, hoặc đã bỏ rồi.

choice-remind = 🔔 Nhắc lại…
choice-remind_afternoon = 🔔 Nhắc tôi chiều nay
choice-remind_tomorrow = 🔔 Nhắc mai
choice-remind_3d = Nhắc sau 3 ngày
choice-remind_1w = Nhắc sau 1 tuần
choice-remind_2w = Nhắc sau 2 tuần
choice-remind_away = 🌴 Tôi vắng
choice-drop_reminder = Bỏ lời hẹn bài { $code }
choice-drop_reminder_all = Bỏ lời hẹn mọi bài

unreachable-weekly = { $blocks }
unreachable-people =
    📵 <b>Cán bộ hiện không nhắn được:</b>
    { $lines }
    Đồng chí gọi điện nhờ họ mở lại hệ thống và nhắn một tin bất kỳ. Chưa được thì giao phạm vi cho người khác: /canbo
unreachable-person = { $n ->
        [0] • { $name }: từ { $since }, không có bài chờ
       *[other] • { $name }: từ { $since }, còn <b>{ $n } bài</b> chờ
    }
unreachable-invites =
    ✉️ <b>Lời mời chưa ai dùng:</b>
    { $lines }
    Đồng chí hỏi giúp người được mời. Hết hạn rồi thì tạo lời mời mới: /moi
unreachable-invite = • { $who }, mời ngày { $made }, còn dùng được đến { $until }
unreachable-invite_expired = • { $who }, mời ngày { $made }, đã hết hạn ngày { $until }
unreachable-more = … và { $n } mục khác

reminder-draft = Bài giới thiệu về { $nominee } còn viết dở. { $missing } Khi rảnh { -you } viết tiếp nhé: { -press } "Viết tiếp", hoặc gõ /huy nếu không muốn gửi nữa. Hệ thống chỉ nhắc một lần.
reminder-draft_unnamed = { -You } còn một bài giới thiệu viết dở. { $missing } Khi rảnh { -you } viết tiếp nhé: { -press } "Viết tiếp", hoặc gõ /huy nếu không muốn gửi nữa. Hệ thống chỉ nhắc một lần.
reminder-draft_goes = Bài { -you } viết dở về { $nominee } đã lâu chưa viết tiếp. Đến ngày { $day } hệ thống sẽ xóa để không giữ thông tin lâu hơn cần thiết. Muốn giữ lại, { -you } { -press } "Viết tiếp" giúp; không cần nữa thì không phải làm gì.
reminder-draft_goes_unnamed = { -You } có một bài viết dở đã lâu chưa viết tiếp. Đến ngày { $day } hệ thống sẽ xóa để không giữ thông tin lâu hơn cần thiết. Muốn giữ lại, { -you } { -press } "Viết tiếp" giúp; không cần nữa thì không phải làm gì.
reminder-draft_gone = Bài { -you } viết dở nay đã được xóa như đã báo trước, không có gì được gửi đi. Khi nào muốn giới thiệu một gương tốt, { -you } { -press } "Bắt đầu" hoặc gõ /gioithieu nhé. Xin cảm ơn!

missing-some = Chỉ còn thiếu: { $names }.
missing-more = Còn thiếu: { $names }, và vài câu ngắn nữa.
missing-nothing = Các câu đã trả lời đủ, chỉ còn bước gửi đi.
missing-kind = một người hay một tập thể
missing-field = lĩnh vực
missing-nominee = tên được giới thiệu
missing-place = thôn, xã hoặc phường
missing-story = câu chuyện
missing-sender = họ tên của { -you }
missing-consent = lời đồng ý cho xử lý thông tin

command-remind = Hẹn nhắc lại một bài
