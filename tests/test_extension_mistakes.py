"""What an author of an extension gets wrong is one clear error, that names the extension and what would be right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from sphinx.errors import ExtensionError

from letopis import api
from letopis.building import publish
from letopis.cli import main
from letopis.declarations import PRINT_INDEXES
from letopis.model.fields import many, one
from letopis.model.kinds import BUILT_IN
from letopis.model.records import Person
from letopis.model.values import read_link, read_participation, read_text, read_when
from letopis.preview.process import Preview
from letopis.printindex import INDEXES
from letopis.registry import registry_of
from tests.building import build, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


class Fake:
    """Stands for an application: it is only looked up by."""


def begun() -> Any:
    """An application in which Letopis has been set up."""
    app: Any = Fake()
    registry_of(app).begun = True
    return app


@pytest.mark.parametrize(
    ("calls", "said"),
    [
        (
            [lambda app: api.add_kind(app, Person)],
            r"kind 'person' is registered twice: by Letopis itself, and here. Choose another name, or leave one out",
        ),
        (
            [lambda app: api.add_rule(app, "date-order", documented)],
            r"code 'date-order' is registered twice: by Letopis itself",
        ),
        (
            [lambda app: api.add_rule(app, "own", documented), lambda app: api.add_rule(app, "own", documented)],
            r"code 'own' is registered twice: by .*test_extension_mistakes\.py:\d+, and here",
        ),
        ([lambda app: api.add_rule(app, "own", silent)], "has no docstring"),
        ([lambda app: api.add_rule(app, "Own Code", documented)], "lower-case"),
        (
            [lambda app: api.add_field(app, "person", "born", one(read_text, "Born"))],
            r"field 'born' of kind 'person' is registered twice",
        ),
        ([lambda app: api.add_field(app, "treaty", "x", one(read_text, "X"))], "there is no kind 'treaty'"),
        ([lambda app: api.add_field(app, "person", "x", "text")], "expected a field declared with"),
        ([lambda app: api.add_field(app, "person", "x", one(read_when, "X", times="date"))], "belongs to the declaration"),
        ([lambda app: api.add_field(app, "person", "x", one(read_text, "X", kinds="body"))], "tuple of names"),  # type: ignore[arg-type]
        ([lambda app: api.add_field(app, "person", "x", one(read_text, "X", shown="bocks"))], "'shown' is one of"),  # type: ignore[arg-type]
        ([lambda app: api.add_kind(app, Plain)], "no dataclass"),
        ([lambda app: api.add_kind(app, Misfiled)], "'print_index' is one of"),
        ([lambda app: api.add_kind(app, Mistimed)], "field 'lost' of kind 'mistimed': 'times' is one of"),
        ([lambda app: api.add_view(app, api.View(name="own", render=None))], "has no renderer"),  # type: ignore[arg-type]
        ([lambda app: api.add_view(app, api.View(name="own", render=nothing, keys={"x": ()}))], "no argument or option 'x'"),
        ([lambda app: api.add_view(app, api.View(name="person", render=nothing))], "registered twice"),
        ([lambda app: api.add_verdict_scale(app, [])], "different keys"),
        ([lambda app: api.add_verdict_scale(app, ["true", "false"])], "objects of the class api.Verdict, not 'true'"),  # type: ignore[list-item]
        ([lambda app: api.add_verdict_scale(app, [api.Verdict("true", "It is.", "pro")])], "'needs' is one of"),  # type: ignore[arg-type]
        ([lambda app: api.add_verdict_scale(app, [api.Verdict("true", "It is.", "for", 9)])], "'rating' is 1 to 5, not 9"),
        ([lambda app: api.add_kind(app, "treaty")], "a subclass of Record, not 'treaty'"),  # type: ignore[arg-type]
        ([lambda app: api.add_kind(app, Unclassed)], "class Unclassed: 'kind' is no text. Write 'kind: ClassVar"),
        ([lambda app: api.add_kind(app, Undocumented)], "the kind 'undocumented' has no docstring"),
        ([lambda app: api.add_kind(app, Hiding)], "every record has 'anchor', 'name' already"),
        ([lambda app: api.add_kind(app, TwiceDated)], "field 'sealed' .* 'times' is 'date', as that of 'signed' is"),
        ([lambda app: api.add_kind(app, Timeless)], r"field 'envoy' of kind 'timeless' has 'acts', but no field of the kind says when"),
        ([lambda app: api.add_field(app, "term", "x", one(read_link, "X", acts="coins"))], "has 'acts', but no field of the kind says when"),
        (
            [lambda app: api.add_field(app, "event", "x", one(read_link, "X", kinds=api.PERSON, existing="acts for"))],
            r"has 'existing', which is for records of the kind 'body', but 'kinds' is \('person',\)",
        ),
        (
            [lambda app: api.add_field(app, "event", "x", one(read_link, "X", kinds=api.BODY, acts="acts"))],
            r"has 'acts', which is for records of the kind 'person', but 'kinds' is \('body',\)",
        ),
        ([lambda app: api.add_field(app, "event", "x", one(read_text, "X", acts="acts"))], "its reader names no record. Read it with api.read_link"),
        ([lambda app: api.add_kind(app, Textual)], "'times' is for dates. Read the field with api.read_when"),
        ([lambda app: api.add_kind(app, local_kind())], "is defined inside a function"),
        ([lambda app: api.add_kind(app, named("figure"))], "docutils has a directive of the name 'figure'"),
        (
            [lambda app: api.add_view(app, api.View(name="own", render=nothing)), lambda app: api.add_kind(app, named("own"))],
            r"view 'own' is registered twice: by .*test_extension_mistakes\.py:\d+, and here",
        ),
        ([lambda app: api.add_field(app, "persn", "x", one(read_text, "X"))], "no kind 'persn'. Did you mean 'person'"),
        ([lambda app: api.add_field(app, "person", "x", one("text", "X"))], "its reader is 'text'. Give a function"),  # type: ignore[arg-type]
        ([lambda app: api.add_field(app, "person", "x", one(read_text, ""))], "needs a label"),
        ([lambda app: api.add_field(app, "person", "x", one(read_text, "X", required="yes"))], "'required' is True or False"),  # type: ignore[arg-type]
        ([lambda app: api.add_field(app, "person", "x", one(read_text, "X", former=("born",)))], "former name 'born' belongs to"),
        (
            [
                lambda app: api.add_field(app, "person", "x", one(read_text, "X", former=("y",))),
                lambda app: api.add_field(app, "person", "y", one(read_text, "Y")),
            ],
            "'y' is a former name of the field 'x'",
        ),
        ([lambda app: api.add_rule(app, "own", documented, example="wrong")], "is a pair of texts, wrong and right, not 'wrong'"),  # type: ignore[arg-type]
        ([lambda app: api.add_rule(app, "own", "rule")], "the rule 'own' is 'rule'. Give a function"),  # type: ignore[arg-type]
        ([lambda app: api.add_view(app, nothing)], "expected an api.View"),  # type: ignore[arg-type]
        ([lambda app: api.add_view(app, api.View(name="own", render=silent))], "its renderer has no docstring"),  # type: ignore[arg-type]
        ([lambda app: api.add_view(app, api.View(name="own", render=nothing, options=["x"]))], "'options' is a dictionary"),  # type: ignore[arg-type]
        ([lambda app: api.add_view(app, api.View(name="own", render=nothing, options={"x": "text"}))], r"options\['x'\] is 'text'. Give its reader"),  # type: ignore[dict-item]
        (
            [lambda app: api.add_view(app, api.View(name="own", render=nothing, options={"x": str}, keys={"x": "place"}))],  # type: ignore[dict-item]
            r"keys\['x'\] is a tuple of kinds. Write \('place',\)",
        ),
        ([lambda app: api.add_view(app, api.View(name="own", render=nothing, body=str))], "'body' is a pair"),  # type: ignore[arg-type]
        ([lambda app: api.add_view(app, api.View(name="own", render=nothing, check="x"))], "'check' is 'x'. Give a function"),  # type: ignore[arg-type]
        ([lambda app: api.add_view(app, api.View(name="own", render=nothing, ids="x"))], "'ids' is 'x'. Give a function"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_what_is_taken_or_incomplete_is_refused_at_the_start(calls: list[Callable[[Sphinx], None]], said: str) -> None:
    app = begun()
    with pytest.raises(ExtensionError, match=said) as refused:  # noqa: PT012  the last of several calls raises
        for call in calls:
            call(app)
    place, line = re.match(r"(.*?\.py):(\d+): ", str(refused.value)).groups()  # type: ignore[union-attr]
    assert Path(place).samefile(__file__)
    assert int(line) == calls[-1].__code__.co_firstlineno


class Plain(api.Record):
    """A class whose fields would be passed over."""

    kind = "plain"
    label = "Plain"
    plural = "Plain ones"
    rig = one(read_text, "Rig")


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfiled(api.Record):
    """A kind for an index that there is not."""

    kind: ClassVar[str] = "misfiled"
    label: ClassVar[str] = "Misfiled"
    plural: ClassVar[str] = "Misfiled ones"
    print_index: ClassVar[str] = "subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistimed(api.Record):
    """A kind with a field that says something nobody understands."""

    kind: ClassVar[str] = "mistimed"
    label: ClassVar[str] = "Mistimed"
    plural: ClassVar[str] = "Mistimed ones"
    lost: tuple[api.Fact[api.When], ...] = many(read_when, "Lost", times="ends")  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclassed(api.Record):
    """A kind without ClassVar."""

    kind: str = "unclassed"  # type: ignore[misc]
    label: str = "Unclassed"  # type: ignore[misc]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undocumented(api.Record):
    kind: ClassVar[str] = "undocumented"
    label: ClassVar[str] = "Undocumented"
    plural: ClassVar[str] = "Undocumented ones"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hiding(api.Record):
    """A kind whose fields hide what every record has."""

    kind: ClassVar[str] = "hiding"
    label: ClassVar[str] = "Hiding"
    plural: ClassVar[str] = "Hiding ones"
    name: api.Fact[str] | None = one(read_text, "Name")  # type: ignore[assignment]
    anchor: api.Fact[str] | None = one(read_text, "Anchor")  # type: ignore[assignment]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwiceDated(api.Record):
    """A kind of which nobody knows which date is meant."""

    kind: ClassVar[str] = "dated"
    label: ClassVar[str] = "Dated"
    plural: ClassVar[str] = "Dated ones"
    signed: api.Fact[api.When] | None = one(read_when, "Signed", times="date")
    sealed: api.Fact[api.When] | None = one(read_when, "Sealed", times="date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeless(api.Record):
    """A kind in which somebody acts, nobody knows when."""

    kind: ClassVar[str] = "timeless"
    label: ClassVar[str] = "Timeless"
    plural: ClassVar[str] = "Timeless ones"
    signed: api.Fact[api.When] | None = one(read_when, "Signed")
    envoy: tuple[api.Fact[api.Participation], ...] = many(read_participation, "Envoys", acts="sets out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Textual(api.Record):
    """A kind whose date is a text."""

    kind: ClassVar[str] = "textual"
    label: ClassVar[str] = "Textual"
    plural: ClassVar[str] = "Textual ones"
    signed: api.Fact[str] | None = one(read_text, "Signed", times="date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(api.Record):
    """A kind of any name."""

    kind: ClassVar[str] = "named"
    label: ClassVar[str] = "Named"
    plural: ClassVar[str] = "Named ones"


def named(name: str) -> type[api.Record]:
    return type(
        "Named", (Named,), {"kind": name, "__doc__": "One.", "__dataclass_fields__": Named.__dataclass_fields__}
    )


def local_kind() -> type[api.Record]:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Local(api.Record):
        """A kind that no pickle finds."""

        kind: ClassVar[str] = "local"
        label: ClassVar[str] = "Local"
        plural: ClassVar[str] = "Local ones"

    return Local


@pytest.mark.parametrize("kind", ["person", "body", "event", "vote"])
def test_who_acts_in_an_added_field_is_watched_where_the_kind_says_when(kind: str) -> None:
    app = begun()
    api.add_field(app, kind, "x", one(read_link, "X", acts="teaches", existing="teaches"))
    assert registry_of(app).schema.added[kind]["x"].acts == "teaches"


def documented(_archive: api.Archive) -> Any:
    """A rule."""
    return iter(())


def silent(_archive: api.Archive) -> Any:
    return iter(())


def nothing(_page: Any, _options: Any) -> Any:
    """Nothing."""
    return []


def test_the_words_of_print_index_are_those_of_the_book() -> None:
    assert ("", *(name for name, _ in INDEXES)) == PRINT_INDEXES


def test_a_rule_can_ask_for_the_records_of_every_built_in_kind() -> None:
    assert [cls.__name__ for cls in BUILT_IN if cls.__name__ not in api.__all__] == []


PLACE = api.SourceLocation("ada", "ada.md", 3)
ADA = Person(key="ada", name="Ada", origin=PLACE)


def finds_under_another_code(_archive: api.Archive) -> Any:
    """A rule that misspells its own code."""
    yield api.Finding("onw", "wrong.", PLACE)


def returns_nothing(_archive: api.Archive) -> Any:
    """A rule that forgets to yield."""


def finds(_archive: api.Archive) -> Any:
    """A rule that returns a list."""
    return [api.Finding("own", "wrong.", PLACE)]


def registered(rule: Any) -> Callable[[api.Archive], Any]:
    app = begun()
    api.add_rule(app, "own", rule)
    return registry_of(app).rules["own"]


def yields_text(_archive: api.Archive) -> Any:
    """A rule that yields a message."""
    yield "wrong."


def divides(_archive: api.Archive) -> Any:
    """A rule with a fault."""
    yield 1 // 0


def asks_by_name(archive: api.Archive) -> Any:
    """A rule that gives the name of a kind."""
    yield from archive.all("persons")  # type: ignore[arg-type]


def asks_for_no_field(archive: api.Archive) -> Any:
    """A rule that asks for a field that there is not."""
    yield from (fact for person in archive.all(Person) for fact in person.get("borne"))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (finds_under_another_code, "the code 'onw'. Use 'own'"),
        (returns_nothing, r"'own' \(registered in .*test_extension_mistakes\.py:\d+\) returned None"),
        (yields_text, r"yielded 'wrong\.'. Write 'yield finding"),
        (divides, r"the rule 'own' .* failed with ZeroDivisionError: .*, in .*test_extension_mistakes\.py:\d+"),
        (asks_by_name, "TypeError: expected the class of a kind of record, not 'persons'. Write Person"),
        (asks_for_no_field, "LookupError: person 'ada' has no field 'borne'. Did you mean 'born'"),
    ],
)
def test_a_rule_that_could_not_be_waived_or_says_nothing_is_refused(rule: Any, said: str) -> None:
    with pytest.raises(ExtensionError, match=said):
        list(registered(rule)(api.Archive([ADA])))


def test_a_rule_keeps_its_findings_and_its_entry_in_the_manual() -> None:
    rule = registered(finds)
    assert [found.place.line for found in rule(api.Archive([]))] == [3]
    assert rule.__doc__ == finds.__doc__


# ------------------------------------------------------------------------ what is seen only while pages are built
PAGE = {"page": "# Page\n\n:::{person} ada\n:name: Ada\nShe.\n:::\n"}


def project(folder: Path, setup: str, pages: dict[str, str] = PAGE, before: str = "") -> Path:
    """A project whose ``conf.py`` is the extension."""
    lines = "".join(f"    {line}\n" for line in setup.splitlines())
    conf = f"from letopis import api\nfrom letopis.api import one\n{before}\ndef setup(app):\n{lines}"
    return write(folder, pages, conf=conf)


RENDERS = 'def render(page, options):\n    """A view."""\n    {}\n'
RULES = 'def rule(archive):\n    """A rule."""\n    {}\n'


@pytest.mark.parametrize(
    ("setup", "before", "page", "said"),
    [
        (
            'api.add_field(app, "person", "ship", one(api.read_ref, "Ship", kinds=("shipp", "body")))', "", "",
            r"field 'ship' of kind 'person' \(.*conf\.py:\d+\): 'kinds' names the kind 'shipp', which there is not",
        ),
        (
            'api.add_view(app, api.View(name="own", render=render, arguments={"x": str}, keys={"x": ("plase",)}))',
            RENDERS.format("return []"), "", r"view 'own' \(.*conf\.py:\d+\): keys\['x'\] names the kind 'plase'.*'place'",
        ),
        (
            'api.add_view(app, api.View(name="own", render=render))', RENDERS.format("pass"), "```{own}\n```",
            r"the view 'own' \(registered in .*conf\.py:\d+\) on the page 'page' returned None. Return a list",
        ),
        (
            'api.add_view(app, api.View(name="own", render=render))', RENDERS.format("return ['text']"), "```{own}\n```",
            "returned 'text' among its nodes",
        ),
        (
            'api.add_view(app, api.View(name="own", render=render))', RENDERS.format("return [options['x']]"), "```{own}\n```",
            r"the view 'own' .* on the page 'page' failed with KeyError: 'x', in .*conf\.py:\d+",
        ),
        (
            'api.add_view(app, api.View(name="own", render=render))',
            RENDERS.format("return [api.table(['A', 'B'], [['a', 'b']], [100])]"), "```{own}\n```",
            r"ValueError: a table of 2 columns \(A, B\): widths has 1",
        ),
        (
            'api.add_view(app, api.View(name="own", render=render, options={"x": len}))', RENDERS.format("return []"),
            "```{own}\n:x: y\n```", "the view 'own': the reader of 'x' returned 1. Return a text",
        ),
        (
            'api.add_view(app, api.View(name="own", render=render, check=lambda archive, options: None))',
            RENDERS.format("return []"), "```{own}\n```", r"the check of the view 'own' .* returned None",
        ),
        (
            'api.add_field(app, "person", "rank", one(lambda text: None, "Rank"))', "", ":::{person} bob\n:name: B\n:rank: x\nHe.\n:::",
            r"page\.md:\d+: person 'bob': the reader of ':rank:', .*, returned None for 'x'",
        ),
        (
            'api.add_field(app, "person", "rank", one(lambda text: text.rank, "Rank"))', "",
            ":::{person} bob\n:name: B\n:rank: x\nHe.\n:::", "failed on 'x' with AttributeError",
        ),
        ('api.add_rule(app, "own", rule)', RULES.format("yield archive.nothing"), "", "the rule 'own' .* failed with AttributeError"),
    ],
)  # fmt: skip
def test_a_fault_in_the_code_of_an_extension_names_it(
    tmp_path: Path, setup: str, before: str, page: str, said: str
) -> None:
    pages = {"page": f"{PAGE['page']}\n{page}\n"}
    with pytest.raises(ExtensionError, match=said):
        build(project(tmp_path / "source", setup, pages, before))


def test_an_extension_that_does_not_wait_for_letopis_is_told_how(tmp_path: Path) -> None:
    source = project(tmp_path / "source", 'api.add_rule(app, "own", rule)', before=RULES.format("return []"))
    conf = source / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8").replace('"letopis", ', ""), encoding="utf-8")
    with pytest.raises(ExtensionError, match="too early"):
        build(source)


def test_a_changed_rule_runs_again_on_unchanged_pages(tmp_path: Path) -> None:
    source = project(tmp_path / "source", 'api.add_rule(app, "own", rule)', before=RULES.format("return []"))
    assert build(source).codes == ["record-unsourced"]
    assert build(source, fresh=False).app.env.domaindata["letopis"]["extension_code"]
    conf = source / "conf.py"
    finds = "return [api.finding('own', one, 4, 'is wrong.') for one in archive.all(api.Person)]"
    conf.write_text(conf.read_text(encoding="utf-8").replace("return []", finds), encoding="utf-8")
    built = build(source, fresh=False)
    found = [(one.path, one.line, one.code) for one in built.warnings]
    assert found == [("page.md", 3, "letopis.record-unsourced"), ("page.md", 4, "letopis.own")]


def test_an_added_field_that_a_record_does_not_have_is_known_all_the_same(tmp_path: Path) -> None:
    built = build(project(tmp_path / "source", 'api.add_field(app, "person", "rank", one(api.read_text, "Rank"))'))
    ada = built.archive.find(Person, "ada")
    assert ada is not None
    assert ada.get("rank") == ada.get("born") == ()


# ------------------------------------------------------------------------------------------ one line, in each command
EXTENSION = """from dataclasses import dataclass
from typing import ClassVar
from letopis import api
from letopis.api import one, View

def render(page, options):
    '''A view.'''
    return []

"""
RECORD = """@dataclass({words})
class Embassy(api.Record):
    '''A mission.'''
    kind: ClassVar[str] = "embassy"
    label: ClassVar[str] = "Embassy"
    plural: ClassVar[str] = "Embassies"
    to: object = one(api.read_link, "To"{meaning})

"""
FROZEN = "frozen=True, slots=True, kw_only=True"
ADDS = "def setup(app):\n    app.setup_extension('letopis')\n    api."


def extension(folder: Path, text: str) -> Path:
    """A project with an extension of its own, which begins with ten lines."""
    source = write(
        folder, PAGE, conf="import sys\nsys.path.insert(0, str(__import__('pathlib').Path(__file__).parent))\n"
    )
    name = f"faulty_{abs(hash((text, folder)))}"  # Python keeps what it has imported
    conf = source / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + f"extensions.append({name!r})\n", encoding="utf-8")
    (source / f"{name}.py").write_text(EXTENSION + text, encoding="utf-8")
    return source


MISTAKES = [
    (f"{ADDS}add_view(app, View(name='own'))\n", 12, "a view needs a name and a renderer"),
    (f"{ADDS}add_view(app, View(name='own', rendr=render))\n", 12, "a view has no 'rendr'. Did you mean 'render'?"),
    (f"{ADDS}add_view(app, View('own', render))\n", 12, "a view needs a name and a renderer"),
    (RECORD.format(words=FROZEN, meaning=", invers='Visited'"), 16, "a field has no 'invers'. Did you mean 'inverse'?"),
    (
        RECORD.format(words="kw_only=True", meaning=""), 10,
        "TypeError: cannot inherit non-frozen dataclass from a frozen one. Write '@dataclass(frozen=True, slots=True, kw_only=True)'",
    ),
    (f"{ADDS}add_kind(app)\n", 12, "missing 1 required positional argument: 'kind'"),
    (f"{ADDS}add_kind(app, Embassy)\n", 12, "NameError: name 'Embassy' is not defined"),
    (f"{ADDS}add_kind(app, api.Person)\n", 12, "kind 'person' is registered twice"),
    ("import no_such_module\n", 10, "No module named 'no_such_module'"),
    ("def setup(app)\n", 10, "SyntaxError"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "said", "command"),
    [*((*mistake, ["doctor"]) for mistake in MISTAKES), (*MISTAKES[3], ["new", "person", "eve", "Eve"])],
)
def test_a_mistake_is_one_line_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, line: int, said: str, command: list[str]
) -> None:
    source = extension(tmp_path, text)
    file = next(source.glob("faulty_*.py"))
    assert main(["-c", str(source), "-s", str(source), *command]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{file}:{line}: ")
    assert said in told.err
    assert told.err.count("\n") == 1
    assert told.err.count(".py:") == 1


def test_build_and_serve_show_that_line_and_nothing_of_sphinx(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(api.__file__).parent.parent))  # for the processes that build
    text, line, said = MISTAKES[1]
    source = extension(tmp_path, text)
    told = f"{next(source.glob('faulty_*.py'))}:{line}: {said}"
    out = tmp_path / "out"
    assert publish.main(publish.Project(source, source), out, "1") == 1
    shown = capfd.readouterr().err
    assert shown.strip().splitlines() == [told, f"Nothing was published: {out} is as it was."]
    preview = Preview(source, source, tmp_path / "doctrees", tmp_path / "pages", tmp_path / "state.json")
    preview.build_anew()
    assert preview.state.fault == told
    assert capfd.readouterr().err.strip() == told


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("return [api.table(['A', 'B'], [['a']], [60, 40])]", "ValueError: a table of 2 columns (A, B): row 1 has 1"),
        ("return [api.table(['A', 'B'], [[1, 'b']], [60, 40])]", "TypeError"),
        ("return [api.table(['A', 'B'], [1], [60, 40])]", "TypeError"),
    ],
)
def test_a_row_of_a_table_that_cannot_be_shown_leads_to_the_line_of_the_extension(
    tmp_path: Path, body: str, code: str
) -> None:
    source = project(
        tmp_path / "source", 'api.add_view(app, api.View(name="own", render=render))', {"page": "# Page\n\n```{own}\n```\n"},
        RENDERS.format(body),
    )  # fmt: skip
    with pytest.raises(ExtensionError) as refused:
        build(source)
    line = (source / "conf.py").read_text(encoding="utf-8").splitlines().index(f"    {body}") + 1
    assert code in str(refused.value)
    assert str(refused.value).endswith(f"in {source / 'conf.py'}:{line}.")
