# Reminders: reviewers with waiting stories, everybody's own wishes, citizens' drafts.
reminder-waiting = { $work }
reminder-asked =
    🔔 You asked to be reminded:
    { $work }

remind-open = { $n ->
        [one] <b>One story</b> waits for you: { $code }, { $days ->
            [0] since today
            [one] for one day
           *[other] for { $days } days
        }{ $overdue }.
       *[other] <b>{ $n } stories</b> wait for you; the oldest is { $code }, { $days ->
            [0] since today
            [one] for one day
           *[other] for { $days } days
        }{ $overdue }.
    }
remind-overdue = <b>{ $n }</b> of them are overdue: { $codes }.
remind-to_lead =
    <b>These have waited long; please see that they are decided:</b>
    { $lines }
remind-in_copy =
    <b>For your information; a helping hand is welcome:</b>
    { $lines }
remind-owed = { $days ->
        [0] • <b>{ $code }</b> { $nominee }: since today, waits for { $names }
        [one] • <b>{ $code }</b> { $nominee }: one day, waits for { $names }
       *[other] • <b>{ $code }</b> { $nominee }: { $days } days, waits for { $names }
    }
remind-and_more = … and { $n } more
remind-about = { $days ->
        [0] • <b>{ $code }</b> { $nominee } ({ $state }, today)
        [one] • <b>{ $code }</b> { $nominee } ({ $state }, one day)
       *[other] • <b>{ $code }</b> { $nominee } ({ $state }, { $days } days)
    }
remind-nothing_waits = Nothing waits for you just now. 🌷

remind-when = When would you like to be reminded of <b>{ $code }</b>?
remind-how =
    When would you like to be reminded? Type it after the command, with the code if it is about one story.
    <i>Example: /remind 2 weeks GT26-0001</i>
    You can also type: 30 minutes, this afternoon, tomorrow, monday, 25/12. Without a code it is about everything that waits.
remind-past =
    That moment is over. Please choose another one.
    <i>Example: /remind tomorrow</i>
remind-far =
    We can remind you within a year only. Please choose an earlier day.
    <i>Example: /remind 2 weeks</i>
remind-no_such_story = There is no story with the code { $code }. Please look at the code again, or type /find to search by name.
remind-set = All right, you will be reminded of <b>{ $code }</b>, { $nominee }, at { $when }.{ $moved } Until then you hear nothing more of it. Your reminders: /remind
remind-set_all = All right, you will be reminded of all that waits at { $when }.{ $moved } Until then you hear nothing more. Your reminders: /remind
remind-moved = (What you chose is at night or on a day off, so it moves to the next working morning.)
remind-list =
    🔔 <b>Your reminders:</b>
    { $lines }

    Choose below if you want to drop one.
remind-line = • { $when }: <b>{ $code }</b> { $nominee }
remind-line_all = • { $when }: all that waits
remind-dropped = The reminder is dropped. From now on you hear of what waits as usual.
remind-gone = This reminder was given, or dropped before.

choice-remind = 🔔 Remind me…
choice-remind_afternoon = 🔔 This afternoon
choice-remind_tomorrow = 🔔 Tomorrow
choice-remind_3d = In 3 days
choice-remind_1w = In 1 week
choice-remind_2w = In 2 weeks
choice-remind_away = 🌴 I am away
choice-drop_reminder = Drop the reminder of { $code }
choice-drop_reminder_all = Drop the reminder of everything

unreachable-weekly = { $blocks }
unreachable-people =
    📵 <b>These reviewers cannot be written to just now:</b>
    { $lines }
    Please call them, and ask them to open the service and write anything. If that fails, give their scope to somebody else: /reviewers
unreachable-person = { $n ->
        [0] • { $name }: since { $since }, nothing waits for them
        [one] • { $name }: since { $since }, <b>one story</b> waits
       *[other] • { $name }: since { $since }, <b>{ $n } stories</b> wait
    }
unreachable-invites =
    ✉️ <b>Invitations that nobody has used:</b>
    { $lines }
    Please ask those who were invited. For one that expired make a new one: /invite
unreachable-invite = • { $who }, invited on { $made }, good until { $until }
unreachable-invite_expired = • { $who }, invited on { $made }, expired on { $until }
unreachable-more = … and { $n } more

reminder-draft = Your story about { $nominee } is unfinished. { $missing } When you have a moment { -press } "Continue", or type /cancel to drop it. We remind only once.
reminder-draft_unnamed = You have an unfinished story. { $missing } When you have a moment { -press } "Continue", or type /cancel to drop it. We remind only once.
reminder-draft_goes = Your unfinished story about { $nominee } has rested for long. On { $day } it will be deleted, so that nothing is kept longer than needed. To keep it, please { -press } "Continue"; otherwise there is nothing to do.
reminder-draft_goes_unnamed = An unfinished story of yours has rested for long. On { $day } it will be deleted, so that nothing is kept longer than needed. To keep it, please { -press } "Continue"; otherwise there is nothing to do.
reminder-draft_gone = Your unfinished story has now been deleted, as announced; nothing was sent to anybody. Whenever you want to introduce somebody, { -press } "Start" or type /nominate. Thank you!

missing-some = Only this is missing: { $names }.
missing-more = Still missing: { $names }, and a few short questions.
missing-nothing = All is answered; it only has to be sent.
missing-kind = a person or a group
missing-field = the field
missing-nominee = the name
missing-place = the place
missing-story = the story
missing-sender = your name
missing-consent = your agreement to the use of the information

command-remind = Be reminded of a story
