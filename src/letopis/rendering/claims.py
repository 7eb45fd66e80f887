"""Claims: the head of one, and rival answers against sources."""

from __future__ import annotations

from docutils import nodes

from letopis.model.claims import SHORT_KEY
from letopis.model.kinds import DOCUMENT, QUESTION, Claim, Question, Verdict
from letopis.model.values import Citation
from letopis.rendering.page import Content, Page, bullets, fields, paragraph, table


def verdict_node(verdict: Verdict) -> nodes.Node:
    """The verdict as a marked word."""
    classes = ["letopis-verdict", f"letopis-verdict-{verdict.key}"]
    return nodes.inline("", verdict.words, classes=classes)


def claim_label(claim: Claim) -> str:
    """A claim in a table: its number (``P7`` for ``p7``) where it has one, else its name."""
    return claim.key.upper() if len(claim.key) <= SHORT_KEY else claim.name


def render_head(page: Page, claim: Claim) -> list[nodes.Node]:
    """Number, verdict and statement; where it was made, what it answers, when it was judged."""
    head: list[Content] = [nodes.inline("", claim_label(claim), classes=["letopis-number"])]
    if claim.verdict:
        head += [" ", verdict_node(claim.verdict.value)]
    made: list[nodes.Node] = [paragraph(*head, classes=["letopis-claim-head"])]
    if claim.statement:
        made.append(page.statement(claim.statement))
    rows: list[tuple[str, Content]] = []
    if claim.made_in:
        where = claim.made_in.value
        document = page.ref(where.document, DOCUMENT)
        place: list[Content] = [document, f", paragraph {where.paragraph}" if where.paragraph else ""]
        rows.append(("Made in", [place, *page.cite(claim.made_in.sources)]))
    if claim.answers:
        rows.append(("Answers", [page.ref(claim.answers.value, QUESTION), *page.cite(claim.answers.sources)]))
    if claim.judged:
        rows.append(("Judged", [page.date(claim.judged.value), *page.cite(claim.judged.sources)]))
    if rows:
        made.append(fields(rows, classes=["letopis-facts", "letopis-facts-claim"]))
    return made


def render_matrix(page: Page, options: dict[str, str]) -> list[nodes.Node]:
    """Sources against rival answers: agrees, differs or silent, with totals."""
    question = page.archive.find(Question, options["key"])
    if question is None:
        return []
    answers = page.archive.answers(question)
    sources: dict[str, list[Citation]] = {}
    for claim in answers:
        for note in (*claim.for_, *claim.against):
            sources.setdefault(note.value.citation.key, []).append(note.value.citation)
    if not sources:
        return []
    head = ["Source", *(claim_label(claim) for claim in answers)]
    rows: list[list[Content]] = [
        [page.source(Citation(key)), *(stance(claim, key) for claim in answers)] for key in sources
    ]
    totals = [_count(claim, "for_", "agree") + ", " + _count(claim, "against", "differ") for claim in answers]
    rows.append([nodes.strong("", "Total"), *totals])
    legend: list[Content] = [
        [page.link(claim, claim_label(claim)), f": {claim.statement.value}"] for claim in answers if claim.statement
    ]
    widths = [30, *[max(10, 70 // len(answers))] * len(answers)]
    return [
        bullets(legend, ["letopis-legend"]),
        table(head, rows, widths, ["letopis-matrix"]),
    ]


def _count(claim: Claim, side: str, word: str) -> str:
    number = len(keys_of(claim, side))
    return f"{number} {word}{'s' if number == 1 else ''}"


def keys_of(claim: Claim, side: str) -> set[str]:
    """The BibTeX keys on one side of a claim."""
    return {note.value.citation.key for note in getattr(claim, side)}


def stance(claim: Claim, key: str) -> str:
    """What one source does with one answer."""
    agrees, differs = key in keys_of(claim, "for_"), key in keys_of(claim, "against")
    if agrees and differs:
        return "both"
    return "agrees" if agrees else "differs" if differs else "silent"
