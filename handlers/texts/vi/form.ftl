# Hỏi và đáp khi điền một bài: dùng chung cho mọi cuộc trò chuyện.
-you = anh/chị
-You = Anh/chị

form-step = <b>Bước { $n }/{ $total }.</b>
form-choose = { -You } chọn giúp một mục: { -choosing }.
form-words_please = Tin vừa rồi chưa được ghi: ở bước này { -you } gõ bằng chữ giúp.
form-file_kept = Đã giữ tệp này cùng bài. Ở bước này { -you } trả lời bằng chữ giúp.
form-choose_yes_no = { -You } trả lời giúp: { -press } "Đồng ý" hoặc "Không đồng ý" (gõ "có" hay "không" cũng được).
form-cleared = Đã xóa phần này.
form-voice_noted = Đã nhận tin thoại. { -You } kể tiếp, hoặc { -press } "Xong".
form-too_short = Câu trả lời còn ngắn quá, cần ít nhất { $least } chữ cái.
form-too_long = Đoạn này dài quá (hơn { $most } ký tự). { -You } viết gọn lại giúp.
form-bad_phone = Số này chưa đúng. Số di động Việt Nam có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09. Ví dụ: 0912 345 678.
form-bad_date = Ngày này chưa đúng. Xin ghi ngày/tháng/năm, ví dụ: 23/11/2026.
form-story_please = { -You } kể bằng chữ, hoặc { -record-voice }.
form-story_too_short = Cảm ơn { -you }. Câu chuyện còn hơi ngắn nên người đọc khó hình dung. { -You } kể thêm giúp: đã làm những việc gì cụ thể?
form-story_too_long = Cả câu chuyện dài hơn { $most } ký tự. Phần trước vẫn được giữ; { -you } viết gọn đoạn vừa rồi, hoặc { -press } "Xong".
form-story_noted =
    { $length ->
        [0] Đã nhận tin thoại.
       *[other] Đã ghi ({ $length } ký tự).
    } { -You } kể tiếp, hoặc { -press } "Xong".
form-more_noted =
    Đã ghi. { -You } viết thêm, gửi ảnh, hoặc { -press } { -send-answer }.
form-files_please = Bước này chỉ nhận { -files }, nên tin vừa rồi chưa được ghi. Không gửi nữa thì { -no-more-files }.
form-files_noted = Đã nhận { $n }/{ $most } tệp. Gửi tiếp hoặc { -press } { -enough }.
form-enough_files = Đã đủ { $most } tệp rồi. Những tệp trước vẫn được giữ; { -you } { -press } { -enough } giúp.
form-file_too_big = Tệp này lớn hơn { $most } MB nên hệ thống không nhận được. { -You } gửi tệp nhỏ hơn giúp.
form-place_noted = Đã ghi: { $place }.
form-place_unclear = Chưa rõ là nơi nào. Xin ghi tên xã hoặc phường, ví dụ: xã Liên Châu.
form-edit_noted = Đã sửa theo tin { -you } vừa chỉnh.
form-edit_unknown = Tin vừa chỉnh không phải là câu trả lời nào nên chưa có gì thay đổi. Muốn sửa câu đã trả lời, đến bước kiểm tra lại { -you } { -press } "Sửa lại".
form-edit_place = Nơi vừa chỉnh chưa rõ là ở đâu nên chưa có gì thay đổi. Muốn đổi, đến bước kiểm tra lại { -you } { -press } "Sửa lại".
form-edit_too_late = Bài đã gửi rồi nên tin vừa sửa không đổi được nữa. Cần chỉnh, { -you } gọi cán bộ đầu mối (gõ /trogiup).
form-not_skippable = Câu này cần có câu trả lời thì mới gửi được bài.
form-first_question = Đây là câu đầu tiên rồi.
form-missing = Còn thiếu một câu trả lời nữa:
form-send_or_change = { -You } { -send-or-change }.
form-consent_refused = Vâng. Khi { -you } chưa đồng ý thì hệ thống không gửi gì cả; phần đã viết vẫn được giữ ở đây. Đổi ý thì { -press } "Đồng ý"; không muốn gửi nữa thì { -press } { -cancel } để xóa hẳn.
form-stale = Câu này { -you } đã trả lời rồi. Mời { -you } trả lời câu đang hỏi.
form-closed = Bài này đã gửi hoặc đã đóng. Gõ /trangthai để xem.
form-which_answer = { -You } muốn sửa phần nào?
form-phone_left = Vâng, mời { -you } xem tiếp.

menu-more = Xem tiếp ({ $page }/{ $pages }):
menu-again = Số { $number } không có trong danh sách. Xin chọn lại:
menu-gone = Hiện không có danh sách nào để chọn. Gõ /trogiup để xem các lệnh.

ask-kind = { $step } { -You } muốn giới thiệu một người, hay một tập thể (thôn, tổ, câu lạc bộ, dòng họ, gia đình, cơ quan, hợp tác xã…)? { -Pick }
ask-field = { $step } Việc làm ấy thuộc lĩnh vực nào? Chọn mục gần nhất; nếu phân vân cứ chọn "Người tốt, việc tốt", cán bộ sẽ xếp lại giúp.
ask-nominee_individual =
    { $step } Người { -you } muốn giới thiệu tên là gì? Xin ghi đủ họ và tên, có thể kèm cách gọi.
    <i>Ví dụ: bà Nguyễn Thị Hòe</i>
ask-nominee_collective =
    { $step } Tập thể hoặc mô hình ấy tên là gì?
    <i>Ví dụ: Câu lạc bộ Liên thế hệ thôn Vườn Tràng</i>
ask-place =
    { $step } Ở thôn (xóm, khu, tổ dân phố) nào, thuộc xã hoặc phường nào? Tên cũ hay tên mới đều được.
    <i>Ví dụ: thôn Đồng Chằm, xã Liên Châu</i>
ask-place_old = { $step } "{ $old }" nay thuộc <b>{ $commune }</b>, có đúng không?
ask-place_choose = { $step } Có vài nơi gần với "{ $typed }" (tên cũ có thể nay đã chia về nhiều xã). { -You } chọn giúp; không có thì gõ tên xã, phường.
ask-place_hamlet = { $step } { -You } cho biết thêm: "{ $typed }" thuộc xã hoặc phường nào?
ask-place_outside = { $step } Chưa tìm thấy "{ $typed }" trong tỉnh. { -You } gõ lại tên xã, phường; nếu đúng là nơi khác thì { -press } { -elsewhere }, cán bộ sẽ xem.
ask-story =
    { $step } { -You } kể việc tốt ấy nhé: ai làm, làm gì, từ bao giờ, làm như thế nào?
    Cứ viết như kể cho hàng xóm nghe, khoảng 5 đến 10 câu. Viết không dấu hay gửi tin thoại đều được. Có thể gửi nhiều tin, xong thì { -press } "Xong".
ask-story_more =
    { $step } { $length ->
        [0] Đã nhận tin thoại.
       *[other] Câu chuyện đã có { $length } ký tự.
    } { -You } kể tiếp, hoặc { -press } "Xong".
ask-results =
    { $step } Việc ấy đem lại kết quả gì? Có con số thì càng tốt.
    <i>Ví dụ: 5 hộ thoát nghèo; đường sạch hơn; 240 suất học bổng</i>
ask-replicable = { $step } Theo { -you }, nơi khác có làm theo được không? Cần điều kiện gì? Không chắc thì { -press } { -skip }.
ask-media =
    { $step } { -You } có { -files } thì gửi giúp, tối đa { $most } tệp. { -No-files }
    <i>Xin không gửi ảnh giấy tờ tùy thân, bệnh án, hoặc ảnh trẻ em khi bố mẹ chưa đồng ý.</i>
ask-sender = { $step } Xin cho biết họ tên của { -you }, để cán bộ tiện liên hệ và xác minh.
ask-phone =
    { $step } Số điện thoại của { -you } là gì? Chỉ cán bộ xét duyệt xem được, không đăng công khai.
    { -phone-ways }
ask-consent =
    { $step } Trước khi gửi, xin { -you } đọc kỹ:
    • Đơn vị chịu trách nhiệm (bên kiểm soát dữ liệu): { $controller }.
    • Thông tin thu nhận: họ tên, số điện thoại và tài khoản nhắn tin của { -you }; nội dung, ảnh { -you } gửi.
    • Mục đích: xác minh và xét chọn gương điển hình, mô hình; thống kê, báo cáo. Không dùng vào việc khác.
    • Thời gian lưu: { $retention }.
    • { -You } có quyền xem, sửa, xóa, rút lại đồng ý bất cứ lúc nào: gọi { $contact_phone }.

    { -You } có đồng ý cho xử lý thông tin như trên không?
ask-credit = { $step } Nếu câu chuyện được đăng, { -you } có đồng ý nêu tên mình là người giới thiệu không? Không bắt buộc.
ask-nomination_summary =
    <b>{ -You } kiểm tra lại giúp:</b>

    { $card }

    Đúng rồi thì { -press } { -send }.
ask-more = { -You } trả lời ngay tại đây giúp: gõ chữ, gửi tin thoại hoặc ảnh đều được.
ask-more_more =
    { $length ->
        [0] Đã nhận phần { -you } gửi.
       *[other] Phần bổ sung đã có { $length } ký tự.
    } { -You } viết thêm, hoặc { -press } { -send-answer }.

choice-individual = 👤 Một người
choice-collective = 👥 Một tập thể, mô hình
choice-yes = ✅ Đồng ý
choice-no = ❌ Không đồng ý
choice-skip = Bỏ qua bước này
choice-back = ⬅️ Quay lại
choice-more_choices = Xem thêm
choice-first_choices = Về đầu danh sách
choice-cancel = ✖️ Hủy bài này
choice-clear = 🗑 Xóa phần này
choice-rewrite = ✏️ Viết lại từ đầu
choice-not_now = ✖️ Thôi, để sau
choice-done = ✅ Xong
choice-done_files = ✅ Đủ rồi, đi tiếp
choice-send = 📨 Gửi bài giới thiệu
choice-send_more = 📨 Gửi cho cán bộ
choice-revise = ✏️ Sửa lại
choice-begin = 🌷 Bắt đầu
choice-continue_draft = Viết tiếp
choice-continue_named = Viết tiếp: { $nominee }
choice-new_draft = Bắt đầu bài mới
choice-share_phone = 📱 Gửi số điện thoại
choice-right = ✅ Đúng rồi
choice-place_again = ✏️ Gõ lại tên nơi khác
choice-place_outside = 📍 Nơi khác, vẫn gửi
choice-drop = 🗑 Xóa bài này
choice-keep = Giữ lại, viết tiếp
choice-reply_now = ✏️ Trả lời ngay
choice-answer_named = ✏️ Trả lời cho bài { $code }
choice-language_vi = Tiếng Việt
choice-language_en = English
choice-change_kind = Người hay tập thể
choice-change_field = Lĩnh vực
choice-change_nominee = Tên được giới thiệu
choice-change_place = Thôn, xã, phường
choice-change_story = Câu chuyện
choice-change_results = Kết quả
choice-change_replicable = Nơi khác làm theo
choice-change_media = Ảnh, tệp
choice-change_sender = Họ tên của { -you }
choice-change_phone = Số điện thoại
choice-change_consent = Đồng ý xử lý thông tin
choice-change_credit = Nêu tên người giới thiệu
choice-change_number = Số quyết định
choice-change_date = Ngày ký
choice-change_signer = Người ký
