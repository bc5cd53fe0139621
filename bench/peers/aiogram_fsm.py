"""aiogram 3 with its finite state machine, answers in memory: stock Dispatcher and session."""

import asyncio
import logging
import os
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.conversation import ANSWERS, START, STEPS, Press

STATES = [State(f"step_{at}", group_name="Story") for at in range(len(STEPS))]
router = Router()


def keyboard(labels: tuple[str, ...]) -> InlineKeyboardMarkup | None:
    if not labels:
        return None
    rows = [[InlineKeyboardButton(text=label, callback_data=label[:20])] for label in labels]
    return InlineKeyboardMarkup(inline_keyboard=rows)


async def ask(message: Message, state: FSMContext, at: int) -> None:
    if at + 1 < len(STEPS):
        await state.set_state(STATES[at + 1])
    else:
        await state.clear()
    text, labels = ANSWERS[at]
    await message.answer(text, reply_markup=keyboard(labels))


@router.message(Command(START))
async def begin(message: Message, state: FSMContext) -> None:
    await state.clear()
    await ask(message, state, 0)


async def told(message: Message, state: FSMContext) -> None:
    await take(message, state, message.text)


async def pressed(query: CallbackQuery, state: FSMContext) -> None:
    await query.answer()
    assert isinstance(query.message, Message)
    await take(query.message, state, query.data)


async def take(message: Message, state: FSMContext, answer: Any) -> None:
    at = len(await state.get_data()) + 1
    await state.update_data({str(at): answer})
    await ask(message, state, at)


async def main() -> None:
    logging.basicConfig(level=logging.WARNING)
    for at, step in enumerate(STEPS[1:], 1):
        if isinstance(step, Press):
            router.callback_query.register(pressed, STATES[at])
        else:
            router.message.register(told, STATES[at], F.text)
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["API_URL"]))
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(router)
    await dispatcher.start_polling(Bot(os.environ["TOKEN"], session=session))


if __name__ == "__main__":
    asyncio.run(main())
