# How it is said on a channel with buttons (Telegram). Whatever is here is in typed.ftl too.
-press = press
-Press = Press
-Begin = Press "Start" or type /nominate.
-Pick = Press the one you mean.
-choosing = press a button, or type which one it is (1 for the first)
-commands = press one, or type it
-Answering = When you are asked: press a button below the question, or type your answer.
-answer-here = answer right here, or press "Answer now"
-send-or-change = press the send button, or "Edit" to change something
-record-voice = hold the microphone button to send a voice message
-phone-ways = Type it, press "Share phone number", or press { -skip }.
-files = photos, videos, voice messages or documents
-No-files = None is fine too.
-no-more-files = press the first button below
-to-decide = with buttons to decide
-pilot-on-card = press "Build as pilot" on the card
-This-choice = This button
-Look-again = The card is up to date; please look again.

# The names of buttons.
-skip = "Skip this step"
-send = "Send"
-send-answer = "Send to the staff"
-enough = "That is all, go on"
-elsewhere = "Elsewhere, send anyway"
-cancel = "Cancel this story"
-file_hint = { "" }
-letter-out = { "" }
