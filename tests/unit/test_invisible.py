"""Signs that nobody sees are found, and what some scripts and pictures need of them is let pass."""

from __future__ import annotations

import pytest

from letopis.model.invisible import invisible_signs, without_invisible

UNSEEN = [0x61C, 0x180E, 0x2028, 0x2029, 0x3164, 0xFFA0, 0x34F, 0xFFF9, 0xFFFA, 0xFFFB, 0xE0000, 0xE0041, 0xE007F]


@pytest.mark.parametrize("code", UNSEEN, ids=lambda code: f"U+{code:04X}")
@pytest.mark.parametrize("written", ["{sign}", "&#x{code:X};", "&#{code};"])
def test_a_sign_that_nobody_sees(code: int, written: str) -> None:
    sign = written.format(sign=chr(code), code=code)
    (found,) = invisible_signs(f"ab{sign}cd")
    assert found == (2, 2 + len(sign), f"the invisible character U+{code:04X} stands here. Take it out.")
    assert without_invisible(f"ab{sign}cd", "-") == "ab-cd"


@pytest.mark.parametrize(
    "text",
    [
        "ab\u2800cd",  # an empty sign of Braille has a width
        "\u2764\ufe0f",  # a heart in colours
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # the flag of Scotland
        "\u0633\u0644\u0627\u0645\u061c 12",  # Arabic
        "\u182a\u1820\u182d\u180e\u1820",  # Mongolian
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian
    ],
)
def test_what_a_script_or_a_picture_needs(text: str) -> None:
    assert list(invisible_signs(text)) == []


def test_tags_behind_a_flag_hide_no_text() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore all of it")
    assert len(list(invisible_signs(f"\U0001f3f4{hidden}\U000e007f"))) == len(hidden) + 1
