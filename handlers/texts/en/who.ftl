# Who looks, who decides: verification, votes, absences, invitations, staff, the history of a story.
who-claimed = 👀 { $name } is looking at it (until { $until }). You can still decide.
who-claimed_only = 👀 { $name } is looking at it (until { $until }).
who-claimed_short = 👀 { $name } is looking
who-verified = 🔎 Checked on the spot: <b>{ $found }</b>. { $how } ({ $name }, { $when })
who-found_yes = true
who-found_partly = partly true
who-found_no = not true
who-nobody_fits = 🧭 No reviewer of this place and field can decide (none is named, or they are away or related), so the story comes to the admins.
who-acting_for = 🤝 You are acting for { $name }.
who-votes_hidden = 🗳 { $quorum } approvals are needed, { $n } votes are in. Once you have voted you will see what the others said.
who-votes_counted = 🗳 { $quorum } approvals are needed, { $n } votes are in.
who-votes = 🗳 { $quorum } approvals are needed. So far: { $approved } approve, { $declined } decline, { $abstained } abstain.
who-vote = • { $name }: { $said }
who-voted_approve = approves
who-voted_decline = not this time
who-voted_abstain = no opinion
who-voted_recuse = is related
who-words = <i>{ $words }</i>
who-with_lead = ⚖️ The votes do not agree: { $names } decides.
who-vote_taken = Your vote on { $code } is noted ({ $n } votes, { $quorum } approvals needed). When there are enough, the sender will be told.
who-vote_taken_commune = What you found about { $code } is noted ({ $n } so far, { $quorum } must confirm). Then it goes on to the province.
who-vote_taken_lead = What you said about { $code } is noted. The votes do not agree, so { $names } decides.
who-your_vote = { $code } is waiting for your vote. Please have a look and say what you think.
who-lead_decides = ⚖️ { $code }: the votes do not agree, so the decision is yours.
who-confirm_recuse = Are you related to { $nominee } ({ $code })? If so, others will look at it and you cannot open it again.
who-recused = Noted: you are related, so others will look at { $code }. Thank you for saying so.
who-nobody_may = Nobody can decide about { $code }: everyone it could go to is related. Please invite somebody else.

review-done_verify = What was found about { $code } is noted, and it goes on to the province. Thank you.

refused-level = This story is with another level just now; it is not your turn.
refused-unverified = The commune has to check this story on the spot first; then it can be decided.
refused-related = You said that you are related to this story, so it is for others.
refused-nominee = The nominee has the same name as you, so somebody else looks at it.
refused-voted = You have voted on { $code } already. There will be a result when enough votes are in.
refused-vote_anew = { $code } needs several to approve it. Please reopen it first; then everybody votes anew.
refused-with_lead = All votes on { $code } are in and do not agree; the lead decides now.

choice-verify = 🔎 Checked on the spot
choice-abstain = ⚪ No opinion
choice-recuse = 🙋 I am related
choice-confirm_recuse = Yes, I am related
choice-not_related = No, show it again
choice-open_card = 📋 Open
choice-found_yes = True
choice-found_partly = Partly true
choice-found_no = Not true

ask-found = <b>{ $code }</b> about { $nominee }: somebody has looked on the spot. What did they find?
ask-how =
    Who looked, and how? It must not be the person who nominated.
    <i>Example: The hamlet head went there on 20/11 and asked two neighbours.</i>

away-how =
    When you are away, type the days and who stands in for you; they will get your stories.
    <i>Example: /away 24/12-02/01 Mai</i>
    Back early? Type /away stop
away-now =
    <b>You have said that you are away:</b>
    { $lines }
away-line = • from { $since } to { $until }, deputy: { $deputy }
away-not_away = You have not said that you are away.
away-ended = Welcome back. From today on stories come to you again.
away-bad_days =
    These days are not right, or over. Please type the first and the last day, not more than a year.
    <i>Example: /away 24/12-02/01 Mai</i>
away-who_deputises = From { $since } to { $until }, who stands in for you? Only those are shown who may decide at least as much as you.
away-no_such_deputy = That person is not among those who can stand in for you. From { $since } to { $until }, please choose:
away-set = Noted: you are away from { $since } to { $until }, and { $deputy } stands in for you. To change it, type /away
away-set_alone = Noted: you are away from { $since } to { $until }, without a deputy. Others will get your stories. To change it, type /away
away-you_deputise = 🤝 From { $since } to { $until } { $name } is away and asks you to stand in. Stories will come to you, and the record says that you act for them. If you cannot, please tell { $name } now.
away-deputy_left = { $name } is no longer on the staff and cannot stand in for you. Until { $until } others get your stories. To name somebody else, type /away
away-no_longer = This choice is out of date. Please type /away again.

invite-to_what = What do you invite somebody to be?
invite-link_and_code =
    An invitation to be <b>{ $role }</b>, good once, until { $until }. Pass it on to the right person:

    Telegram: open { $link }
    Zalo: send the bot <b>MA { $code }</b>
invite-code =
    An invitation to be <b>{ $role }</b>, good once, until { $until }. Pass it on to the right person, who sends the bot, on Zalo or Telegram:

    <b>MA { $code }</b>

    or on Telegram: { $token }

scope-with_level = { $level }; { $where }; { $what }
scope-without_level = { $where }; { $what }
scope-commune = commune level
scope-province = province level
scope-all_communes = all communes
scope-all_fields = all fields
scope-these = { $names }
scope-and_more = { $names } and { $n } more

staff-open = { $days ->
        [0] { $n } waiting, the oldest since today
        [1] { $n } waiting, the oldest for a day
       *[other] { $n } waiting, the oldest for { $days } days
    }
staff-nothing_open = nothing waiting
staff-lead = ⭐ decides where votes do not agree
staff-away = 🌴 away
staff-member =
    { $line }

    What would you like to change?
staff-you_were_changed = What you review is now: { $scope }. Type /queue to see what waits.

history-which =
    Type the code after the command.
    <i>Example: /history GT26-0001</i>
history-not_found = There is no story with that code. Type /find to look for a name.
history-of =
    🗂 <b>The history of { $code }</b>
    { $lines }
history-line = • { $when } { $who }: { $act }
history-line_why = • { $when } { $who }: { $act } (<i>{ $reason }</i>)
history-service = the service
history-undo = taken back to: { $state }
history-reopen = opened again: { $state }
history-unmerge = parted, back to: { $state }
history-go_on = the time to answer is over, it goes on: { $state }
history-vote = voted
history-recuse = is related
history-act_for = acted for
history-refused = an act was refused
history-check = ticked a line of the checklist
history-uncheck = took a tick back
history-note = internal note
history-urgent = proposed for a reward at once
history-not_urgent = no longer proposed for a reward at once
history-take_in = took in another story of the case
history-let_go = let a story go its own way
history-owner = gave it to somebody to look after
history-look_again = set a day to look again
history-replicate = a unit says it does the same
history-replicated = confirmed that a unit does the same
history-not_replicated = did not confirm that a unit does the same
history-heartbeat = answered the regular question
history-heartbeat_words = said more about how it goes
history-announce = announced
history-send_now = had the news sent at once
history-other = another act: { $action }

form-name_communes = Please type the names of communes with commas between them, not more than 60.
form-no_such_commune = It is not clear which commune "{ $name }" is. Please type its whole name of today, such as: xã Liên Châu, phường Việt Trì.

ask-communes =
    Which communes will they review? Type the names with commas between them, or choose all.
    <i>Example: xã Liên Châu, phường Việt Trì</i>
ask-fields = Which fields? Choose one after the other, choose again to take one back, then "Done".
ask-invite_summary =
    Invite a reviewer: <b>{ $scope }</b>.
    Make the invitation?
ask-scope_summary =
    { $name } will review: <b>{ $scope }</b>.
    Change it?

choice-invite_commune = Commune reviewer (verifies)
choice-invite_province = Province reviewer (decides)
choice-invite_reviewer = Reviewer
choice-invite_admin = Admin
choice-confirm_invite = 📨 Make the invitation
choice-confirm_scope = ✅ Yes, change it
choice-all_communes = 🗺 All communes
choice-all_fields = 🏷 All fields
choice-fields_done = ✅ Done
choice-change_communes = Communes
choice-change_fields = Fields
choice-change_scope = 🗺 Change communes and fields
choice-to_commune = Move to the commune level
choice-to_province = Move to the province level
choice-make_lead = ⭐ Let them decide where votes do not
choice-no_lead = Let them no longer decide alone
choice-no_deputy = Nobody stands in for me
choice-end_absence = I am back

command-away = Say when you are away
command-invite = Invite somebody
command-history = The history of a story
