"""The register of claims: those of each document that answer no question, then a group for each question, then the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from docutils import nodes

from letopis.model.kinds import DOCUMENT, QUESTION, Claim, Document, Question, Verdict
from letopis.model.values import Ref
from letopis.rendering.claims import claim_label, verdict_node
from letopis.rendering.page import Content, Page, joined, paragraph, table

HEAD: Final = ("Claim", "What is claimed", "Verdict", "For", "Against", "Where")
WIDTHS: Final = (20, 34, 16, 6, 9, 15)

NO_QUESTION: Final = "Claims that answer no question of this archive"


class Group(NamedTuple):
    """The claims of one table: the question that they answer, or the document in which they were made."""

    about: Question | Document | None
    claims: list[Claim]


def render_register(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """The register: all claims by document or question, with verdict, sources on each side, and place."""
    claims = list(page.archive.all(Claim))
    if "made-in" in options:
        meant = page.archive.meant(options["made-in"], DOCUMENT)
        claims = [c for c in claims if c.made_in and page.archive.resolve(c.made_in.value.document, DOCUMENT) in meant]
    if "verdict" in options:
        claims = [c for c in claims if c.verdict and c.verdict.value.key == options["verdict"]]
    claims.sort(key=lambda claim: (claim.made_in is None, claim.origin.docname, claim.origin.line))
    found = list(groups_of(page, claims))
    if not found:
        return []
    register = nodes.container("", classes=["letopis-groups"])
    for group in found:
        # A register of such claims alone needs no heading that says so.
        headed = isinstance(group.about, Question) or len(found) > 1
        made = [*(_heading(page, group) if headed else ()), _table(page, group, headed=headed)]
        register += nodes.container("", *made, classes=["letopis-claims"])
    return [*_counts(page, claims), register]


def groups_of(page: Page, claims: Sequence[Claim]) -> Iterator[Group]:
    """The claims by the question that they answer; before them those of a document that answer none, after them the rest."""
    found: dict[Ref | None, list[Claim]] = {}
    for claim in claims:
        about = page.archive.resolve(claim.answers.value, QUESTION) if claim.answers else None
        if about is None and claim.made_in:
            about = page.archive.resolve(claim.made_in.value.document, DOCUMENT)
        found.setdefault(about.ref if about else None, []).append(claim)
    order: list[Document | Question] = [*page.archive.all(Document), *page.archive.all(Question)]
    for record in order:
        if record.ref in found:
            yield Group(record, found[record.ref])
    if None in found:
        yield Group(None, found[None])


def _heading(page: Page, group: Group) -> list[nodes.Node]:
    """The question or the document, as a link to it; in print it runs into the verdicts."""
    content = [page.link(group.about) if group.about else nodes.Text(NO_QUESTION)]
    if isinstance(group.about, Document):
        content.insert(0, nodes.Text("Made in "))
    if page.on_paper:
        counts = [f"{verdict.words} {count}" for verdict, count in verdicts_of(page, group.claims)]
        return [paragraph(nodes.strong("", "", *content), " ", joined(counts), ".")]
    return [nodes.rubric("", "", *content, classes=["letopis-heading"])]


def _table(page: Page, group: Group, *, headed: bool) -> nodes.table:
    rows = [_row(page, claim, group, headed=headed) for claim in group.claims]
    return table(HEAD, rows, WIDTHS, ["letopis-register"])


def _row(page: Page, claim: Claim, group: Group, *, headed: bool) -> list[Content]:
    return [
        page.link(claim, claim_label(claim)),
        claim.statement.value if claim.statement else claim.name,
        verdict_node(claim.verdict.value) if claim.verdict else "",
        str(len(claim.for_)),
        str(len(claim.against)),
        _where(page, claim, group, headed=headed),
    ]


def _where(page: Page, claim: Claim, group: Group, *, headed: bool) -> Content:
    """Where a claim was made; else which answer it is on the page of its question, or the page on which it is judged.

    Below the name of its document the paragraph alone.
    """
    if claim.made_in is not None:
        made_in = claim.made_in.value
        place = f"paragraph {made_in.paragraph}" if made_in.paragraph else ""
        if headed and isinstance(group.about, Document):
            return place
        return [page.ref(made_in.document, DOCUMENT), f", {place}" if place else ""]
    if not isinstance(group.about, Question) or claim.origin.docname != group.about.origin.docname:
        return page.document(claim.origin.docname)
    answers = page.archive.answers(group.about)
    return f"answer {answers.index(claim) + 1} of {len(answers)}"


def verdicts_of(page: Page, claims: Sequence[Claim]) -> list[tuple[Verdict, int]]:
    """The verdicts on some claims in the order of the scale, each with the number of claims that have it."""
    counts = Counter(claim.verdict.value for claim in claims if claim.verdict)
    return [(verdict, counts[verdict]) for verdict in page.archive.schema.scale if counts[verdict]]


def _counts(page: Page, claims: list[Claim]) -> list[nodes.Node]:
    """How many claims have which verdict; on a web page, buttons that show those alone, without a script."""
    given = verdicts_of(page, claims)
    if len(given) < 2:
        return []
    if not page.on_web:
        return [paragraph(joined([f"{verdict.words} {count}" for verdict, count in given]), ".")]
    choices = [("", "all", len(claims)), *((verdict.key, verdict.words, count) for verdict, count in given)]
    name = f"verdict-{page.marker.line}"  # two registers on a page are narrowed each by itself
    buttons = [
        f'<label><input type="radio" name="{name}" value="{value}"{"" if value else " checked"}> {words} '
        f'<span class="letopis-count">{count}</span></label>'
        for value, words, count in choices
    ]
    legend = '<legend class="letopis-unseen">Claims to show, by verdict</legend>'
    field = f'<fieldset class="letopis-choose">{legend}{"".join(buttons)}</fieldset>'
    return [nodes.raw("", field, format="html")]
