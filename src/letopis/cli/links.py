"""``letopis links``: follows the links to the outside, politely, and says which are dead and what to write."""

from __future__ import annotations

import argparse
import datetime
import io
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from letopis.cli.problems import CommandError
from letopis.cli.reading import source_folder
from letopis.domain import domain_of
from letopis.model.archive import Source
from letopis.model.source_fields import field_of
from letopis.sphinx_internals import add_to_list

FRESH: Final = 30
"""Days for which a link that was alive is not asked for again."""

ALIVE: Final = frozenset({"working", "redirected"})
POLITE: Final = {"linkcheck_workers": 2, "linkcheck_rate_limit_timeout": 300.0}
"""Two questions at a time. Sphinx waits as long as a host asks it to, and asks for the head of a page first."""

Results = list[dict[str, Any]]


def links(options: argparse.Namespace) -> int:
    """Check the links, keep what is alive in a cache, and write a report; the exit code is 1 if a link is dead."""
    out = Path(options.out or Path(options.conf) / "_build" / "links")
    out.mkdir(parents=True, exist_ok=True)
    today = datetime.datetime.now(datetime.UTC).date()
    cache = out / "alive.json"
    known = {} if options.again else fresh(read_cache(cache), today)
    results, bibliography = _check(options, out, known)
    alive = {one["uri"]: today.isoformat() for one in results if one["status"] in ALIVE}
    cache.write_text(json.dumps(known | alive, indent=1, sort_keys=True), encoding="utf-8")
    dead = [one for one in results if one["status"] in {"broken", "timeout"}]
    text = report(dead, bibliography)
    (out / "report.md").write_text(text, encoding="utf-8")
    print(text)
    print(
        f"{len(alive)} links are alive, {len(known)} were alive not long ago, {len(dead)} are dead: {out / 'report.md'}"
    )
    return 1 if dead else 0


def read_cache(path: Path) -> dict[str, str]:
    """The links that were alive, each with the day; a file that is missing or spoilt only means that all are asked for."""
    try:
        return {str(uri): str(day) for uri, day in json.loads(path.read_text(encoding="utf-8")).items()}
    except (AttributeError, OSError, ValueError):
        return {}


def fresh(cache: Mapping[str, str], today: datetime.date) -> dict[str, str]:
    """Those that were alive not long ago."""
    oldest = (today - datetime.timedelta(days=FRESH)).isoformat()
    return {uri: day for uri, day in cache.items() if day >= oldest}


def _check(options: argparse.Namespace, out: Path, known: Iterable[str]) -> tuple[Results, Mapping[str, Source]]:
    source = source_folder(options)
    with patch_docutils(options.conf), docutils_namespace():
        try:
            app = Sphinx(
                source, options.conf, out, out / "read", "linkcheck", dict(POLITE), status=None, warning=io.StringIO()
            )
            add_to_list(app.config, "linkcheck_ignore", [f"{re.escape(uri)}$" for uri in known])
            app.build()
        except SphinxError as error:
            raise CommandError(f"the archive cannot be read: {error}") from error
        bibliography = domain_of(app.env).archive.bibliography
    lines = (out / "output.json").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()], bibliography


def report(dead: Results, bibliography: Mapping[str, Source]) -> str:
    """Each dead link once, where it stands, and what to write so that the archived copy takes its place."""
    sources = {field_of(source.fields, "url"): source for source in bibliography.values()}
    places: dict[str, list[str]] = {}
    reasons: dict[str, str] = {}
    for one in dead:
        places.setdefault(one["uri"], []).append(f"{one['filename']}:{one['lineno']}")
        reasons[one["uri"]] = " ".join(str(one["info"]).split())
    lines = ["# Dead links", ""]
    for uri in sorted(places):
        source = sources.get(uri)
        lines.append(f"- {uri}\n  {', '.join(sorted(set(places[uri])))}: {reasons[uri]}")
        if source is None:
            lines.append("  Write its archived copy into letopis_archived_links in conf.py.")
        elif field_of(source.fields, "archivedurl"):
            lines.append(f"  Write 'urlstatus = {{dead}}' in the source '{source.key}' ({source.path}:{source.line}).")
        else:
            lines.append(
                f"  Write 'archivedurl', 'archivedate' and 'urlstatus = {{dead}}' in the source '{source.key}'"
                f" ({source.path}:{source.line})."
            )
    return "\n".join([*lines, *([] if places else ["None."])]) + "\n"
