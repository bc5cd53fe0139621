# Ai xem, ai quyết định: xác minh, phiếu, vắng mặt, lời mời, cán bộ, lịch sử một bài.
who-claimed = 👀 Đang xem: { $name } (đến { $until }). Đồng chí vẫn quyết định được.
who-claimed_only = 👀 Đang xem: { $name } (đến { $until }).
who-claimed_short = 👀 đang xem: { $name }
who-verified = 🔎 Xác minh tại cơ sở: <b>{ $found }</b>. { $how } ({ $name }, { $when })
who-found_yes = đúng
who-found_partly = đúng một phần
who-found_no = không đúng
who-nobody_fits = 🧭 Chưa có cán bộ nào nhận bài của địa bàn và lĩnh vực này (chưa phân công, đang vắng hoặc có liên quan), nên bài đến người quản trị.
who-acting_for = 🤝 Đồng chí đang làm thay { $name }.
who-votes_hidden = 🗳 Cần { $quorum } phiếu duyệt, đã có { $n } phiếu. Đồng chí bỏ phiếu rồi sẽ thấy ý kiến của người khác.
who-votes_counted = 🗳 Cần { $quorum } phiếu duyệt, đã có { $n } phiếu.
who-votes = 🗳 Cần { $quorum } phiếu duyệt. Đã có: duyệt { $approved }, chưa chọn { $declined }, không ý kiến { $abstained }.
who-vote = • { $name }: { $said }
who-voted_approve = duyệt
who-voted_decline = chưa chọn
who-voted_abstain = không ý kiến
who-voted_recuse = có liên quan
who-words = <i>{ $words }</i>
who-with_lead = ⚖️ Ý kiến chưa thống nhất: chờ { $names } quyết định.
who-vote_taken = Đã ghi phiếu của đồng chí cho bài { $code } ({ $n } phiếu, cần { $quorum } phiếu duyệt). Đủ phiếu, người giới thiệu sẽ được báo.
who-vote_taken_commune = Đã ghi ý kiến của đồng chí về bài { $code } ({ $n } ý kiến, cần { $quorum } người xác minh). Đủ ý kiến, bài sẽ chuyển lên cấp tỉnh.
who-vote_taken_lead = Đã ghi ý kiến của đồng chí về bài { $code }. Các ý kiến chưa thống nhất, nên chờ { $names } quyết định.
who-your_vote = Bài { $code } còn chờ phiếu của đồng chí. Xin đồng chí xem và cho ý kiến.
who-lead_decides = ⚖️ Bài { $code }: các phiếu chưa thống nhất, nên chờ đồng chí quyết định.
who-confirm_recuse = Đồng chí có liên quan đến { $nominee } (bài { $code })? Nếu đúng, bài sẽ do người khác xem và đồng chí không mở lại được.
who-recused = Đã ghi nhận: đồng chí có liên quan nên bài { $code } do người khác xem. Cảm ơn đồng chí đã nói rõ.
who-nobody_may = Bài { $code } chưa có ai xét được: mọi cán bộ phù hợp đều có liên quan. Xin đồng chí mời thêm người.

review-done_verify = Đã ghi kết quả xác minh bài { $code } và chuyển lên cấp tỉnh. Cảm ơn đồng chí.

refused-level = Bài này đang ở cấp khác xem xét, chưa đến lượt đồng chí.
refused-unverified = Bài này chờ cấp xã xác minh trước, sau đó mới quyết định được.
refused-related = Đồng chí đã báo có liên quan đến bài này, nên bài dành cho người khác.
refused-nominee = Người được giới thiệu trùng tên với đồng chí, nên bài dành cho người khác xem.
refused-voted = Đồng chí đã bỏ phiếu cho bài { $code }. Đủ phiếu sẽ có kết quả.
refused-vote_anew = Bài { $code } cần nhiều người cùng duyệt: xin mở lại bài trước, rồi mọi người bỏ phiếu lại.
refused-with_lead = Bài { $code } đã hết phiếu mà chưa thống nhất, nay chờ người phụ trách quyết định.

choice-verify = 🔎 Xác minh
choice-abstain = ⚪ Không ý kiến
choice-recuse = 🙋 Tôi có liên quan
choice-confirm_recuse = Đúng, tôi có liên quan
choice-not_related = Không, xem lại bài
choice-open_card = 📋 Mở bài
choice-found_yes = Đúng
choice-found_partly = Đúng một phần
choice-found_no = Không đúng

ask-found = Bài <b>{ $code }</b> về { $nominee }: đã có người xem tận nơi. Kết quả thế nào?
ask-how =
    Ai đã xem, xem bằng cách nào? Người này không phải người giới thiệu.
    <i>Ví dụ: Trưởng thôn đến nhà ngày 20/11, hỏi hai hộ bên cạnh.</i>

away-how =
    Khi đi vắng, đồng chí gõ ngày và tên người làm thay, người ấy sẽ nhận bài của đồng chí.
    <i>Ví dụ: /vang 24/12-02/01 Mai</i>
    Về sớm thì gõ /vang thoi
away-now =
    <b>Đồng chí đã báo vắng:</b>
    { $lines }
away-line = • từ { $since } đến { $until }, người làm thay: { $deputy }
away-not_away = Đồng chí chưa báo vắng ngày nào.
away-ended = Mừng đồng chí trở lại. Từ hôm nay bài lại đến đồng chí.
away-bad_days =
    Ngày này chưa đúng, hoặc đã qua. Xin đồng chí gõ ngày đi và ngày về, không quá một năm.
    <i>Ví dụ: /vang 24/12-02/01 Mai</i>
away-who_deputises = Từ { $since } đến { $until }, ai làm thay đồng chí? Chỉ có những người được xét ít nhất bằng phạm vi của đồng chí.
away-no_such_deputy = Không có người ấy trong số những người có thể làm thay. Từ { $since } đến { $until }, đồng chí chọn giúp một người:
away-set = Đã ghi: đồng chí vắng từ { $since } đến { $until }, { $deputy } làm thay. Đổi ý thì gõ /vang
away-set_alone = Đã ghi: đồng chí vắng từ { $since } đến { $until }, không có người làm thay. Bài của đồng chí sẽ do người khác nhận. Đổi ý thì gõ /vang
away-you_deputise = 🤝 Từ { $since } đến { $until }, { $name } đi vắng và nhờ đồng chí xét bài thay. Bài sẽ đến đồng chí; sổ ghi rõ là làm thay. Không làm thay được thì xin báo lại ngay cho { $name }.
away-deputy_left = { $name } không còn là cán bộ, nên không làm thay đồng chí được nữa. Đến { $until }, bài của đồng chí do người khác cùng phạm vi hoặc người quản trị nhận. Muốn nhờ người khác thì gõ /vang
away-no_longer = Lựa chọn này không còn đúng. Xin gõ lại /vang

invite-to_what = Đồng chí mời người làm gì?
invite-link_and_code =
    Lời mời làm <b>{ $role }</b>, dùng một lần, đến { $until }. Đồng chí chuyển cho đúng người:

    Telegram: mở { $link }
    Zalo: nhắn cho hệ thống <b>MA { $code }</b>
invite-code =
    Lời mời làm <b>{ $role }</b>, dùng một lần, đến { $until }. Đồng chí chuyển cho đúng người; người ấy nhắn cho hệ thống, trên Zalo hay Telegram:

    <b>MA { $code }</b>

    hoặc trên Telegram: { $token }

scope-with_level = { $level }; { $where }; { $what }
scope-without_level = { $where }; { $what }
scope-commune = cấp xã
scope-province = cấp tỉnh
scope-all_communes = mọi xã, phường
scope-all_fields = mọi lĩnh vực
scope-these = { $names }
scope-and_more = { $names } và { $n } nơi, mục khác

staff-open = { $days ->
        [0] { $n } bài chờ, lâu nhất từ hôm nay
       *[other] { $n } bài chờ, lâu nhất { $days } ngày
    }
staff-nothing_open = không có bài chờ
staff-lead = ⭐ quyết định khi phiếu không thống nhất
staff-away = 🌴 đang vắng
staff-member =
    { $line }

    Đồng chí muốn thay đổi gì?
staff-you_were_changed = Phạm vi xét duyệt của đồng chí nay là: { $scope }. Gõ /choduyet để xem các bài chờ.

history-which =
    Đồng chí gõ mã bài sau lệnh.
    <i>Ví dụ: /lichsu GT26-0001</i>
history-not_found = Không có bài nào mang mã ấy. Gõ /tim để tìm theo tên.
history-of =
    🗂 <b>Lịch sử bài { $code }</b>
    { $lines }
history-line = • { $when } { $who }: { $act }
history-line_why = • { $when } { $who }: { $act } (<i>{ $reason }</i>)
history-service = hệ thống
history-undo = hoàn tác, trở lại: { $state }
history-reopen = mở lại: { $state }
history-unmerge = tách ra, trở lại: { $state }
history-go_on = hết hạn trả lời, xét tiếp: { $state }
history-vote = bỏ phiếu
history-recuse = báo có liên quan
history-act_for = làm thay
history-refused = thao tác bị từ chối
history-check = đánh dấu một dòng của phiếu
history-uncheck = bỏ dấu một dòng của phiếu
history-note = ghi chú nội bộ
history-urgent = đề nghị khen thưởng đột xuất
history-not_urgent = thôi đề nghị khen thưởng đột xuất
history-take_in = nhận thêm một bài cùng trường hợp
history-let_go = tách một bài ra
history-owner = giao người theo dõi
history-look_again = hẹn ngày xem lại
history-replicate = có đơn vị báo làm theo
history-replicated = xác nhận có đơn vị làm theo
history-not_replicated = không xác nhận việc làm theo
history-heartbeat = trả lời câu hỏi định kỳ
history-heartbeat_words = nói thêm về tình hình
history-announce = công bố
history-send_now = gửi tin ngay
history-other = thao tác khác: { $action }

form-name_communes = Xin gõ tên xã, phường, cách nhau bằng dấu phẩy; không quá 60 nơi.
form-no_such_commune = Chưa rõ "{ $name }" là xã, phường nào. Xin gõ đủ tên hiện nay, ví dụ: xã Liên Châu, phường Việt Trì.

ask-communes =
    Người này xét bài của những xã, phường nào? Gõ tên, cách nhau bằng dấu phẩy, hoặc chọn tất cả.
    <i>Ví dụ: xã Liên Châu, phường Việt Trì</i>
ask-fields = Xét bài thuộc lĩnh vực nào? Chọn từng mục, chọn lại để bỏ, rồi chọn "Xong".
ask-invite_summary =
    Mời làm cán bộ xét duyệt: <b>{ $scope }</b>.
    Tạo lời mời?
ask-scope_summary =
    { $name } sẽ xét duyệt: <b>{ $scope }</b>.
    Đổi như vậy?

choice-invite_commune = Cán bộ cấp xã (xác minh)
choice-invite_province = Cán bộ cấp tỉnh (quyết định)
choice-invite_reviewer = Cán bộ xét duyệt
choice-invite_admin = Người quản trị
choice-confirm_invite = 📨 Tạo lời mời
choice-confirm_scope = ✅ Đúng, đổi
choice-all_communes = 🗺 Mọi xã, phường
choice-all_fields = 🏷 Mọi lĩnh vực
choice-fields_done = ✅ Xong
choice-change_communes = Xã, phường
choice-change_fields = Lĩnh vực
choice-change_scope = 🗺 Đổi xã, phường và lĩnh vực
choice-to_commune = Chuyển sang cấp xã
choice-to_province = Chuyển sang cấp tỉnh
choice-make_lead = ⭐ Giao quyết định khi phiếu bằng nhau
choice-no_lead = Thôi giao quyết định khi phiếu bằng nhau
choice-no_deputy = Không có người làm thay
choice-end_absence = Tôi đã về

command-away = Báo vắng, nhờ người làm thay
command-invite = Mời cán bộ
command-history = Lịch sử một bài
