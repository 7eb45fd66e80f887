"""Russian names as newspapers of other countries write them."""

from __future__ import annotations

import pytest

from letopis.search.romanizations import TABLES, press_forms


@pytest.mark.parametrize(
    ("native", "language", "form"),
    [
        ("Хрущёв", "german", "Chruschtschow"), ("Хрущёв", "french", "Khrouchtchov"), ("Хрущёв", "spanish", "Jrushchov"),
        ("Хрущёв", "turkish", "Hruşçov"), ("Хрущёв", "polish", "Chruszczow"), ("Хрущёв", "hungarian", "Hruscsov"),
        ("Жуков", "german", "Schukow"), ("Жуков", "french", "Joukov"), ("Жуков", "turkish", "Jukov"), ("Жуков", "polish", "Żukow"),
        ("Жуков", "hungarian", "Zsukov"), ("Каганович", "turkish", "Kaganoviç"), ("Каганович", "german", "Kaganowitsch"),
        ("Сталин", "french", "Staline"), ("Первухин", "spanish", "Pervujin"), ("Шепилов", "turkish", "Şepilov"),
        ("Ежов", "german", "Jeschow"), ("Булганин", "french", "Boulganine"), ("Никита Хрущёв", "spanish", "Nikita Jrushchov"),
    ],
)  # fmt: skip
def test_a_name_as_the_press_writes_it(native: str, language: str, form: str) -> None:
    forms = dict(zip(TABLES, press_forms(native), strict=True))
    assert forms[language] == form


def test_no_letter_is_left() -> None:
    for form in press_forms("Съешь же ещё этих мягких французских булок да выпей чаю"):
        assert not any("\u0400" <= letter <= "\u04ff" for letter in form)


@pytest.mark.parametrize("name", ["", "Allen Dulles", "Ełk"])
def test_what_is_not_cyrillic_has_no_such_forms(name: str) -> None:
    assert list(press_forms(name)) == []
