# "Tuần này": the letter of the week to whoever asked for it, to groups and channels; and the publishing of examples.
letter-weekly =
    🌸 <b>This week</b>, { $since } – { $until }{ $late }{ $examples }

    { $numbers }

    { $invite }
letter-examples =
    <b>New good examples</b>
    { $lines }
letter-named = • <b>{ $name }</b>, { $place }: { $deed }
letter-unnamed_individual = • <b>Somebody in { $place }</b>: { $deed }
letter-unnamed_collective = • <b>A group in { $place }</b>: { $deed }
letter-more = … and { $n } more.
letter-numbers = { $n ->
        [0] No new story came this week. So far in { $year }, the province has chosen { $collective } collective models and { $individual } individual exemplars to build up.
        [one] One story came in, thank you! So far in { $year }, the province has chosen { $collective } collective models and { $individual } individual exemplars to build up.
       *[other] { $n } stories came in, thank you! So far in { $year }, the province has chosen { $collective } collective models and { $individual } individual exemplars to build up.
    }
letter-invite = Does anybody near you do good? Telling of it takes about 5 minutes: type /nominate{ -letter-out }
letter-invite_room = Does anybody near you do good? Write to this service in a private chat: telling of it takes about 5 minutes.
letter-invite_link = Does anybody near you do good? Telling of it takes about 5 minutes: { $link }

letter-subscribed =
    Thank you for subscribing! 🌸
    Once a week you will get "This week": new good examples, how many stories came in, how far the province is. In a week without anything new nothing is sent.
    The first one: at about { $time } on { $date }. You can stop at any time: type /unsubscribe
letter-already = You already get "This week". The next one: at about { $time } on { $date }. To stop it, type /unsubscribe
letter-unsubscribed = All right, "This week" will not be sent to you any more. To get it again, type /subscribe
letter-not_subscribed = You do not get "This week". For one short letter a week about new good examples, type /subscribe
letter-room_ask = This service was just added to "{ $title }". Shall "This week" be sent there once a week? Until you choose, nothing is sent.
letter-room_yes = 🌸 "{ $title }" will get "This week" once a week; the next one at about { $time } on { $date }. To stop it, an admin of the service types /unsubscribe in the group.
letter-room_no = All right, nothing is sent to "{ $title }". To change that, type /subscribe in the group.

choice-subscribe = 🌸 Get "This week"
choice-unsubscribe = Stop sending it
choice-room_yes = Yes, every week
choice-room_no = No
command-subscribe = Get "This week": new good examples
command-unsubscribe = Stop getting "This week"

ask-agreed =
    { $step } Showing { $nominee } (story { $code }) to the public: who agreed to it?
    Only with the consent of the person, of a child's guardian, of the family of somebody who died, or of the group's head.{ $warned }
ask-agreed_how =
    { $step } Who asked them, how and when?
    <i>For example: Mrs Lan, chair of the commune's Women's Union, in person on 20/11/2026</i>
ask-named = { $step } Shall the name of { $nominee } be shown, or only that it is somebody there?
ask-deed =
    { $step } What shall people read about it? Write 2 or 3 lines, not the story as it was told.
    <i>For example: For ten years he has mended the village road and planted flowers along it for the children's way to school.</i>
ask-publish_summary =
    People will read:
    <blockquote>{ $shown }</blockquote>
    Agreed by: { $who }. { $how }
    Show story <b>{ $code }</b> like this?

choice-agreed_self = The person (an adult)
choice-agreed_guardian = The guardian (a child)
choice-agreed_family = The family (who died)
choice-agreed_unit = The group's head
choice-named_yes = With the name
choice-named_no = Without the name
choice-publish = 🌸 Show to the public
choice-unpublish = Stop showing it
choice-confirm_publish = 🌸 Yes, show it
choice-change_agreed = Who agreed
choice-change_agreed_how = How they were asked
choice-change_named = With the name or not
choice-change_deed = What people read
publish-done = Story { $code } is now a good example, and will be in the coming "This week". If they change their mind, choose "Stop showing it" under "More" on the card.
publish-withdrawn = Story { $code } is no longer shown, nor sent from now on. A letter that is out cannot be called back.
publish-card =
    🌸 Shown to the public since { $date }:
    { $shown }
refused-published = Story { $code } is shown already.
refused-not_published = This story is no longer shown.
refused-not_to_publish = Only what is approved, a pilot or recognised can be shown. Story { $code } is now: { $state }.
history-publish = shown to the public
history-unpublish = no longer shown
