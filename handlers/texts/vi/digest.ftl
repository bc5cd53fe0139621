# Bản tổng hợp tuần: tin ngắn, các phần chi tiết, đính chính, xem trước.
digest-weekly =
    📊 <b>TỔNG HỢP TUẦN { $week }</b> (từ { $since } đến { $until })
    { $org }{ $late }

    { $lines }{ $record }
digest-early = <i>(xem trước, tuần chưa kết thúc)</i>
digest-late = <i>(gửi muộn)</i>
digest-shifted = <i>(gửi lùi vì ngày nghỉ)</i>
digest-preview = <i>(xem trước)</i>
digest-comes = 👁 Đây là bản xem trước, tính đến lúc này và chỉ gửi riêng đồng chí. Bản chính thức sẽ gửi mọi người lúc { $when }.

digest-mine = { $days ->
        [0] 👉 <b>Phần của đồng chí: { $n } bài chờ</b>, mới đến hôm nay.
       *[other] 👉 <b>Phần của đồng chí: { $n } bài chờ</b>, lâu nhất { $days } ngày.
    }
digest-mine_none = 👉 Phần của đồng chí: không có bài nào phải chờ. 🌷
digest-week = 🗓 Trong tuần: nhận <b>{ $received }</b> bài (tuần trước { $received_before }), quyết định <b>{ $decided }</b> (tuần trước { $decided_before }), duyệt { $approved }, xây dựng điểm <b>{ $piloted }</b>.
digest-kind_left = { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%), còn { $left }
digest-kind_full = { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%) 🎉 đủ chỉ tiêu
digest-kind_over = { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%) 🎉 vượt { $over }
digest-waiting = ⏳ Còn chờ duyệt { $waiting }, cần bổ sung { $needs_info }.{ $oldest }
digest-oldest = Chờ lâu nhất: { $code }, { $days } ngày.
digest-overdue = 🔔 Có bài chờ từ { $days } ngày làm việc trở lên: { $names }.
digest-overdue_one = { $name } ({ $n } bài)
digest-and_others = và { $n } người nữa
digest-correction = ✏️ Đính chính tuần { $week }: { $changes }.
digest-changed_received = tiếp nhận { $was } → { $now }
digest-changed_decided = quyết định { $was } → { $now }
digest-changed_approved = duyệt { $was } → { $now }
digest-changed_declined = chưa chọn { $was } → { $now }
digest-changed_nurtured = bồi dưỡng { $was } → { $now }
digest-changed_piloted = xây dựng điểm { $was } → { $now }
digest-changed_recognised = công nhận { $was } → { $now }

digest-next_queue = Mời đồng chí xem các bài đang chờ: người gửi đang mong tin.
digest-next_full = Chỉ tiêu đã đạt, xin chúc mừng các đồng chí! Hệ thống vẫn nhận tiếp những gương tốt mới.
digest-next_none_came = Trong tuần chưa có bài mới. Đồng chí biết một gương tốt nào? Gõ /gioithieu để kể.
digest-next_clear = Không còn bài nào chờ duyệt. Cảm ơn các đồng chí! 🌷
digest-next_thanks = Cảm ơn các đồng chí: mỗi bài được trả lời sớm là một người tốt được động viên. 🌷

digest-sheet = 📎 Bảng số liệu tuần { $week } (từ { $since } đến { $until }), mở bằng Excel.
digest-sheet_elsewhere = 📎 Bảng Excel của tuần: xem trên Telegram, hoặc lấy danh sách đầy đủ trên máy chủ bằng lệnh "hoadep export".

choice-digest_kinds = 🎯 Theo chỉ tiêu
choice-digest_fields = 🏷 Theo lĩnh vực
choice-digest_communes = 📍 Theo xã, phường
choice-digest_who = ⏳ Đang chờ ai
choice-digest_how = ❓ Cách tính
choice-digest_more = Xem tiếp { $n } dòng

digest-never_told = Chưa có bản tổng hợp nào của tuần { $week } năm { $year }.
digest-kinds =
    🎯 <b>Tuần { $week }: so với chỉ tiêu năm { $year }</b>{ $early }

    { $lines }
digest-kind_steps = Đã công nhận { $recognised }; đã duyệt { $approved }; đang chờ duyệt { $waiting }.
digest-funnel = <b>Trong năm:</b> nhận { $submitted } → duyệt { $approved } → xây dựng điểm { $piloting } → công nhận { $recognised }
digest-aside = Đang cần bổ sung { $needs_info }; trong năm có { $declined } bài chưa được chọn, { $nurtured } bài bồi dưỡng thêm.
digest-fields =
    🏷 <b>Tuần { $week }: theo lĩnh vực, năm { $year }</b>{ $early }

    { $lines }
digest-communes =
    📍 <b>Tuần { $week }: theo xã, phường, năm { $year }</b>{ $early }

    { $lines }
digest-empty_communes = { $more ->
        [0] Chưa có bài nào từ { $n } xã, phường: { $names }.
       *[other] Chưa có bài nào từ { $n } xã, phường: { $names } và { $more } nơi nữa.
    }
digest-who =
    ⏳ <b>Tuần { $week }: đang chờ ai</b>{ $early }

    { $lines }
digest-ages = Bài đang chờ: một nửa đã chờ từ { $median } ngày trở lên, lâu nhất { $days } ngày.
digest-to_decide = Từ lúc gửi đến lúc có quyết định trong tuần: thường là { $median } ngày.
digest-owed = { $days ->
        [0] • { $name }: { $n } bài, mới đến hôm nay
       *[other] • { $name }: { $n } bài, lâu nhất { $days } ngày
    }
digest-owed_late = { $owed } 🔔 { $n } bài quá lâu
digest-nobody_owes = Không ai còn bài nào phải chờ. 🌷
digest-asked = Chờ người dân trả lời câu hỏi của cán bộ: { $n } bài, sớm nhất từ { $since }.
digest-how =
    ❓ <b>Tuần { $week }: cách tính</b>{ $early }

    { $lines }
digest-how_lines =
    • Mọi số đều tính đến 24 giờ Chủ nhật. Xem lại hay gửi muộn, số vẫn như vậy; nếu sau đó có thay đổi (hoàn tác, mở lại, tách bài) thì tuần sau có dòng đính chính.
    • Tính vào chỉ tiêu là số được xây dựng điểm trong năm và vẫn đang giữ.
    • "Đến nay nên có": chỉ tiêu chia đều cho các ngày trong năm.
    • Dự kiến đến 31/12: số đã đạt, cộng thêm cho những ngày còn lại theo đúng nhịp từ đầu năm (hoặc từ bài đầu tiên) đến nay. Chưa đủ 4 tuần thì chưa dự kiến.
    • "Thường là" và "một nửa" là số đứng giữa khi xếp theo thứ tự.
    • Khen thưởng đột xuất tính riêng, không vào chỉ tiêu.
    • Nêu tên khi bài chờ từ { $days } ngày làm việc trở lên.
command-preview = Xem trước bản tổng hợp tuần

# Bảng Excel của tuần.
sheet-title = KẾT QUẢ GIỚI THIỆU GƯƠNG NGƯỜI TỐT, VIỆC TỐT VÀ MÔ HÌNH HAY TUẦN { $week } NĂM { $year } (từ { $since } đến { $until })
sheet-dated = ngày { $day } tháng { $month } năm { $year }
sheet-general = Chung, theo loại
sheet-fields = Theo lĩnh vực
sheet-communes = Theo xã, phường
sheet-column_what = Nội dung
sheet-column_week = Trong tuần
sheet-column_total = Lũy kế
sheet-column_target = Chỉ tiêu
sheet-column_percent = Tỷ lệ %
sheet-column_left = Còn thiếu/Vượt
sheet-altogether = Chung
sheet-received = Bài tiếp nhận
sheet-decided = Bài đã quyết định
sheet-approved = Đã duyệt
sheet-declined = Chưa chọn lần này
sheet-nurtured = Bồi dưỡng thêm
sheet-piloting = Xây dựng điểm
sheet-recognised = Đã công nhận
sheet-waiting = Đang chờ duyệt
sheet-needs_info = Đang cần bổ sung
sheet-elsewhere = Nơi khác
sheet-over = vượt
sheet-left = còn
sheet-reached = đủ
