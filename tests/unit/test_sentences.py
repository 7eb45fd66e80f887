"""Where sentences end, and what is left of a long one."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.sentences import sentence_spans, shortened, without_full_stop


def split(text: str) -> list[str]:
    return [text[begin:end].strip() for begin, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["One came.", "Two went."],
        ["He said, “I am he.”", "Then he went."],
        ["Did he come?", "He did!", "So it was… ", "Then nothing."],
        ["It was so (they say).", "(Others do not.)", "“Why?”", "Nobody asked."],
        # Initials, and capitals that are none.
        ["Then N. S. Khrushchev and A. I. Mikoyan came.", "They sat."],
        ["Yu. V. Andropov and Zh. A. Medvedev wrote it.", "Others read it."],
        ["J.-P. Sartre was there.", "So was he."],
        ["He left the USSR.", "Then he came back."],
        ["Claim P7.", "It is disputed."],
        # Abbreviations.
        ["Dr. Farel, Prof. Taubman and St. Clair met on p. 3 of vol. 2.", "Cf. No. 5 and art. 6."],
        ["It was ca. 1950, cf. Taubman.", "He says so, etc.", "Others do not."],
        ["By the law of the U.S. Congress it was so.", "That is all."],
        # Dates.
        ["It began on 18 June 1957.", "On the 19. Juni it went on.", "It ended on 29.06.1957.", "Then came July."],
        ["It was Jan. 5.", "In Oct. 1964 it was over."],
        ["They met in 1957.", "Three were away."],
        ["They met in 1957.", "18 June was the first day."],
        ["1. He came.", "2. He went."],
        # Other scripts.
        ["Н. С. Хрущёв и А. И. Микоян пришли.", "Они сели."],
        ["В 1957 г. Хрущёв выступил на пленуме.", "См. т. 2, с. 15 и ст. 3.", "Так было."],
        ["Тов. Молотов возражал.", "«Почему?»", "Никто не спросил."],
        ["18 июня 1957 года началось заседание.", "22. Июня открылся пленум."],
        ["Ο πρώτος ήρθε.", "Ο δεύτερος έφυγε."],
        ["جاء الأول.", "ذهب الثاني."],
        ["第一人来了。", "第二人走了。"],
        # Marks for a record and for a source.
        ["One came.", "\x00person:perrin\x00 went.", "\x03Gale1950\x03 says so."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    joiner = "" if sentences[0].endswith("。") else " "
    assert split(joiner.join(one.strip() for one in sentences)) == [one.strip() for one in sentences]


@pytest.mark.parametrize("text", ["", " ", ".", "...", "No end", "a. b. c.", "he said: so. and so"])
def test_a_text_without_an_inner_end_is_one_sentence(text: str) -> None:
    assert sentence_spans(text) == [(0, len(text))]


@given(st.text(st.sampled_from('aA .!?…”"(«\x001。')))
def test_the_sentences_are_the_whole_text(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join(text[begin:end] for begin, end in spans) == text
    assert all(begin < end for begin, end in spans) or spans == [(0, 0)]


@pytest.mark.parametrize("piece", [".", ". ", "A. ", ".” ", ". (", "…\x00", "1. ", "。", "word. Word "])
def test_time_grows_with_the_text_alone(piece: str) -> None:
    def taken(times: int) -> float:
        begun = process_time()
        sentence_spans(piece * times)
        return process_time() - begun

    assert taken(100_000) < 40 * max(taken(10_000), 0.005)


LONG = " ".join(f"word{number}" for number in range(100))


@pytest.mark.parametrize("place", [0, 1, 100, 350, 600, len(LONG)])
def test_a_long_sentence_is_cut_between_words_around_its_place(place: int) -> None:
    cut = shortened(LONG, place, 100)
    words = cut.replace("…", " ").split()
    assert set(words) <= set(LONG.split())
    assert len(cut) <= 104
    near = LONG[max(0, place - 20) : place].split()[1:-1]
    assert set(near) <= set(words)
    assert cut.startswith("… ") == (words[0] != "word0")
    assert cut.endswith(" …") == (words[-1] != "word99")


def test_a_short_sentence_stays_as_it_is() -> None:
    assert shortened("So it was.", 3, 100) == "So it was."
    assert shortened("x" * 100, 3, 100) == "x" * 100


def test_no_mark_is_cut() -> None:
    mark = "\x00person:perrin\x00"
    for place in range(0, 700, 7):
        for text in (mark * 50, "\x03Gale1950\x03" * 70, "字" * 90 + mark * 40):
            cut = shortened(text, place, 100)
            assert cut.count("\x00") % 2 == 0
            assert cut.count("\x03") % 2 == 0
            assert len(cut) < 125


def test_no_comma_stands_before_an_ellipsis() -> None:
    assert shortened("One and two, " + "three " * 30, 0, 14) == "One and two …"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("He flew them in.", "He flew them in"),
        ("Who flew?", "Who flew?"),
        ("It was so ...", "It was so ..."),
        ("In the U.S.", "In the U.S."),
        ("John Smith Jr.", "John Smith Jr."),
        ("Books, etc.", "Books, etc."),
        ("The title of Prof.", "The title of Prof."),
        ("Он выступил.", "Он выступил"),
        (".", ""),
        ("", ""),
    ],
)
def test_a_sentence_used_as_a_title_loses_its_full_stop_alone(text: str, title: str) -> None:
    assert without_full_stop(text) == title
