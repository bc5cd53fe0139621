# What the person who introduces somebody reads, besides the questions.
people-welcome =
    Hello 👋
    This is the automatic service of { $org } that receives stories of good people, good deeds and good models in studying and following Ho Chi Minh's thought, morality and style.

    Is there a person or a group near you doing something others should follow? Please tell us; it takes about 5 minutes.

    { -Begin } Type /help for help.
people-help_citizen =
    Commands ({ -commands }):
    /nominate – introduce a person or a model
    /continue – continue a draft
    /status – see where your story is
    /replicate – your unit follows a model
    /progress – how many examples the province has
    /subscribe – get "This week": one short letter a week
    /cancel – stop the current draft
    /link – use Zalo and Telegram together
    /notices – choose reminders and quiet hours
    /language – change the language

    { -Answering }

    To reach a person: { $contact_name }, phone { $contact_phone } (office hours).
people-choose_language = Which language would you like?
people-language_set = From now on this service speaks English. Type /nominate to introduce a good example.
people-story_kept = Thank you for telling us! What you wrote is kept. Please answer a few short questions so that it can be sent.
people-not_understood = Sorry, that was not understood. To introduce a good example { -press } "Start"; for help type /help.
people-thanks = You are welcome. When you know of another good example, { -press } "Start" or type /nominate.
people-welcome_link = Hello 👋 This is the automatic service of { $org } for stories of good people and good deeds. Already chosen: <b>{ $chosen }</b>.
people-unknown_command = There is no such command. Type /help to see them all.
people-nothing_to_cancel = There is no draft to stop. Type /nominate to begin one.
people-too_fast = Messages are coming faster than they can be read, and the last one was not. Please wait { $seconds } seconds and send it again; what was received before is kept.
people-failed = Something went wrong with that message, we are sorry. What you wrote before is kept. Please send it again, or type /help.
people-asked_first = What you just sent came before you could read the question above, so it was not noted. Please read the question and answer it; if your message was the answer already, send it again.
people-unsupported = That message did not reach us: Zalo does not pass on documents, videos or places. Text, photos and voice messages do arrive; please send it again in one of these ways.
people-invite_refused = This invitation cannot be used any more: somebody has used it, or it has expired. Please ask its sender for a new one.

nomination-resume = You have an unfinished story about { $nominee }, saved at { $when }. Continue or start a new one?
nomination-resume_unnamed = You have an unfinished story, saved at { $when }. Continue or start a new one?
nomination-reviewer_asks =
    About { $code }, the staff would like to ask:
    <blockquote>{ $question }</blockquote>
nomination-submitted =
    Your story has been received. Thank you! 🌷
    Reference code: <b>{ $code }</b>
    Staff will look at it within { $days } working days, by { $by } at the latest, and reply here. Type /status to follow it.
nomination-supplemented =
    Your answer for <b>{ $code }</b> has been sent. Thank you!
    Staff will look at it within { $days } working days, by { $by } at the latest, and reply here.
nomination-is_complaint =
    This looks like a complaint or petition. This channel only receives good examples and cannot handle it; please write to { $channel }. What you typed is not kept.
nomination-is_advert = This looks like advertising. This channel only receives good examples, so what you typed is not kept.
nomination-is_question = For this question please call { $contact_name }, phone { $contact_phone } (office hours). Type /help to see the commands.
nomination-insist = If it really is a good example, please send the story once more and it will be taken.
nomination-confirm_cancel = Do you really want to delete this draft? It cannot be brought back.
nomination-dropped = What you typed has been deleted and nothing was sent. Type /nominate whenever you want to try again. Thank you!
nomination-answer_later = All right. Type /continue whenever you want to answer for { $code }.
nomination-approved =
    Good news 🌷 <b>{ $code }</b> about { $nominee } has been approved and put on the watch list of { $org }.
    Next: staff will { $verified ->
        [yes] ask
       *[no] check on site and ask
    } { $nominee } before anything is published. Thank you for a beautiful story!
nomination-declined =
    Thank you for <b>{ $code }</b> about { $nominee }.
    It was not selected this time. Reason: { $reason }.
    You may add to it and send again with /nominate. We hope to hear from you again.
nomination-needs_info =
    <b>{ $code }</b> about { $nominee } is valuable; staff would like to ask:
    <blockquote>{ $question }</blockquote>
    Please { -answer-here }. Please answer before { $until }; if you cannot, the story goes on as it is.
nomination-piloting =
    Good news 🌷: { $nominee } (<b>{ $code }</b>) has been chosen as a pilot.
    Staff will work with the locality so that this good work spreads. Thank you for finding it!
nomination-recognised =
    Very good news 🏵: { $nominee } (<b>{ $code }</b>) has been recognised by Decision No. { $number } of { $date }, signed by { $signer }.
    Thank you for introducing them!

follow-list =
    { $n ->
        [0] <b>You have not sent a story yet.</b>
        [one]
            <b>You have sent one story:</b>

            { $lines }
       *[other]
            <b>You have sent { $n } stories:</b>

            { $lines }
    }

    { $drafts ->
        [0] To introduce another: /nominate
        [one] One draft is unfinished.
       *[other] { $drafts } drafts are unfinished.
    }
follow-line = <b>{ $code }</b> · { $nominee }: { $state } (updated { $date })
follow-unknown_code = None of the stories you sent has the code { $code }. Type /status to see them all.
follow-nothing = You have not sent a story yet. { -Press } "Start" to introduce a good example.
follow-submitted = waiting for the staff
follow-verified = verified locally, waiting for the province
follow-needs_info = the staff are waiting for your answer
follow-approved = approved, on the watch list 🌷
follow-piloting = being built as a pilot 🌷
follow-recognised = recognised 🏵
follow-declined = not selected this time
follow-nurturing = being coached further
follow-merged = joined with another story of the same case
follow-withdrawn = withdrawn
follow-discontinued = discontinued

reminder-question =
    The staff are still waiting for your answer about <b>{ $code }</b>:
    <blockquote>{ $question }</blockquote>
    { -Press } "Continue" to answer before { $until }. We remind only once.

command-nominate = Introduce a person or a model
command-continue = Continue a draft
command-status = See where your story is
command-progress = Progress against the year's targets
command-cancel = Stop the current draft
command-language = Đổi ngôn ngữ / Language
command-help = Help
command-start = Start
command-queue = Stories waiting for review
command-find = Find by name or code
command-reviewers = Who reviews
