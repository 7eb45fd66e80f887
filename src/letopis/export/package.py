"""The description of the data: a Frictionless data package (specs.frictionlessdata.io)."""

from __future__ import annotations

import hashlib
import json

from letopis.export.tables import FORMAT, TABLES


def data_package(title: str, edition: str, files: dict[str, str]) -> str:
    """``datapackage.json`` for the files given as ``{name: text}``, with size and SHA-256 of each."""
    resources = []
    for name, text in sorted(files.items()):
        raw = text.encode()
        resource: dict[str, object] = {
            "name": name.replace(".", "-"),
            "path": name,
            "format": name.rpartition(".")[2],
            "encoding": "utf-8",
            "bytes": len(raw),
            "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
        }
        if name in TABLES:
            columns = TABLES[name].columns.items()
            resource["schema"] = {
                "fields": [{"name": key, "type": "string", "description": what} for key, what in columns]
            }
        resources.append(resource)
    package = {"title": title, "version": edition or "0", "format": FORMAT, "resources": resources}
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"
