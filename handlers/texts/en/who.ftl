# Who looks, who decides: verification, votes, absences, invitations, staff, the history of a story.
who-claimed = 👀 { $name } is looking at it (until { $until }). You can still decide.
who-claimed_short = 👀 { $name } is looking
who-verified = 🔎 Checked on the spot: <b>{ $found }</b>. { $how } ({ $name }, { $when })
who-found_yes = true
who-found_partly = partly true
who-found_no = not true
who-nobody_fits = 🧭 No reviewer covers this place and field, so the story comes to the admins.
who-acting_for = 🤝 You are acting for { $name }.
who-votes_hidden = 🗳 { $quorum } approvals are needed, { $n } votes are in. Once you have voted you will see what the others said.
who-votes = 🗳 { $quorum } approvals are needed. So far: { $approved } approve, { $declined } decline, { $abstained } abstain.
who-vote = • { $name }: { $said }
who-voted_approve = approves
who-voted_decline = not this time
who-voted_abstain = no opinion
who-voted_recuse = is related
who-words = <i>{ $words }</i>
who-with_lead = ⚖️ The votes do not agree: { $names } decides.
who-vote_taken = Your vote on { $code } is noted ({ $n } votes, { $quorum } approvals needed). When there are enough, the sender will be told.
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
