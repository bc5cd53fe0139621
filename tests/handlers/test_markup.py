from handlers.markup import escape, person, shorten, split


def test_a_name_is_shown_as_it_was_typed() -> None:
    assert escape('Tổ "Hát" & <Múa>') == "Tổ &quot;Hát&quot; &amp; &lt;Múa&gt;"
    assert person("@lan") == "@\u2060lan"


def test_a_short_text_is_one_message() -> None:
    assert split("<b>Xin chào</b>\n\nBà con") == ["<b>Xin chào</b>\n\nBà con"]
    assert split("") == split("<b> </b>\n") == []


def test_the_best_place_to_cut_is_a_paragraph_then_a_line_then_a_sentence_then_a_word() -> None:
    assert split("Một hai.\n\nBa bốn. Năm\nsáu", 20) == ["Một hai.\n\n", "Ba bốn. Năm\nsáu"]
    assert split("Một hai ba\nbốn năm. Sáu", 18) == ["Một hai ba\n", "bốn năm. Sáu"]
    assert split("Một hai ba. Bốn năm sáu", 18) == ["Một hai ba. ", "Bốn năm sáu"]
    assert split("Một hai ba bốn năm", 16) == ["Một hai ba bốn ", "năm"]
    assert split("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_tags_open_at_a_cut_are_closed_and_opened_again() -> None:
    assert split('<blockquote><a href="https://a.vn">một hai ba</a></blockquote> bốn', 8) == [
        '<blockquote><a href="https://a.vn">một hai </a></blockquote>',
        '<blockquote><a href="https://a.vn">ba</a></blockquote> bốn',
    ]


def test_a_long_name_on_a_button_ends_at_a_word() -> None:
    assert shorten("Câu lạc bộ Hát Trống quân Đồng Vỡ", 20) == "Câu lạc bộ Hát…"
    assert shorten("Tổ may", 20) == "Tổ may"
    assert shorten("x" * 30, 10) == "x" * 9 + "…"
    assert shorten("👨‍👩‍👧‍👦" * 5, 3) == "👨‍👩‍👧‍👦" * 2 + "…"
