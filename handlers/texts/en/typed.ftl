# How it is said on a channel without buttons (Zalo): below a question stands a numbered list, and people choose by
# typing. Whatever is here is in buttons.ftl too.
-press = type
-Press = Type
-Begin = Type "Start", or the number in front of it.
-Pick = Type the number in front of the one you mean.
-choosing = type the number in front of it
-commands = type one, with or without the /
-Answering = When you are asked: type the number in front of your choice, or type your answer.
-answer-here = type your answer right here; if you are in the middle of another story, type 1 or /continue first
-send-or-change = type the number in front of your choice: to send, or to edit
-record-voice = send a voice message (the microphone beside the message box)
-phone-ways = Type it (example: 0912 345 678), or type { -skip }.
-files = photos or voice messages
-No-files = None is fine too: type "Done" to go on.
-no-more-files = type "Done"
-to-decide = with a numbered list to decide
-pilot-on-card = type its code, then choose "Build as pilot"
-This-choice = This choice
-Look-again = Please type the code to look again.

# What is typed for a choice, the shorter the better: see handlers/synonyms.py.
-skip = "Skip"
-send = "Send"
-send-answer = "Send"
-enough = "Done"
-elsewhere = "Elsewhere"
-cancel = "Cancel"
-file_hint = . If it cannot be seen here, look on Telegram or at the office.
-letter-out = . To stop these letters, type /unsubscribe
