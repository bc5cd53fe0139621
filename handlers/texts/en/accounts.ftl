# Codes that are typed, and using a Zalo and a Telegram account together.
people-code_refused = This code cannot be used: it may be mistyped, somebody may have used it, or it has expired. Please check it and type all of it, for example: MA 7K3Q-92. If that does not help, ask its sender for a new one.
people-code_too_often =
    { $minutes ->
        [one] Too many wrong codes were typed. Please wait one minute and type it again, or ask its sender for a link instead.
       *[other] Too many wrong codes were typed. Please wait { $minutes } minutes and type it again, or ask its sender for a link instead.
    }

link-accounts =
    <b>Your accounts in this service:</b>
    { $lines }

    If you have both Zalo and Telegram you can use them together: write on one, go on with the other. To do so, { -press } "Get a linking code".
link-line = • { $channel }: { $name }
link-line_here = • { $channel }: { $name } (this one)
link-code =
    Linking code: <b>MA { $code }</b>

    { $minutes ->
        [one] Within one minute
       *[other] Within { $minutes } minutes
    }, open your other account (Zalo or Telegram) and type this whole code to the service there.

    ⚠️ Do not give this code to anybody: whoever types it will share your stories, drafts and role.
link-confirm =
    Link this account with <b>{ $name }</b> ({ $channel })?

    Both will share stories, drafts and role. Agree only if both accounts are yours.
link-linked = Linked with { $name }. From now on both accounts share stories, drafts and role. To separate them, type /link.
link-linked_other = This account has just been linked with { $name } ({ $channel }); from now on they share stories, drafts and role. If it was not you, type /link to separate them at once.
link-own_code = This code comes from this very account. Please open your other account (Zalo or Telegram) and type it there.
link-from_office = This account has the role of an officer and takes no linking code from others. To share it with your other account, type /link here for a code, then type that code on the other account.
link-confirm_unlink =
    Separate the account { $channel }: <b>{ $name }</b>?

    Stories, drafts and role stay here; the separated account begins afresh.
link-unlinked = The account { $channel }: { $name } has been separated. Stories, drafts and role are still here.
link-unlinked_other = This account has just been separated, so stories, drafts and role stay with the other account. To use them together again, type /link in the other account and get a code.
link-nothing = This account is no longer in the list. Type /link to see it again.
link-unchanged = All right, nothing has changed. Type /link to see your accounts.
link-told_admins = { $name } has linked another account: { $channel }. If that looks odd, please ask them; to take a role back, type /reviewers.
link-told_admins_unlinked = { $name } (an officer) has taken a { $channel } account apart from their own.

channel-telegram = Telegram
channel-zalo = Zalo

choice-link_code = 🔗 Get a linking code
choice-link_yes = ✅ Yes, both are mine
choice-link_no = ✖️ Do not link
choice-unlink = Separate { $channel }: { $name }
choice-confirm_unlink = Yes, separate

command-link = Link Zalo and Telegram
