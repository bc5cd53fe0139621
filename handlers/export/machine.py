"""The JSON export: a contract with other programs, so its keys never change."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from handlers.export.records import Act, Record


def write_json(path: Path, records: Iterable[Record], outbox: Mapping[str, int]) -> None:
    """Write the contract as UTF-8, one nomination a line; times are ISO with their offset, in UTC."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"nominations": [')
        for number, record in enumerate(records):
            file.write((",\n" if number else "\n") + json.dumps(_nomination(record), ensure_ascii=False))
        file.write(f'\n], "outbox": {json.dumps(dict(outbox))}}}\n')


def _nomination(record: Record) -> dict[str, Any]:
    return {
        "code": record.code,
        "kind": record.kind,
        "field": record.field,
        "nominee": record.nominee,
        "commune": record.commune,
        "hamlet": record.hamlet,
        "story": record.story,
        "results": record.results,
        "status": record.status,
        "nominator": asdict(record.nominator),
        "submitted_at": _utc(record.submitted_at),
        "history": [_act(act) for act in record.history],
        "attachments": [asdict(file) for file in record.attachments],
    }


def _act(act: Act) -> dict[str, Any]:
    return {"action": act.action, "by": act.by, "at": _utc(act.at), "reason": act.reason or None}


def _utc(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
