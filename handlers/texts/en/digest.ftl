# The weekly digest: the short message, its details, corrections, the preview.
digest-weekly =
    📊 <b>WEEK { $week }</b> (from { $since } to { $until })
    { $org }{ $late }

    { $lines }{ $record }
digest-early = <i>(preview, the week is not over)</i>
digest-late = <i>(sent late)</i>
digest-shifted = <i>(put off because of a day off)</i>
digest-preview = <i>(preview)</i>
digest-comes = 👁 This is a preview as of now, for you alone. The digest goes to everybody at { $when }.

digest-mine = { $days ->
        [0] 👉 <b>Yours: { $n } waiting</b>, new today.
       *[other] 👉 <b>Yours: { $n } waiting</b>, the longest for { $days } days.
    }
digest-mine_none = 👉 Yours: nothing has to wait. 🌷
digest-week = 🗓 This week: <b>{ $received }</b> received (the week before: { $received_before }), <b>{ $decided }</b> decided (the week before: { $decided_before }), { $approved } approved, <b>{ $piloted }</b> new pilots.
digest-kind_left = { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%), { $left } to go
digest-kind_full = { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%) 🎉 target reached
digest-kind_over = { $kind }: <b>{ $done }/{ $target }</b> ({ $percent }%) 🎉 { $over } over
digest-waiting = ⏳ Waiting for review: { $waiting }; for more from citizens: { $needs_info }.{ $oldest }
digest-oldest = Waiting longest: { $code }, { $days } days.
digest-overdue = 🔔 Stories have waited for { $days } working days or more: { $names }.
digest-overdue_one = { $name } ({ $n })
digest-and_others = and { $n } more
digest-correction = ✏️ Correction of week { $week }: { $changes }.
digest-changed_received = received { $was } → { $now }
digest-changed_decided = decided { $was } → { $now }
digest-changed_approved = approved { $was } → { $now }
digest-changed_declined = not chosen { $was } → { $now }
digest-changed_nurtured = to be coached { $was } → { $now }
digest-changed_piloted = pilots { $was } → { $now }
digest-changed_recognised = recognised { $was } → { $now }

digest-next_queue = Please look at what waits: its senders hope for word.
digest-next_full = A target is reached: congratulations to all! New good examples are still welcome.
digest-next_none_came = No new story came in the week. Do you know a good example? Send /nominate to tell of it.
digest-next_clear = Nothing waits for review. Thank you all! 🌷
digest-next_thanks = Thank you: each early answer encourages somebody good. 🌷

digest-sheet = 📎 The figures of week { $week } (from { $since } to { $until }), for Excel.
digest-sheet_elsewhere = 📎 The week's Excel sheet: see Telegram, or take the full list on the server with "hoadep export".

choice-digest_kinds = 🎯 By target
choice-digest_fields = 🏷 By field
choice-digest_communes = 📍 By commune
choice-digest_who = ⏳ Who is waited for
choice-digest_how = ❓ How it is counted
choice-digest_more = { $n } more lines

digest-never_told = There has been no digest of week { $week } of { $year }.
digest-kinds =
    🎯 <b>Week { $week }: against the targets of { $year }</b>{ $early }

    { $lines }
digest-kind_steps = Recognised { $recognised }; approved { $approved }; waiting for review { $waiting }.
digest-funnel = <b>In the year:</b> { $submitted } received → { $approved } approved → { $piloting } pilots → { $recognised } recognised
digest-aside = Waiting for more from citizens: { $needs_info }; in the year { $declined } not chosen, { $nurtured } to be coached.
digest-fields =
    🏷 <b>Week { $week }: by field, { $year }</b>{ $early }

    { $lines }
digest-communes =
    📍 <b>Week { $week }: by commune, { $year }</b>{ $early }

    { $lines }
digest-empty_communes = { $more ->
        [0] Nothing yet from { $n } communes: { $names }.
       *[other] Nothing yet from { $n } communes: { $names } and { $more } more.
    }
digest-who =
    ⏳ <b>Week { $week }: who is waited for</b>{ $early }

    { $lines }
digest-ages = Waiting stories: half of them for { $median } days or more, the oldest for { $days } days.
digest-to_decide = From sending to a decision this week: usually { $median } days.
digest-owed = { $days ->
        [0] • { $name }: { $n }, new today
       *[other] • { $name }: { $n }, the longest for { $days } days
    }
digest-owed_late = { $owed } 🔔 { $n } for too long
digest-nobody_owes = Nothing waits for anybody. 🌷
digest-asked = Waiting for citizens' answers to reviewers: { $n }, the first since { $since }.
digest-how =
    ❓ <b>Week { $week }: how it is counted</b>{ $early }

    { $lines }
digest-how_lines =
    • All figures are as of Sunday, 24:00. Looked at again, or sent late, they stay the same; what changes afterwards (taken back, reopened, parted) is told as a correction a week later.
    • What counts toward a target was chosen as a pilot in the year and still is one.
    • "Expected by now": the target, spread evenly over the days of the year.
    • Forecast to 31 December: what is reached, and more for the days left at the pace kept since the year, or the first story, began. With less than 4 weeks there is none.
    • "Usually" and "half of them" are the one in the middle when all are put in order.
    • Rewards at once are counted apart from the targets.
    • People are named when stories wait for { $days } working days or more.
command-preview = See the weekly digest in advance

# The week's Excel sheet.
sheet-title = GOOD PEOPLE, GOOD DEEDS AND GOOD MODELS: WEEK { $week } OF { $year } (from { $since } to { $until })
sheet-dated = { $day }/{ $month }/{ $year }
sheet-general = Altogether, by kind
sheet-fields = By field
sheet-communes = By commune
sheet-column_what = What
sheet-column_week = In the week
sheet-column_total = In the year
sheet-column_target = Target
sheet-column_percent = %
sheet-column_left = To go/Over
sheet-altogether = Altogether
sheet-received = Stories received
sheet-decided = Stories decided
sheet-approved = Approved
sheet-declined = Not chosen this time
sheet-nurtured = To be coached
sheet-piloting = Pilots
sheet-recognised = Recognised
sheet-waiting = Waiting for review
sheet-needs_info = Waiting for more from citizens
sheet-elsewhere = Elsewhere
sheet-over = over
sheet-left = to go
sheet-reached = reached
