# "Tuần này": lá thư cuối tuần cho người đăng ký, cho nhóm và kênh; và việc nêu gương.
letter-weekly =
    🌸 <b>Tuần này</b>, { $since } – { $until }{ $late }{ $examples }

    { $numbers }

    { $invite }
letter-examples =
    <b>Gương mới</b>
    { $lines }
letter-named = • <b>{ $name }</b>, { $place }: { $deed }
letter-unnamed_individual = • <b>Một người ở { $place }</b>: { $deed }
letter-unnamed_collective = • <b>Một tập thể ở { $place }</b>: { $deed }
letter-more = … và { $n } gương khác.
letter-numbers = { $n ->
        [0] Tuần này chưa có bài giới thiệu mới. Từ đầu năm { $year }, cả tỉnh đã chọn xây dựng { $collective } mô hình tập thể và { $individual } điển hình cá nhân.
       *[other] Bà con đã gửi về { $n } bài giới thiệu, xin cảm ơn! Từ đầu năm { $year }, cả tỉnh đã chọn xây dựng { $collective } mô hình tập thể và { $individual } điển hình cá nhân.
    }
letter-invite = Quanh { -you } có ai làm việc tốt? Kể lại chỉ mất khoảng 5 phút: gõ /gioithieu{ -letter-out }
letter-invite_room = Quanh bà con có ai làm việc tốt? Xin nhắn riêng cho hệ thống để kể lại, chỉ mất khoảng 5 phút.
letter-invite_link = Quanh bà con có ai làm việc tốt? Kể lại chỉ mất khoảng 5 phút: { $link }

letter-subscribed =
    Cảm ơn { -you } đã đăng ký! 🌸
    Mỗi tuần một lần hệ thống gửi { -you } "Tuần này": gương tốt mới, tuần qua có bao nhiêu bài gửi về, cả tỉnh đã được đến đâu. Tuần nào không có gì mới thì không gửi.
    Thư đầu tiên: khoảng { $time } ngày { $date }. Thôi nhận lúc nào cũng được: gõ /huydangky
letter-already = { -You } đã đăng ký nhận "Tuần này" rồi. Thư tới: khoảng { $time } ngày { $date }. Muốn thôi nhận, { -you } gõ /huydangky
letter-unsubscribed = Vâng, từ nay hệ thống không gửi "Tuần này" nữa. Khi nào muốn nhận lại, { -you } gõ /dangky
letter-not_subscribed = { -You } chưa đăng ký nhận "Tuần này". Muốn nhận mỗi tuần một thư ngắn về gương tốt mới, { -you } gõ /dangky
letter-room_ask = Hệ thống vừa được thêm vào "{ $title }". Đồng chí có muốn gửi "Tuần này" vào đó mỗi tuần một lần không? Chưa chọn thì hệ thống không gửi gì.
letter-room_yes = 🌸 "{ $title }" sẽ nhận "Tuần này" mỗi tuần một lần; thư tới khoảng { $time } ngày { $date }. Muốn thôi nhận, quản trị của hệ thống gõ /huydangky trong nhóm.
letter-room_no = Vâng, hệ thống không gửi gì vào "{ $title }". Khi nào muốn gửi, đồng chí gõ /dangky trong nhóm.

choice-subscribe = 🌸 Nhận "Tuần này"
choice-unsubscribe = Thôi nhận
choice-room_yes = Có, gửi mỗi tuần
choice-room_no = Không gửi
command-subscribe = Nhận "Tuần này": gương tốt mới mỗi tuần
command-unsubscribe = Thôi nhận "Tuần này"

ask-agreed =
    { $step } Nêu gương { $nominee } (bài { $code }): ai đã đồng ý cho đăng?
    Chỉ đăng khi chính người ấy, người giám hộ của trẻ em, gia đình của người đã mất, hoặc đại diện tập thể đã đồng ý.{ $warned }
ask-agreed_how =
    { $step } Ai đã hỏi ý kiến, bằng cách nào, ngày nào?
    <i>Ví dụ: Chị Lan, Chủ tịch Hội Phụ nữ xã, hỏi trực tiếp ngày 20/11/2026</i>
ask-named = { $step } Đăng kèm tên { $nominee }, hay chỉ nói một người, một tập thể ở địa phương?
ask-deed =
    { $step } Bà con sẽ đọc gì về việc làm này? Đồng chí viết 2–3 dòng, không chép nguyên bài của người giới thiệu.
    <i>Ví dụ: Mười năm nay tự sửa đường làng, trồng hoa hai bên để các cháu đi học đỡ vất vả.</i>
ask-publish_summary =
    Bà con sẽ đọc:
    <blockquote>{ $shown }</blockquote>
    Người đồng ý: { $who }. { $how }
    Nêu gương bài <b>{ $code }</b> như vậy?

choice-agreed_self = Chính người ấy (người lớn)
choice-agreed_guardian = Người giám hộ (trẻ em)
choice-agreed_family = Gia đình (người đã mất)
choice-agreed_unit = Đại diện tập thể
choice-named_yes = Kèm tên
choice-named_no = Không nêu tên
choice-publish = 🌸 Nêu gương
choice-unpublish = Thôi nêu gương
choice-confirm_publish = 🌸 Đúng, nêu gương
choice-change_agreed = Ai đã đồng ý
choice-change_agreed_how = Hỏi ý kiến thế nào
choice-change_named = Kèm tên hay không
choice-change_deed = Lời đăng
publish-done = Đã nêu gương bài { $code }. Gương này sẽ có trong "Tuần này" sắp tới. Người ấy đổi ý lúc nào thì chọn "Thôi nêu gương" ở mục "Việc khác" trên thẻ.
publish-withdrawn = Đã thôi nêu gương bài { $code }; từ nay không gửi đi nữa. Thư nào đã gửi thì không thu lại được.
publish-card =
    🌸 Nêu gương từ { $date }:
    { $shown }
refused-published = Bài { $code } đang được nêu gương rồi.
refused-not_published = Bài này không còn được nêu gương.
refused-not_to_publish = Chỉ nêu gương bài đã duyệt, đang xây dựng điểm hoặc đã công nhận. Bài { $code } nay là: { $state }.
history-publish = nêu gương
history-unpublish = thôi nêu gương
