# Những chữ trên hình, và lời kèm dưới hình cho người không nhìn được hình.
picture-title = Tuần { $week }
picture-dates = { $since } – { $until }
picture-targets = Xây dựng điểm năm { $year }
picture-collective = Mô hình tập thể
picture-individual = Điển hình cá nhân
picture-expected = mức nên có đến hôm nay
picture-week = Trong tuần
picture-received = nhận
picture-waiting = chờ duyệt
picture-approved = duyệt
picture-piloting = xây điểm

picture-year_title = Các tuần năm { $year }
picture-year_below = đến hết tuần { $week }
picture-year_received = bài nhận được
picture-year_approved = bài đã duyệt
picture-year_holidays = tuần nghỉ lễ
picture-year_this = tuần này
picture-months = T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12

picture-fields_title = Theo lĩnh vực
picture-fields_below = năm { $year }, đến hết tuần { $week }
picture-fields_received = nhận
picture-fields_waiting = chờ duyệt
picture-fields_approved = duyệt
picture-fields_piloting = xây điểm
picture-fields_recognised = công nhận

picture-map_title = Bài đến từ đâu
picture-map_below = năm { $year }, đến hết tuần { $week }
picture-map_with = xã, phường đã có bài
picture-map_most = Nhiều bài nhất
picture-map_nothing = nơi chưa có bài nào
picture-map_fewer = ít
picture-map_more = nhiều

digest-picture_weeks = Các tuần năm { $year }: đến hết tuần { $week } nhận { $received } bài, duyệt { $approved }; riêng tuần { $week } nhận { $this } bài.
digest-picture_fields = { $empty ->
        [0] Theo lĩnh vực năm { $year }: nhiều bài nhất là { $first } ({ $n } bài); lĩnh vực nào cũng đã có bài.
       *[other] Theo lĩnh vực năm { $year }: nhiều bài nhất là { $first } ({ $n } bài); { $empty } lĩnh vực chưa có bài nào.
    }
digest-picture_fields_none = Theo lĩnh vực năm { $year }: chưa lĩnh vực nào có bài.
digest-picture_communes = Bài đến từ đâu, năm { $year }: { $told }/{ $all } xã, phường đã có bài, nhiều nhất là { $names }; { $empty } nơi chưa có bài nào.
digest-picture_communes_none = Bài đến từ đâu, năm { $year }: chưa xã, phường nào trong { $all } nơi có bài.
choice-pictures = 🖼 Hình tuần này
