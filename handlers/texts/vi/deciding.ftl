# Khi cán bộ xét một bài: phiếu sáu dòng, hỏi thêm, ghi chú, hoàn tác, giữ lại để công bố, khen thưởng đột xuất.

tick-true = thật
tick-clear = rõ việc
tick-results = có kết quả
tick-support = dân đồng tình
tick-replicable = làm theo được
tick-lasting = bền
tick-clearance = không vướng mắc

card-checklist = ☑️ <b>Phiếu { $n }/6:</b> { $ticked }
card-checklist_left = <i>Chưa đánh dấu: { $left }</i>
card-clearance = 🛡 Không vướng mắc ({ $who } xác nhận)
card-notes =
    🔒 <b>Ghi chú nội bộ</b>
    { $lines }
card-note = • { $who }, { $when }: { $note }
card-unanswered =
    💬 Đã hỏi: { $question }
    <i>Chưa có trả lời trong hạn.</i>
card-earlier =
    ✏️ Trước khi hỏi lại ("{ $question }"), đã kể:
    <blockquote expandable>{ $answer }</blockquote>
card-asked_until = ⏳ Chờ trả lời đến ngày { $until }, sau đó bài tự quay lại hàng chờ
card-held = 🗂 Đang giữ lại, chưa báo cho người giới thiệu (/congbo)
card-urgent = ⚡ Khen thưởng đột xuất
card-urgent_until = ⚡ <b>Đề nghị khen thưởng đột xuất</b>, xử lý chậm nhất ngày { $until }

choice-checklist = ☑️ Phiếu 6 dòng ({ $n }/6)
choice-clearance = 🛡 Không vướng mắc
choice-ticked = ✅ { $what }
choice-unticked = ⬜ { $what }
choice-to_card = ⬅️ Về thẻ
choice-others = ➕ Việc khác
choice-note = 🔒 Ghi chú nội bộ
choice-reopen = 🔄 Mở lại
choice-undo = ↩️ Hoàn tác
choice-send_now = 📨 Gửi ngay
choice-hold = 🗂 Giữ lại, công bố sau
choice-announce = 📣 Công bố { $n } bài
choice-urgent = ⚡ Đề nghị khen thưởng đột xuất
choice-not_urgent = ⚡ Thôi đề nghị đột xuất
choice-again = 🔁 Hỏi lại câu đã trả lời…
choice-again_story = ⬜ Hỏi lại: câu chuyện
choice-again_story_on = ✅ Hỏi lại: câu chuyện
choice-again_results = ⬜ Hỏi lại: kết quả
choice-again_results_on = ✅ Hỏi lại: kết quả
choice-again_replicable = ⬜ Hỏi lại: nơi khác làm theo
choice-again_replicable_on = ✅ Hỏi lại: nơi khác làm theo
choice-again_media = ⬜ Hỏi lại: ảnh
choice-again_media_on = ✅ Hỏi lại: ảnh
choice-again_phone = ⬜ Hỏi lại: số điện thoại
choice-again_phone_on = ✅ Hỏi lại: số điện thoại
choice-again_done = ➡️ Chọn xong
choice-again_ready = ⬅️ Chọn câu có sẵn

again-story = câu chuyện
again-results = kết quả
again-replicable = nơi khác có làm theo được không
again-media = ảnh, tệp kèm theo
again-phone = số điện thoại
again-please = Xin trả lời lại giúp: { $names }.

ask-again =
    Hỏi lại những câu nào của bài { $code }? Chọn từng câu, rồi chọn "Chọn xong". Muốn dặn thêm thì gõ lời dặn.
ask-note = Ghi chú về bài { $code } là gì? Chỉ cán bộ xét duyệt đọc được, người giới thiệu không thấy.
ask-reason_reopen = Vì sao mở lại bài { $code }? Người giới thiệu sẽ đọc được, nếu đã được báo quyết định trước.
ask-reopen_summary =
    Mở lại bài <b>{ $code }</b> để xét lại từ đầu? Người giới thiệu sẽ đọc:
    <blockquote>{ $message }</blockquote>
ask-supplement_summary =
    <b>{ -You } kiểm tra lại giúp:</b>

    { $card }

    Đúng rồi thì { -press } { -send-answer }.

review-checklist = Phiếu thẩm định bài { $code } ({ $nominee }). Chọn một dòng để đánh dấu, chọn lần nữa để bỏ.
review-others = Việc khác với bài { $code } ({ $nominee }). Xin chọn một việc.
review-noted = Đã ghi chú vào bài { $code }. Người giới thiệu không thấy ghi chú này.
review-undone = Đã hoàn tác. Bài { $code } nay là: { $state }. Người giới thiệu chưa nhận được tin nào.
review-sent_now = Bài { $code }: { $told }
review-card_back = Bài { $code } trở lại: { $state } ({ $who }). Gõ { $code } để xem lại.
review-told_now = Đã báo cho người giới thiệu.
review-told_at = Người giới thiệu sẽ nhận tin lúc { $when }.
review-told_later = Người giới thiệu chưa được báo: bài đang giữ lại, gõ /congbo khi muốn công bố.
review-told_nothing = Người giới thiệu chưa biết quyết định trước, nên không cần báo gì.
review-done_reopen = Đã mở lại bài { $code }, bài trở về hàng chờ duyệt. { $told }
review-done_urgent = Đã duyệt bài { $code }. { $told } Có quyết định khen thưởng thì chọn "Công nhận" trên thẻ.
review-urgent_on = Đã đề nghị khen thưởng đột xuất cho bài { $code }, cần xử lý chậm nhất ngày { $until }. Bài này không tính vào chỉ tiêu năm; xem tất cả bằng /dotxuat.
review-urgent_off = Đã thôi đề nghị đột xuất cho bài { $code }. Bài trở lại như thường.
review-urgent_news = ⚡ { $who } đề nghị khen thưởng đột xuất cho { $nominee } (bài { $code }), cần xử lý chậm nhất ngày { $until }. Gõ { $code } để xem.

refused-lane = Bài { $code } nay là: { $state }. Bài khen thưởng đột xuất không qua xây dựng điểm; bài thường phải xây dựng điểm rồi mới công nhận.
refused-not_clear = Bài { $code } chưa có xác nhận "không vướng mắc" nên chưa đưa vào xây dựng điểm được. Xin xem xét rồi đánh dấu giúp.
refused-unannounced = Bài { $code } đang giữ lại, người giới thiệu chưa được báo. Xin công bố bằng /congbo trước.
refused-undo_told = Không hoàn tác được nữa: tin về bài { $code } đã đến người giới thiệu. Cần xét lại thì chọn "Mở lại" trên thẻ.
refused-undo_late = Đã quá thời gian hoàn tác. Bài { $code } vẫn là: { $state }. Cần xét lại thì chọn "Mở lại" trên thẻ.
refused-undo_others = Quyết định về bài { $code } là của { $who }, đồng chí không hoàn tác được.
refused-not_for_urgent = Chỉ đề nghị đột xuất được cho bài "Người tốt, việc tốt" đang chờ hoặc đã duyệt. Bài { $code } nay là: { $state }.

queue-is_urgent = ⚡
queue-no_urgent = Không có bài nào đề nghị khen thưởng đột xuất.
queue-urgent =
    ⚡ <b>{ $total } bài đề nghị khen thưởng đột xuất</b>, lâu nhất trước:
    { $lines }

announce-nothing = Không có bài nào đang giữ lại để công bố. Khi duyệt, chọn "Giữ lại, công bố sau" thì bài sẽ nằm ở đây.
announce-list =
    📣 <b>{ $n } bài đã duyệt, chưa báo cho người giới thiệu:</b>
    { $lines }

    Mỗi người sẽ đọc, theo tên bài của mình:
    <blockquote>{ $message }</blockquote>
announce-more = … và { $n } bài nữa.
announce-done = Đã công bố { $n } bài. Mỗi người giới thiệu nhận một tin.

progress-urgent = ⚡ Khen thưởng đột xuất: { $n } đề nghị, đã khen { $done } (ngoài chỉ tiêu)
export-urgent = Khen thưởng đột xuất (ngoài chỉ tiêu)

nomination-needs_info_again =
    Bài <b>{ $code }</b> về { $nominee } rất đáng quý, cán bộ xin hỏi thêm:
    <blockquote>{ $question }</blockquote>
    { -You } { -answer-here }. Hệ thống sẽ hỏi từng câu một. Xin trả lời trước ngày { $until }; nếu chưa kịp, bài vẫn được xét tiếp.
nomination-went_on =
    Bài <b>{ $code }</b> về { $nominee } đã được chuyển để cán bộ xét tiếp với những gì { -you } đã kể.
    Cảm ơn { -you }! Có kết quả, hệ thống sẽ báo tại đây.
nomination-reopened =
    Bài <b>{ $code }</b> về { $nominee } được cán bộ mở lại để xét thêm. Lý do: { $reason }.
    { -You } chưa cần làm gì; có kết quả, hệ thống sẽ báo tại đây. Xin cảm ơn { -you }!

command-urgent = Khen thưởng đột xuất
command-announce = Công bố các bài đang giữ lại
