"""A feed reader that was not written here reads our feeds of changes and of corrections."""

from __future__ import annotations

from pathlib import Path

import feedparser
import pytest

from tests.addresses.test_editions import Twice

BASE = "https://example.org/archive"


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    """A small archive after two releases, with a date corrected between them."""
    return Twice(tmp_path_factory.mktemp("feeds") / "archive")


def read(site: Path, name: str) -> feedparser.FeedParserDict:
    feed = feedparser.parse((site / name).read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    (own,) = [link.href for link in feed.feed.links if link.rel == "self"]
    assert own == feed.feed.id == f"{BASE}/{name}"
    assert len({entry.id for entry in feed.entries}) == len(feed.entries), "each entry has an id of its own"
    return feed


def test_a_feed_reader_reads_the_changes(twice: Twice) -> None:
    feed = read(twice.built.output, "changes.xml")
    assert feed.feed.title.endswith(": Changes")
    assert feed.feed.author == "The contributors"
    assert [entry.title for entry in feed.entries] == ["Edition 2, 1 December 2026", "Edition 1, 2 November 2026"]
    assert [entry.updated_parsed[:3] for entry in feed.entries] == [(2026, 12, 1), (2026, 11, 2)]
    assert "changed person:ada (born)" in feed.entries[0].summary


def test_a_feed_reader_reads_the_corrections(twice: Twice) -> None:
    feed = read(twice.built.output, "corrections.xml")
    (entry,) = feed.entries
    assert (entry.title, entry.link) == ("Ada: born corrected", f"{BASE}/ada.html#person-ada")
    assert entry.updated_parsed[:3] == (2026, 12, 1)
