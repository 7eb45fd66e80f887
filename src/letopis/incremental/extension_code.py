"""After a change in the code of another extension, all pages are read again: its rules, views and readers may differ.

Sphinx itself runs the rules only if a page was read, and knows nothing of the code that they are made of.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from letopis.domain import domain_of
from letopis.registry import HERE, Registry


def read_again_after_changes(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """``env-get-outdated``: every page, if the files of other extensions are not those of the last build."""
    domain = domain_of(env)
    now = _digest(domain.registry)
    if domain.stored["extension_code"] == now:
        return []
    domain.stored["extension_code"] = now
    return sorted(env.found_docs)


def _digest(registry: Registry) -> str:
    """A digest of all files of the extensions that registered something; empty if there are none."""
    files = sorted(set(_files(registry)))
    made = blake2b(digest_size=16)
    for path in files:
        made.update(path.read_bytes())
    return made.hexdigest() if files else ""


def _files(registry: Registry) -> Iterator[Path]:
    """The files from which something was registered, and all Python files of the packages they belong to."""
    packages = {
        Path(package_file).parent
        for name, module in list(sys.modules.items())
        if "." not in name and hasattr(module, "__path__") and (package_file := getattr(module, "__file__", None))
    }
    for place in registry.places.values():
        path = Path(place.rpartition(":")[0])
        if not path.is_file():
            continue
        yield path
        for package in packages & set(path.parents) - {HERE}:
            yield from package.rglob("*.py")
