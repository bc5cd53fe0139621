# Nhiều người kể về cùng một trường hợp: câu hỏi cho người giới thiệu, thẻ và việc gộp của cán bộ.
ask-same =
    { $n ->
        [1] Đã có người kể về một trường hợp gần giống như vậy:
       *[other] Đã có người kể về những trường hợp gần giống như vậy:
    }

    { $cases }

    { -You } có định kể về trường hợp này không? Nếu đúng, lời kể của { -you } được ghi thêm vào cùng trường hợp: càng nhiều người kể, cán bộ càng hiểu rõ.
ask-same_own =
    { -You } đã kể về trường hợp này rồi, xin cảm ơn { -you }:

    { $cases }

    Nếu muốn kể thêm, lời kể mới được ghi vào cùng trường hợp. Nếu đây là người hoặc tập thể khác chỉ trùng tên, { -you } cho biết giúp.
same-case = { $n }. { $emoji } <b>{ $nominee }</b>, { $place } · { $field } · tháng { $month }
same-own_case = { $n }. { $emoji } <b>{ $nominee }</b>, { $place } · { $field } · tháng { $month } (bài { $code } của chính { -you })
same-chosen = 🤝 Kể thêm về trường hợp đã có: { $nominee }
choice-same = 🙋 Tôi cũng muốn kể về trường hợp này
choice-same_own = 🙋 Tôi muốn kể thêm về trường hợp này
choice-same_1 = 🙋 Tôi cũng muốn kể về trường hợp 1
choice-same_2 = 🙋 Tôi cũng muốn kể về trường hợp 2
choice-same_3 = 🙋 Tôi cũng muốn kể về trường hợp 3
choice-same_other = Không phải, là trường hợp khác
choice-change_same = Cùng trường hợp hay không

nomination-testified =
    Đã nhận lời kể của { -you } về { $nominee }. Xin cảm ơn { -you }! 🌷
    Mã tra cứu của { -you }: <b>{ $code }</b>
    Lời kể này được ghi vào cùng một trường hợp với bài của người đã kể trước. Khi có kết quả, hệ thống báo cho tất cả những người đã kể.{ $now } Gõ /trangthai để xem bài đến đâu.
nomination-merged =
    Bài <b>{ $code }</b> của { -you } về { $nominee } kể cùng một trường hợp với bài của người khác, nên cán bộ đã gộp lại thành một. Lời kể và ảnh của { -you } vẫn được giữ đủ, mã tra cứu vẫn như cũ. Khi có kết quả, hệ thống báo cho tất cả những người đã kể.{ $now }
nomination-unmerged =
    Bài <b>{ $code }</b> của { -you } về { $nominee } nay được xem riêng, không còn gộp chung với bài khác. Mã tra cứu vẫn như cũ; có kết quả, hệ thống báo lại tại đây.{ $now }
nomination-case_now = Hiện nay trường hợp này { $state }.
follow-merged_case = được gộp cùng bài khác về một trường hợp, trường hợp ấy { $state }

card-merged = 🤝 Là lời kể thêm cho trường hợp <b>{ $case }</b>
card-testimonies = 🤝 <b>{ $people } người kể</b>, ở { $communes } xã, phường. Cùng kể: { $codes }{ $more ->
        [0] { "" }
       *[other] {" "}và { $more } bài nữa
    }
card-alike =
    🔎 <b>Có thể cùng một trường hợp</b>
    { $lines }
card-alike_case = • <b>{ $code }</b> { $nominee } ({ $state }, gửi { $date }): tên giống { $score }%
card-recognised_before = 🏵 Đã từng được công nhận: { $code }, Quyết định số { $number } ngày { $date }

choice-testimonies = 🤝 Xem { $n } lời kể cùng trường hợp
choice-open_case = 🔎 Mở { $code }
choice-merge = 🔗 Gộp với { $code }
choice-confirm_merge = 🔗 Đúng, gộp { $story } vào { $case }
choice-unmerge = ✂️ Tách ra
choice-confirm_unmerge = ✂️ Đúng, tách { $story } ra

review-testimony =
    🤝 Thêm một lời kể về trường hợp <b>{ $code }</b>, { $nominee }: bài { $story }.
    Nay có { $people } người kể, ở { $communes } xã, phường.
review-compare =
    🔗 <b>Hai bài này có cùng một trường hợp không?</b>

    <b>{ $case }</b>, giữ làm trường hợp chính:
    { $case_told }

    <b>{ $story }</b>, sẽ gộp vào { $case }:
    { $story_told }

    { $n ->
        [0] Lời kể và ảnh của { $story } đi theo.
       *[other] Lời kể và ảnh của { $story } đi theo, cùng { $n } lời kể đã gộp vào đó.
    } Sau này vẫn tách ra được. Người giới thiệu { $story } sẽ đọc:
    <blockquote>{ $message }</blockquote>
review-done_merge = Đã gộp bài { $story } vào { $case } và báo cho người giới thiệu. Muốn tách ra: mở { $story } rồi chọn "Tách ra".
review-confirm_unmerge =
    Tách bài <b>{ $story }</b> khỏi trường hợp { $case }? Bài trở lại chỗ trước khi gộp, cùng những lời kể đi theo nó. Người giới thiệu sẽ đọc:
    <blockquote>{ $message }</blockquote>
review-done_unmerge = Đã tách bài { $story } khỏi { $case } và báo cho người giới thiệu.
review-testimonies =
    🤝 <b>{ $n } lời kể cùng trường hợp { $code }:</b>
    { $lines }
review-testimony_line = • <b>{ $code }</b> { $sender }, {$place} ({ $date })
refused-case_closed = Trường hợp { $code } nay là: { $state }, nên không nhận thêm bài khác được.
