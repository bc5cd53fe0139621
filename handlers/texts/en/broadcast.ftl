# A message to everybody who subscribed (/broadcast).
command-broadcast = Write to everybody who subscribed

ask-message =
    What would you like to tell the { $n } people who subscribed? Please type it in one message. Nothing is sent before you have seen it.
    <i>Example: This Saturday at 8:00 we honour good people and good deeds at the culture house of Đồng Chằm. You are all welcome.</i>
ask-broadcast_summary =
    { $n } people will read exactly this:
    <blockquote>{ $message }</blockquote>
    { $when }
    Send it like this?

broadcast-message =
    📣 <b>{ $org }</b>

    { $message }

    To stop these messages: /unsubscribe
broadcast-nobody = Nobody has subscribed yet, so there is nobody to write to. People subscribe with /subscribe.
broadcast-in_minutes = Everybody has it within about { $n } min.
broadcast-in_the_morning = Nobody is disturbed now: the message goes out from { $morning } on.
broadcast-over_night = It rests at { $evening }; whoever has not got it by then gets it from { $morning } on.
broadcast-begun =
    📣 Sending to { $n } people. { $when }
    You can pause it at any time.
broadcast-is_running = 📣 Sending: { $percent }% ({ $sent } of { $total } people have it). { $when }
broadcast-is_paused =
    ⏸ Paused: { $percent }% ({ $sent } of { $total } people have it), { $left } still to go.
    Go on whenever you like: nobody gets it twice.
broadcast-is_done =
    ✅ All sent: { $sent } of { $total } people have the message.
    Not reachable: { $unreachable }. Failed: { $failed }.
broadcast-is_cancelled =
    ⏹ Stopped for good: { $sent } of { $total } people have the message, { $cancelled } will not get it.
    Not reachable: { $unreachable }. Failed: { $failed }.
broadcast-over = 📣 The sending is over; how it went is below.
broadcast-confirm_cancel =
    The message is paused, { $n } people have not got it yet. If you stop it for good they never will.
    Stop it for good?

refused-broadcast_over = This message is already out, or was stopped for good.

choice-confirm_broadcast = 📣 Send to everybody
choice-broadcast_new = ✏️ Write another
choice-broadcast_pause = ⏸ Pause
choice-broadcast_resume = ▶️ Go on
choice-broadcast_stop = ⏹ Stop for good
choice-confirm_cancel_broadcast = ⏹ Yes, stop for good
