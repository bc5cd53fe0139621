# Ai xem, ai quyết định: xác minh, phiếu, vắng mặt, lời mời, cán bộ, lịch sử một bài.
who-claimed = 👀 Đang xem: { $name } (đến { $until }). Đồng chí vẫn quyết định được.
who-claimed_short = 👀 đang xem: { $name }
who-verified = 🔎 Xác minh tại cơ sở: <b>{ $found }</b>. { $how } ({ $name }, { $when })
who-found_yes = đúng
who-found_partly = đúng một phần
who-found_no = không đúng
who-nobody_fits = 🧭 Chưa có cán bộ nào nhận bài của địa bàn và lĩnh vực này, nên bài đến người quản trị.
who-acting_for = 🤝 Đồng chí đang làm thay { $name }.
who-votes_hidden = 🗳 Cần { $quorum } phiếu duyệt, đã có { $n } phiếu. Đồng chí bỏ phiếu rồi sẽ thấy ý kiến của người khác.
who-votes = 🗳 Cần { $quorum } phiếu duyệt. Đã có: duyệt { $approved }, chưa chọn { $declined }, không ý kiến { $abstained }.
who-vote = • { $name }: { $said }
who-voted_approve = duyệt
who-voted_decline = chưa chọn
who-voted_abstain = không ý kiến
who-voted_recuse = có liên quan
who-words = <i>{ $words }</i>
who-with_lead = ⚖️ Ý kiến chưa thống nhất: chờ { $names } quyết định.
who-vote_taken = Đã ghi phiếu của đồng chí cho bài { $code } ({ $n } phiếu, cần { $quorum } phiếu duyệt). Đủ phiếu, người giới thiệu sẽ được báo.
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
