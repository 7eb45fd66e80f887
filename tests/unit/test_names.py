"""Names: romanized, varied, folded, sorted."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.model.names import SCHEMES, collation_key, fold, name_variants, romanize, sort_form, without_suffix

RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіѣѳѵ"
RUSSIAN_TEXTS = st.text(RUSSIAN + RUSSIAN.upper() + " -\N{COMBINING ACUTE ACCENT}", max_size=30)

#: As a library catalogue (ALA-LC, ties left out) and a map (BGN/PCGN) have them.
LIBRARY_AND_MAP = [
    ("Никита Сергеевич Хрущёв", "Nikita Sergeevich Khrushchëv", "Nikita Sergeyevich Khrushchëv"),
    ("Георгий Константинович Жуков", "Georgiĭ Konstantinovich Zhukov", "Georgiy Konstantinovich Zhukov"),
    ("Лаврентий Павлович Берия", "Lavrentiĭ Pavlovich Beriia", "Lavrentiy Pavlovich Beriya"),
    ("Николай Александрович Булганин", "Nikolaĭ Aleksandrovich Bulganin", "Nikolay Aleksandrovich Bulganin"),
    ("Дмитрий Трофимович Шепилов", "Dmitriĭ Trofimovich Shepilov", "Dmitriy Trofimovich Shepilov"),
    ("Анастас Иванович Микоян", "Anastas Ivanovich Mikoian", "Anastas Ivanovich Mikoyan"),
    ("Пётр Павлович Ершов", "Pëtr Pavlovich Ershov", "Pëtr Pavlovich Yershov"),
    ("Ульяновск", "Ulʹianovsk", "Ul’yanovsk"),
    ("объезд", "obʺezd", "ob”yezd"),
    ("Майер", "Maĭer", "Mayyer"),
    ("Чапаевск", "Chapaevsk", "Chapayevsk"),
    ("Электросталь", "Ėlektrostalʹ", "Elektrostal’"),
    ("Цюрупа", "Tsiurupa", "Tsyurupa"),
    ("Щёлково", "Shchëlkovo", "Shchëlkovo"),
]


@pytest.mark.parametrize(("native", "library", "map_"), LIBRARY_AND_MAP)
def test_library_and_map(native: str, library: str, map_: str) -> None:
    assert romanize(native, "ala-lc") == library
    assert romanize(native, "bgn-pcgn") == map_
    assert romanize(unicodedata.normalize("NFD", native), "ala-lc") == library


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("ala-lc", "Iuliia Shchëgoleva, Georgiĭ Tsoĭ, s ėtim obʺemom"),
        ("ala-lc-ties", "I͡ulii͡a Shchëgoleva, Georgiĭ T͡soĭ, s ėtim obʺemom"),
        ("bgn-pcgn", "Yuliya Shchëgoleva, Georgiy Tsoy, s etim ob”yemom"),
        ("press", "Yuliya Shchegoleva, Georgy Tsoy, s etim obyemom"),
        ("press-yo", "Yuliya Shchyogoleva, Georgy Tsoy, s etim obyemom"),
        ("passport", "Iuliia Shchegoleva, Georgii Tsoi, s etim obieemom"),
        ("scholarly", "Julija Ščëgoleva, Georgij Coj, s ètim obʺemom"),
        ("scholarly-ch", "Julija Ščëgoleva, Georgij Coj, s ėtim obʺemom"),
        ("iso-9", "Ûliâ Ŝëgoleva, Georgij Coj, s ètim obʺemom"),
    ],
)
def test_one_text_by_each_table(scheme: str, text: str) -> None:
    assert romanize("Юлия Щёголева, Георгий Цой, с этим объемом", scheme) == text


def test_every_table_is_tried_above() -> None:
    assert len(SCHEMES) == 9


@pytest.mark.parametrize(
    ("scheme", "letters"),
    [("ala-lc", "kh"), ("passport", "kh"), ("scholarly", "x"), ("scholarly-ch", "ch"), ("iso-9", "h")],
)
def test_the_letter_on_which_systems_differ_most(scheme: str, letters: str) -> None:
    assert romanize("х", scheme) == letters


@pytest.mark.parametrize(
    ("native", "scheme", "romanized"),
    [
        ("ЦК КПСС", "ala-lc", "TsK KPSS"),
        ("ВЦСПС", "ala-lc", "VTsSPS"),
        ("ЦК", "ala-lc-ties", "T͡SK"),
        ("ЩЕРБАКОВ", "ala-lc", "SHCHERBAKOV"),
        ("Я", "ala-lc", "Ia"),
        ("Усть-Ижора", "press", "Ust-Izhora"),
        ("Белый", "press", "Bely"),
        ("БЕЛЫЙ", "press", "BELY"),
        ("мыс", "press", "mys"),
        ("Пра́вда", "ala-lc", "Pravda"),
        ("Вѣра Ѳедоровна Коммиссаржевская", "ala-lc", "Viera Ḟedorovna Kommissarzhevskaia"),
        ("Міръ", "ala-lc", "Mīr"),
        ("Міръ", "iso-9", "Mìrʺ"),
        ("5-й съезд, XX век", "ala-lc", "5-ĭ sʺezd, XX vek"),
        ("Élan vital", "bgn-pcgn", "Élan vital"),
        ("", "ala-lc", ""),
    ],
)
def test_particular_cases(native: str, scheme: str, romanized: str) -> None:
    assert romanize(native, scheme) == romanized


def test_another_system_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no romanization 'gost'. Write one of ala-lc, ala-lc-ties"):
        romanize("Цой", "gost")


@given(RUSSIAN_TEXTS, st.sampled_from(SCHEMES))
def test_no_letter_stays_in_cyrillic(text: str, scheme: str) -> None:
    assert not re.search(r"[Ѐ-ӿ]", romanize(text, scheme))


@given(st.text(RUSSIAN[:33].replace("ъ", "") + " ", max_size=30))
def test_iso_9_can_be_read_back(text: str) -> None:
    back = {romanize(letter, "iso-9"): letter for letter in RUSSIAN[:33].replace("ъ", "") + " "}
    assert "".join(back[letter] for letter in romanize(text, "iso-9")) == text


# ---------------------------------------------------------------------------------------- variants


def test_a_person_is_found_under_every_form() -> None:
    variants = name_variants("Пётр Павлович Ершов", "Pyotr Yershov", ["Peter Ershoff"])
    for form in (
        "Pyotr Yershov",
        "Peter Ershoff",
        "Пётр Павлович Ершов",
        "Петр Павлович Ершов",
        "Pëtr Pavlovich Ershov",
        "Petr Pavlovich Ershov",
        "Pëtr Pavlovič Eršov",
        "Petr Pavlovic Ersov",
        "Pyotr Pavlovich Yershov",
        "Ершов",
        "Ershov",
        "Yershov",
        "P. Yershov",
        "П. П. Ершов",
        "П.П. Ершов",
        "Ершов П. П.",
        "P. P. Ershov",
        "P.P. Ershov",
        "Ershov P. P.",
    ):
        assert form in variants
    assert variants[:3] == ("Pyotr Yershov", "Peter Ershoff", "Пётр Павлович Ершов")
    assert len(set(variants)) == len(variants)
    assert variants == name_variants("Пётр Павлович Ершов", "Pyotr Yershov", ["Peter Ershoff"])


def test_the_index_form_says_where_the_surname_stands() -> None:
    variants = name_variants("", "Mao Zedong", sort="Mao, Zedong")
    assert "Mao" in variants
    assert "Mao Z." in variants
    assert "Zedong" not in variants


def test_a_body_has_no_surname() -> None:
    variants = name_variants("Министерство обороны", "Ministry of Defence", person=False)
    assert variants[:3] == ("Ministry of Defence", "Министерство обороны", "Ministerstvo oborony")
    assert not {"Defence", "обороны", "M. Defence"} & set(variants)


def test_names_of_one_word_and_names_already_short() -> None:
    assert name_variants("", "Voltaire") == ("Voltaire",)
    assert name_variants("", "J. S. Bach") == ("J. S. Bach", "Bach")
    assert name_variants("", "") == ()


@given(RUSSIAN_TEXTS, st.text(max_size=20), st.lists(st.text(max_size=10), max_size=3))
def test_variants_never_fail_nor_repeat(native: str, english: str, recorded: list[str]) -> None:
    variants = name_variants(native, english, recorded)
    assert len(set(variants)) == len(variants)
    assert "" not in variants


# ----------------------------------------------------------------------------------------- folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Хрущёв", "хрущев"),
        ("ХРУЩЕВ", "хрущев"),
        ("Khrushchëv", "khrushchev"),
        ("Gor´kiĭ", "gorkii"),
        ("Gorʹkii", "gorkii"),
        ("Gor'kii’s", "gorkiis"),
        ("T͡SK", "tsk"),
        ("i͡u", "iu"),
        ("«Наш дорогой»", "наш дорогои"),
        ("Łódź, Ærø, Straße", "lodz, aero, strasse"),
        ("  18\N{NO-BREAK SPACE}June\t1957 ", "18 june 1957"),
        ("ﬁle №5", "file no5"),
        ("İstanbul", "istanbul"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(RUSSIAN_TEXTS)
def test_the_plain_library_form_folds_as_the_marked_one(text: str) -> None:
    assert fold(romanize(text, "ala-lc")) == fold(romanize(text, "ala-lc-ties"))


# ------------------------------------------------------------------------------------------- order


def test_an_index_in_two_alphabets() -> None:
    in_order = [
        "42",
        "Élan",
        "Smith, Zed",
        "Smith Jones, A",
        "Smith-Jones, B",
        "Smithson, A",
        "Zhukov, Georgy",
        "Елисеев",
        "Ёлкин",
        "Емельянов",
        "Жуков",
        "Игорь",
        "Йошкар",
        "Казань",
        "Яковлев",
    ]
    assert sorted(reversed(in_order), key=collation_key) == in_order


def test_accents_and_capitals_come_second() -> None:
    assert sorted(["Êlan", "elan", "Élan", "Elan", "elbe"], key=collation_key) == [
        "Elan",
        "elan",
        "Élan",
        "Êlan",
        "elbe",
    ]
    assert sorted(["Ёж", "Еж", "еж", "Ежи"], key=collation_key) == ["Еж", "еж", "Ёж", "Ежи"]
    assert collation_key("Gorʹkii")[0] == collation_key("Gor'kii")[0] == "gorkii"


@given(st.text(max_size=20), st.text(max_size=20))
def test_only_equal_texts_have_equal_keys(a: str, b: str) -> None:
    assert (collation_key(a) == collation_key(b)) == (a == b)


@pytest.mark.parametrize(
    ("name", "turned"),
    [
        ("Leo Tolstoy", "Tolstoy, Leo"),
        ("Lev Nikolayevich  Tolstoy", "Tolstoy, Lev Nikolayevich"),
        ("Tolstoy, Leo", "Tolstoy, Leo"),
        ("Voltaire", "Voltaire"),
        ("", ""),
    ],
)
def test_index_form(name: str, turned: str) -> None:
    assert sort_form(name) == turned


@pytest.mark.parametrize(
    ("name", "suffix", "bare"),
    [
        ("Adam Powell, Jr.", "Jr.", "Adam Powell"),
        ("Adam Powell Jr.", "jr.", "Adam Powell"),
        ("Adam Powell", "Jr.", "Adam Powell"),
        ("Cyril III", "III", "Cyril"),
        ("Viii", "iii", "Viii"),
        ("Jr.", "Jr.", "Jr."),
    ],
)
def test_a_suffix_is_taken_off_where_it_stands_by_itself(name: str, suffix: str, bare: str) -> None:
    assert without_suffix(name, suffix) == bare
