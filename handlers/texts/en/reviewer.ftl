# What reviewers and admins read.
people-welcome_reviewer = Welcome. You are now a reviewer: new stories come here, { -to-decide }. Type /help to see the commands.
people-welcome_admin = Welcome. You are now an admin: see the reviewers with /reviewers and the tally with /progress. Type /help to see the commands.
people-joined = { $name } accepted the invitation and is now a { $role }.
people-help_reviewer =
    Commands for reviewers ({ -commands }):
    /queue – stories waiting for review, oldest first
    /pilots – pilots and coached stories: who looks after them, what is due
    /urgent – what is proposed for a reward at once
    /announce – announce what is approved and held back
    /find name or code – find a story again, without accents
    /progress – progress against the year's targets
    /nominate – introduce a good example yourself
    /status – the stories you sent
    /away – say when you are away, and who stands in
    /remind – be reminded of a story, or of all that waits
    /link – use Zalo and Telegram together
    /notices – choose reminders and quiet hours
    /language – change the language

    Contact: { $contact_name }, phone { $contact_phone }.
people-help_admin =
    Commands for admins ({ -commands }):
    /reviewers – who reviews: what waits, scope, revoking
    /preview – see the weekly digest in advance
    /invite – invite somebody
    /history code – who did what with a story
    /away – say when you are away, and who stands in
    /remind – be reminded of a story, or of all that waits
    /queue – stories waiting for review, oldest first
    /pilots – pilots and coached stories: who looks after them, what is due
    /urgent – what is proposed for a reward at once
    /announce – announce what is approved and held back
    /broadcast – write to everybody who subscribed
    /find name or code – find a story again, without accents
    /progress – progress against the year's targets
    /nominate – introduce a good example yourself
    /link – use Zalo and Telegram together
    /health – is the service well
    /notices – choose reminders and quiet hours
    /language – change the language

    Contact: { $contact_name }, phone { $contact_phone }.

role-reviewer = reviewer
role-admin = admin

review-new_card =
    📥 <b>WAITING FOR REVIEW { $code }</b>

    { $card }
review-card =
    📋 <b>{ $code }</b>

    { $card }
review-story =
    📖 <b>{ $code }</b>

    { $story }
review-file = { $code } · file { $n }/{ $total }{ -file_hint }
review-card_news = { $code } has been handled: { $state } ({ $who }). Type { $code } to see it again.
review-cancelled = All right, nothing has changed. Type /queue to see what waits.
review-done_approve = { $code } is approved. { $told } When it is ripe, { -pilot-on-card } to count it toward the target.
review-done_ask_more = Your question about { $code } is written. { $told } The answer will come back to you.
review-done_decline = { $code } was not selected this time. { $told }
review-done_pilot = { $code } is now a pilot and counts toward the year's target. { $told }
review-done_recognise = The decision recognising { $code } has been recorded. { $told }

card-individual = 👤 <b>{ $nominee }</b> (individual exemplar)
card-collective = 👥 <b>{ $nominee }</b> (collective model)
card-place = 📍 { $place }
card-field = { $emoji } { $field }
card-story =
    📝 Story:
    <blockquote expandable>{ $story }</blockquote>
card-voice = 🎙 Partly told in voice messages
card-results = 📈 Results: { $results }
card-replicable = 🔁 Others could follow: { $replicable }
card-files = { $n ->
        [one] 🖼️ One file attached
       *[other] 🖼️ { $n } files attached
    }
card-caption = <i>With a photo: { $caption }</i>
card-sender = ✍️ Introduced by: { $sender }, phone { $phone }
card-sender_no_phone = ✍️ Introduced by: { $sender } (no phone given)
card-credit_yes = 🏷 The sender may be named when published
card-credit_no = 🔒 The sender is not to be named when published
card-added =
    💬 Asked: { $question }
    Answer:
    <blockquote expandable>{ $answer }</blockquote>
card-warnings =
    ⚠️ <b>Please note</b>
    { $warnings }
card-state = 🕒 <b>{ $state }</b>, since { $when }
card-state_by = 🕒 <b>{ $state }</b>: { $who }, { $when }
card-reason = Words: { $reason }
card-decision = Decision { $number } of { $date }, signed by: { $signer }

warning-self = May be about the sender or the sender's own group
warning-outside = The address is outside the province, or the commune is not clear
warning-minor = A child is mentioned: if the child is the one introduced, a guardian must agree
warning-deceased = The nominee may have died: ask the family
warning-health = Holds private health information
warning-no_baseline = No baseline or number to compare with
warning-mixed_script = The name has foreign letters that look Vietnamese
warning-voice_only = The story is told in voice messages only
warning-same_case = Who sent it says that it is the same case as { $code }, which was closed before

state-draft = Draft
state-submitted = Waiting for review
state-needs_info = Needs more
state-verified = Verified
state-approved = Approved
state-piloting = Built as a pilot
state-recognised = Recognised
state-declined = Not selected this time
state-nurturing = Being coached
state-merged = Joined
state-withdrawn = Withdrawn
state-discontinued = Discontinued

choice-approve = ✅ Approve
choice-ask_more = 📝 Needs more
choice-decline = ❌ Not this time
choice-pilot = 🌱 Build as pilot
choice-recognise = 🏵 Recognise
choice-confirm_approve = ✅ Yes, approve
choice-confirm_pilot = 🌱 Yes, build as pilot
choice-confirm_recognise = 🏵 Yes, record it
choice-send_reason = 📨 Send to the citizen
choice-files = { $n ->
        [one] 📷 See the file
       *[other] 📷 See { $n } files
    }
choice-full_story = 📖 Read on
choice-queue = 📋 See now
choice-more = { $n } more
choice-by_field = 🏷 By field
choice-revoke = Revoke: { $name }
choice-confirm_revoke = Yes, revoke

ask-approve_summary =
    Approve <b>{ $code }</b> about { $nominee } for the { $year } watch list? This is not yet an official recognition. The sender will read:
    <blockquote>{ $message }</blockquote>
ask-pilot_summary =
    Put { $nominee } (<b>{ $code }</b>) forward as a pilot, counting toward the { $year } target? The sender will read:
    <blockquote>{ $message }</blockquote>
ask-reason_decline = Why is { $code } not selected? The sender will read it. Pick a reason, or type your own.
ask-reason_ask_more =
    What should the sender add to { $code }? Pick one, or type a short question.
    <i>Example: Please give dates and concrete results.</i>
ask-decline_summary =
    The sender will read:
    <blockquote>{ $message }</blockquote>
    Send it like this?
ask-ask_more_summary =
    The sender will read:
    <blockquote>{ $message }</blockquote>
    Send it like this?
ask-number =
    { $step } What is the number of the decision recognising { $nominee }?
    <i>Example: 125-QĐ/TU</i>
ask-date =
    { $step } When was it signed?
    <i>Example: 23/11/2026</i>
ask-signer =
    { $step } Who signed it?
    <i>Example: Standing Deputy Secretary Trần Văn Bình</i>
ask-recognise_summary =
    Record the decision for <b>{ $code }</b>? The sender will read:
    <blockquote>{ $message }</blockquote>
    { $scan }

refused-unknown_button = { -This-choice } does not work any more. Type /help to see the commands.
refused-not_reviewer = Only reviewers can do this.
refused-not_yours = Somebody else sent this story.
refused-own = You told of this case, or the sender's phone number is yours, so you cannot decide it. It is for somebody else.
refused-scope = This story is outside your scope.
refused-moved_on = { $code } was handled by { $who } at { $when }: { $state }.
refused-changed = { $code } has just changed and is now: { $state }. { -Look-again }
refused-gone = This story is no longer here.
refused-future_date = This day has not come yet. Please give the day it was signed, today at the latest.

queue-empty = Nothing waits for review. 🌷
queue-page =
    { $total ->
        [one] <b>One story waits for review:</b>
       *[other] <b>{ $total } stories wait for review</b>, oldest first:
    }
    { $lines }
queue-line = { $days ->
        [0] • <b>{ $code }</b> { $nominee }, { $place } ({ $state }, today){ $overdue }
        [one] • <b>{ $code }</b> { $nominee }, { $place } ({ $state }, one day){ $overdue }
       *[other] • <b>{ $code }</b> { $nominee }, { $place } ({ $state }, { $days } days){ $overdue }
    }
queue-overdue = (overdue)
queue-find_what =
    Please type a name or a code after the command.
    <i>Example: /find nguyen thi hoe</i>
queue-not_found = Nothing found for "{ $words }".
queue-found =
    { $n ->
        [one] <b>One story found:</b>
       *[other] <b>{ $n } stories found:</b>
    }
    { $lines }

staff-list =
    <b>{ $n } staff:</b>
    { $lines }
staff-line = • { $name }: { $role }, last seen { $seen }
staff-line_unreachable = • { $name }: { $role }, ⚠️ cannot be reached (blocked us, or long silent)
staff-nobody = There is no such member any more, or it is you.
staff-confirm_revoke = Take the reviewer's role from { $name }? It counts at once.
staff-unchanged = All right, nothing has changed. Type /reviewers to see who reviews.
staff-revoked = { $name } is no longer a reviewer.
staff-you_were_revoked = You are no longer a reviewer in this service. Thank you for taking part!

progress-now =
    📊 <b>Progress in { $year }</b>

    { $kinds }

    Waiting for review: { $waiting }.{ $spread }
progress-fields =
    🏷 <b>By field</b>

    { $lines }
progress-collective = 👥 Collective models
progress-individual = 👤 Individual exemplars
progress-no_target = { $kind }: { $done } (no target set)
progress-left =
    { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%)
    { $bar } { $left } to go
progress-full =
    { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%)
    { $bar } 🎉 target met
progress-over =
    { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%)
    { $bar } 🎉 { $over } over
progress-expected = <i>An even pace would be at { $expected } today.</i>
progress-pace = <i>An even pace would be at { $expected } today; this pace leads to about { $forecast } by the year's end.</i>
progress-field = { $emoji } { $field }: { $submitted } stories, { $approved } approved, { $piloting } pilots
progress-empty_fields = No story yet in { $n } fields: { $names }.

digest-picture = Week { $week } ({ $since }–{ $until }): collective models { $collective }, individual exemplars { $individual } of the year's targets.

