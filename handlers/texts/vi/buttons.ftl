# Cách nói ở kênh có nút bấm (Telegram). Mỗi mục ở đây cũng có trong typed.ftl.
-press = bấm
-Press = Bấm
-Begin = Bấm "Bắt đầu" hoặc gõ /gioithieu.
-Pick = Xin bấm vào mục muốn chọn.
-choosing = bấm nút, hoặc gõ số thứ tự của mục
-commands = bấm vào lệnh, hoặc gõ lệnh
-Answering = Khi được hỏi: bấm nút dưới câu hỏi, hoặc gõ câu trả lời.
-answer-here = trả lời ngay tại đây giúp, hoặc bấm "Trả lời ngay"
-send-or-change = bấm nút gửi, hoặc bấm "Sửa lại" nếu muốn đổi
-record-voice = bấm giữ nút micro để gửi tin thoại
-phone-ways = Gõ số, bấm "Gửi số điện thoại", hoặc bấm { -skip }.
-files = ảnh, video, tin thoại hoặc tài liệu
-No-files = Không có cũng không sao.
-no-more-files = bấm nút đầu tiên bên dưới
-to-decide = kèm các nút để quyết định
-pilot-on-card = bấm "Xây dựng điểm" trên thẻ
-This-choice = Nút này
-Look-again = Thẻ đã được cập nhật, xin xem lại rồi quyết định.

# Tên nút.
-skip = "Bỏ qua bước này"
-send = "Gửi bài giới thiệu"
-send-answer = "Gửi cho cán bộ"
-enough = "Đủ rồi, đi tiếp"
-elsewhere = "Nơi khác, vẫn gửi"
-cancel = "Hủy bài này"
-file_hint = { "" }
-letter-out = { "" }
