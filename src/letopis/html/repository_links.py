"""Where a page can be edited and its errors reported: links to the repository, if one is named.

The repository is named in the theme's own options: `repository_url`, `repository_branch`,
`path_to_docs`. Without them there are no links.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit


class ForgeLinks(NamedTuple):
    """The two links of a page."""

    edit: str
    report: str


def commit_address(options: Mapping[str, Any], commit: str) -> str:
    """Where a commit can be read; empty if no repository is named."""
    repository = str(options.get("repository_url") or "").rstrip("/")
    inner = "/-/commit" if "gitlab" in (urlsplit(repository).hostname or "") else "/commit"
    return f"{repository}{inner}/{commit}" if repository and commit else ""


def forge_links(options: Mapping[str, Any], path: str, title: str, address: str) -> ForgeLinks | None:
    """The links for the page in the file ``path`` (below the documents) with this title and web address."""
    repository = str(options.get("repository_url") or "").rstrip("/")
    if not repository:
        return None
    branch = str(options.get("repository_branch") or "main")
    folder = str(options.get("path_to_docs") or "").strip("/")
    file = quote("/".join(part for part in (folder, path) if part))
    host = urlsplit(repository).hostname or ""
    body = (
        f"Page: {address or path}\n\nWhat it says:\n\nWhat it should say:\n\nWhich source says so, and where in it:\n"
    )
    if "gitlab" in host:
        form = {"issue[title]": title, "issue[description]": body}
        return ForgeLinks(f"{repository}/-/edit/{branch}/{file}", f"{repository}/-/issues/new?{urlencode(form)}")
    form = {"title": title, "body": body}
    report = f"{repository}/issues/new?{urlencode(form)}"
    if host.endswith("github.com"):
        return ForgeLinks(f"{repository}/edit/{branch}/{file}", report)
    # Forgejo and Gitea, such as Codeberg.
    return ForgeLinks(f"{repository}/_edit/{branch}/{file}", report)
