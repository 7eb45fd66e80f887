"""The report of ``letopis affects REV``: what a change does to an archive, as Markdown for a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from letopis.cli.snapshot import RecordThen, Snapshot
from letopis.model.values import Ref

LONGEST: Final = 160
"""Characters of a value, a sentence or a text that is quoted in the report."""


def report_of(before: Snapshot, after: Snapshot, name: str) -> str:
    """What has changed between two states of an archive; ``name`` is what the first is called."""
    before = before.with_keys(_renamed(before, after))
    made = [f"## What this change does\n\nCompared with {name}.\n"]
    nothing = True
    for title, lines in SECTIONS.items():
        if found := list(lines(before, after)):
            nothing = False
            made.append(f"### {title}\n\n" + "".join(f"- {line}\n" for line in found))
    if nothing:
        made.append("Nothing that a reader of the archive would see.\n")
    return "\n".join(made)


def _renamed(before: Snapshot, after: Snapshot) -> dict[str, str]:
    """The keys that have been changed, and what they are now."""
    return {
        old.key: new.key
        for old, new in after.former.items()
        if old in before.records and old not in after.records and new not in before.records
    }


# ----------------------------------------------------------------------------------------------- records
def _records(before: Snapshot, after: Snapshot) -> Iterator[str]:
    for ref, record in after.records.items():
        then = before.records.get(ref)
        old = next((old for old, new in after.former.items() if new == ref and old in before.records), None)
        if then is None and old is not None and old not in after.records:
            yield f"{_called(old)} is now called {_called(ref)}; links to the old key go on working."
            yield from _changed(ref, before.records[old], record)
        elif then is None:
            yield f"New: {_called(ref)} ({record.name}), on {record.docname}.md."
        else:
            yield from _changed(ref, then, record)
    for ref, record in before.records.items():
        if ref not in after.records and ref not in after.former:
            yield f"Gone: {_called(ref)} ({record.name}), from {record.docname}.md; links to it lead nowhere."


def _changed(ref: Ref, then: RecordThen, now: RecordThen) -> Iterator[str]:
    """What is different in a record, in one line."""
    parts: list[str] = []
    if then.name != now.name:
        parts.append(f"the name was “{then.name}”, and is “{now.name}”")
    if then.docname != now.docname:
        parts.append(f"it was on {then.docname}.md, and is on {now.docname}.md")
    parts += _fields_changed(then.fields, now.fields)
    if then.summary != now.summary:
        parts.append(f"the summary is now “{_short(now.summary)}”" if now.summary else "the summary is gone")
    if parts:
        yield f"Changed: {_called(ref)} ({now.name}): {'; '.join(parts)}."


def _fields_changed(then: Counter[tuple[str, str]], now: Counter[tuple[str, str]]) -> Iterator[str]:
    gone, come = then - now, now - then
    for key in dict.fromkeys(key for key, _ in [*gone, *come] if key not in {"alias", "name"}):
        old = [text for other, text in gone if other == key]
        new = [text for other, text in come if other == key]
        for was, is_ in zip(old, new, strict=False):
            yield f"`{key}` was “{_short(was)}”, and is “{_short(is_)}”"
        for was in old[len(new) :]:
            yield f"`{key}` “{_short(was)}” is taken out"
        for is_ in new[len(old) :]:
            yield f"`{key}` “{_short(is_)}” is added"


def _claims(before: Snapshot, after: Snapshot) -> Iterator[str]:
    for ref, now in after.records.items():
        then = before.records.get(ref)
        if then and now.verdict and then.verdict != now.verdict:
            judged = next((text for key, text in now.fields if key == "judged"), "")
            yield f"{_called(ref)} ({now.name}): was {then.verdict}, is {now.verdict} (judged {judged})."
        elif then and now.verdict:
            days = [next((text for key, text in one.fields if key == "judged"), "") for one in (then, now)]
            if days[0] != days[1]:
                yield f"{_called(ref)} ({now.name}): still {now.verdict}, looked at again ({days[0]}, now {days[1]})."


# ----------------------------------------------------------------------------------------------- sources
def _sources(before: Snapshot, after: Snapshot) -> Iterator[str]:
    for key, fields in after.sources.items():
        then = before.sources.get(key)
        if then is None:
            yield f"New: `{key}` ({_short(fields.get('title', ''))}), cited on {_pages(after.cited[key])}."
        elif then != fields:
            parts = []
            for name in dict.fromkeys([*then, *fields]):
                was, is_ = then.get(name), fields.get(name)
                if was is None:
                    parts.append(f"`{name}` “{_short(is_ or '')}” is added")
                elif is_ is None:
                    parts.append(f"`{name}` “{_short(was)}” is taken out")
                elif was != is_:
                    parts.append(f"`{name}` was “{_short(was)}”, and is “{_short(is_)}”")
            yield f"Changed: `{key}`: {'; '.join(parts)}; cited on {_pages(after.cited[key])}."
    for key, fields in before.sources.items():
        if key not in after.sources:
            yield f"Gone: `{key}` ({_short(fields.get('title', ''))}); it was cited on {_pages(before.cited[key])}."


def _pages(pages: list[str]) -> str:
    if not pages:
        return "no page"
    return f"{pages[0]}.md" if len(pages) == 1 else f"{len(pages)} pages"


# ------------------------------------------------------------------------------------- pages, links, words
def _pages_changed(before: Snapshot, after: Snapshot) -> Iterator[str]:
    only_keys = 0
    for docname, page in after.pages.items():
        then = before.pages.get(docname)
        if then is None:
            yield f"New: {docname}.md, “{page.title}”, {_count(page.words.total(), 'word')}."
        elif then.text != page.text:
            come, gone = (page.words - then.words).total(), (then.words - page.words).total()
            if not come and not gone and then.title == page.title:
                only_keys += 1
                continue
            title = f"; the title was “{then.title}”, and is “{page.title}”" if then.title != page.title else ""
            yield f"Changed: {docname}.md, {_count(come, 'word')} added, {gone} taken out{title}."
    for docname, page in before.pages.items():
        if docname not in after.pages:
            yield f"Gone: {docname}.md, “{page.title}”; links from elsewhere to its address lead nowhere."
    if only_keys:
        yield f"{_count(only_keys, 'page')} more, in which no word is another (only keys, signs or line breaks)."


def _links_lost(before: Snapshot, after: Snapshot) -> Iterator[str]:
    for docname, page in before.pages.items():
        if docname in after.pages:
            now = after.pages[docname].links
            for target in page.links:
                renamed = after.former.get(_ref(target))
                if not now[target] and not (renamed and now[str(renamed)]):
                    yield f"{docname}.md no longer links to {_called(_ref(target))}."


def _words(before: Snapshot, after: Snapshot) -> Iterator[str]:
    then = sum(page.words.total() for page in before.pages.values())
    now = sum(page.words.total() for page in after.pages.values())
    if then != now:
        yield f"The archive had {then} words, and has {now} ({now - then:+d})."


# ---------------------------------------------------------------------------------------------- findings
def _gained(before: Snapshot, after: Snapshot) -> Iterator[str]:
    for path, message in after.findings - before.findings:
        yield f"{f'{path}: ' if path else ''}{message}"


def _cured(before: Snapshot, after: Snapshot) -> Iterator[str]:
    for path, message in before.findings - after.findings:
        yield f"{f'{path}: ' if path else ''}{message}"


def _ref(text: str) -> Ref:
    kind, _, key = text.rpartition(":")
    return Ref(kind, key)


def _called(ref: Ref) -> str:
    return f"{ref.kind} `{ref.key}`"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


SECTIONS: Final[dict[str, Callable[[Snapshot, Snapshot], Iterator[str]]]] = {
    "Records": _records,
    "Claims judged anew": _claims,
    "Sources": _sources,
    "Pages": _pages_changed,
    "Links lost": _links_lost,
    "Faults that the checks find now": _gained,
    "Faults that are mended": _cured,
    "Words": _words,
}
"""The parts of the report, in order. One about which there is nothing to say is left out."""
