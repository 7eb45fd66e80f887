"""What is shown of other archives: if it is not what the last build showed, all pages are read again.

That happens when a newer copy of their inventory or data has been taken, and seldom.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from letopis.domain import domain_of
from letopis.incremental.outdated import digest
from letopis.other_archives import previews_elsewhere, published_of


def read_again_elsewhere(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """``env-get-outdated``: every page, if a record of another archive that is referred to is not as it was."""
    return sorted(env.found_docs) if domain_of(env).stored["elsewhere"] != _told(app, env) else []


def note_elsewhere(app: Sphinx, env: BuildEnvironment) -> None:
    """``env-updated``: keep a digest of what is shown of other archives."""
    domain_of(env).stored["elsewhere"] = _told(app, env)


def _told(app: Sphinx, env: BuildEnvironment) -> str:
    """A digest of it; empty where no other archive is named."""
    if not published_of(app):
        return ""
    shown = previews_elsewhere(app, domain_of(env).archive.named_elsewhere)
    return digest(sorted(shown.items()), sorted(name for name, one in published_of(app).items() if one.fault))
