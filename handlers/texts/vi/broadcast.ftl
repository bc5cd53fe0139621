# Tin gửi tới mọi người đã đăng ký nhận tin (/guitin).
command-broadcast = Gửi tin tới mọi người đã đăng ký

ask-message =
    Đồng chí muốn nhắn gì tới { $n } người đã đăng ký nhận tin? Xin gõ trong một tin nhắn. Đồng chí xem lại xong tin mới được gửi.
    <i>Ví dụ: Thứ bảy này, 8 giờ, tại nhà văn hóa thôn Đồng Chằm có buổi biểu dương gương người tốt, việc tốt. Kính mời bà con đến dự.</i>
ask-broadcast_summary =
    { $n } người sẽ đọc đúng như sau:
    <blockquote>{ $message }</blockquote>
    { $when }
    Gửi đi như vậy?

broadcast-message =
    📣 <b>{ $org }</b>

    { $message }

    Muốn thôi nhận tin: /huydangky
broadcast-nobody = Chưa có ai đăng ký nhận tin, nên chưa gửi được. Bà con đăng ký bằng lệnh /dangky.
broadcast-in_minutes = Tin đến đủ mọi người trong khoảng { $n } phút.
broadcast-in_the_morning = Bây giờ là giờ nghỉ, nên tin sẽ đi từ { $morning }.
broadcast-over_night = Đến { $evening } sẽ tạm nghỉ đêm; ai chưa nhận thì nhận từ { $morning }.
broadcast-begun =
    📣 Bắt đầu gửi tới { $n } người. { $when }
    Đồng chí có thể tạm dừng bất cứ lúc nào.
broadcast-is_running = 📣 Đang gửi: { $percent }% ({ $sent }/{ $total } người đã nhận). { $when }
broadcast-is_paused =
    ⏸ Đã tạm dừng: { $percent }% ({ $sent }/{ $total } người đã nhận), còn { $left } người chưa gửi.
    Gửi tiếp lúc nào cũng được: không ai nhận hai lần.
broadcast-is_done =
    ✅ Đã gửi xong tin: { $sent }/{ $total } người đã nhận.
    Chưa liên lạc được: { $unreachable }. Lỗi khi gửi: { $failed }.
broadcast-is_cancelled =
    ⏹ Đã dừng hẳn: { $sent }/{ $total } người đã nhận tin, { $cancelled } người không nhận nữa.
    Chưa liên lạc được: { $unreachable }. Lỗi khi gửi: { $failed }.
broadcast-over = 📣 Việc gửi tin đã kết thúc, kết quả ở tin dưới.
broadcast-confirm_cancel =
    Tin đang tạm dừng, còn { $n } người chưa nhận. Dừng hẳn thì họ sẽ không nhận được tin này nữa.
    Dừng hẳn?

refused-broadcast_over = Tin này đã gửi xong hoặc đã dừng hẳn rồi.

choice-confirm_broadcast = 📣 Gửi cho mọi người
choice-broadcast_new = ✏️ Soạn tin mới
choice-broadcast_pause = ⏸ Tạm dừng
choice-broadcast_resume = ▶️ Gửi tiếp
choice-broadcast_stop = ⏹ Dừng hẳn
choice-confirm_cancel_broadcast = ⏹ Đúng, dừng hẳn
