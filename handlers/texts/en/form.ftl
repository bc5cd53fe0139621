# Questions and answers while a form is filled in: shared by every conversation.
form-step = <b>Step { $n }/{ $total }.</b>
form-choose = Please pick one: { -choosing }.
form-words_please = That was not kept: please answer this one in words.
form-file_kept = This file is kept with the story. Please answer this one in words.
form-choose_yes_no = Please answer: { -press } "I agree" or "I do not agree" (or just type yes or no).
form-cleared = This part is removed.
form-voice_noted = Your voice message has been received. Go on, or { -press } "Done".
form-too_short = That is a little short: { $least } letters at least, please.
form-too_long = That is too long (over { $most } characters). Please shorten it.
form-bad_phone = That number does not look right. Vietnamese mobile numbers have 10 digits and start with 03, 05, 07, 08 or 09. Example: 0912 345 678.
form-bad_date = That date does not look right. Please write day/month/year, for example: 23/11/2026.
form-story_please = Please tell it in words, or { -record-voice }.
form-story_too_short = Thank you. The story is a little short, so readers cannot picture it yet. Could you add what exactly was done?
form-story_too_long = The whole story is over { $most } characters. The earlier part is kept; please shorten the last message, or { -press } "Done".
form-story_noted =
    { $length ->
        [0] Your voice message has been received.
       *[other] Noted ({ $length } characters).
    } Go on, or { -press } "Done".
form-more_noted =
    Noted. Write more, send photos, or { -press } { -send-answer }.
form-files_please = This step takes { -files }, so the words you just typed were not kept. If you have no more, { -no-more-files }.
form-files_noted = Received { $n }/{ $most } files. Send more, or { -press } { -enough }.
form-enough_files = That makes { $most } files, the most we can take. The earlier ones are kept; please { -press } { -enough }.
form-file_too_big = This file is larger than { $most } MB, so it cannot be received. Please send a smaller one.
form-place_noted = Noted: { $place }.
form-place_unclear = The place is not clear. Please write the name of a commune or ward, for example: xã Liên Châu.
form-edit_noted = Changed as in the message you edited.
form-edit_unknown = The message you edited is not an answer, so nothing has changed. To change an answer, { -press } "Edit" when you check everything at the end.
form-edit_place = The place you edited is not clear, so nothing has changed. To change it, { -press } "Edit" when you check everything at the end.
form-edit_too_late = The story has been sent, so the message you edited no longer changes it. If something must be corrected, call the contact officer (type /help).
form-not_skippable = This question needs an answer before the story can be sent.
form-first_question = This is the first question.
form-missing = One answer is still missing:
form-send_or_change = Please { -send-or-change }.
form-consent_refused = Understood. Without your agreement nothing is sent; what you wrote stays here. If you change your mind, { -press } "I agree"; to delete it for good, { -press } { -cancel }.
form-stale = You have answered this one. Please answer the question that is open.
form-closed = This story has been sent or closed. Type /status to see it.
form-which_answer = Which part would you like to change?
form-phone_left = Thank you, let us go on.

menu-more = More ({ $page }/{ $pages }):
menu-again = There is no number { $number } in the list. Please choose again:
menu-gone = There is no list to choose from just now. Type /help to see the commands.

ask-kind = { $step } Would you like to introduce one person, or a group (hamlet, team, club, clan, family, agency, cooperative…)? { -Pick }
ask-field = { $step } Which field is it in? Pick the nearest one; if unsure choose "Good deeds" and the staff will sort it.
ask-nominee_individual =
    { $step } What is this person's name? Please write the full name, with a form of address if you like.
    <i>Example: bà Nguyễn Thị Hòe</i>
ask-nominee_collective =
    { $step } What is the group or model called?
    <i>Example: Intergenerational Club of Vườn Tràng hamlet</i>
ask-place =
    { $step } In which hamlet or residential group, in which commune or ward? Old or new names are both fine.
    <i>Example: thôn Đồng Chằm, xã Liên Châu</i>
ask-place_old = { $step } "{ $old }" is now part of <b>{ $commune }</b>. Is that right?
ask-place_choose = { $step } Several places are close to "{ $typed }" (an old name may now be split between communes). Please pick one; if none is right, type the commune or ward.
ask-place_hamlet = { $step } Which commune or ward is "{ $typed }" in?
ask-place_outside = { $step } "{ $typed }" was not found in the province. Please type the commune or ward again; if it really is elsewhere { -press } { -elsewhere } and the staff will have a look.
ask-story =
    { $step } Please tell the story: who, what, since when, and how?
    Write as if talking to a neighbour, about 5 to 10 sentences. Writing without accents is fine, and so are voice messages. You may send several messages, then { -press } "Done".
ask-story_more =
    { $step } { $length ->
        [0] Your voice message has been received.
       *[other] The story has { $length } characters so far.
    } Go on, or { -press } "Done".
ask-results =
    { $step } What came of it? Numbers help.
    <i>Example: 5 households left poverty; a cleaner road; 240 scholarships</i>
ask-replicable = { $step } Do you think other places could do the same? What would they need? If unsure, { -press } { -skip }.
ask-media =
    { $step } If you have { -files } please send them, { $most } at most. { -No-files }
    <i>Please do not send identity papers, medical records, or pictures of children without their parents' consent.</i>
ask-sender = { $step } May we have your own name, so that staff can contact you to verify?
ask-phone =
    { $step } What is your phone number? Only reviewers see it; it is never published.
    { -phone-ways }
ask-consent =
    { $step } Before sending, please read:
    • Data controller: { $controller }.
    • Data received: your name, phone number and chat account; the text and photos you send.
    • Purpose: to verify and select good examples and models; statistics and reports. Nothing else.
    • Kept for: { $retention }.
    • You may see, correct, delete or withdraw consent at any time: call { $contact_phone }.

    Do you agree to this processing?
ask-credit = { $step } If the story is published, do you agree to be named as the person who introduced it? This is optional.
ask-nomination_summary =
    <b>Please check:</b>

    { $card }

    If it is right, { -press } { -send }.
ask-more = Please answer right here: words, a voice message or photos.
ask-more_more =
    { $length ->
        [0] What you sent has been received.
       *[other] Your answer has { $length } characters so far.
    } Write more, or { -press } { -send-answer }.

choice-individual = 👤 One person
choice-collective = 👥 A group or model
choice-yes = ✅ I agree
choice-no = ❌ I do not agree
choice-skip = Skip this step
choice-back = ⬅️ Back
choice-more_choices = See more
choice-first_choices = Back to the top of the list
choice-cancel = ✖️ Cancel this story
choice-clear = 🗑 Remove this
choice-rewrite = ✏️ Write it again
choice-not_now = ✖️ Not now
choice-done = ✅ Done
choice-done_files = ✅ That is all, go on
choice-send = 📨 Send
choice-send_more = 📨 Send to the staff
choice-revise = ✏️ Edit
choice-begin = 🌷 Start
choice-continue_draft = Continue
choice-continue_named = Continue: { $nominee }
choice-new_draft = Start a new story
choice-share_phone = 📱 Share phone number
choice-right = ✅ That is right
choice-place_again = ✏️ Type another place
choice-place_outside = 📍 Elsewhere, send anyway
choice-drop = 🗑 Delete this story
choice-keep = Keep it and go on
choice-reply_now = ✏️ Answer now
choice-answer_named = ✏️ Answer for { $code }
choice-language_vi = Tiếng Việt
choice-language_en = English
choice-change_kind = Person or group
choice-change_field = Field
choice-change_nominee = Name introduced
choice-change_place = Place
choice-change_story = Story
choice-change_results = Results
choice-change_replicable = Others could follow
choice-change_media = Photos, files
choice-change_sender = Your name
choice-change_phone = Phone number
choice-change_consent = Consent to processing
choice-change_credit = Naming the sender
choice-change_number = Decision number
choice-change_date = Date signed
choice-change_signer = Signer
