# Những câu cán bộ xét duyệt và quản trị đọc.
people-welcome_reviewer = Chào mừng đồng chí. Từ nay đồng chí là cán bộ xét duyệt: bài mới sẽ đến đây, { -to-decide }. Gõ /trogiup để xem các lệnh.
people-welcome_admin = Chào mừng đồng chí. Từ nay đồng chí là người quản trị: xem cán bộ bằng /canbo, tiến độ bằng /tiendo. Gõ /trogiup để xem các lệnh.
people-joined = { $name } đã nhận lời mời và trở thành { $role }.
people-help_reviewer =
    Các lệnh cho cán bộ xét duyệt ({ -commands }):
    /choduyet – các bài chờ duyệt, lâu nhất trước
    /diemsang – điểm đang xây dựng, bồi dưỡng: ai phụ trách, việc đến hạn
    /dotxuat – các bài đề nghị khen thưởng đột xuất
    /congbo – công bố các bài đã duyệt đang giữ lại
    /tim tên hoặc mã – tìm lại một bài, không cần gõ dấu
    /tiendo – tiến độ so với chỉ tiêu năm
    /gioithieu – tự mình giới thiệu một gương tốt
    /trangthai – các bài đồng chí đã gửi
    /vang – báo vắng, nhờ người làm thay
    /nhac – hẹn nhắc lại một bài, hay mọi bài đang chờ
    /lienket – dùng chung Zalo và Telegram
    /nhacnho – chọn tin nhắc, giờ yên tĩnh
    /ngonngu – đổi ngôn ngữ

    Đầu mối: { $contact_name }, điện thoại { $contact_phone }.
people-help_admin =
    Các lệnh cho người quản trị ({ -commands }):
    /canbo – cán bộ: việc đang chờ, phạm vi, thu hồi quyền
    /xemtruoc – xem trước bản tổng hợp tuần
    /moi – mời cán bộ
    /lichsu mã – ai đã làm gì với một bài
    /vang – báo vắng, nhờ người làm thay
    /nhac – hẹn nhắc lại một bài, hay mọi bài đang chờ
    /choduyet – các bài chờ duyệt, lâu nhất trước
    /diemsang – điểm đang xây dựng, bồi dưỡng: ai phụ trách, việc đến hạn
    /dotxuat – các bài đề nghị khen thưởng đột xuất
    /congbo – công bố các bài đã duyệt đang giữ lại
    /guitin – gửi tin tới mọi người đã đăng ký
    /tim tên hoặc mã – tìm lại một bài, không cần gõ dấu
    /tiendo – tiến độ so với chỉ tiêu năm
    /gioithieu – tự mình giới thiệu một gương tốt
    /lienket – dùng chung Zalo và Telegram
    /suckhoe – hệ thống có chạy tốt không
    /nhacnho – chọn tin nhắc, giờ yên tĩnh
    /ngonngu – đổi ngôn ngữ

    Đầu mối: { $contact_name }, điện thoại { $contact_phone }.

role-reviewer = cán bộ xét duyệt
role-admin = người quản trị

review-new_card =
    📥 <b>BÀI CHỜ DUYỆT { $code }</b>

    { $card }
review-card =
    📋 <b>BÀI { $code }</b>

    { $card }
review-story =
    📖 <b>{ $code }</b>

    { $story }
review-file = { $code } · tệp { $n }/{ $total }{ -file_hint }
review-card_news = Bài { $code } đã được xử lý: { $state } ({ $who }). Gõ { $code } để xem lại.
review-cancelled = Vâng, chưa có gì thay đổi. Gõ /choduyet để xem các bài chờ duyệt.
review-done_approve = Đã duyệt bài { $code }. { $told } Khi chín muồi, { -pilot-on-card } để tính vào chỉ tiêu.
review-done_ask_more = Đã ghi câu hỏi về bài { $code }. { $told } Có câu trả lời, bài sẽ quay lại đồng chí.
review-done_decline = Bài { $code } chưa được chọn lần này. { $told }
review-done_pilot = Bài { $code } đã được đưa vào xây dựng điểm và tính vào chỉ tiêu năm. { $told }
review-done_recognise = Đã ghi quyết định công nhận cho bài { $code }. { $told }

card-individual = 👤 <b>{ $nominee }</b> (điển hình cá nhân)
card-collective = 👥 <b>{ $nominee }</b> (mô hình tập thể)
card-place = 📍 { $place }
card-field = { $emoji } { $field }
card-story =
    📝 Câu chuyện:
    <blockquote expandable>{ $story }</blockquote>
card-voice = 🎙 Có phần kể bằng tin thoại
card-results = 📈 Kết quả: { $results }
card-replicable = 🔁 Nơi khác làm theo: { $replicable }
card-files = 🖼️ { $n } tệp kèm theo
card-caption = <i>Kèm ảnh: { $caption }</i>
card-sender = ✍️ Người giới thiệu: { $sender }, điện thoại { $phone }
card-sender_no_phone = ✍️ Người giới thiệu: { $sender } (không để lại số điện thoại)
card-credit_yes = 🏷 Đồng ý nêu tên người giới thiệu khi đăng
card-credit_no = 🔒 Không nêu tên người giới thiệu khi đăng
card-added =
    💬 Đã hỏi: { $question }
    Trả lời:
    <blockquote expandable>{ $answer }</blockquote>
card-warnings =
    ⚠️ <b>Cần lưu ý</b>
    { $warnings }
card-state = 🕒 <b>{ $state }</b>, từ { $when }
card-state_by = 🕒 <b>{ $state }</b>: { $who }, lúc { $when }
card-reason = Nội dung: { $reason }
card-decision = Quyết định số { $number } ngày { $date }, người ký: { $signer }

warning-self = Có thể là tự giới thiệu về mình hoặc tập thể mình
warning-outside = Địa chỉ ngoài tỉnh, hoặc chưa rõ xã, phường
warning-minor = Bài có nhắc trẻ em: nếu chính em là người được giới thiệu thì cần người giám hộ đồng ý
warning-deceased = Người được giới thiệu có thể đã mất: cần hỏi gia đình
warning-health = Có thông tin sức khỏe riêng tư
warning-no_baseline = Chưa có mốc so sánh hay con số
warning-mixed_script = Tên có chữ cái lạ, trông giống chữ Việt
warning-voice_only = Câu chuyện chỉ có tin thoại
warning-same_case = Người gửi cho biết đây cùng trường hợp với bài { $code }, đã khép lại trước đó

state-draft = Đang viết dở
state-submitted = Chờ duyệt
state-needs_info = Cần bổ sung
state-verified = Đã xác minh
state-approved = Đã duyệt
state-piloting = Xây dựng điểm
state-recognised = Đã công nhận
state-declined = Chưa chọn lần này
state-nurturing = Đang bồi dưỡng
state-merged = Đã gộp
state-withdrawn = Đã rút lại
state-discontinued = Đã dừng

choice-approve = ✅ Duyệt
choice-ask_more = 📝 Cần bổ sung
choice-decline = ❌ Chưa chọn
choice-pilot = 🌱 Xây dựng điểm
choice-recognise = 🏵 Công nhận
choice-confirm_approve = ✅ Đúng, duyệt
choice-confirm_pilot = 🌱 Đúng, xây dựng điểm
choice-confirm_recognise = 🏵 Đúng, ghi quyết định
choice-send_reason = 📨 Gửi cho người giới thiệu
choice-files = 📷 Xem { $n } tệp
choice-full_story = 📖 Đọc tiếp
choice-queue = 📋 Xem ngay
choice-more = Xem thêm { $n } bài
choice-by_field = 🏷 Theo lĩnh vực
choice-revoke = Thu hồi quyền: { $name }
choice-confirm_revoke = Đúng, thu hồi

ask-approve_summary =
    Duyệt bài <b>{ $code }</b> về { $nominee } vào danh sách theo dõi năm { $year }? Đây chưa phải quyết định công nhận. Người giới thiệu sẽ đọc:
    <blockquote>{ $message }</blockquote>
ask-pilot_summary =
    Đưa { $nominee } (bài <b>{ $code }</b>) vào xây dựng điểm, tính vào chỉ tiêu năm { $year }? Người giới thiệu sẽ đọc:
    <blockquote>{ $message }</blockquote>
ask-reason_decline = Lý do chưa chọn bài { $code } là gì? Người giới thiệu sẽ đọc được. Chọn lý do có sẵn, hoặc gõ lý do riêng.
ask-reason_ask_more =
    Bài { $code } cần bổ sung điều gì? Chọn câu có sẵn, hoặc gõ ngắn gọn câu hỏi.
    <i>Ví dụ: Xin cho biết thời gian và kết quả cụ thể.</i>
ask-decline_summary =
    Người giới thiệu sẽ đọc:
    <blockquote>{ $message }</blockquote>
    Gửi đi như vậy?
ask-ask_more_summary =
    Người giới thiệu sẽ đọc:
    <blockquote>{ $message }</blockquote>
    Gửi đi như vậy?
ask-number =
    { $step } Quyết định công nhận { $nominee } số bao nhiêu?
    <i>Ví dụ: 125-QĐ/TU</i>
ask-date =
    { $step } Quyết định ký ngày nào?
    <i>Ví dụ: 23/11/2026</i>
ask-signer =
    { $step } Ai ký quyết định?
    <i>Ví dụ: Phó Bí thư Thường trực Tỉnh ủy Trần Văn Bình</i>
ask-recognise_summary =
    Ghi nhận quyết định cho bài <b>{ $code }</b>? Người giới thiệu sẽ đọc:
    <blockquote>{ $message }</blockquote>
    { $scan }

refused-unknown_button = { -This-choice } không dùng được nữa. Gõ /trogiup để xem các lệnh.
refused-not_reviewer = Việc này chỉ dành cho cán bộ xét duyệt.
refused-not_yours = Bài này do người khác gửi.
refused-own = Đồng chí là người giới thiệu, đã kể về trường hợp này, hoặc số điện thoại trong bài là của đồng chí, nên không quyết định được. Bài dành cho người khác.
refused-scope = Bài này không thuộc phạm vi của đồng chí.
refused-moved_on = Bài { $code } đã được { $who } xử lý lúc { $when }: { $state }.
refused-changed = Bài { $code } vừa có thay đổi, nay là: { $state }. { -Look-again }
refused-gone = Không còn bài này.
refused-future_date = Ngày này chưa đến. Xin ghi ngày đã ký quyết định, không muộn hơn hôm nay.

queue-empty = Không có bài nào chờ duyệt. 🌷
queue-page =
    <b>{ $total } bài chờ duyệt</b>, lâu nhất trước:
    { $lines }
queue-line = { $days ->
        [0] • <b>{ $code }</b> { $nominee }, { $place } ({ $state }, hôm nay){ $overdue }
       *[other] • <b>{ $code }</b> { $nominee }, { $place } ({ $state }, { $days } ngày){ $overdue }
    }
queue-overdue = (quá hạn)
queue-find_what =
    Đồng chí gõ tên hoặc mã sau lệnh.
    <i>Ví dụ: /tim nguyen thi hoe</i>
queue-not_found = Không tìm thấy bài nào có "{ $words }".
queue-found =
    <b>Tìm thấy { $n } bài:</b>
    { $lines }

staff-list =
    <b>{ $n } cán bộ:</b>
    { $lines }
staff-line = • { $name }: { $role }, hoạt động gần nhất { $seen }
staff-line_unreachable = • { $name }: { $role }, ⚠️ không nhắn được (đã chặn, hoặc lâu không nhắn)
staff-nobody = Không còn cán bộ này, hoặc đó là chính đồng chí.
staff-confirm_revoke = Thu hồi quyền xét duyệt của { $name }? Có hiệu lực ngay.
staff-unchanged = Vâng, chưa có gì thay đổi. Gõ /canbo để xem lại danh sách cán bộ.
staff-revoked = Đã thu hồi quyền của { $name }.
staff-you_were_revoked = Đồng chí không còn quyền xét duyệt trong hệ thống này. Xin cảm ơn đồng chí đã tham gia!

progress-now =
    📊 <b>Tiến độ năm { $year }</b>

    { $kinds }

    Đang chờ duyệt: { $waiting } bài.{ $spread }
progress-fields =
    🏷 <b>Theo lĩnh vực</b>

    { $lines }
progress-collective = 👥 Mô hình tập thể
progress-individual = 👤 Điển hình cá nhân
progress-no_target = { $kind }: { $done } (chưa đặt chỉ tiêu)
progress-left =
    { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%)
    { $bar } còn { $left }
progress-full =
    { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%)
    { $bar } 🎉 đủ chỉ tiêu
progress-over =
    { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%)
    { $bar } 🎉 vượt { $over }
progress-expected = <i>Theo tiến độ, đến nay nên có { $expected }.</i>
progress-pace = <i>Theo tiến độ, đến nay nên có { $expected }; cứ đà này cuối năm được khoảng { $forecast }.</i>
progress-field = { $emoji } { $field }: { $submitted } bài, duyệt { $approved }, xây dựng điểm { $piloting }
progress-empty_fields = Chưa có bài nào ở { $n } lĩnh vực: { $names }.

digest-picture = Tuần { $week } ({ $since }–{ $until }): mô hình tập thể { $collective }, điển hình cá nhân { $individual } so với chỉ tiêu năm.

