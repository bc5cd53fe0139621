"""A bot as most are written, on python-telegram-bot's own updater: it answers each text as soon as it can."""

import logging
import os
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(f"Đã nhận: {update.message.text}")


def main() -> None:
    logging.disable()
    address = os.environ["HOADEP_TELEGRAM__API_URL"]
    application: Application[Any, Any, Any, Any, Any, Any] = (
        Application.builder().token(os.environ["HOADEP_TELEGRAM__TOKEN"]).base_url(f"{address}/bot").build()
    )
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling()
