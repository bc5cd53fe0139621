"""The week's spreadsheet: its columns, its heading, and that no text of it is a formula."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from handlers import digest_numbers
from handlers.desk import Desk, build_desk
from handlers.export.week_xlsx import file_name, week_sheet
from handlers.office import Letterhead
from handlers.turn import Voice
from storage.models import Kind, Status
from tests.builders import Ledger, local
from tests.town import ROOT, Town, the_desk

COLUMNS = ["Nội dung", "Trong tuần", "Lũy kế", "Chỉ tiêu", "Tỷ lệ %", "Còn thiếu/Vượt"]
STEPS = {"approved": "2026-11-17 09:00", "piloting": "2026-11-18 09:00"}


def sheet_of(town: Town, desk: Desk | None = None) -> Any:
    desk = desk or town.desk
    week = digest_numbers.reported(desk, local("2026-11-23 07:30"))
    with town.looking() as session:
        numbers = digest_numbers.counted(Voice(session, desk, local("2026-11-23 07:30")), week)
    assert file_name(week) == "Hoa-Dep-tuan-47-2026.xlsx"
    return openpyxl.load_workbook(BytesIO(week_sheet(desk, numbers, week)))


def cells(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def line(sheet: Any, what: str, nth: int = 0) -> list[Any]:
    return [row for row in cells(sheet) if row[0] == what][nth][1:]


def lived(town: Town) -> None:
    with town.looking() as session:
        book = Ledger(session)
        for number in range(15):
            story = book.story(
                "2026-11-16 08:00" if number else "2026-02-01 08:00",
                Status.PILOTING,
                kind=Kind.COLLECTIVE,
                field="health",
                commune="09064",
                **STEPS,
            )
            book.act(story, "pilot", STEPS["piloting"], source="approved", target="piloting")
        book.story("2026-11-17 08:00")


def test_the_week_stands_beside_the_year_and_the_targets(button_town: Town) -> None:
    lived(button_town)
    general, fields, communes = sheet_of(button_town).worksheets

    assert [sheet.title for sheet in (general, fields, communes)] == [
        "Chung, theo loại",
        "Theo lĩnh vực",
        "Theo xã, phường",
    ]
    assert all(COLUMNS in cells(sheet) for sheet in (general, fields, communes))
    assert line(general, "Bài tiếp nhận") == [15, 16, None, None, None]
    assert line(general, "Xây dựng điểm") == [15, 15, 20, 0.75, -5]
    assert line(general, "Đang chờ duyệt") == [None, 1, None, None, None]
    assert line(general, "Mô hình tập thể") == [14, 15, None, None, None]
    assert line(general, "Mô hình tập thể", 1) == [15, 15, 14, pytest.approx(15 / 14), 1]
    assert line(general, "Điển hình cá nhân", 1) == [0, 0, 6, 0, -6]
    (row,) = (row for row in general.iter_rows() if row[3].value == 14)
    assert [cell.number_format for cell in row[4:]] == ["0%", '"vượt "0;"còn "0;"đủ"']  # 107%, vượt 1
    assert line(fields, "Y tế, chăm sóc sức khỏe nhân dân") == [14, 15, None, None, None]
    assert line(communes, "Xã Liên Châu") == [14, 15, None, None, None]
    assert line(communes, "Phường Việt Trì") == [0, 0, None, None, None]
    assert line(communes, "Nơi khác") == [1, 1, None, None, None]


def test_it_has_the_heading_of_an_office_paper(button_town: Town) -> None:
    general = sheet_of(button_town).worksheets[0]
    assert [row[0] for row in cells(general)[:2]] == ["TỈNH ỦY PHÚ THỌ", "BAN TUYÊN GIÁO VÀ DÂN VẬN"]
    assert cells(general)[0][2] == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert cells(general)[2][2] == "Phú Thọ, ngày 23 tháng 11 năm 2026"
    assert cells(general)[3][0].startswith(
        "KẾT QUẢ GIỚI THIỆU GƯƠNG NGƯỜI TỐT, VIỆC TỐT VÀ MÔ HÌNH HAY TUẦN 47 NĂM 2026"
    )


def test_no_setting_becomes_a_formula_and_none_need_be_there(button_town: Town) -> None:
    assert cells(sheet_of(button_town, desk_with(Letterhead())).worksheets[0])[0][2] == "ngày 23 tháng 11 năm 2026"
    nasty = desk_with(Letterhead(left=("=1+1", "@SUM(A1)"), right=("+84",), place="=cmd"))
    for sheet in sheet_of(button_town, nasty).worksheets:
        assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
        assert cells(sheet)[0][0] == "=1+1"


def desk_with(letterhead: Letterhead) -> Desk:
    office = the_desk().office
    info = office.office.model_copy(update={"letterhead": letterhead})
    return build_desk(office.model_copy(update={"office": info}), ROOT / "handlers" / "data" / "phu_tho.csv")
