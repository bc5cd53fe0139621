# Several people tell of the same case: the citizen's question, the reviewers' card and the merging.
ask-same =
    { $n ->
        [1] Somebody has told of a case much like this one:
       *[other] People have told of cases much like this one:
    }

    { $cases }

    Is this the one you want to tell of? If so, your story is added to the same case: the more people tell of it, the better it is understood.
ask-same_own =
    You have told of this case before, thank you:

    { $cases }

    If you would like to tell more, it is added to the same case. If this is somebody else with the same name, please say so.
same-case = { $n }. { $emoji } <b>{ $nominee }</b>, { $place } · { $field } · { $month }
same-own_case = { $n }. { $emoji } <b>{ $nominee }</b>, { $place } · { $field } · { $month } (your own story { $code })
same-chosen = 🤝 One more story about a known case: { $nominee }
choice-same = 🙋 I would like to tell of this case too
choice-same_own = 🙋 I would like to tell more of this case
choice-same_1 = 🙋 I would like to tell of case 1 too
choice-same_2 = 🙋 I would like to tell of case 2 too
choice-same_3 = 🙋 I would like to tell of case 3 too
choice-same_other = No, it is another case
choice-change_same = Whether it is the same case

nomination-testified =
    Your story about { $nominee } has been received. Thank you! 🌷
    Your reference code: <b>{ $code }</b>
    It is kept with the same case as the story of whoever told it before. Everybody who told of it will hear the outcome.{ $now } Type /status to see where it is.
nomination-merged =
    Your story <b>{ $code }</b> about { $nominee } tells of the same case as somebody else's, so the two are now one case. Your words and photos are all kept, and your code stays the same. Everybody who told of it will hear the outcome.{ $now }
nomination-unmerged =
    Your story <b>{ $code }</b> about { $nominee } is now looked at by itself again. Your code stays the same; you will hear the outcome here.{ $now }
nomination-case_now = The case now: { $state }.
follow-merged_case = merged with another story about the same case, which is: { $state }

card-merged = 🤝 One more testimony to the case <b>{ $case }</b>
card-testimonies = 🤝 <b>Told by { $people } { $people ->
        [1] person
       *[other] people
    }</b>, in { $communes } { $communes ->
        [1] commune
       *[other] communes
    }. Also told in: { $codes }{ $more ->
        [0] { "" }
       *[other] {" "}and { $more } more
    }
card-alike =
    🔎 <b>May be the same case</b>
    { $lines }
card-alike_case = • <b>{ $code }</b> { $nominee } ({ $state }, sent { $date }): name alike { $score }%
card-recognised_before = 🏵 Recognised before: { $code }, Decision { $number } of { $date }

choice-testimonies = 🤝 See { $n } more about this case
choice-open_case = 🔎 Open { $code }
choice-merge = 🔗 Merge with { $code }
choice-confirm_merge = 🔗 Yes, merge { $story } into { $case }
choice-unmerge = ✂️ Part
choice-confirm_unmerge = ✂️ Yes, part { $story }

review-testimony =
    🤝 One more story about the case <b>{ $code }</b>, { $nominee }: { $story }.
    People who told of it: { $people }, communes: { $communes }.
review-compare =
    🔗 <b>Are these two the same case?</b>

    <b>{ $case }</b>, which stays the case:
    { $case_told }

    <b>{ $story }</b>, which would be merged into { $case }:
    { $story_told }

    { $n ->
        [0] The words and photos of { $story } go along.
       *[other] The words and photos of { $story } go along, with { $n } merged into it before.
    } The two can be parted again later. Who sent { $story } will read:
    <blockquote>{ $message }</blockquote>
review-done_merge = { $story } is merged into { $case }, and who sent it is told. To part them, open { $story } and choose "Part".
review-confirm_unmerge =
    Part <b>{ $story }</b> from the case { $case }? It goes back to where it was, with what was merged into it. Who sent it will read:
    <blockquote>{ $message }</blockquote>
review-done_unmerge = { $story } is parted from { $case }, and who sent it is told.
review-testimonies =
    🤝 <b>{ $n } more about the case { $code }:</b>
    { $lines }
review-testimony_line = • <b>{ $code }</b> { $sender }, {$place} ({ $date })
refused-case_closed = The case { $code } is: { $state }, so nothing can be merged into it.
