# Tin nhắc và giờ yên tĩnh (/nhacnho), sức khỏe hệ thống (/suckhoe).
notices-page =
    { $said }🔔 <b>Những tin { -you } nhận mà không phải hỏi</b>
    { $lines }

    🌙 { $quiet }
    Ngày lễ, Tết: không nhắc gì cả.

    Kết quả bài { -you } gửi và câu hỏi của cán bộ thì luôn được báo, chỉ không báo vào giờ yên tĩnh. { -You } muốn đổi mục nào?
notices-page_staff =
    { $said }🔔 <b>Những tin đồng chí nhận mà không phải hỏi</b>
    { $lines }

    🌙 { $quiet }
    Ngày nghỉ: hệ thống không nhắn gì, chỉ trả lời khi đồng chí viết.

    Bài mới và việc cần đồng chí quyết định thì luôn được báo. Đồng chí muốn đổi mục nào?
notices-on = ✅ { $notice }
notices-off = 🔕 { $notice }: đang tắt
notices-hours = Giờ yên tĩnh: { $night }, như mọi người.
notices-hours_own = Giờ yên tĩnh: { $own } theo ý riêng, và { $night } như mọi người.
notices-which_hours =
    { -You } muốn yên tĩnh từ mấy giờ đến mấy giờ? Chọn một mục, hoặc gõ như: 20h-7h.

    Ban đêm ({ $night }) thì hệ thống không nhắn ai; giờ { -you } chọn được tính thêm vào.
notices-quiet_set = Vâng, từ nay hệ thống không nhắn trong khoảng { $own }.
notices-no_hour_left = Nếu vậy thì cả ngày không còn giờ nào để nhắn, vì ban đêm ({ $night }) hệ thống đã giữ yên tĩnh. { -You } chọn khoảng ngắn hơn giúp, ví dụ: 20h-7h.
notices-how = Hệ thống chưa đọc được. Xin gõ như một trong các cách sau: /nhacnho để xem; /nhacnho 20h-7h để chọn giờ yên tĩnh; /nhacnho tắt; /nhacnho bật.
notices-late = <i>(gửi muộn vì hệ thống vừa bị gián đoạn)</i>

notice-waiting = Nhắc việc chờ duyệt
notice-digest = Tổng hợp tuần
notice-letter = Bản tin "Tuần này"
notice-draft = Nhắc bài viết dở

choice-notice_off = 🔕 Tắt: { $notice }
choice-notice_on = 🔔 Bật: { $notice }
choice-notices_off = 🔕 Tắt tất cả
choice-notices_on = 🔔 Bật lại tất cả
choice-quiet = 🌙 Đổi giờ yên tĩnh
choice-quiet_hours = Từ { $start } đến { $end }
choice-quiet_common = Như mọi người

command-notices = Chọn tin nhắc và giờ yên tĩnh
command-health = Hệ thống có chạy tốt không

health-page =
    { $summary }

    <b>Việc theo lịch</b>
    { $jobs }

    <b>Tin nhắn</b>
    { $outbox }
    { $people }
health-well = 🩺 <b>Hệ thống chạy tốt.</b> Việc theo lịch đều đúng giờ.
health-troubled = 🩺 <b>Có { $n } việc theo lịch cần xem lại</b>, ghi ⚠️ dưới đây.
health-job = ✅ { $job }: chạy { $ran }, mất { $took } giây, { $n } tin. Lần tới { $next }.
health-job_new = 🕗 { $job }: chưa chạy lần nào. Lần tới { $next }.
health-job_troubled = ⚠️ { $job }: { $trouble }
health-failed = gặp lỗi lúc { $when } ({ $error }), hệ thống đang tự thử lại. Nếu còn mãi, báo người phụ trách máy chủ.
health-late = lẽ ra chạy lúc { $when } mà chưa chạy.
health-outbox = { $channel }: { $n } tin chờ gửi, tin quá hạn lâu nhất { $minutes } phút.
health-outbox_empty = Không có tin nào chờ gửi.
health-unreachable = Chưa nhắn được cho { $staff } cán bộ và { $citizens } người dân (đã chặn, hoặc cần viết lại cho hệ thống một lần).
health-alarm = ⚠️ Việc theo lịch "{ $job }" lẽ ra chạy lúc { $due } mà đến nay chưa chạy. Lần tới: { $next }. Đồng chí báo người phụ trách máy chủ xem giúp; xem thêm bằng /suckhoe.
health-again = ✅ Việc theo lịch "{ $job }" đã chạy lại bình thường.

job-weekly-digest = Tổng hợp tuần
job-weekly-letter = Bản tin "Tuần này"
job-own-reminder = Lời nhắc cán bộ tự hẹn
job-unreachable = Báo cán bộ mất liên lạc
job-draft-end = Xóa bài viết dở đã lâu
job-review-reminder = Nhắc cán bộ duyệt bài
job-look-again = Nhắc xem lại điểm sáng
job-heartbeat = Hỏi thăm mô hình được công nhận
job-draft-nudge = Nhắc bài viết dở
job-answer-deadline = Hết hạn bổ sung
job-housekeeping = Dọn dữ liệu cũ
