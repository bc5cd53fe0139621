# Sau khi duyệt: bồi dưỡng, xây dựng điểm, công nhận, nhân rộng; ai phụ trách và khi nào xem lại.
nomination-nurturing =
    Cảm ơn { -you } đã giới thiệu { $nominee } (bài <b>{ $code }</b>). Việc làm ấy rất đáng quý.
    Lần này bài chưa đủ để đưa vào danh sách; cán bộ sẽ cùng địa phương theo dõi và giúp đỡ thêm. Điều cần thêm: { $reason }.
    { -You } chưa phải làm gì. Có tin mới, hệ thống sẽ báo lại tại đây.
nomination-discontinued =
    Về bài <b>{ $code }</b> mà { -you } đã giới thiệu: { $nominee } nay không còn trong danh sách theo dõi của { $org }. Lý do: { $reason }.
    Xin cảm ơn { -you } và mọi người đã góp sức thời gian qua. Biết thêm gương tốt nào, { -you } gõ /gioithieu nhé.

review-done_nurture = Bài { $code } được giữ lại để bồi dưỡng thêm. { $told } Gõ /diemsang để xem ai phụ trách và ngày xem lại.
review-done_discontinue = Bài { $code } đã dừng, không tính vào chỉ tiêu nữa. { $told }

choice-nurture = 🤝 Bồi dưỡng thêm
choice-discontinue = ⏹ Dừng
choice-other_owner = 👤 Đổi người phụ trách
choice-other_date = 📅 Đổi ngày xem lại
choice-in_days = Sau { $n } ngày
choice-see_card = 📋 Xem bài { $code }

ask-reason_nurture = Bài { $code } còn thiếu điều gì, cần bồi dưỡng thêm thế nào? Người giới thiệu sẽ đọc được. Chọn câu có sẵn, hoặc gõ riêng.
ask-nurture_summary =
    Người giới thiệu sẽ đọc:
    <blockquote>{ $message }</blockquote>
    Giữ bài lại để bồi dưỡng thêm?
ask-reason_discontinue = Vì sao { $nominee } (bài { $code }) dừng lại? Người giới thiệu sẽ đọc được. Chọn câu có sẵn, hoặc gõ riêng.
ask-discontinue_summary =
    Bài sẽ không còn tính vào chỉ tiêu. Người giới thiệu sẽ đọc:
    <blockquote>{ $message }</blockquote>
    Dừng và gửi đi như vậy?

decision-scan_please = Bước này chỉ nhận ảnh hoặc tài liệu, nên tin vừa rồi chưa được ghi.
decision-scan_noted = Đã giữ trang này của quyết định.
decision-scan_kept = 📎 Kèm bản chụp quyết định: { $n } tệp.
decision-scan_missing = ⚠️ Chưa có bản chụp quyết định. Đồng chí gửi ảnh hoặc tài liệu vào đây trước khi ghi; chưa có thì vẫn ghi được.

care-nobody = chưa có ai
care-owner = 👤 Phụ trách: { $owner }
care-owner_until = 👤 Phụ trách: { $owner }, xem lại ngày { $date }
care-owner_due = 👤 Phụ trách: { $owner }, ⏰ đến hạn xem lại từ { $date }
care-whose =
    Bài { $code }: ai sẽ phụ trách?
    { $owner }
care-when =
    Bài { $code }: khi nào xem lại?
    { $owner }
care-set =
    Đã ghi cho bài { $code }.
    { $owner }
care-yours =
    { $who } giao đồng chí phụ trách <b>{ $nominee }</b> (bài { $code }).
    { $owner }
    Mọi việc đang phụ trách: gõ /diemsang
care-cannot_own = Người này không phụ trách bài này được nữa. Xin chọn người khác.
care-nothing_to_keep = Bài này không còn cần người phụ trách, nay là: { $state }.

pilots-none = Chưa có mô hình, điển hình nào đang xây dựng hay bồi dưỡng. Duyệt xong một bài, mở lại bài ấy rồi chọn "Xây dựng điểm".
pilots-page =
    <b>{ $total } điểm sáng</b>, đến hạn trước xếp trên:
    { $lines }
pilots-line = • <b>{ $code }</b> { $nominee }, { $place } ({ $state })
pilots-due =
    ⏰ <b>Đến ngày xem lại ({ $n } bài)</b>
    { $lines }

    Mở từng bài, ghi việc tiếp theo hoặc đổi ngày xem lại. Xem tất cả: /diemsang
pilots-due_line = • <b>{ $code }</b> { $nominee } ({ $state }), hẹn ngày { $date }

command-pilots = Điểm sáng: đang xây dựng, bồi dưỡng

digest-record = 🔏 Dấu niêm của sổ việc: <b>{ $anchor }</b>. Đồng chí giữ tin này: sau này đối chiếu được rằng không ai sửa sổ.

care-spread = 🔁 Nhân rộng: { $declared } nơi đăng ký, { $confirmed } nơi đã xác nhận
care-pulse = 💓 Hỏi thăm ngày { $date }: { $answer }
care-silent = 💤 Hai lần hỏi thăm liền chưa có trả lời

replicate-which = Đơn vị của { -you } làm theo mô hình nào? { -Pick } Không thấy tên thì gõ /nhanrong kèm mã, ví dụ: /nhanrong GT26-0001
replicate-none_yet = Chưa có mô hình nào được công nhận để làm theo. Có mã của mô hình thì gõ /nhanrong kèm mã, ví dụ: /nhanrong GT26-0001
replicate-not_a_model = Bài này chưa phải là mô hình được công nhận nên chưa ghi nhân rộng được.
replicate-cancelled = Vâng, chưa ghi gì. Khi nào muốn báo nhân rộng, { -you } gõ /nhanrong.
replicate-declared =
    Đã ghi: { $unit } làm theo { $model }. Xin cảm ơn { -you }! 🌱
    Cán bộ tại nơi ấy sẽ xác nhận, rồi hệ thống báo lại { -you } tại đây.
replicate-counted = Đã ghi và xác nhận: { $unit } làm theo { $model }. Xin cảm ơn đồng chí! 🌱
replicate-to_confirm =
    🔁 <b>Xin xác nhận nhân rộng</b>
    { $who } báo: <b>{ $unit }</b> ({ $place }) làm theo { $model }.
    Đã vận dụng: <blockquote>{ $adapted }</blockquote>
    Có đúng như vậy không?
replicate-you_confirmed = Đã xác nhận: { $unit } làm theo { $model }.
replicate-you_refused = Đã ghi: chưa xác nhận được { $unit } làm theo { $model }.
replicate-confirmed = Tin vui 🌱 Cán bộ đã xác nhận { $unit } làm theo { $model }. Cảm ơn { -you } đã nhân việc tốt lên!
replicate-refused = Cán bộ chưa xác nhận được việc { $unit } làm theo { $model }. Cần trao đổi thêm, { -you } gọi cán bộ đầu mối (gõ /trogiup).
replicate-own = Đồng chí là người báo nên cần một người khác xác nhận.
replicate-settled = Việc này đã có người xác nhận rồi.

ask-unit =
    { $step } Đơn vị nào làm theo { $model }? Xin ghi tên đơn vị.
    <i>Ví dụ: Chi hội Phụ nữ thôn Đồng Chằm</i>
ask-adapted =
    { $step } Đơn vị đã làm theo thế nào, có gì thay đổi cho hợp với nơi mình?
    <i>Ví dụ: Góp quỹ theo quý thay vì theo tháng, đã có 12 hộ tham gia</i>
ask-replicate_summary =
    <b>{ -You } kiểm tra lại giúp:</b>
    🔁 { $unit } ({ $place }) làm theo { $model }
    Đã vận dụng: { $adapted }

choice-replicate = 🔁 Đơn vị tôi cũng làm
choice-confirm_replicate = 📨 Đúng, gửi
choice-change_unit = Tên đơn vị
choice-change_adapted = Đã vận dụng thế nào
choice-replication_yes = ✅ Đúng, xác nhận
choice-replication_no = ❌ Chưa đúng
command-replicate = Đơn vị tôi làm theo một mô hình

heartbeat-question =
    💓 <b>{ $nominee }</b> (bài { $code }) nay thế nào, thưa đồng chí?
    Mỗi lần chỉ hỏi một câu này. { -Pick }
heartbeat-still = Cảm ơn đồng chí! Mừng là { $nominee } (bài { $code }) vẫn làm đều. Muốn kể thêm thì chọn mục dưới đây.
heartbeat-changed = Cảm ơn đồng chí, đã ghi: { $nominee } (bài { $code }) có thay đổi. Mời đồng chí kể thêm vài lời.
heartbeat-stopped = Đã ghi: { $nominee } (bài { $code }) đã dừng. Nếu đúng là dừng hẳn, xin chọn "Dừng" để khép lại; nếu chỉ tạm nghỉ thì để nguyên.
heartbeat-answered = Câu này đã có người trả lời rồi. Xin cảm ơn đồng chí.
heartbeat-noted = Đã ghi vào bài { $code }. Xin cảm ơn đồng chí!
heartbeat-kept = Vâng, câu trả lời trước vẫn được giữ.
ask-heartbeat = { $nominee } (bài { $code }): đồng chí kể ngắn gọn tình hình giúp.
choice-heartbeat_still = 🌿 Còn làm đều
choice-heartbeat_changed = 🔄 Có thay đổi
choice-heartbeat_stopped = ⏹ Đã dừng
choice-heartbeat_words = ✏️ Kể thêm vài lời
choice-heartbeat = 💓 Trả lời hỏi thăm

progress-spread = 🔁 Nhân rộng trong năm: { $declared } nơi đăng ký, { $confirmed } nơi đã xác nhận
progress-field_target = { $emoji } { $field }: { $submitted } bài, duyệt { $approved }, xây dựng điểm { $piloting }/{ $target } ({ $percent }%)
progress-communes =
    📍 <b>Theo xã, phường năm { $year }</b>

    { $lines }
progress-no_communes = Năm nay chưa có bài nào.
progress-elsewhere = Nơi khác
progress-commune = • { $name }: { $submitted } bài, duyệt { $approved }, xây dựng điểm { $piloting }
progress-commune_target = • <b>{ $name }</b>: xây dựng điểm { $piloting }/{ $target } ({ $percent }%), { $submitted } bài, duyệt { $approved }
progress-commune_over = • <b>{ $name }</b>: 🎉 xây dựng điểm { $piloting }/{ $target } ({ $percent }%), { $submitted } bài, duyệt { $approved }
progress-cheer_full = 🎉 { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%). Vậy là đủ chỉ tiêu năm, xin chúc mừng đồng chí! Hệ thống vẫn nhận tiếp những gương tốt mới.
progress-cheer_over = 🎉 { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%). Vượt chỉ tiêu năm rồi, thật đáng mừng! Cảm ơn đồng chí và bà con đã phát hiện thêm một bông hoa đẹp.
choice-by_commune = 📍 Theo xã, phường
choice-more_communes = Xem thêm { $n } nơi

warning-superior = Bài có nhắc cấp trên của người giới thiệu: nên hỏi thêm ý kiến độc lập
warning-share_person = Tuần này có nhiều bài do cùng một người giới thiệu
warning-share_commune = Tuần này có nhiều bài đến từ cùng một xã, phường
warning-rush = Bài gửi nhiều hơn hẳn những tuần trước, sát hạn chốt
chasing-share_commune = { $name }: { $n }/{ $total } bài trong tuần ({ $percent }%). Nên hỏi xem các nơi khác có khó khăn gì.
chasing-share_person = { $name } gửi { $n }/{ $total } bài trong tuần ({ $percent }%). Nên xác minh kỹ hơn.
chasing-rush = Số bài tăng hẳn so với những tuần trước, sát hạn chốt. Nên xét từng bài như mọi khi.
