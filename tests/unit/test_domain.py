"""What is stored between reading and writing: by page, so that pages come and go and workers can be merged."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from letopis.domain import LetopisDomain, domain_of, unknown_record
from letopis.model.archive import Archive
from letopis.model.kinds import Person
from letopis.model.schema import Schema
from letopis.model.values import Ref
from letopis.rendering.views import VIEWS
from letopis.source_entries import source_entries
from tests.building import COUNCIL, Built, build, copy, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(copy(COUNCIL, tmp_path_factory.mktemp("domain") / "council"), builder="html")


@pytest.fixture
def domain(council: Built) -> Iterator[LetopisDomain]:
    """``LetopisDomain`` keeps its data in the environment: what a test does to it is undone."""
    stored = council.app.env.domaindata["letopis"]
    council.app.env.domaindata["letopis"] = pickle.loads(pickle.dumps(stored))
    yield LetopisDomain(council.app.env)
    council.app.env.domaindata["letopis"] = stored


def by_pages(domain: LetopisDomain) -> dict[str, dict[str, object]]:
    """What is stored, without the version that Sphinx adds; quotations are short in the second archive, and nothing is wrong in it."""
    return {
        name: pages
        for name, pages in domain.data.items()
        if isinstance(pages, dict)
        and name not in {"quotations", "mixed_words", "broken", "lost", "unnamed", "formers", "texts", "quoted"}
    }


def test_everything_lies_by_page(council: Built) -> None:
    pages = council.app.env.found_docs
    for name, by_page in by_pages(council.domain).items():
        assert by_page, name
        assert by_page.keys() <= pages, name
    assert [record.key for record in council.domain.records_of("people/perrin")] == ["perrin"]
    assert council.domain.records_of("story") == []


def test_a_forgotten_page_leaves_nothing_behind(domain: LetopisDomain) -> None:
    assert domain.archive.find(Person, "perrin") is not None
    domain.clear_doc("people/perrin")
    assert domain.archive.find(Person, "perrin") is None
    assert all("people/perrin" not in by_page for by_page in by_pages(domain).values())
    domain.clear_doc("people/perrin")
    domain.clear_doc("no-such-page")


def test_a_worker_hands_over_the_pages_it_read_and_no_others(domain: LetopisDomain) -> None:
    theirs = pickle.loads(pickle.dumps(domain.data))
    domain.clear_doc("people/perrin")
    domain.clear_doc("people/calvin")
    assert len(domain.archive.all(Person)) == 6
    domain.merge_domaindata({"people/perrin"}, theirs)
    assert domain.archive.find(Person, "perrin") is not None
    assert domain.archive.find(Person, "calvin") is None
    assert [mention.target.key for mention in domain.mentions_on("people/perrin")] == [
        "favre",
        "calvin",
        "wedding-dance",
    ]


def test_the_archive_is_made_once_and_again_after_a_change(domain: LetopisDomain) -> None:
    first = domain.archive
    assert domain.archive is first
    domain.clear_doc("people/perrin")
    assert domain.archive is not first


def test_what_is_stored_survives_the_pickle(council: Built) -> None:
    stored, again = council.domain.data, pickle.loads(pickle.dumps(council.domain.data))
    trees = {"numbered"}  # nodes are equal to themselves alone
    assert {name: again[name] for name in again.keys() - trees} == {
        name: stored[name] for name in stored.keys() - trees
    }
    assert stored["numbered"]
    for docname, node in stored["numbered"].items():
        assert again["numbered"][docname].pformat() == node.pformat()


def test_a_page_knows_what_it_cites_in_fields_and_text(council: Built) -> None:
    assert council.domain.sources_on("people/vandel") == {"HLSVandel"}
    assert council.domain.sources_on("people/perrin") == {"Tripet2009", "WPPerrin", "WPBerthelier", "WPPerrinGerman"}
    assert council.domain.sources_on("glossary") == {"Tripet2009", "HLSSyndic", "WPPerrin"}
    assert council.domain.sources_on("about") == set()


def test_every_record_is_in_the_inventory_with_its_place(council: Built) -> None:
    objects = {(kind, key): (name, page, anchor) for key, name, kind, page, anchor, _ in council.domain.get_objects()}
    assert len(objects) == len(council.archive.records)
    assert objects["person", "perrin"] == ("Ami Perrin", "people/perrin", "person-perrin")
    assert objects["vote", "servetus-sentence"] == ("The sentence on Servetus", "trial", "vote-servetus-sentence")


def test_every_kind_has_a_directive_a_role_and_an_object_type(council: Built) -> None:
    domain = council.domain
    kinds = Schema().kinds.keys()
    views = {
        "reference",
        "changes",
        "corrections",
        "recent",
        "volumes",
        "text",
        "quotation",
        *(view.name for view in VIEWS if view.directive),
    }
    assert domain.directives.keys() == {*kinds, *views}
    assert domain.roles.keys() == domain.object_types.keys() == kinds


# ------------------------------------------------------------------------------------- the sources
def test_an_entry_of_the_bibliography_knows_its_line(council: Built) -> None:
    source = source_entries(council.app.env, council.app.confdir)["Mauris1877"]
    lines = (council.source / "sources.bib").read_text(encoding="utf-8").splitlines()
    assert source.path == "sources.bib"
    assert lines[source.line - 1] == "@article{Mauris1877,"
    assert source.fields["year"] == "1877"
    assert source.fields["author"] == "Mauris, Maurice"


def test_a_project_without_sources_has_none(tmp_path: Path) -> None:
    built = build(write(tmp_path, {"page": "# Nothing\n"}))
    assert source_entries(built.app.env, built.app.confdir) == {}


# ---------------------------------------------------------------------------------------- links
@pytest.mark.parametrize(
    ("ref", "kinds", "message"),
    [
        (Ref("person", "perin"), (), "person 'perin' is not in the archive. The nearest key is 'perrin'."),
        (Ref("", "perin"), ("body", "office"), "body or office 'perin' is not in the archive. Add a record with this key, or mend the key."),
        (Ref("", "Perrin"), (), "record 'Perrin' is not in the archive. The nearest key is 'perrin'."),
    ],
)  # fmt: skip
def test_an_unknown_record_is_told_with_the_nearest_of_its_kind(
    council: Built, ref: Ref, kinds: tuple[str, ...], message: str
) -> None:
    assert unknown_record(council.archive, ref, kinds) == message


def test_an_empty_archive_has_no_nearest_key() -> None:
    assert unknown_record(Archive([]), Ref("person", "x")).endswith("Add a record with this key, or mend the key.")


def test_a_former_key_leads_to_the_record(tmp_path: Path) -> None:
    pages = {
        "page": "# Ami Perrin\n\n:::{person} perrin\n:alias: amy\n:source: S\nA merchant.\n:::\n",
        "text": "# Text\n\nOf {person}`amy`, or {person}`the captain <amy>`.\n",
        "sources": "# Sources\n\n```{bibliography}\n```\n",
    }
    built = build(write(tmp_path, pages, "@misc{S, title={S}}"), builder="html")
    assert built.warnings == []
    links = [node for node in built.resolved["text"].findall(nodes.reference) if "letopis-ref" in node["classes"]]
    assert [(link["refuri"], link.astext()) for link in links] == [
        ("page.html#person-perrin", "Ami Perrin"), ("page.html#person-perrin", "the captain"),
    ]  # fmt: skip


def test_a_broken_link_keeps_its_text(tmp_path: Path) -> None:
    built = build(write(tmp_path, {"text": "# Text\n\nOf {person}`the captain <amy>` and {person}`favre`.\n"}))
    assert built.codes == ["ref-unknown", "ref-unknown"]
    assert "Of the captain and favre." in built.resolved["text"].astext()


def test_the_role_any_leaves_our_records_alone(council: Built) -> None:
    """A key alone does not say whether a person or a term is meant; our roles do."""
    assert domain_of(council.app.env).resolve_any_xref(council.app.env, "index", council.app.builder, "perrin") == []


def test_two_records_of_one_key_are_both_kept_and_the_first_is_found(tmp_path: Path) -> None:
    record = "# {}\n\n:::{{person}} perrin\n:source: S\nA merchant.\n:::\n"
    pages = {"a": record.format("The one"), "b": record.format("The other"), "s": "# S\n\n```{bibliography}\n```\n"}
    built = build(write(tmp_path, pages, "@misc{S, title={S}}"))
    assert built.codes == ["key-duplicate"]
    assert [record.name for record in built.archive.records] == ["The one", "The other"]
    found = built.archive.find(Person, "perrin")
    assert found is not None
    assert found.name == "The one"


def test_a_key_may_be_used_by_two_kinds(tmp_path: Path) -> None:
    page = (
        "# Council\n\n:::{body} council\n:source: S\nIt met.\n:::\n\n## Word\n\n:::{term} council\n:name: council\n:source: S\n:::\n\n"
        "{body}`council` {term}`council`\n"
    )
    built = build(
        write(tmp_path, {"page": page, "s": "# S\n\n```{bibliography}\n```\n"}, "@misc{S, title={S}}"), builder="html"
    )
    assert built.warnings == []
    targets = {
        node["letopis-record"] for node in built.resolved["page"].findall(nodes.reference) if "letopis-record" in node
    }
    assert targets == {"body-council", "term-council"}


def test_an_unknown_source_in_the_text_is_told_on_its_line(tmp_path: Path) -> None:
    text = "# Text\n\nOne {cite:p}`S`,\ntwo {cite:p}`S{p. 1},Smith1999{p. 2}`\nand three {cite:t}`Jones`.\n"
    built = build(write(tmp_path, {"text": text, "s": "# S\n\n```{bibliography}\n```\n"}, "@misc{S, title={S}}"))
    assert [(one.path, one.line, one.code) for one in built.warnings] == [
        ("text.md", 4, "letopis.source-unknown"), ("text.md", 5, "letopis.source-unknown"),
    ]  # fmt: skip
    assert "'Smith1999'" in built.warnings[0].message
