# While reviewers decide: the six lines, asking for more, notes, undo, what is held to be announced, rewards at once.

tick-true = true
tick-clear = clear what was done
tick-results = has results
tick-support = people agree
tick-replicable = can be followed
tick-lasting = lasting
tick-clearance = nothing stands against it

card-checklist = ☑️ <b>Checklist { $n }/6:</b> { $ticked }
card-checklist_left = <i>Not ticked: { $left }</i>
card-clearance = 🛡 Nothing stands against it (confirmed by { $who })
card-notes =
    🔒 <b>Internal notes</b>
    { $lines }
card-note = • { $who }, { $when }: { $note }
card-unanswered =
    💬 Asked: { $question }
    <i>No answer came in time.</i>
card-earlier =
    ✏️ Told before it was asked again ("{ $question }"):
    <blockquote expandable>{ $answer }</blockquote>
card-asked_until = ⏳ Waits for an answer until { $until }, then it comes back to the queue by itself
card-held = 🗂 Held back, the sender does not know yet (/announce)
card-urgent = ⚡ Reward at once
card-urgent_until = ⚡ <b>Proposed for a reward at once</b>, to be settled by { $until }

choice-checklist = ☑️ Checklist ({ $n }/6)
choice-clearance = 🛡 Nothing against it
choice-ticked = ✅ { $what }
choice-unticked = ⬜ { $what }
choice-to_card = ⬅️ Back to the card
choice-others = ➕ More
choice-note = 🔒 Internal note
choice-reopen = 🔄 Reopen
choice-undo = ↩️ Undo
choice-send_now = 📨 Send now
choice-hold = 🗂 Hold, announce later
choice-announce = 📣 Announce { $n }
choice-urgent = ⚡ Propose a reward at once
choice-not_urgent = ⚡ No reward at once after all
choice-again = 🔁 Ask answered questions again…
choice-again_story = ⬜ Ask again: the story
choice-again_story_on = ✅ Ask again: the story
choice-again_results = ⬜ Ask again: results
choice-again_results_on = ✅ Ask again: results
choice-again_replicable = ⬜ Ask again: can others follow
choice-again_replicable_on = ✅ Ask again: can others follow
choice-again_media = ⬜ Ask again: photos
choice-again_media_on = ✅ Ask again: photos
choice-again_phone = ⬜ Ask again: phone number
choice-again_phone_on = ✅ Ask again: phone number
choice-again_done = ➡️ Done
choice-again_ready = ⬅️ Ready-made ones

again-story = the story
again-results = the results
again-replicable = whether others can follow
again-media = photos and files
again-phone = your phone number
again-please = Please answer again: { $names }.

ask-again =
    Which questions of { $code } shall be asked again? Choose each, then "Done". To add a word of your own, type it.
ask-note = What is your note on { $code }? Only reviewers read it, never the sender.
ask-reason_reopen = Why is { $code } reopened? The sender will read it, if the earlier decision was told.
ask-reopen_summary =
    Reopen <b>{ $code }</b> to look at it again from the start? The sender will read:
    <blockquote>{ $message }</blockquote>
ask-supplement_summary =
    <b>Please check once more:</b>

    { $card }

    If it is right, { -press } { -send-answer }.

review-checklist = Checklist for { $code } ({ $nominee }). Choose a line to tick it, again to untick.
review-others = More to do with { $code } ({ $nominee }). Please choose one.
review-noted = Your note on { $code } is kept. The sender does not see it.
review-undone = Undone. { $code } is now: { $state }. The sender has heard nothing.
review-sent_now = { $code }: { $told }
review-card_back = { $code } is back: { $state } ({ $who }). Type { $code } to see it.
review-told_now = The sender was told.
review-told_at = The sender will hear at { $when }.
review-told_later = The sender was not told: it is held back; type /announce to announce it.
review-told_nothing = The sender does not know the earlier decision, so there is nothing to tell.
review-done_reopen = { $code } is reopened and back in the queue. { $told }
review-done_urgent = { $code } is approved. { $told } Once there is a decision, choose "Recognise" on the card.
review-urgent_on = { $code } is proposed for a reward at once, to be settled by { $until }. It does not count toward the year's targets; see all with /urgent.
review-urgent_off = { $code } is no longer proposed for a reward at once. It goes the usual way.
review-urgent_news = ⚡ { $who } proposes a reward at once for { $nominee } ({ $code }), to be settled by { $until }. Type { $code } to see it.

refused-lane = { $code } is now: { $state }. What is proposed for a reward at once is not piloted; anything else is piloted before it is recognised.
refused-not_clear = Nobody has confirmed yet that nothing stands against { $code }, so it cannot become a pilot. Please look into it and tick the line.
refused-unannounced = { $code } is held back and the sender was not told. Please announce it with /announce first.
refused-undo_told = It cannot be undone any more: the sender has heard about { $code }. To look again, choose "Reopen" on the card.
refused-undo_late = The time to undo is over. { $code } is still: { $state }. To look again, choose "Reopen" on the card.
refused-undo_others = The decision on { $code } is { $who }'s; you cannot undo it.
refused-not_for_urgent = Only good deeds that wait or are approved can be proposed for a reward at once. { $code } is now: { $state }.

queue-is_urgent = ⚡
queue-no_urgent = Nothing is proposed for a reward at once.
queue-urgent =
    ⚡ <b>{ $total } proposed for a reward at once</b>, the oldest first:
    { $lines }

announce-nothing = Nothing is held back. When you approve, choose "Hold, announce later" and it will be here.
announce-list =
    📣 <b>{ $n } approved, not told yet:</b>
    { $lines }

    Each sender will read, for their own story:
    <blockquote>{ $message }</blockquote>
announce-more = … and { $n } more.
announce-done = { $n } announced. Each sender gets one message.

progress-urgent = ⚡ Rewards at once: { $n } proposed, { $done } rewarded (outside the targets)
export-urgent = Rewards at once (outside the targets)

nomination-needs_info_again =
    Your story <b>{ $code }</b> about { $nominee } is valuable; staff would like to know more:
    <blockquote>{ $question }</blockquote>
    Please { -answer-here }. You will be asked one question at a time. Please answer before { $until }; if you cannot, the story goes on as it is.
nomination-went_on =
    <b>{ $code }</b> about { $nominee } has gone on to the staff with what you have told.
    Thank you! You will hear the outcome here.
nomination-reopened =
    Staff have reopened <b>{ $code }</b> about { $nominee } to look at it again. Reason: { $reason }.
    You need not do anything; you will hear the outcome here. Thank you!

command-urgent = Rewards at once
command-announce = Announce what is held back
