"""python-telegram-bot with ConversationHandler, answers in memory: stock Application, its own httpx.

With `--concurrent` people are served beside each other (`concurrent_updates`), as every other bot here serves them:
somebody who waits for an answer says nothing meanwhile, so that each chat keeps its order. Without it one update is
handled after the other, as its documentation asks for conversations: less CPU, and a round trip for everybody in turn.
"""

import logging
import os
import sys
from warnings import filterwarnings

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.warnings import PTBUserWarning

from bench.conversation import ANSWERS, START, STEPS, Press


def keyboard(labels: tuple[str, ...]) -> InlineKeyboardMarkup | None:
    if not labels:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label[:20])] for label in labels])


async def ask(update: Update, at: int) -> int:
    text, labels = ANSWERS[at]
    assert update.effective_message is not None
    await update.effective_message.reply_text(text, reply_markup=keyboard(labels))
    return at + 1


async def begin(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    assert context.user_data is not None
    context.user_data.clear()
    return await ask(update, 0)


async def told(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    assert update.message is not None
    return await take(update, context, update.message.text or "")


async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    query = update.callback_query
    assert query is not None
    await query.answer()
    return await take(update, context, query.data or "")


async def take(update: Update, context: ContextTypes.DEFAULT_TYPE, answer: str) -> int:
    assert context.user_data is not None
    at = len(context.user_data) + 1
    context.user_data[at] = answer
    state = await ask(update, at)
    return ConversationHandler.END if state == len(STEPS) else state


def handler(at: int) -> BaseHandler[Update, ContextTypes.DEFAULT_TYPE, object]:
    if isinstance(STEPS[at], Press):
        return CallbackQueryHandler(pressed)
    return MessageHandler(filters.TEXT & ~filters.COMMAND, told)


def main() -> None:
    logging.basicConfig(level=logging.WARNING)
    filterwarnings("ignore", category=PTBUserWarning)  # its FAQ's advice: buttons are not tracked by message here
    builder = Application.builder().token(os.environ["TOKEN"]).base_url(os.environ["API_URL"] + "/bot")
    application = builder.concurrent_updates("--concurrent" in sys.argv).build()
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler(START, begin)],
            states={at: [handler(at)] for at in range(1, len(STEPS))},
            fallbacks=[CommandHandler(START, begin)],
        )
    )
    application.run_polling()


if __name__ == "__main__":
    main()
