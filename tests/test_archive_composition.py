"""Who sat in the Presidium: twelve days from its first to Khrushchev's last, as the archive's own records have it.

A day of elections shows what was elected. This is a promise of the archive, not of the engine, whose own tests of a
composition are `unit/test_composition.py`: who corrects a membership corrects it here as well.
"""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from letopis.model.composition import composition
from letopis.model.dates import Tri, parse_date
from letopis.model.kinds import Body

if TYPE_CHECKING:
    from pathlib import Path

    from letopis.model.archive import Archive
    from letopis.model.composition import SeatOnDay

pytestmark = pytest.mark.slow

#: Pages that hold no record of a person or a body: not reading them saves most of the time.
ELSEWHERE = [
    "about.md", "alignment.md", "books/**", "claims.md", "contributing/**", "documents/**", "events/**",
    "glossary.md", "places/**", "post.md", "questions/**", "sources.md", "story/**", "timeline.md", "votes.md",
]  # fmt: skip

OLD_GUARD = {
    "Lazar Kaganovich", "Georgy Malenkov", "Anastas Mikoyan", "Vyacheslav Molotov", "Nikita Khrushchev",
    "Nikolai Bulganin", "Kliment Voroshilov", "Mikhail Pervukhin", "Maksim Saburov",
}  # fmt: skip

ELEVEN = OLD_GUARD | {"Alexei Kirichenko", "Mikhail Suslov"}

FIFTEEN = {
    "Averky Aristov", "Nikolai Belyaev", "Leonid Brezhnev", "Nikolai Bulganin", "Kliment Voroshilov",
    "Yekaterina Furtseva", "Georgy Zhukov", "Nikolai Ignatov", "Alexei Kirichenko", "Frol Kozlov",
    "Otto Kuusinen", "Anastas Mikoyan", "Mikhail Suslov", "Nikita Khrushchev", "Nikolai Shvernik",
}  # fmt: skip

NINE = {
    "Jānis Kalnbērziņš", "Andrei Kirilenko", "Demyan Korotchenko", "Alexei Kosygin", "Kirill Mazurov",
    "Vasil Mzhavanadze", "Nuritdin Mukhitdinov", "Mikhail Pervukhin", "Pyotr Pospelov",
}  # fmt: skip

CONGRESS_OF_1961 = {
    "Leonid Brezhnev", "Gennady Voronov", "Frol Kozlov", "Alexei Kosygin", "Otto Kuusinen", "Anastas Mikoyan",
    "Nikolai Podgorny", "Dmitry Polyansky", "Mikhail Suslov", "Nikita Khrushchev", "Nikolai Shvernik",
}  # fmt: skip

#: Day: full members, candidates, and the two numbers that a historian would expect.
SAT = {
    "1952-10-16": (
        OLD_GUARD | {
            "Vasily Andrianov", "Averky Aristov", "Lavrenty Beria", "Dmitry Chesnokov", "Semyon Ignatyev",
            "Demyan Korotchenko", "Otto Kuusinen", "Vasily Kuznetsov", "Vyacheslav Malyshev", "Leonid Melnikov",
            "Nikolai Mikhaylov", "Panteleimon Ponomarenko", "Matvei Shkiryatov", "Nikolai Shvernik",
            "Joseph Stalin", "Mikhail Suslov",
        },
        {
            "Leonid Brezhnev", "Nikolai Ignatov", "Ivan Kabanov", "Alexei Kosygin", "Nikolai Patolichev",
            "Nikolai Pegov", "Alexander Puzanov", "Ivan Tevosyan", "Andrey Vyshinsky", "Pavel Yudin",
            "Arseny Zverev",
        },
        (25, 11),
    ),
    "1953-03-06": (
        OLD_GUARD | {"Lavrenty Beria"},
        {"Mir Jafar Bagirov", "Leonid Melnikov", "Panteleimon Ponomarenko", "Nikolai Shvernik"},
        (10, 4),
    ),
    "1953-12-23": (
        OLD_GUARD,
        {"Alexei Kirichenko", "Panteleimon Ponomarenko", "Nikolai Shvernik"},
        (9, 3),
    ),
    "1955-07-12": (ELEVEN, {"Panteleimon Ponomarenko", "Nikolai Shvernik"}, (11, 2)),
    "1956-06-30": (
        ELEVEN,
        {
            "Leonid Brezhnev", "Yekaterina Furtseva", "Nuritdin Mukhitdinov", "Dmitri Shepilov",
            "Nikolai Shvernik", "Georgy Zhukov",
        },
        (11, 6),
    ),
    "1957-06-18": (
        ELEVEN,
        {
            "Leonid Brezhnev", "Yekaterina Furtseva", "Frol Kozlov", "Nuritdin Mukhitdinov", "Dmitri Shepilov",
            "Nikolai Shvernik", "Georgy Zhukov",
        },
        (11, 7),
    ),
    "1957-06-29": (FIFTEEN, NINE, (15, 9)),
    "1957-10-29": (FIFTEEN - {"Georgy Zhukov"}, NINE, (14, 9)),
    "1958-09-05": (
        FIFTEEN - {"Georgy Zhukov", "Nikolai Bulganin"} | {"Nuritdin Mukhitdinov"},
        NINE - {"Nuritdin Mukhitdinov"} | {"Nikolai Podgorny", "Dmitry Polyansky"},
        (14, 10),
    ),
    "1960-07-16": (
        FIFTEEN
        - {"Georgy Zhukov", "Nikolai Bulganin", "Nikolai Belyaev", "Alexei Kirichenko", "Kliment Voroshilov"}
        | {"Nuritdin Mukhitdinov", "Alexei Kosygin", "Nikolai Podgorny", "Dmitry Polyansky"},
        NINE - {"Nuritdin Mukhitdinov", "Alexei Kosygin"},
        (14, 7),
    ),
    "1961-10-31": (
        CONGRESS_OF_1961,
        {"Viktor Grishin", "Kirill Mazurov", "Vasil Mzhavanadze", "Sharof Rashidov", "Vladimir Shcherbitsky"},
        (11, 5),
    ),
    "1964-10-14": (
        CONGRESS_OF_1961 - {"Otto Kuusinen", "Nikita Khrushchev"} | {"Andrei Kirilenko"},
        {
            "Viktor Grishin", "Kirill Mazurov", "Vasil Mzhavanadze", "Sharof Rashidov", "Petro Shelest",
            "Leonid Yefremov",
        },
        (10, 6),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def archive(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The archive's people and bodies, read with the settings of the repository."""
    out = tmp_path_factory.mktemp("composition")
    with docutils_namespace():
        app = Sphinx(
            repository / "docs", repository, out, out / "doctrees", "dummy", freshenv=True,
            confoverrides={"exclude_patterns": ELSEWHERE}, status=None, warning=io.StringIO(),
        )  # fmt: skip
        app.builder.read()
    found: Archive = app.env.get_domain("letopis").archive  # type: ignore[attr-defined]
    return found


@pytest.fixture(scope="module")
def presidium(archive: Archive) -> Body:
    body = archive.find(Body, "presidium")
    assert body is not None
    return body


def names(seats: list[SeatOnDay], rank: str) -> list[str]:
    return [seat.person.name for seat in seats if seat.rank == rank]


@pytest.mark.parametrize("day", SAT)
def test_who_sat(archive: Archive, presidium: Body, day: str) -> None:
    full, candidates, (members, waiting) = SAT[day]
    seats = composition(archive, presidium, parse_date(day), closing=True)
    assert set(names(seats, "full")) == full
    assert set(names(seats, "candidate")) == candidates
    # Nobody is counted twice, and the lists above are as long as they should be.
    assert (len(names(seats, "full")), len(names(seats, "candidate"))) == (members, waiting)
    assert all(seat.sure is Tri.YES for seat in seats)


def test_every_vote_is_known(archive: Archive, presidium: Body) -> None:
    """On each day of the Presidium's life it is certain who had a vote; only of candidates the sources may leave doubt."""
    doubtful: list[tuple[str, str]] = []
    day, end = date(1952, 10, 16), date(1966, 4, 8)
    while day < end:
        seats = composition(archive, presidium, parse_date(day.isoformat()), closing=True)
        doubtful += [
            (f"{day}", seat.person.name) for seat in seats if seat.sure is not Tri.YES and seat.rank != "candidate"
        ]
        day += timedelta(days=1)
    assert doubtful == []


def test_the_roster_is_whole(presidium: Body) -> None:
    assert presidium.roster is not None
    assert presidium.roster.value == "full"


def test_each_seat_names_its_sources(archive: Archive, presidium: Body) -> None:
    assert [person.key for person, fact in archive.seats(presidium) if not fact.sources] == []
