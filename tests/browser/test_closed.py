"""What is published is closed: every page says what it may load, and nothing lies about that no page asks for."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.browser.built import SITE, every_page

LEFT_BEHIND = (".map", ".jinja", ".html_t", ".js_t", ".css_t", ".scss", ".py", ".doctree", ".pickle")
"""How the names of source maps, templates and sources end."""

LOADING = {"script", "img", "iframe", "source", "video", "audio", "embed", "object", "link"}


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def test_nothing_is_left_behind() -> None:
    names = [path.relative_to(SITE).as_posix() for path in SITE.rglob("*") if path.is_file()]
    assert [name for name in names if name.endswith(LEFT_BEHIND) or "webpack" in name] == []
    assert {"index.html", "404.html", "search.html"} <= set(names)


@pytest.mark.parametrize("folder", sorted({page.rpartition("/")[0] for page in every_page(SITE)}))
def test_every_page_is_closed(folder: str) -> None:
    for address in every_page(SITE):
        if address.rpartition("/")[0] != folder:
            continue
        elements = Elements((SITE / address).read_text(encoding="utf-8")).found
        policies = [attributes["content"] for tag, attributes in elements if is_policy(tag, attributes)]
        assert len(policies) == 1, address
        rules = {rule.split()[0]: rule.split()[1:] for rule in policies[0].split(";")}
        assert rules["default-src"] == rules["base-uri"] == ["'none'"], address
        sources = {source for allowed in rules.values() for source in allowed}
        strange = {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"}
        assert not {source for source in sources if source in strange or "//" in source}, address
        for tag, attributes in elements:
            assert not [name for name in attributes if name.startswith("on")], (address, tag, attributes)
            loaded = attributes.get("src") or attributes.get("href", "")
            if tag in LOADING and attributes.get("rel") != "canonical":
                assert "//" not in loaded, (address, tag, attributes)
            assert not loaded.lower().startswith("javascript:"), (address, tag, attributes)


def is_policy(tag: str, attributes: dict[str, str]) -> bool:
    return tag == "meta" and attributes.get("http-equiv", "").lower() == "content-security-policy"
