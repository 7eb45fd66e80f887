"""Dates in words: what is proposed for them, in seven languages, and for what nothing is."""

from __future__ import annotations

import pytest

from letopis.model.datelexicon import meanings, months, seasons
from letopis.model.dates import parse_date, parse_fixed_date

PROPOSED = {
    # wrong advice once
    "maybe 1862": "1862?",
    "before 1928": "[..1927]",
    "after 1450": "[1451..]",
    "1800s": "180X or 18XX",
    # none once
    "9. 8. 1849": "1849-08-09",
    "until May 1974": "/1974-05",
    "June 18–22, 1957": "1957-06-18/1957-06-22",
    "ca. June 1957": "1957-06~",
    "06/18/1957": "1957-06-18",
    "06/07/1957": "1957-07-06 or 1957-06-07",
    "19th century": "18XX",
    "30 January 1648/49": "OS 1649-01-30",
    "28 February 1699/1700": "OS 1700-02-28",
    # English
    "31st of May, 1974": "1974-05-31",
    "18 June – 3 July 1957": "1957-06-18/1957-07-03",
    "June–July 1957": "1957-06/1957-07",
    "1851–52": "1851/1852",
    "c. 1851–2": "1851~/1852",
    "before 18 January 1928": "[..1928-01-17]",
    "after January 1928": "[1928-02..]",
    "before the 1920s": "[..1919]",
    "after winter 1928": "[1929-03..]",
    "earlier than the 19th century": "[..1799]",
    "between June 1957 and May 1958": "[1957-06..1958-05]",
    "a day in June 1957": "1957-06-XX",
    "month in 1872": "1872-XX",
    "25 December": "XXXX-12-25",
    "2nd century BC": "-01XX",
    "44-40 BC": "-0043/-0039",
    "AD 79": "0079",
    "1863, printed 1870": "1863",
    "from 1957 to 1960": "1957/1960",
    "17th–19th centuries": "16XX/18XX",
    "18.VI.1957": "1957-06-18",
    # German
    "18. Juni 1957": "1957-06-18",
    "3. März 1849": "1849-03-03",
    "im März 1849": "1849-03",
    "um 1850": "1850~",
    "vor 1848": "[..1847]",
    "nach dem 3. März 1849": "[1849-03-04..]",
    "1. Mai bis 3. Juni 1849": "1849-05-01/1849-06-03",
    "zwischen 1450 und 1460": "[1450..1460]",
    "Frühjahr 1848": "1848-21",
    "19. Jahrhundert": "18XX",
    "3. Jh. v. Chr.": "-02XX",
    "1950er Jahre": "195X",
    "vielleicht 1862": "1862?",
    # French
    "1er mai 1789": "1789-05-01",
    "le 14 juillet 1789": "1789-07-14",
    "août 1792": "1792-08",
    "vers 1850": "1850~",
    "avant 1848": "[..1847]",
    "jusqu’en 1918": "/1918",
    "XIXe siècle": "18XX",
    "les années 1950": "195X",
    "du 3 au 5 mai 1789": "1789-05-03/1789-05-05",
    "52 av. J.-C.": "-0051",
    # Spanish
    "18 de junio de 1957": "1957-06-18",
    "mayo de 1808": "1808-05",
    "hacia 1850": "1850~",
    "antes de 1808": "[..1807]",
    "siglo XIX": "18XX",
    "entre 1450 y 1460": "[1450..1460]",
    "primavera de 1848": "1848-21",
    # Italian
    "1º maggio 1848": "1848-05-01",
    "18 giugno 1957": "1957-06-18",
    "prima del 1848": "[..1847]",
    "XIX secolo": "18XX",
    "dal 1848 al 1849": "1848/1849",
    "44 a.C.": "-0043",
    "estate 1848": "1848-22",
    # Polish
    "18 czerwca 1957 r.": "1957-06-18",
    "w maju 1791": "1791-05",
    "około 1850": "1850~",
    "przed 1791": "[..1790]",
    "XIX w.": "18XX",
    "między 1450 a 1460": "[1450..1460]",
    "od 1791 do 1795": "1791/1795",
    # Russian
    "18 июня 1957 г.": "1957-06-18",
    "в мае 1974": "1974-05",
    "ок. 1850": "1850~",
    "до 1917": "[..1916]",
    "после 1917": "[1918..]",
    "в XIX веке": "18XX",
    "1950-е годы": "195X",
    "летом 1957 г.": "1957-22",
    "44 г. до н. э.": "-0043",
    "25 февраля 1890 ст. ст.": "OS 1890-02-25",
    "с 1917 по 1920": "1917/1920",
    # parts of a century, a decade, a year
    "first half of the 18th century": "[1700..1749]",
    "second quarter of the 19th century": "[1825..1849]",
    "last third of the 18th century": "[1767..1799]",
    "second third of the 18th century": "[1734..1766]",
    "second half of the 1850s": "[1855..1859]",
    "first half of the 1800s": "[1800..1804] or [1800..1849]",
    "first half of 1957": "1957-40",
    "third quarter of 1957": "1957-35",
    "1. Hälfte 18. Jh.": "[1700..1749]",
    "zweite Hälfte des 18. Jahrhunderts": "[1750..1799]",
    "première moitié du XVIIIe siècle": "[1700..1749]",
    "2e moitié du XVIIIe siècle": "[1750..1799]",
    "primera mitad del siglo XVIII": "[1700..1749]",
    "prima metà del XVIII secolo": "[1700..1749]",
    "druga połowa XVIII wieku": "[1750..1799]",
    "вторая половина XIX в.": "[1850..1899]",
    "1-я половина XVIII века": "[1700..1749]",
    "milieu du XVIIIe siècle": "17XX",
    "mid-June 1957": "1957-06",
    # a limit that may be the date
    "no later than 1857": "[..1857]",
    "by June 1857": "[..1857-06]",
    "1857 or later": "[1857..]",
    "1857 or earlier": "[..1857]",
    "spätestens 1857": "[..1857]",
    "au plus tard en 1857": "[..1857]",
    "najpóźniej 1857": "[..1857]",
    "не ранее 1857": "[1857..]",
    # two calendars, two days
    "4/16 March 1857": "1857-03-16 (OS 1857-03-04)",
    "16 (4) March 1857": "1857-03-16 (OS 1857-03-04)",
    "18 (30) июня 1857 г.": "1857-06-30 (OS 1857-06-18)",
    "30 июня (12 июля) 1857": "1857-07-12 (OS 1857-06-30)",
    "30 June/12 July 1857": "1857-07-12 (OS 1857-06-30)",
    "4/16.III.1857": "1857-03-16 (OS 1857-03-04)",
    "4/16.3.1857": "1857-03-16 (OS 1857-03-04)",
    "4 March/16 May 1857": "1857-03-04/1857-05-16 or [1857-03-04,1857-05-16]",
    "18/20 June 1957": "1957-06-18/1957-06-20 or [1957-06-18,1957-06-20]",
    "18./20. Juni 1957": "1957-06-18/1957-06-20 or [1957-06-18,1957-06-20]",
    # weekdays, winters, eras
    "Tuesday, 18 June 1957": "1957-06-18",
    "Dienstag, den 18. Juni 1957": "1957-06-18",
    "mardi 18 juin 1957": "1957-06-18",
    "во вторник 18 июня 1957": "1957-06-18",
    "w środę 19 czerwca 1957": "1957-06-19",
    "18-Jun-1850": "1850-06-18",
    "June-1850": "1850-06",
    "du 1850": "1850/..",
    "in der zweiten Hälfte des 18. Jahrhunderts": "[1750..1799]",
    "во второй половине XIX века": "[1850..1899]",
    "44a.C.": "-0043",
    "winter 1956/57": "1956-24",
    "winter of 1956–57": "1956-24",
    "Winter 1899/1900": "1899-24",
    "44 B.C.": "-0043",
    "A.D. 850": "0850",
}


@pytest.mark.parametrize("text", PROPOSED)
def test_what_is_proposed_can_be_read(text: str) -> None:
    with pytest.raises(ValueError) as refusal:
        parse_date(text)
    message = str(refusal.value)
    assert message.startswith(f"the date {text!r} ")
    proposed = message.rpartition(". Write ")[2].replace("'", "").removesuffix(".")
    assert proposed == PROPOSED[text]
    for one in proposed.split(" or "):
        parse_fixed_date(one)


@pytest.mark.parametrize(
    "text",
    ["mayor 1862", "junta 1936", "Easter 1450", "attica 1802", "23rd Dynasty", "31 June 1957", "the 60s", "i", "v.", "c",
     "fifth half of the 18th century", "second third of the 1850s", "first half of June 1957", "half of 1957",
     "2. Hälfte 18. Jh. (?)", "first half of c. 1850", "до 4 (16) марта 1857", "4/16 March 1857?", "18 19/20 June 1957",
     "к. XIX в.", "Monday 18 June 1957", "Friday 1957", "Sunday, June 1850", "winter 1956/58", "17 (30) June", "by the war", "June", "or 1957", "1957 or", "18 19 June 1957", "0 BC", "100th century", "18 of 1957"],
)  # fmt: skip
def test_nothing_is_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not in EDTF\. Write one such as 1957-06-18|such as XXXX|Write XXXX-06\."):
        parse_date(text)


@pytest.mark.parametrize("text", ["n. d.", "s.d.", "o. J.", "б. г.", "undated", "Sine anno"])
def test_what_stands_for_no_date_says_nothing(text: str) -> None:
    with pytest.raises(ValueError, match="says nothing"):
        parse_date(text)


def test_a_limit_that_is_no_date_is_told_how_relative_dates_are_written() -> None:
    with pytest.raises(ValueError, match="is not a relative date"):
        parse_date("before the war")


def test_every_word_of_the_lexicon_can_be_found() -> None:
    """A phrase that cannot be cut into tokens would be filed under the empty text."""
    assert "" not in meanings()
    assert "" not in seasons()
    assert "" not in months()
    assert set(months().values()) == set(range(1, 13))
    assert not set(months()) & set(seasons())
