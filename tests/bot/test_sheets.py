"""The week's sheet goes as a document where there are documents, and under its own name."""

from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from storage.models import Role
from tests.bot.conftest import ZALO_TOKEN, Service

SHEET = "pictures/Hoa-Dep-tuan-47-2026.xlsx"


def written(service: Service) -> bytes:
    path = Path(service.settings.data_dir, SHEET)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"PK the sheet")
    return path.read_bytes()


async def test_on_telegram_it_is_a_document_that_is_uploaded_once(service: Service) -> None:
    minh = await service.reviewer("Minh", Role.ADMIN)
    written(service)
    for week in (1, 2):
        service.queue(minh, f"Bảng {week}", picture=SHEET)
        await service.all_delivered()

    posts = [one.message for one in service.sandbox.world.chats[minh.id].posts.values() if "document" in one.message]
    assert [(one["caption"], one["document"]["file_name"]) for one in posts] == [
        ("Bảng 1", "Hoa-Dep-tuan-47-2026.xlsx"),
        ("Bảng 2", "Hoa-Dep-tuan-47-2026.xlsx"),
    ]
    assert len({one["document"]["file_id"] for one in posts}) == 1


@pytest.fixture
def variables(sandbox: Sandbox) -> dict[str, str]:
    return {"ZALO__TOKEN": ZALO_TOKEN, "ZALO__API_URL": sandbox.url, "WEB__PUBLIC_URL": "https://hoadep.test"}


async def test_on_zalo_only_the_words_go(service: Service) -> None:
    minh = await service.reviewer("Minh", Role.ADMIN, channel="zalo")
    written(service)
    service.queue(minh, "Bảng", picture=SHEET)
    assert (await minh.hears("Bảng"))["text"] == "Bảng"
    await service.all_delivered()
