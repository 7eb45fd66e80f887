"""The index and its pieces, made of a handful of entries."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from letopis.search.entries import Entry, years_in
from letopis.search.index import HIGHEST, MOST_ENTRIES, Index, base36, in_order, make_index, steps
from letopis.search.page import version_of, write_files
from letopis.search.shards import make_files, pieces, separators
from letopis.search.synonyms import Synonyms
from letopis.search.words import Words

WORDS = Words(["en", "ru"])
PERSON = Entry(
    kind="person",
    title="Ami Perrin",
    address="people/perrin.html",
    line="Person, 1500–1561",
    names=(("Ami Perrin", 1.0), ("Perrin", 1.0), ("Amy Perrin", 1.0), ("Перрен", 1.0)),
    surname="Perrin",
    dates={"1500": 18, "1561": 18},
    facts="First syndic",
    summary="Merchant of Geneva.",
    text="Perrin danced on 21 March 1546 at a wedding in Geneva, and Geneva saw it.",
    years=((1500, 1561),),
)
EVENT = Entry(
    kind="event",
    title="The riot of May 1555",
    address="events.html#riot",
    line="Event, 16 May 1555",
    names=(("The riot of May 1555", 1.0),),
    dates={"1555-05-16": 30, "1555-05": 22},
    text="A supper ends in the street.",
    years=((1555, 1555),),
)
BODY = Entry(
    kind="body",
    title="Council of Two-Hundred",
    address="bodies.html#two-hundred",
    line="Body",
    names=(("Council of Two-Hundred", 1.0), ("Council", 0.2)),
    text="The council of the city.",
)
PAGE = Entry(
    kind="page", title="The wedding", address="story.html#wedding", line="Section", names=(("The wedding", 0.7),)
)
ENTRIES = [PERSON, EVENT, BODY, PAGE]


@pytest.fixture(scope="module")
def index() -> Index:
    return make_index(ENTRIES, WORDS)


def levels(index: Index, term: str) -> dict[str, int]:
    return {ENTRIES[number].title: level for number, level in index.postings.get(term, {}).items()}


def test_a_whole_name_tells_most(index: Index) -> None:
    assert levels(index, "perrin") == {"Ami Perrin": HIGHEST}
    assert levels(index, "ami")["Ami Perrin"] < HIGHEST


def test_the_first_word_of_a_name_tells_a_little_more(index: Index) -> None:
    assert levels(index, "council")["Council of Two-Hundred"] > levels(index, "hundr")["Council of Two-Hundred"]


def test_a_name_with_a_hyphen_is_found_without(index: Index) -> None:
    assert levels(index, "twohundr") == {"Council of Two-Hundred": 27}


def test_a_word_of_a_text_tells_the_more_the_oftener_it_stands_there(index: Index) -> None:
    assert 1 <= levels(index, "danc")["Ami Perrin"] < levels(index, "geneva")["Ami Perrin"] < 12


def test_dates_of_a_text_are_found_and_tell_less_than_those_of_a_record(index: Index) -> None:
    assert levels(index, "1546-03-21") == {"Ami Perrin": 9}
    assert levels(index, "1546-03") == levels(index, "-03-21") == {"Ami Perrin": 6}
    assert levels(index, "1555-05-16") == {"The riot of May 1555": 30}


def test_a_month_in_a_name_tells_a_little_more_than_one_of_a_date(index: Index) -> None:
    assert levels(index, "1555-05") == {"The riot of May 1555": 23}


def test_a_date_that_is_the_whole_name_is_one() -> None:
    day = make_index([Entry(kind="event", title="", address="", line="", names=(("18 June 1957", 1.0),))], WORDS)
    assert day.postings["1957-06-18"] == {0: HIGHEST}
    spoken = make_index([Entry(kind="claim", title="", address="", line="", names=(("June 1957", 0.5),))], WORDS)
    assert spoken.postings["1957-06"] == {0: 22}


def test_a_year_in_a_name_tells_no_more_than_one_of_a_date(index: Index) -> None:
    assert levels(index, "1555")["The riot of May 1555"] <= 18


def test_a_name_in_other_letters_leads_to_the_one_in_the_texts(index: Index) -> None:
    assert index.aliases == {WORDS.term("перрен"): "perrin"}
    assert index.written(WORDS.term("перрен")).endswith("=perrin")


def test_the_words_of_names_are_kept_to_be_compared_with_misspelt_ones(index: Index) -> None:
    assert {"perrin", "ami", "перрен", "council", "hundred", "wedding"} <= index.names
    assert not {"1555", "geneva", "of"} & index.names


def test_the_entries_of_a_term_stand_in_one_line() -> None:
    index = Index()
    for entry, level in ((0, 35), (3, 35), (5, 9), (40, 40), (5, 2)):
        index.note("vote", entry, level)
    assert index.written("vote") == "z0,3,11|95"
    assert index.written("nothing") == ""


def test_a_word_that_is_everywhere_keeps_the_best() -> None:
    index = Index()
    for entry in range(MOST_ENTRIES + 50):
        index.note("the", entry, 1)
    index.note("the", MOST_ENTRIES + 49, 9)
    text = index.written("the")
    assert text.endswith(f"!{MOST_ENTRIES + 50}")
    assert text.startswith(f"9{base36(MOST_ENTRIES + 49)}|10,1,1")
    assert text.count(",") == MOST_ENTRIES - 2


@pytest.mark.parametrize("number", [0, 9, 10, 35, 36, 1295, 123456])
def test_numbers_are_written_in_base_36(number: int) -> None:
    assert int(base36(number), 36) == number


def test_the_years_of_a_text() -> None:
    assert years_in("in 1956, 1957 and 1964; not 12345, 0957, 5.1957 or 300") == ((1956, 1957), (1964, 1964))
    assert years_in("") == ()


# ------------------------------------------------------------------------------------------- the pieces
def read(files: dict[str, str], name: str) -> Any:
    match = re.fullmatch(rf'letopisSearch\.take\("{name}",(.*)\);\n', files[f"{name}.js"], re.DOTALL)
    assert match
    return json.loads(match[1])


@pytest.fixture(scope="module")
def files(index: Index) -> dict[str, str]:
    return make_files(ENTRIES, index, WORDS)


def manifest_of(files: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["manifest.js"].removeprefix("letopisSearch.open(").removesuffix(");\n"))
    return found


def test_the_pieces_hold_the_index(files: dict[str, str], index: Index) -> None:
    terms = read(files, "t0")
    assert set(terms) == {*index.postings, *index.aliases}
    assert all(terms[term] == index.written(term) for term in terms)
    written = read(files, "n0").split()
    assert {word[1:] for word in written if word[0] == "N"} == index.names
    known = [word.removeprefix("N") for word in written]
    assert known == in_order({*index.names, *index.vocabulary} - WORDS.stopwords)
    turned = [word.removeprefix("N") for word in read(files, "r0").split()]
    assert turned == in_order(word[::-1] for word in known)
    assert read(files, "c0")[0] == ["Ami Perrin", "people/perrin.html", "Person, 1500–1561", "Merchant of Geneva."]
    assert read(files, "x0")[0] == f"{PERSON.summary}\n{PERSON.text}\n\t{PERSON.facts}"
    assert read(files, "p0") == [[1500, 1561], [1555, 1555], [], []]


def test_the_manifest_says_where_each_kind_begins(files: dict[str, str]) -> None:
    manifest = manifest_of(files)
    assert manifest["entries"] == len(ENTRIES)
    assert manifest["kinds"] == [
        ["person", "", "", 0], ["event", "", "", 1], ["body", "", "", 2], ["page", "", "", 3],
    ]  # fmt: skip
    assert "the" in manifest["stop"].split()


def test_what_follows_what_is_kept_for_phrases(index: Index, files: dict[str, str]) -> None:
    pairs = dict(index.pairs())
    assert pairs["danc on"] == [0]
    assert pairs["the riot"] == [1]
    assert "street a" not in pairs
    assert list(pairs) == in_order(pairs)
    assert read(files, "b0")["of the"] == base36(2)
    assert files["pairs.js"] == 'letopisSearch.take("pairs",[""]);\n'


def test_a_pair_that_is_everywhere_is_said_to_be_so() -> None:
    index = Index()
    for entry in range(MOST_ENTRIES + 1):
        index.note_following("of", "the", entry)
        index.note_following("the", "riot", entry // 2)
    files = make_files([], index, WORDS)
    assert read(files, "b0")["of the"] == steps(range(MOST_ENTRIES)) + "!"
    assert read(files, "b0")["the riot"] == steps(range(MOST_ENTRIES // 2 + 1))


def test_words_of_texts_may_be_guessed_and_are_no_names(index: Index) -> None:
    assert {"danced", "supper", "wedding"} <= index.vocabulary
    assert not {"danced", "supper"} & index.names
    assert not {"at", "it", "1546"} & index.vocabulary


def test_synonyms_stand_in_the_manifest_as_terms() -> None:
    synonyms = Synonyms(
        (("die", "death"),), (("aeroplane", "air plane", "aeroplanes"),), ("happened",), {"where": ("place",)}
    )
    files = make_files(ENTRIES, make_index(ENTRIES, WORDS), WORDS, synonyms)
    manifest = manifest_of(files)
    assert manifest["phrases"] == "air plane"
    assert (manifest["weak"], manifest["asks"]) == ("happen", {"where": ["place"]})
    assert "aeroplane" in read(files, "n0").split()


def test_what_is_called_by_its_day_comes_before_what_else_was_on_it() -> None:
    dates = {"1555-05-16": 30, "-05-16": 20, "1555-05": 22}
    called = Entry(kind="event", title="", address="", line="", names=(("The riot of 16 May 1555", 1.0),), dates=dates)
    other = Entry(kind="event", title="", address="", line="", names=(("The riot", 1.0),), dates=dates)
    made = make_index([called, other], WORDS)
    assert made.postings["1555-05-16"] == {0: 31, 1: 30}
    assert made.postings["-05-16"] == {0: 21, 1: 20}


def test_a_long_summary_is_cut_between_words() -> None:
    entry = Entry(kind="person", title="", address="", line="", text="word " * 100)
    *_, said = read(make_files([entry], make_index([entry], WORDS), WORDS), "c0")[0]
    assert len(said) < 230
    assert said.endswith("word …")


def test_a_table_is_cut_before_it_grows_too_long() -> None:
    cut = list(pieces([(str(number), "x" * 10) for number in range(10, 30)], 60))
    assert [first for first, _ in cut] == ["10", "13", "16", "19", "22", "25", "28"]
    assert [row for _, piece in cut for row in piece] == [(str(number), "x" * 10) for number in range(10, 30)]
    assert list(pieces([], 60)) == []
    assert [first for first, _ in pieces([("a", "x" * 100), ("b", "")], 60)] == ["a", "b"]


def test_a_separator_stands_between_two_pieces() -> None:
    assert separators([("anti part", "anti war"), ("anton a", "anton a"), ("b", "c"), ("cc", "cc")]) == [
        "",
        "anto",
        "b",
        "cc",
    ]
    assert separators([]) == []


def test_keys_stand_as_the_browser_compares_them() -> None:
    assert in_order(["\U0001d11e", "\uffee", "я", "a"]) == ["a", "я", "\U0001d11e", "\uffee"]


def test_what_a_search_loads_does_not_grow_with_the_archive() -> None:
    """A piece of each family, and the manifest, of an archive ten times as large."""

    def loaded(many: int) -> tuple[int, int]:
        entries = [
            Entry(
                kind="person",
                title=f"Name{number} Surname{number}",
                address=f"people/r{number}.html",
                line="Person",
                names=((f"Name{number} Surname{number}", 1.0),),
                surname=f"Surname{number}",
                dates={f"{1500 + number % 400}-06": 22},
                summary="Somebody of whom nothing is known, but that this was written about him.",
                text=" ".join(f"word{(number * step) % 5000}" for step in range(60)),
                years=((1500, 1560),),
            )
            for number in range(many)
        ]
        made = make_files(entries, make_index(entries, WORDS), WORDS)
        largest: dict[str, int] = {}
        for name, text in made.items():
            family = name.removesuffix(".js").rstrip("0123456789")
            largest[family] = max(largest.get(family, 0), len(text.encode()))
        # The first words of the pieces of pairs, which only a phrase needs, grow as the manifest does.
        grow = largest.pop("manifest"), largest.pop("pairs")
        assert grow[1] + 4 * largest["b"] < 46_000  # what a long phrase loads of them
        return sum(largest.values()), grow[0]

    (small, small_manifest), (large, large_manifest) = loaded(300), loaded(3000)
    assert large < 1.1 * small
    assert large_manifest < small_manifest + 5000


def test_files_of_an_earlier_index_go(tmp_path: Any) -> None:
    write_files(tmp_path / "search", {"t0.js": "", "t1.js": ""})
    write_files(tmp_path / "search", {"t0.js": "хрущёв"})
    assert [path.name for path in (tmp_path / "search").iterdir()] == ["t0.js"]
    assert (tmp_path / "search" / "t0.js").read_text(encoding="utf-8") == "хрущёв"


def test_each_set_of_files_has_a_mark_of_its_own() -> None:
    marks = {version_of(files) for files in ({"a": "b"}, {"a": "c"}, {"b": "a"}, {"a": "b", "c": ""})}
    assert len(marks) == 4
    assert version_of({"a": "1", "b": "2"}) == version_of({"b": "2", "a": "1"})
