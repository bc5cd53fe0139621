# Những câu người giới thiệu đọc, ngoài các câu hỏi.
people-welcome =
    Xin chào { -you } 👋
    Đây là hệ thống tự động của { $org }, tiếp nhận giới thiệu gương "người tốt, việc tốt" và các mô hình hay trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.

    Quanh { -you } có ai, có nhóm nào làm việc tốt đáng để mọi người học theo? Xin kể lại, chỉ mất khoảng 5 phút.

    { -Begin } Cần hướng dẫn thì gõ /trogiup.
people-help_citizen =
    Các lệnh có thể dùng ({ -commands }):
    /gioithieu – giới thiệu một người hoặc một mô hình
    /tieptuc – viết tiếp bài đang dở
    /trangthai – xem bài đã gửi đến đâu
    /nhanrong – đơn vị mình làm theo một mô hình
    /tiendo – cả tỉnh đã được bao nhiêu điển hình
    /dangky – nhận "Tuần này": mỗi tuần một thư ngắn về gương tốt
    /huy – dừng bài đang viết
    /lienket – dùng chung Zalo và Telegram
    /nhacnho – chọn tin nhắc, giờ yên tĩnh
    /ngonngu – đổi ngôn ngữ

    { -Answering }

    Cần gặp người thật: { $contact_name }, điện thoại { $contact_phone } (giờ hành chính).
people-choose_language = { -You } muốn dùng tiếng nào?
people-language_set = Từ nay hệ thống dùng tiếng Việt. Gõ /gioithieu để giới thiệu một gương tốt.
people-story_kept = Cảm ơn { -you } đã kể! Phần vừa viết đã được giữ. Xin trả lời thêm vài câu ngắn để gửi được bài.
people-not_understood = Hệ thống chưa hiểu ý { -you }. Muốn giới thiệu một gương tốt, { -you } { -press } "Bắt đầu"; cần hướng dẫn thì gõ /trogiup.
people-thanks = Không có gì ạ. Khi nào biết thêm gương tốt, { -you } { -press } "Bắt đầu" hoặc gõ /gioithieu nhé.
people-welcome_link = Xin chào { -you } 👋 Đây là hệ thống tự động của { $org }, nhận lời giới thiệu gương người tốt, việc tốt. Đã chọn sẵn: <b>{ $chosen }</b>.
people-unknown_command = Hệ thống chưa có lệnh này. Gõ /trogiup để xem các lệnh.
people-nothing_to_cancel = Hiện không có bài nào đang viết dở. Gõ /gioithieu để bắt đầu.
people-too_fast = { -You } gửi hơi nhanh nên hệ thống chưa đọc kịp tin vừa rồi. Xin đợi { $seconds } giây rồi gửi lại tin ấy; những gì đã nhận trước đó vẫn được giữ.
people-failed = Hệ thống đang gặp trục trặc với tin vừa rồi, xin lỗi { -you }. Phần đã viết trước đó vẫn được giữ. { -You } gửi lại tin ấy giúp, hoặc gõ /trogiup.
people-asked_first = Tin { -you } vừa gửi đến trước khi đọc câu hỏi ở trên nên chưa được ghi. { -You } đọc câu hỏi rồi trả lời giúp; nếu tin vừa rồi chính là câu trả lời, xin gửi lại.
people-unsupported = Tin vừa rồi không đến được hệ thống: Zalo không chuyển tài liệu, video, vị trí. Chữ, ảnh và tin thoại thì nhận được; { -you } gửi lại bằng một trong các cách ấy giúp.
people-invite_refused = Lời mời này không dùng được nữa: đã có người dùng, hoặc đã hết hạn. Xin { -you } hỏi người gửi để lấy lời mời mới.

nomination-resume = { -You } còn một bài đang viết dở về { $nominee }, lưu lúc { $when }. { -You } muốn viết tiếp hay bắt đầu bài mới?
nomination-resume_unnamed = { -You } còn một bài đang viết dở, lưu lúc { $when }. { -You } muốn viết tiếp hay bắt đầu bài mới?
nomination-reviewer_asks =
    Về bài { $code }, cán bộ xin hỏi thêm:
    <blockquote>{ $question }</blockquote>
nomination-submitted =
    Đã nhận bài giới thiệu. Xin cảm ơn { -you }! 🌷
    Mã tra cứu: <b>{ $code }</b>
    Cán bộ sẽ xem trong { $days } ngày làm việc, chậm nhất ngày { $by }, và báo lại tại đây. Gõ /trangthai để xem bài đến đâu.
nomination-supplemented =
    Đã gửi phần bổ sung cho bài <b>{ $code }</b>. Xin cảm ơn { -you }!
    Cán bộ sẽ xem trong { $days } ngày làm việc, chậm nhất ngày { $by }, và báo lại tại đây.
nomination-is_complaint =
    Nội dung này có vẻ là phản ánh, kiến nghị. Kênh này chỉ nhận gương tốt nên không xử lý được; xin { -you } gửi đến { $channel }. Nội dung vừa nhập không được lưu.
nomination-is_advert = Nội dung này có vẻ là quảng cáo. Kênh này chỉ nhận gương người tốt, việc tốt, nên nội dung vừa nhập không được lưu.
nomination-is_question = Câu hỏi này xin mời { -you } gọi { $contact_name }, điện thoại { $contact_phone } (giờ hành chính). Gõ /trogiup để xem các lệnh.
nomination-insist = Nếu đây đúng là một gương tốt, { -you } cứ gửi lại câu chuyện một lần nữa, hệ thống sẽ ghi nhận.
nomination-confirm_cancel = { -You } có chắc muốn xóa bài đang viết này không? Xóa rồi thì không lấy lại được.
nomination-dropped = Đã xóa phần { -you } vừa nhập, không có gì được gửi đi. Khi nào muốn giới thiệu, { -you } gõ /gioithieu. Xin cảm ơn!
nomination-answer_later = Vâng. Khi nào tiện { -you } gõ /tieptuc để trả lời cho bài { $code }.
nomination-approved =
    Tin vui 🌷 Bài <b>{ $code }</b> về { $nominee } đã được duyệt và đưa vào danh sách theo dõi của { $org }.
    Bước tiếp theo: cán bộ sẽ { $verified ->
        [yes] hỏi
       *[no] xác minh tại cơ sở và hỏi
    } ý kiến { $nominee } trước khi đăng. Cảm ơn { -you } đã góp một câu chuyện đẹp!
nomination-declined =
    Cảm ơn { -you } đã gửi bài <b>{ $code }</b> về { $nominee }.
    Lần này bài chưa được chọn. Lý do: { $reason }.
    { -You } có thể bổ sung và gửi lại bằng lệnh /gioithieu. Rất mong tiếp tục nhận được bài của { -you }.
nomination-needs_info =
    Bài <b>{ $code }</b> về { $nominee } rất đáng quý, cán bộ xin hỏi thêm:
    <blockquote>{ $question }</blockquote>
    { -You } { -answer-here }. Xin trả lời trước ngày { $until }; nếu chưa kịp, bài vẫn được xét tiếp.
nomination-piloting =
    Tin vui 🌷: { $nominee } (bài <b>{ $code }</b>) đã được chọn để xây dựng điểm.
    Cán bộ sẽ cùng địa phương giúp việc tốt này lan rộng hơn. Cảm ơn { -you } đã phát hiện!
nomination-recognised =
    Tin rất vui 🏵: { $nominee } (bài <b>{ $code }</b>) đã được công nhận theo Quyết định số { $number } ngày { $date }, người ký: { $signer }.
    Xin cảm ơn { -you } đã giới thiệu!

follow-list =
    { $n ->
        [0] <b>{ -You } chưa gửi bài nào.</b>
       *[other]
            <b>{ -You } đã gửi { $n } bài:</b>

            { $lines }
    }

    { $drafts ->
        [0] Muốn giới thiệu gương khác: /gioithieu
       *[other] Còn { $drafts } bài đang viết dở.
    }
follow-line = <b>{ $code }</b> · { $nominee }: { $state } (cập nhật { $date })
follow-unknown_code = Không thấy bài nào có mã { $code } trong các bài { -you } đã gửi. Gõ /trangthai để xem tất cả.
follow-nothing = { -You } chưa gửi bài nào. { -Press } "Bắt đầu" để giới thiệu một gương tốt.
follow-submitted = đang chờ cán bộ xem
follow-verified = đã xác minh ở cơ sở, đang chờ tỉnh xem
follow-needs_info = cán bộ đang chờ { -you } trả lời thêm
follow-approved = đã duyệt, đang trong danh sách theo dõi 🌷
follow-piloting = đang được xây dựng điểm 🌷
follow-recognised = đã được công nhận 🏵
follow-declined = chưa được chọn lần này
follow-nurturing = đang được bồi dưỡng thêm
follow-merged = đã gộp với bài khác về cùng trường hợp
follow-withdrawn = đã rút lại
follow-discontinued = đã dừng

reminder-question =
    Cán bộ vẫn đang chờ { -you } trả lời thêm cho bài <b>{ $code }</b>:
    <blockquote>{ $question }</blockquote>
    { -Press } "Viết tiếp" để trả lời trước ngày { $until }. Hệ thống chỉ nhắc một lần.

command-nominate = Giới thiệu một người hoặc một mô hình
command-continue = Viết tiếp bài đang dở
command-status = Xem bài đã gửi đến đâu
command-progress = Tiến độ so với chỉ tiêu năm
command-cancel = Dừng bài đang viết
command-language = Đổi ngôn ngữ / Language
command-help = Hướng dẫn
command-start = Bắt đầu
command-queue = Các bài chờ duyệt
command-find = Tìm bài theo tên hoặc mã
command-reviewers = Danh sách cán bộ xét duyệt
