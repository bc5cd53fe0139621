# After approval: coaching, pilots, recognition, replication; who looks after them and when.
nomination-nurturing =
    Thank you for introducing { $nominee } (<b>{ $code }</b>). What they do is precious.
    It is not quite ready for the list this time; the staff will follow it with the people there and help. What is still needed: { $reason }.
    There is nothing you have to do. When there is news you will hear it here.
nomination-discontinued =
    About <b>{ $code }</b>, which you introduced: { $nominee } is no longer on the list of { $org }. Reason: { $reason }.
    Thank you, and everybody who took part. When you know of another good example, type /nominate.

review-done_nurture = { $code } is kept for coaching. { $told } Type /pilots to see who looks after it, and when.
review-done_discontinue = { $code } is discontinued and counts toward the target no more. { $told }

choice-nurture = 🤝 Coach further
choice-discontinue = ⏹ Discontinue
choice-other_owner = 👤 Other owner
choice-other_date = 📅 Other date
choice-in_days = In { $n } days
choice-see_card = 📋 See { $code }

ask-reason_nurture = What does { $code } still lack, and how should it be coached? The sender will read it. Pick one, or type your own.
ask-nurture_summary =
    The sender will read:
    <blockquote>{ $message }</blockquote>
    Keep it for coaching?
ask-reason_discontinue = Why does { $nominee } ({ $code }) end? The sender will read it. Pick one, or type your own.
ask-discontinue_summary =
    It will not count toward the target any more. The sender will read:
    <blockquote>{ $message }</blockquote>
    Discontinue it and send this?

decision-scan_please = Only a photo or a document fits here, so the last message was not kept.
decision-scan_noted = This page of the decision is kept.
decision-scan_kept = { $n ->
        [one] 📎 With the decision's scan.
       *[other] 📎 With { $n } pages of the decision.
    }
decision-scan_missing = ⚠️ There is no scan of the decision yet. Send a photo or document here before recording; it can be recorded without.

care-nobody = nobody yet
care-owner = 👤 Owner: { $owner }
care-owner_until = 👤 Owner: { $owner }, look again on { $date }
care-owner_due = 👤 Owner: { $owner }, ⏰ due since { $date }
care-whose =
    { $code }: who is to look after it?
    { $owner }
care-when =
    { $code }: when is it to be looked at again?
    { $owner }
care-set =
    Noted for { $code }.
    { $owner }
care-yours =
    { $who } asks you to look after <b>{ $nominee }</b> ({ $code }).
    { $owner }
    All that is looked after: /pilots
care-cannot_own = This person cannot look after it any more. Please choose somebody else.
care-nothing_to_keep = This story needs no owner any more; it is now: { $state }.

pilots-none = Nothing is being built or coached yet. When a story is approved, open it again and choose "Build as pilot".
pilots-page =
    { $total ->
        [one] <b>One bright spot:</b>
       *[other] <b>{ $total } bright spots</b>, the longest due first:
    }
    { $lines }
pilots-line = • <b>{ $code }</b> { $nominee }, { $place } ({ $state })
pilots-due =
    ⏰ <b>To look at again ({ $n })</b>
    { $lines }

    Open each, note what comes next or change the date. See all: /pilots
pilots-due_line = • <b>{ $code }</b> { $nominee } ({ $state }), due { $date }

command-pilots = Bright spots: pilots and coached stories

digest-record = 🔏 The record's seal: <b>{ $anchor }</b>. Keep this message: with it anybody can later prove that the record was not changed.

care-spread = 🔁 Done likewise: { $declared } declared, { $confirmed } confirmed
care-pulse = 💓 Asked on { $date }: { $answer }
care-silent = 💤 The last two questions got no answer

replicate-which = Which model does your unit follow? { -Pick } If it is not here, type /replicate and its code: /replicate GT26-0001
replicate-none_yet = There is no recognised model to follow yet. If you have a model's code, type /replicate and the code: /replicate GT26-0001
replicate-not_a_model = This story is not a recognised model yet, so nothing can be noted.
replicate-cancelled = All right, nothing was noted. To tell of your unit another time, type /replicate.
replicate-declared =
    Noted: { $unit } follows { $model }. Thank you! 🌱
    An officer there will confirm it, and you will hear of it here.
replicate-counted = Noted and confirmed: { $unit } follows { $model }. Thank you! 🌱
replicate-to_confirm =
    🔁 <b>Please confirm</b>
    { $who } says: <b>{ $unit }</b> ({ $place }) follows { $model }.
    What was adapted: <blockquote>{ $adapted }</blockquote>
    Is it so?
replicate-you_confirmed = Confirmed: { $unit } follows { $model }.
replicate-you_refused = Noted: it could not be confirmed that { $unit } follows { $model }.
replicate-confirmed = Good news 🌱 An officer has confirmed that { $unit } follows { $model }. Thank you for letting it grow!
replicate-refused = The officer could not confirm yet that { $unit } follows { $model }. To talk about it, call the contact (type /help).
replicate-own = You told of it yourself, so somebody else has to confirm it.
replicate-settled = Somebody has settled this already.

ask-unit =
    { $step } Which unit follows { $model }? Please give its name.
    <i>Example: the women's group of Đồng Chằm hamlet</i>
ask-adapted =
    { $step } How does the unit do it, and what was adapted to the place?
    <i>Example: they save each quarter instead of each month; 12 households take part</i>
ask-replicate_summary =
    <b>Please check:</b>
    🔁 { $unit } ({ $place }) follows { $model }
    What was adapted: { $adapted }

choice-replicate = 🔁 My unit does so too
choice-confirm_replicate = 📨 Right, send it
choice-change_unit = Name of the unit
choice-change_adapted = What was adapted
choice-replication_yes = ✅ Yes, confirm
choice-replication_no = ❌ Not so
command-replicate = My unit follows a model

heartbeat-question =
    💓 How is <b>{ $nominee }</b> ({ $code }) now?
    It is only this one question. { -Pick }
heartbeat-still = Thank you! Good to hear that { $nominee } ({ $code }) goes on. To tell more, choose below.
heartbeat-changed = Thank you, noted: { $nominee } ({ $code }) has changed. Please tell a little more.
heartbeat-stopped = Noted: { $nominee } ({ $code }) has stopped. If it has ended for good, please choose "Discontinue"; if it only rests, leave it.
heartbeat-answered = Somebody has answered this already. Thank you.
heartbeat-noted = Noted with { $code }. Thank you!
heartbeat-kept = All right, the answer given before is kept.
ask-heartbeat = { $nominee } ({ $code }): please tell shortly how it is.
choice-heartbeat_still = 🌿 Still going
choice-heartbeat_changed = 🔄 Changed
choice-heartbeat_stopped = ⏹ Stopped
choice-heartbeat_words = ✏️ Tell a little more
choice-heartbeat = 💓 Answer how it is

progress-spread = 🔁 Done likewise this year: { $declared } declared, { $confirmed } confirmed
progress-field_target = { $emoji } { $field }: { $submitted } stories, { $approved } approved, pilots { $piloting }/{ $target } ({ $percent }%)
progress-communes =
    📍 <b>By commune in { $year }</b>

    { $lines }
progress-no_communes = There is no story this year yet.
progress-elsewhere = Elsewhere
progress-commune = • { $name }: { $submitted } stories, { $approved } approved, { $piloting } pilots
progress-commune_target = • <b>{ $name }</b>: pilots { $piloting }/{ $target } ({ $percent }%), { $submitted } stories, { $approved } approved
progress-commune_over = • <b>{ $name }</b>: 🎉 pilots { $piloting }/{ $target } ({ $percent }%), { $submitted } stories, { $approved } approved
progress-cheer_full = 🎉 { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%). The year's target is met, congratulations! New good examples are as welcome as before.
progress-cheer_over = 🎉 { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%). Over the year's target, how good! Thank you, and everybody who found one more beautiful flower.
choice-by_commune = 📍 By commune
choice-more_communes = { $n } more places

warning-superior = The story speaks of a superior of the sender: ask somebody independent
warning-share_person = Many stories of this week come from one person
warning-share_commune = Many stories of this week come from one commune
warning-rush = Many more stories than in the weeks before, shortly before a deadline
chasing-share_commune = { $name }: { $n } of { $total } stories this week ({ $percent }%). Perhaps ask what keeps the others.
chasing-share_person = { $name } sent { $n } of { $total } stories this week ({ $percent }%). Verify them with care.
chasing-rush = Many more stories than in the weeks before, shortly before a deadline. Review each as always.
