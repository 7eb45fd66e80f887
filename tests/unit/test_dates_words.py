"""Dates in words, long and short, and for machines."""

from __future__ import annotations

import pytest

from letopis.model.dates import in_short, in_words, iso_machine, parse_fixed_date

#: Text, words, short form, ``<time datetime>``; plain spaces stand for all spaces.
WORDS = [
    ("1957-06-18", "18 June 1957", "18 June 1957", "1957-06-18"),
    ("1953-09-07", "7 September 1953", "7 Sept 1953", "1953-09-07"),
    ("1957-06", "June 1957", "June 1957", "1957-06"),
    ("1957", "1957", "1957", "1957"),
    ("1957-06-21?", "perhaps 21 June 1957", "21 June 1957?", None),
    ("1953-09~", "about September 1953", "c. Sept 1953", None),
    ("1957%", "perhaps about 1957", "c. 1957?", None),
    ("195X", "the 1950s", "1950s", None),
    ("195X?", "perhaps the 1950s", "1950s?", None),
    ("190X", "1900–1909", "1900–1909", None),
    ("005X", "AD 50–59", "AD 50–59", None),
    ("00XX", "AD 1–99", "AD 1–99", None),
    ("19XX", "1900–1999", "1900–1999", None),
    ("1957-06-XX", "a day in June 1957", "June 1957", "1957-06"),
    ("1957-XX", "a month in 1957", "1957", "1957"),
    ("1957-XX-XX", "a day in 1957", "1957", "1957"),
    ("1957-06-XX?", "perhaps a day in June 1957", "June 1957?", None),
    ("2012-21", "spring 2012", "spring 2012", None),
    ("2012-22", "summer 2012", "summer 2012", None),
    ("2012-23~", "about autumn 2012", "c. autumn 2012", None),
    ("2012-24", "winter 2012", "winter 2012", None),
    ("0410-08-24", "24 August AD 410", "24 Aug AD 410", "0410-08-24"),
    ("0000", "1 BC", "1 BC", None),
    ("-0043-03-15", "15 March 44 BC", "15 Mar 44 BC", None),
    ("Y17000", "17000", "17000", "17000"),
    # intervals
    ("1957-06-18/1957-06-21", "18–21 June 1957", "18–21 June 1957", None),
    ("1957-06-22/1957-07-03", "22 June to 3 July 1957", "22 June – 3 July 1957", None),
    ("1953-03-05/1956-06-01", "5 March 1953 to 1 June 1956", "5 Mar 1953 – 1 June 1956", None),
    ("1957-06/1957-07", "June to July 1957", "June – July 1957", None),
    ("1957-06/1958-07", "June 1957 to July 1958", "June 1957 – July 1958", None),
    ("1957/1960", "1957–1960", "1957–1960", None),
    ("1957/1960-05", "1957 to May 1960", "1957 – May 1960", None),
    ("1957-06/1957-07-03", "June to 3 July 1957", "June – 3 July 1957", None),
    ("1957-06-03/1957-07", "3 June to July 1957", "3 June – July 1957", None),
    ("1957-06-18/1957-06", "18 June to June 1957", "18 June – June 1957", None),
    ("1957-06-18/1957-06-21?", "18 to perhaps 21 June 1957", "18–21 June 1957?", None),
    ("1957-06-18~/1957-06-21", "about 18 June 1957 to 21 June 1957", "c. 18 June 1957 – 21 June 1957", None),
    ("1957-08~/1960", "about August 1957 to 1960", "c. Aug 1957 – 1960", None),
    ("1957/1960?", "1957 to perhaps 1960", "1957–1960?", None),
    ("195X/1960", "the 1950s to 1960", "1950s – 1960", None),
    ("-0043/0014", "44 BC to AD 14", "44 BC – AD 14", None),
    ("2012-21/2012-22", "spring to summer 2012", "spring – summer 2012", None),
    ("1957/..", "from 1957", "1957–", None),
    ("1953-03-05/..", "from 5 March 1953", "5 Mar 1953–", None),
    ("1957/", "from 1957, end not recorded here", "1957–?", None),
    ("../1957", "until 1957", "to 1957", None),
    ("/1957", "until 1957, start not recorded here", "?–1957", None),
    ("1957~/..", "from about 1957", "c. 1957–", None),
    # sets
    ("[1961,1962]", "1961 or 1962", "1961 or 1962", None),
    ("[1961,1962?]", "1961 or perhaps 1962", "1961 or 1962?", None),
    ("[1961]", "1961", "1961", None),
    ("{1961,1962}", "1961 and 1962", "1961 and 1962", None),
    ("[1957-06-18,1957-06-19,1957-06-20]", "18, 19 or 20 June 1957", "18, 19 or 20 June 1957", None),
    (
        "[1953-03-14,1953-09-07,1953-09-14]",
        "14 March, 7 or 14 September 1953",
        "14 Mar, 7 or 14 Sept 1953",
        None,
    ),
    (
        "[1957-06-18,1957-07-02,1957-06-20]",
        "18 June, 2 July or 20 June 1957",
        "18 June, 2 July or 20 June 1957",
        None,
    ),
    ("[1953-03-14,1953]", "14 March 1953 or 1953", "14 Mar 1953 or 1953", None),
    ("[1957-06-18..1957-06-21]", "between 18 and 21 June 1957", "between 18 and 21 June 1957", None),
    ("[1961~..1964]", "between about 1961 and 1964", "between c. 1961 and 1964", None),
    ("[1957,1961..1964]", "1957 or between 1961 and 1964", "1957 or between 1961 and 1964", None),
    ("[..1962]", "1962 or earlier", "1962 or earlier", None),
    ("[1962..]", "1962 or later", "1962 or later", None),
    ("{..1984}", "1984 and earlier", "1984 and earlier", None),
    ("{1960..1962}", "each year from 1960 to 1962", "each year from 1960 to 1962", None),
    # level 2
    ("-01XX", "200–101 BC", "200–101 BC", None),
    ("1XXX", "1000–1999", "1000–1999", None),
    ("XXXX-12-25", "25 December of an unknown year", "25 Dec of an unknown year", None),
    ("-XXXX-12", "December of an unknown year BC", "Dec of an unknown year BC", None),
    ("156X-12-25~", "about 25 December of a year from 1560 to 1569", "c. 25 Dec of a year from 1560 to 1569", None),
    ("1450-XX-25", "the 25th of an unknown month of 1450", "the 25th of an unknown month of 1450", "1450"),
    ("1450-1X", "October, November or December 1450", "Oct, Nov or Dec 1450", "1450"),
    ("1450-0X-22", "22 January to September 1450", "22 Jan to Sept 1450", "1450"),
    ("1984-11-2X", "a day from 20 to 29 November 1984", "a day from 20 to 29 Nov 1984", "1984-11"),
    ("1984-11-X0", "10, 20 or 30 November 1984", "10, 20 or 30 Nov 1984", "1984-11"),
    ("1X57", "a year of the form 1X57", "a year of the form 1X57", None),
    ("1450-03-~11", "11 March 1450 (day approximate)", "11 Mar 1450 (day c.)", None),
    ("1450?-03-~11", "11 March 1450 (year uncertain, day approximate)", "11 Mar 1450 (year ?, day c.)", None),
    ("1450-03~-11", "11 March 1450 (year and month approximate)", "11 Mar 1450 (year and month c.)", None),
    ("1950-33", "the first quarter of 1950", "first quarter of 1950", None),
    ("1950-39~", "about the last third of 1950", "c. last third of 1950", None),
    ("1950-41", "the second half of 1950", "second half of 1950", None),
    ("1950-30", "southern summer 1950", "southern summer 1950", None),
    ("1950S2", "1950 (some year of 1900–1999)", "1950 (1900–1999)", None),
    (
        "[1976-07-12..]/1977-04-15",
        "from 12 July 1976 or later to 15 April 1977",
        "12 July 1976 or later – 15 Apr 1977",
        None,
    ),
    ("[..1450]/..", "from 1450 or earlier", "1450 or earlier–", None),
    ("1976/[1977,1978]", "from 1976 to 1977 or 1978", "1976 – 1977 or 1978", None),
    ("../..", "at all times", "…–…", None),
    ("/..", "since a date not recorded here", "?–…", None),
    ("../", "until a date not recorded here", "…–?", None),
    # Old Style
    (
        "OS 1700",
        "between 11 January 1700 and 11 January 1701 (1700 Old Style)",
        "between 11 Jan 1700 and 11 Jan 1701",
        None,
    ),
    (
        "OS 1700-02-11/1700-03-01",
        "21 February to 12 March 1700 (11 February to 1 March 1700 Old Style)",
        "21 Feb – 12 Mar 1700",
        None,
    ),
    ("OS 1900-02-29", "13 March 1900 (29 February Old Style)", "13 Mar 1900", "1900-03-13"),
    ("OS 1890-02-25", "9 March 1890 (25 February Old Style)", "9 Mar 1890", "1890-03-09"),
    ("1890-03-09 (OS 1890-02-25)", "9 March 1890 (25 February Old Style)", "9 Mar 1890", "1890-03-09"),
    ("OS 1899-12-26", "7 January 1900 (26 December 1899 Old Style)", "7 Jan 1900", "1900-01-07"),
    (
        "OS 1856-08",
        "between 13 August and 12 September 1856 (August Old Style)",
        "between 13 Aug and 12 Sept 1856",
        None,
    ),
    ("OS -0043-03-17", "15 March 44 BC (17 March Old Style)", "15 Mar 44 BC", None),
]


@pytest.mark.parametrize(("text", "words", "short", "machine"), WORDS)
def test_words(text: str, words: str, short: str, machine: str | None) -> None:
    date = parse_fixed_date(text)
    assert in_words(date).replace("\N{NO-BREAK SPACE}", " ") == words
    assert in_short(date).replace("\N{NO-BREAK SPACE}", " ") == short
    assert iso_machine(date) == machine


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1957-06-18", "18_June_1957"),
        ("1957-06-18/1957-06-21", "18–21_June_1957"),
        ("1957-06-22/1957-07-03", "22_June to 3_July_1957"),
        ("1953-09~", "about September_1953"),
        ("-0043", "44_BC"),
        ("OS 1890-02-25", "9_March_1890 (25_February_Old_Style)"),
        ("[1957-06-18,1957-06-19]", "18 or 19_June_1957"),
    ],
)
def test_spaces_inside_a_date_do_not_break(text: str, words: str) -> None:
    assert in_words(parse_fixed_date(text)).replace("\N{NO-BREAK SPACE}", "_") == words


def test_about_does_not_leave_its_date_in_a_table() -> None:
    assert in_short(parse_fixed_date("1953-09~")) == "c.\N{NO-BREAK SPACE}Sept\N{NO-BREAK SPACE}1953"


def test_there_is_one_language_so_far() -> None:
    with pytest.raises(ValueError, match="in 'en', not in 'ru'"):
        in_words(parse_fixed_date("1957"), "ru")
