"""Links to the outside that are dead lead to the archived copy, wherever they stand."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from letopis.domain import app_of, domain_of
from letopis.model.source_fields import field_of

_KNOWN: WeakKeyDictionary[BuildEnvironment, dict[str, str]] = WeakKeyDictionary()


def archived_links(env: BuildEnvironment) -> dict[str, str]:
    """From each dead address to its archived copy: the sources with ``urlstatus = {dead}``, then `conf.py`."""
    if env not in _KNOWN:
        found = {
            field_of(source.fields, "url"): field_of(source.fields, "archivedurl")
            for source in domain_of(env).archive.bibliography.values()
            if field_of(source.fields, "urlstatus").casefold() == "dead"
        }
        found |= app_of(env).config.letopis_archived_links
        _KNOWN[env] = {dead: copy for dead, copy in found.items() if dead and copy}
    return _KNOWN[env]


def forget_archived_links(_app: object, env: BuildEnvironment) -> None:
    """``env-updated``: sources may have been read again."""
    _KNOWN.pop(env, None)


class SwitchDeadLinks(SphinxPostTransform):
    """Every link to a dead address, in the text and in lists of sources, leads to the archived copy."""

    default_priority = 25
    """After notes and lists of sources (6) are set, before links are gathered to be checked (800)."""

    def run(self, **_kwargs: Any) -> None:
        """Switch the links of the page."""
        archived = archived_links(self.env)
        if archived:
            for link in self.document.findall(nodes.reference):
                if link.get("refuri") in archived:
                    link["refuri"] = archived[link["refuri"]]
