"""Words as the index keeps them."""

from __future__ import annotations

import pytest

from letopis.search.ordinals import ENGLISH, ROMAN, RUSSIAN, other_writings
from letopis.search.words import Words, language, prepared

WORDS = Words(["en", "ru"])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The Council’s vote", ["the", "council", "vote"]),
        ("Calvin's 'note'", ["calvin", "note"]),
        ("Конёк-Горбунок", ["конёк", "горбунок"]),
        ("co\u2010operate", ["co", "operate"]),
        ("Хрущёва́", ["хрущёва"]),
        ("Iiunʹskiĭ, Furt͡seva", ["iiunskiĭ", "furtseva"]),
        ("wor\u00add", ["word"]),
        ("1957_06 18", ["1957", "06", "18"]),
        ("… – !", []),
    ],
)
def test_a_text_is_cut_into_small_words(text: str, parts: list[str]) -> None:
    assert [part for word in WORDS.split(text) for part in word.parts] == parts


def test_a_word_with_a_hyphen_is_also_one_without() -> None:
    assert [word.joined for word in WORDS.split("anti-party XX-й 1957-06 plain")] == ["antiparty", "xxй", "", ""]
    assert list(WORDS.terms("anti-party")) == ["anti", "parti", "antiparti"]


def test_words_that_say_nothing_are_no_terms() -> None:
    assert list(WORDS.terms("the vote of the council и в совете")) == ["vote", "council", "совет"]


@pytest.mark.parametrize(
    "forms",
    [
        "Хрущёв Хрущев Хрущёва Хрущеву Хрущёвым Хрущеве ХРУЩЁВ",
        "Молотов Молотова Молотову Молотовым Молотове",
        "Булганин Булганина Булганину Булганиным Булганине",
        "Маленков Маленкова Маленкову Маленковым",
        "Фурцева Фурцевой Фурцеву",
        "Берия Берии Берию Берией",
        "Малиновский Малиновского Малиновскому Малиновским",
        "Игнатьев Игнатьева Игнатьеву Игнатьевым",
        "пленум пленума пленуму пленумом пленумы пленумов",
        "съезд съезда съезду съездом съезде съезды съездов",
    ],
)
def test_the_forms_of_a_russian_word_are_one_term(forms: str) -> None:
    assert len({WORDS.term(form.lower()) for form in forms.split()}) == 1


def test_names_that_differ_stay_two() -> None:
    surnames = "игнатов игнатьев кириченко кириленко серов шверник сусловы маленков малинин".split()
    assert len({WORDS.term(name) for name in surnames}) == len(surnames)


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("1957", "1957"), ("xx2", "xx2"), ("²", "2"), ("votes", "vote"), ("žukov", "zukov"),
        ("kalnbērziņš", "kalnberzin"), ("inter", "inter"), ("international", "internation"),
        ("internationally", "internation"), ("łódź", "lodz"), ("ё", "е"),
    ],
)  # fmt: skip
def test_a_term_is_a_stem_without_marks(word: str, term: str) -> None:
    assert WORDS.term(word) == term


def test_a_language_without_a_stemmer_is_searched_by_whole_words() -> None:
    words = Words(["la", "xx-unknown"])
    assert language("la") is None
    assert words.term("consules") == "consules"
    assert words.term("советы") == "советы"
    assert words.stopwords == frozenset()
    assert "letopisStemmers = {  }" in words.scripts["stemmers.js"]
    assert set(words.scripts) == {"stemmers.js"}


def test_the_language_of_a_country_is_the_language() -> None:
    found = language("pt_BR")
    assert found is not None
    assert found.lang == "pt"


def test_the_first_language_of_each_script_counts() -> None:
    words = Words(["fr", "en"])
    assert words.term("votations") == words.term("votation") == "votat"
    assert "FrenchStemmer" in words.scripts["stemmers.js"]
    assert "EnglishStemmer" not in words.scripts["stemmers.js"]
    assert "{ latin: new FrenchStemmer() }" in words.scripts["stemmers.js"]
    assert set(words.scripts) == {"stemmers.js"}
    assert "{ latin: new EnglishStemmer() }" in WORDS.scripts["stemmers.js"]
    assert "{ cyrillic: new RussianStemmer() }" in WORDS.scripts["cyrillic.js"]


def test_the_words_that_tell_a_name_from_others() -> None:
    assert [word.parts[0] for word in WORDS.telling("The Council of Ministers")] == ["council", "ministers"]
    assert [word.parts[0] for word in WORDS.telling("Of the")] == ["of", "the"]
    assert [word.parts for word in WORDS.telling("The-Of")] == [("the", "of")]


def test_text_is_made_ready() -> None:
    assert prepared("Calvin’s “Note”") == "calvin note"
    assert prepared("Ё\u0301Й") == "ёй"


# ------------------------------------------------------------------------------------------- ordinals
@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("The Twentieth Congress", {"The XX Congress", "The 20th Congress"}),
        ("The Twenty-Second Congress", {"The XXII Congress", "The 22nd Congress"}),
        ("the 31st session", {"the thirty-first session", "the XXXI session"}),
        ("The 12th day", {"The twelfth day", "The XII day"}),
        ("Third Council", {"III Council", "3rd Council"}),
        ("XX съезд", {"двадцатый съезд", "20 съезд"}),
        ("XXIII съезд", {"двадцать третий съезд", "23 съезд"}),
        ("20-й съезд", {"двадцатый съезд", "XX съезд", "20 съезд"}),
        ("Louis XIV", {"Louis fourteenth", "Louis 14th"}),
        ("First Secretary", {"1st Secretary"}),
        ("CC secretary", set()),
        ("V. I. Petrov", set()),
        ("The year 1957", set()),
        ("The 40th army", set()),
    ],
)
def test_an_ordinal_is_written_in_every_way(name: str, others: set[str]) -> None:
    assert set(other_writings(name)) == others


def test_every_ordinal_is_read_back() -> None:
    for number in range(1, 40):
        for words, name in ((ENGLISH, "congress"), (RUSSIAN, "съезд")):
            assert any(form.startswith(f"{number}") for form in other_writings(f"{words[number]} {name}"))
        if len(ROMAN[number]) > 1:
            assert f"{ENGLISH[number]} congress" in other_writings(f"{ROMAN[number]} congress")


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("decentralisation", "decentralization"), ("organised", "organized"), ("analyse", "analyze"),
        ("labourers", "laborers"), ("honourable", "honorable"), ("theatre", "theater"), ("centres", "centers"),
        ("catalogue", "catalog"), ("defence", "defense"), ("pretence", "pretense"), ("licences", "licenses"),
    ],
)  # fmt: skip
def test_british_and_american_spellings_are_one(british: str, american: str) -> None:
    assert WORDS.term(british) == WORDS.term(american)


@pytest.mark.parametrize(
    ("one", "other"), [("hour", "hor"), ("size", "sise"), ("four", "for"), ("sentence", "sentense"), ("acre", "acer")]
)
def test_other_words_stay_as_they_are(one: str, other: str) -> None:
    assert WORDS.term(one) != WORDS.term(other)


def test_only_english_has_two_spellings() -> None:
    assert Words(["de", "ru"]).spellings == ()
