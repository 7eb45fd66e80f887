"""The pages that the cover gets beside its own: the joint indexes, the joint data; and the view that lists the volumes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from jinja2 import Environment, FileSystemLoader
from sphinx.application import Sphinx

from letopis.domain import app_of, domain_of
from letopis.printindex import INDEXES
from letopis.registry import View
from letopis.rendering.page import Content, Page, bullets, paragraph
from letopis.volumes.joint_data import FOLDER, files_of_data
from letopis.volumes.joint_index import JointIndex
from letopis.volumes.parts import names_of_volumes, parts_of

JOINT: Final = "joint"
"""The folder of these pages in the site of the cover."""


def joint_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """``html-collect-pages``: the three indexes, and the page that explains the data."""
    parts = list(parts_of(app))
    if not parts:
        return
    index = JointIndex(domain_of(app.env).registry.schema.kinds, parts)
    for name, title in INDEXES:
        yield f"{JOINT}/{name}", {"title": title, "body": _drawn("index", title, lines=index.lines(name))}, "page.html"
    body = _drawn("data", "Joint data", files=files_of_data(parts), folder=FOLDER.removeprefix(f"{JOINT}/"))
    yield f"{JOINT}/data", {"title": "Joint data", "body": body}, "page.html"


def _drawn(part: str, title: str, **shown: object) -> str:
    """A page as HTML, without what stands around it."""
    loader = FileSystemLoader(Path(__file__).parent)
    template = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True).get_template(
        "joint.html"
    )
    return template.render(part=part, heading=title, **shown)


def render_volumes(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """The volumes of the family, and what is made from all of them: the joint search, indexes and data.

    Links stand there when ``letopis volumes build`` has built the volumes; before, their names.
    """
    app = app_of(page.builder.env)
    parts = list(parts_of(app)) if page.on_web else []
    if not parts:
        return [bullets(names_of_volumes(app))]
    up = page.builder.get_relative_uri(page.docname, "")
    root = up.removesuffix(".html").removesuffix("#") or "./"
    volumes: list[Content] = [_link(part.title, f"{root}{part.name}/index.html") for part in parts]
    joint = [(title, f"{JOINT}/{name}.html") for name, title in INDEXES]
    pages: list[Content] = [
        _link(title, root + at)
        for title, at in [*joint, ("Joint data", f"{JOINT}/data.html"), ("Search", "search.html")]
    ]
    return [bullets(volumes), paragraph("From all volumes:"), bullets(pages)]


def _link(text: str, address: str) -> nodes.Node:
    return nodes.reference("", text, refuri=address, internal=True)


VOLUMES: Final = View(name="volumes", render=render_volumes)
