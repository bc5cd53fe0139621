# Notices and quiet hours (/notices), how the service fares (/health).
notices-page =
    { $said }🔔 <b>What you hear of without asking</b>
    { $lines }

    🌙 { $quiet }
    Public holidays and Tết: no reminders at all.

    What became of your stories, and an officer's question, are always told, only not in quiet hours. What would you like to change?
notices-page_staff =
    { $said }🔔 <b>What you hear of without asking</b>
    { $lines }

    🌙 { $quiet }
    Days off: nothing but answers when you write.

    New stories and what needs your decision are always told. What would you like to change?
notices-on = ✅ { $notice }
notices-off = 🔕 { $notice }: off
notices-hours = Quiet hours: { $night }, as for everybody.
notices-hours_own = Quiet hours: { $own }, your own, and { $night }, as for everybody.
notices-which_hours =
    From when until when would you like to hear nothing? Choose one, or type as in: 20h-7h.

    At night ({ $night }) nobody is written to; the hours you choose come on top.
notices-quiet_set = Done: from now on nothing is sent between { $own }.
notices-no_hour_left = Then no hour of the day would be left, for nothing is sent at night ({ $night }) either. Please choose less, such as 20h-7h.
notices-how = Sorry, that was not understood. Please type one of these: /notices to see them; /notices 20h-7h for quiet hours; /notices off; /notices on.
notices-late = <i>(sent late: the service was interrupted)</i>

notice-waiting = Reminders of what waits
notice-digest = Weekly digest
notice-letter = The letter "This week"
notice-draft = Reminders of drafts

choice-notice_off = 🔕 Off: { $notice }
choice-notice_on = 🔔 On: { $notice }
choice-notices_off = 🔕 All off
choice-notices_on = 🔔 All on again
choice-quiet = 🌙 Change quiet hours
choice-quiet_hours = From { $start } to { $end }
choice-quiet_common = As everybody

command-notices = Choose reminders and quiet hours
command-health = Is the service well

health-page =
    { $summary }

    <b>By the clock</b>
    { $jobs }

    <b>Messages</b>
    { $outbox }
    { $people }
health-well = 🩺 <b>The service is well.</b> Everything runs on time.
health-troubled = 🩺 <b>{ $n } of the scheduled tasks { $n ->
        [one] needs
       *[other] need
    } a look</b>, marked ⚠️ below.
health-job = ✅ { $job }: ran { $ran }, took { $took } s, { $n } messages. Next { $next }.
health-job_new = 🕗 { $job }: has not run yet. Next { $next }.
health-job_troubled = ⚠️ { $job }: { $trouble }
health-failed = failed at { $when } ({ $error }) and is being tried again. If it stays, tell whoever runs the server.
health-late = was due at { $when } and has not run.
health-outbox = { $channel }: { $n } messages wait to be sent, the longest overdue for { $minutes } min.
health-outbox_empty = No message waits to be sent.
health-unreachable = Cannot be written to: { $staff } officers and { $citizens } citizens (they blocked the bot, or must write to it once).
health-alarm = ⚠️ The scheduled task "{ $job }" was due at { $due } and has not run yet. Next: { $next }. Please ask whoever runs the server to have a look; more by /health.
health-again = ✅ The scheduled task "{ $job }" runs again.

job-weekly-digest = Weekly digest
job-weekly-letter = "This week", the letter
job-own-reminder = Reminders that officers asked for
job-unreachable = Telling of officers out of reach
job-draft-end = Deleting drafts left behind
job-review-reminder = Reminders to reviewers
job-look-again = Reminders to look again
job-heartbeat = Asking how recognised models are
job-draft-nudge = Reminders of drafts
job-answer-deadline = End of the time to answer
job-housekeeping = Clearing old data
