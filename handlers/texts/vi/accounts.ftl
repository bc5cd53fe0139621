# Mã gõ tay, và việc dùng chung hai tài khoản Zalo và Telegram.
people-code_refused = Mã này không dùng được: có thể gõ nhầm, mã đã có người dùng, hoặc đã hết hạn. { -You } xem lại rồi gõ cả mã giúp, ví dụ: MA 7K3Q-92. Vẫn không được thì xin người gửi một mã mới.
people-code_too_often = Mã đã bị gõ sai nhiều lần. Xin { -you } đợi { $minutes } phút rồi gõ lại, hoặc xin người gửi một đường liên kết thay cho mã.

link-accounts =
    <b>Tài khoản của { -you } trong hệ thống này:</b>
    { $lines }

    Có cả Zalo và Telegram thì nên dùng chung: viết ở bên này, xem tiếp ở bên kia. Muốn vậy, { -you } { -press } "Lấy mã liên kết".
link-line = • { $channel }: { $name }
link-line_here = • { $channel }: { $name } (đang dùng)
link-code =
    Mã liên kết: <b>MA { $code }</b>

    Trong { $minutes } phút, { -you } mở tài khoản kia (Zalo hoặc Telegram) và gõ nguyên mã này cho hệ thống ở bên đó.

    ⚠️ Không gửi mã này cho ai: ai gõ mã sẽ dùng chung bài đã gửi, bài viết dở và quyền của { -you }.
link-confirm =
    Liên kết tài khoản này với <b>{ $name }</b> ({ $channel })?

    Hai tài khoản sẽ dùng chung bài đã gửi, bài viết dở và quyền. { -You } chỉ đồng ý khi cả hai đều là của mình.
link-linked = Đã liên kết với { $name }. Từ nay hai tài khoản dùng chung bài đã gửi, bài viết dở và quyền. Khi nào muốn tách, { -you } gõ /lienket.
link-linked_other = Tài khoản này vừa được liên kết với { $name } ({ $channel }), từ nay dùng chung bài đã gửi, bài viết dở và quyền. Nếu không phải { -you } làm, gõ /lienket để tách ngay.
link-own_code = Mã này lấy từ chính tài khoản này. { -You } mở tài khoản kia (Zalo hoặc Telegram) rồi gõ mã ở bên đó.
link-from_office = Tài khoản này đang có quyền cán bộ nên không nhận mã liên kết của người khác. Muốn dùng chung với tài khoản kia của mình, đồng chí gõ /lienket tại đây để lấy mã, rồi gõ mã ấy ở tài khoản kia.
link-confirm_unlink =
    Tách tài khoản { $channel }: <b>{ $name }</b>?

    Bài đã gửi, bài viết dở và quyền ở lại đây; tài khoản được tách sẽ bắt đầu lại từ đầu.
link-unlinked = Đã tách tài khoản { $channel }: { $name }. Bài đã gửi, bài viết dở và quyền vẫn ở đây.
link-unlinked_other = Tài khoản này vừa được tách ra, nên bài đã gửi, bài viết dở và quyền ở lại tài khoản kia. Muốn dùng chung lại, { -you } gõ /lienket ở tài khoản kia để lấy mã.
link-nothing = Tài khoản này không còn trong danh sách. { -You } gõ /lienket để xem lại.
link-unchanged = Vâng, chưa có gì thay đổi. Gõ /lienket để xem các tài khoản.
link-told_admins = { $name } đã liên kết thêm tài khoản { $channel }. Nếu thấy lạ, đồng chí hỏi lại người ấy; cần thu hồi quyền thì gõ /canbo.
link-told_admins_unlinked = { $name } (cán bộ) vừa tách tài khoản { $channel } ra khỏi tài khoản của mình.

channel-telegram = Telegram
channel-zalo = Zalo

choice-link_code = 🔗 Lấy mã liên kết
choice-link_yes = ✅ Đúng, cả hai là của tôi
choice-link_no = ✖️ Không liên kết
choice-unlink = Tách { $channel }: { $name }
choice-confirm_unlink = Đúng, tách ra

command-link = Liên kết Zalo và Telegram
