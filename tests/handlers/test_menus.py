"""Choices that are typed: numbers, pages, labels and plain words. Pure."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handlers import clean, menus
from handlers.menus import MORE, MOST, Menu
from handlers.messages import Button

MORE_LABEL = "Xem thêm"
AGAIN_LABEL = "Về đầu danh sách"
BACK = Button("⬅️ Quay lại", "c:1:field:back", back=True)
BACKS = st.sampled_from([(), (BACK,)])
LABELS = st.text(alphabet="abcdeghiklmnopqrstuvxyđôơưáàạ ẩỗ", min_size=3, max_size=12)


def choices(count: int, *more: Button) -> list[list[Button]]:
    return [
        *([Button(f"Mục {n} chọn", f"o:{n}", numbered=True)] for n in range(1, count + 1)),
        *([one] for one in more),
    ]


def menu(rows: list[list[Button]], page: int = 1) -> Menu:
    return menus.menu_of(menus.lines(rows, MORE_LABEL, AGAIN_LABEL, page))


def numbers(shown: Menu) -> dict[int, str]:
    return {number: label for label, _, number, _ in shown if number is not None}


@pytest.mark.parametrize("count", [1, 2, 8, 9])
def test_up_to_nine_choices_are_one_page_counted_from_one(count: int) -> None:
    assert numbers(menu(choices(count))) == {n: f"Mục {n} chọn" for n in range(1, count + 1)}
    assert menus.pages(menu(choices(count))) == 1


def test_the_way_back_is_always_zero_takes_no_place_and_comes_last() -> None:
    shown = menu([[BACK], *choices(9)])

    assert numbers(shown) == {**{n: f"Mục {n} chọn" for n in range(1, 10)}, 0: "⬅️ Quay lại"}
    assert shown[-1][1] == BACK.data
    assert [numbers(menu(choices(20, BACK), page))[0] for page in (1, 2, 3)] == ["⬅️ Quay lại"] * 3


def test_more_than_nine_come_in_pages_of_eight_and_nine_leads_on() -> None:
    rows = choices(18, BACK)
    pages = [menu(rows, page) for page in (1, 2, 3)]

    assert [len(numbers(page)) for page in pages] == [10, 10, 4]  # with the way on and the way back
    assert [numbers(page)[MOST] for page in pages] == [MORE_LABEL, MORE_LABEL, AGAIN_LABEL]
    assert [menus.chosen(page, "9") for page in pages] == [f"{MORE}:2", f"{MORE}:3", f"{MORE}:1"]
    assert [menus.pages(page) for page in pages] == [3, 3, 3]
    assert [menus.page_of(page) for page in pages] == [1, 2, 3]


def test_a_page_after_the_last_one_is_the_last_one() -> None:
    assert numbers(menu(choices(18), 99)) == numbers(menu(choices(18), 3))


def test_a_link_that_only_opens_elsewhere_is_no_choice() -> None:
    assert menu([[Button("Trang web", "", url="https://example.vn")], *choices(1)]) == [["Mục 1 chọn", "o:1", 1, True]]


@given(count=st.integers(1, 60), back=BACKS)
def test_every_choice_is_on_exactly_one_page_in_its_order(count: int, back: tuple[Button, ...]) -> None:
    rows = choices(count, *back)
    pages = [menu(rows, page) for page in range(1, menus.pages(menu(rows)) + 1)]
    shown = [label for page in pages for number, label in sorted(numbers(page).items()) if label.startswith("Mục")]

    assert shown == [row[0].label for row in rows if not row[0].back]
    assert all(set(numbers(page)) <= set(range(MOST + 1)) for page in pages)
    assert all((0 in numbers(page)) is bool(back) for page in pages)
    assert [menus.page_of(page) for page in pages] == list(range(1, len(pages) + 1))


@given(count=st.integers(1, 60), turns=st.lists(st.integers(1, 8), max_size=6))
def test_a_menu_shown_again_from_what_is_remembered_is_the_same_menu(count: int, turns: list[int]) -> None:
    rows = choices(count, BACK)
    remembered = menu(rows)
    for page in turns:
        remembered = menu([[one] for one in menus.choices_of(remembered)], page)
        assert remembered == menu(rows, page)


@given(count=st.integers(1, 40), page=st.integers(1, 5), number=st.integers(0, 99))
def test_a_number_means_its_line_and_one_that_is_not_on_the_page_means_nothing(
    count: int, page: int, number: int
) -> None:
    shown = menu(choices(count), page)
    meant = menus.chosen(shown, str(number))

    assert (meant is not None) is (number in numbers(shown))
    if meant and not meant.startswith(MORE):
        assert f"Mục {meant.removeprefix('o:')} chọn" == numbers(shown)[number]


WAYS: dict[str, Callable[[str], str]] = {
    "as it stands": str,
    "in capitals": str.upper,
    "decomposed, as Apple devices send it": lambda label: unicodedata.normalize("NFD", label),
    "without accents": clean.fold,
    "with a full stop": lambda label: f" {label}. ",
}


@pytest.mark.parametrize("way", WAYS)
@given(labels=st.lists(LABELS, min_size=1, max_size=20, unique_by=clean.fold))
def test_a_label_is_understood_however_it_is_typed(way: str, labels: list[str]) -> None:
    assume(all(clean.fold(one) for one in labels))
    shown = menu([[Button(label, f"o:{n}")] for n, label in enumerate(labels)])

    assert [menus.chosen(shown, WAYS[way](label)) for label in labels] == [f"o:{n}" for n in range(len(labels))]


@pytest.mark.parametrize("typed", ["5", " 5 ", "5.", "5)", "５"])
def test_a_number_is_understood_however_it_is_typed(typed: str) -> None:
    assert menus.chosen(menu(choices(6)), typed) == "o:5"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bo qua", "skip"),
        ("Bỏ qua", "skip"),
        ("xong", "skip"),
        ("HUY", "cancel"),
        ("thôi", "cancel"),
        ("lui lai", "back"),
    ],
)
def test_a_keyword_means_the_choice_that_it_stands_for(typed: str, meant: str) -> None:
    rows = [[Button(f"{n}", f"c:1:results:{word}")] for n, word in (("A", "skip"), ("B", "cancel"), ("C", "back"))]
    assert menus.chosen(menu(rows), typed) == f"c:1:results:{meant}"


def test_a_label_goes_before_a_keyword_and_only_for_a_choice_that_is_there() -> None:
    assert menus.chosen(menu([[Button("A", "c:1:x:skip")], [Button("Không có", "o:2")]]), "khong co") == "o:2"
    assert menus.chosen(menu(choices(3)), "bo qua") is None


def test_a_label_on_another_page_may_be_typed_but_has_no_number() -> None:
    shown = menu(choices(12))
    assert menus.chosen(shown, "muc 12 chon") == "o:12"
    assert "Mục 12 chọn" not in numbers(shown).values()


def test_words_that_may_be_an_answer_are_no_label() -> None:
    shown = menu([[Button("Lan", "a:1:sender:own", numbered=True, by_label=False)]])
    assert menus.chosen(shown, "Lan") is None
    assert menus.chosen(shown, "1") == "a:1:sender:own"


@given(typed=st.text(max_size=20))
def test_whatever_is_typed_means_something_that_is_there_or_nothing(typed: str) -> None:
    assert menus.chosen(None, typed) is None
    assert menus.chosen([], typed) is None
    shown = menu(choices(12, BACK))
    assert menus.chosen(shown, typed) in {None, *(data for _, data, _, _ in shown)}


@given(count=st.integers(0, 20), page=st.integers(1, 3), back=BACKS)
def test_a_row_of_the_outbox_keeps_choices_with_their_numbers(count: int, page: int, back: tuple[Button, ...]) -> None:
    lines = menus.lines(choices(count, *back), MORE_LABEL, AGAIN_LABEL, page)
    kept = [one for row in menus.from_json(menus.as_json([[one] for one in lines])) for one in row]

    assert [(one.label, one.data, one.number) for one in kept] == [(one.label, one.data, one.number) for one in lines]
    assert menus.from_json(menus.as_json([])) == ()


def test_where_there_are_buttons_only_choices_are_counted() -> None:
    rows = [[Button("Một", "o:1", numbered=True), Button("Hủy", "c:1:x:cancel")], [Button("Hai", "o:2", numbered=True)]]
    assert [(label, number) for label, _, number, _ in menus.menu_of_buttons(rows)] == [
        ("Một", 1),
        ("Hủy", None),
        ("Hai", 2),
    ]
