"""Archives of others that this one refers to, ``{person}`north:ada```: off line, from copies of what they publish.

Two things of another archive are read, as its site has them: ``objects.inv``, its inventory, by Sphinx's own reader;
and for previews its data, the file of a record (``people/person-ada.json``) or else the whole (``data/archive.json``).
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.inventory import InventoryFile

from letopis.model.elsewhere import Elsewhere, OtherArchive
from letopis.model.values import Ref
from letopis.registry import registry_of

logger = logging.getLogger(__name__)

INVENTORY: Final = "objects.inv"
WHOLE: Final = "data/archive.json"
"""The data of a whole archive, in the folder of its site."""

_NAME: Final = re.compile("[a-z]+")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+/")

Preview = dict[str, str]


class Published:
    """What another archive has published, in a folder: its records, and the data for previews, read when asked for."""

    def __init__(self, name: str, address: str, folder: Path) -> None:
        """``address`` is that of its site, with a slash at its end."""
        self.name = name
        self.address = address
        self.folder = folder
        self.fault = ""
        """Why its inventory could not be read, or ``""``."""
        self.records = OtherArchive(name, *self._read())

    def _read(self) -> tuple[dict[Ref, Elsewhere], bool]:
        """The records of the inventory, former keys among them, and whether it could be read."""
        try:
            content = (self.folder / INVENTORY).read_bytes()
            items = InventoryFile.loads(content, uri=self.address).data
        except OSError as error:
            self.fault = f"'{self.folder / INVENTORY}' cannot be read: {error.strerror}."
        except (ValueError, zlib.error) as error:
            self.fault = f"'{self.folder / INVENTORY}' is no inventory of Sphinx: {error}."
        else:
            found = {
                Ref(kind.removeprefix("letopis:"), key): Elsewhere(
                    self.name, kind.removeprefix("letopis:"), key, item.display_name, item.uri
                )
                for kind, named_items in items.items()
                if kind.startswith("letopis:")
                for key, item in named_items.items()
            }
            return found, True
        return {}, False

    @cached_property
    def _whole(self) -> Mapping[Ref, Mapping[str, Any]]:
        """The records of the data of the whole, where there is such a file."""
        records = _json(self.folder / WHOLE).get("records", [])
        return {Ref(one["kind"], one["key"]): one for one in records if isinstance(one, dict)}

    def data(self, found: Elsewhere) -> Mapping[str, Any]:
        """What the archive says of a record in its data; nothing where they are not at hand."""
        page, _, anchor = found.address.removeprefix(self.address).partition("#")
        own = _json(self.folder / page.rpartition("/")[0] / f"{anchor}.json").get("record")
        return own if isinstance(own, dict) else self._whole.get(Ref(found.kind, found.key), {})

    def preview(self, found: Elsewhere, label: str) -> Preview:
        """A record in a few words, as :mod:`letopis.html.previews` shows those of this archive."""
        data = self.data(found)
        summary = data.get("summary")
        native = [fact.get("value") for fact in data.get("fields", {}).get("native", [])]
        preview = {"title": found.name, "line": f"{label}, in the archive “{self.name}”"}
        if native and isinstance(native[0], str):
            preview["native"] = native[0]
        return preview | ({"text": summary} if isinstance(summary, str) and summary else {})


def _json(path: Path) -> dict[str, Any]:
    """The object in a file; an empty one where there is no such file, or no object in it."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


_PUBLISHED: WeakKeyDictionary[Sphinx, dict[str, Published]] = WeakKeyDictionary()


def published_of(app: Sphinx) -> dict[str, Published]:
    """The other archives of the settings by name, read when they are first asked for."""
    if app not in _PUBLISHED:
        _PUBLISHED[app] = {
            name: Published(name, address, Path(app.confdir) / folder)
            for name, (address, folder) in app.config.letopis_archives.items()
        }
    return _PUBLISHED[app]


def other_archives(app: Sphinx) -> dict[str, OtherArchive]:
    """Their records, by the name of the archive."""
    return {name: one.records for name, one in published_of(app).items()}


def link_elsewhere(found: Elsewhere, text: str = "") -> nodes.reference:
    """A link to a record of another archive, showing its name or ``text``."""
    shown = nodes.inline("", text or found.name, classes=["xref"])
    classes = ["letopis-ref", f"letopis-ref-{found.kind}", f"letopis-in-{found.archive}"]
    return nodes.reference("", "", shown, refuri=found.address, internal=False, classes=classes)


def previews_elsewhere(app: Sphinx, named_here: tuple[Elsewhere, ...]) -> dict[str, dict[str, Preview]]:
    """By the name of the archive and the address of the record: what a reader sees of it before following a link."""
    published = published_of(app)
    kinds = registry_of(app).schema.kinds
    found: dict[str, dict[str, Preview]] = {}
    for one in named_here:
        label = kinds[one.kind].label if one.kind in kinds else one.kind.capitalize()
        found.setdefault(one.archive, {})[one.address] = published[one.archive].preview(one, label)
    return found


def check_archives(app: Sphinx, config: Config) -> None:
    """``config-inited``: a name or an address that cannot be used ends the build with what would be right."""
    example = "{'north': ('https://example.org/north/', '../north/_build/html')}"
    setting = config.letopis_archives
    for name, value in setting.items() if isinstance(setting, dict) else [("", setting)]:
        if not (isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(one, str) for one in value)):
            raise ConfigError(
                f"letopis_archives: expected a name, an address and a folder, such as {example}, not {name}: {value!r}."
            )
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise ConfigError(
                f"letopis_archives: {name!r} is no name of an archive. Write small letters alone, such as 'north'."
            )
        if name in registry_of(app).schema.kinds:
            raise ConfigError(f"letopis_archives: '{name}' is a kind of record. Call the archive something else.")
        if not _ADDRESS.fullmatch(value[0]):
            raise ConfigError(
                f"letopis_archives: '{name}' needs the web address of the other site, with a slash at its end, such as "
                f"'https://example.org/north/', not {value[0]!r}."
            )


def check_published(app: Sphinx, _env: BuildEnvironment) -> None:
    """``env-check-consistency``: an inventory that cannot be read is one finding; links into it are none."""
    for name, one in published_of(app).items():
        if one.fault:
            logger.warning(
                "letopis_archives: the archive '%s': %s Copy objects.inv, and for previews data/archive.json, from %s.",
                name,
                one.fault,
                one.address,
                type="letopis",
                subtype="setting",
            )
