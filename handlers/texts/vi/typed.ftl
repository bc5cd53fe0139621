# Cách nói ở kênh không có nút bấm (Zalo): dưới câu hỏi là danh sách đánh số, chọn bằng cách gõ.
# Mỗi mục ở đây cũng có trong buttons.ftl.
-press = gõ
-Press = Gõ
-Begin = Gõ "Bắt đầu", hoặc chỉ gõ số đứng trước.
-Pick = Xin gõ số đứng trước mục muốn chọn.
-choosing = gõ số đứng trước mục ấy
-commands = gõ có hay không có dấu / đều được
-Answering = Khi được hỏi: gõ số đứng trước mục muốn chọn, hoặc gõ câu trả lời.
-answer-here = gõ câu trả lời ngay tại đây giúp; nếu đang viết dở bài khác thì gõ 1 hoặc /tieptuc trước
-send-or-change = gõ số đứng trước mục muốn chọn: gửi đi, hay sửa lại
-record-voice = gửi tin thoại (biểu tượng micro cạnh ô nhập tin)
-phone-ways = Gõ số điện thoại (ví dụ: 0912 345 678), hoặc gõ { -skip }.
-files = ảnh hoặc tin thoại
-No-files = Không có cũng không sao: gõ "Bỏ qua" để đi tiếp.
-no-more-files = gõ "Xong"
-to-decide = kèm danh sách đánh số để quyết định
-pilot-on-card = gõ mã bài rồi chọn "Xây dựng điểm"
-This-choice = Mục này
-Look-again = Xin gõ mã bài để xem lại rồi quyết định.

# Chữ gõ thay cho tên mục, càng ngắn càng tốt: xem handlers/synonyms.py.
-skip = "Bỏ qua"
-send = "Gửi"
-send-answer = "Gửi"
-enough = "Đủ rồi"
-elsewhere = "Nơi khác"
-cancel = "Hủy"
-file_hint = . Nếu không thấy tệp ở đây, xin xem trên Telegram hoặc tại văn phòng.
-letter-out = . Không muốn nhận thư này nữa thì gõ /huydangky
