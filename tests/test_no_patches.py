"""No object of Sphinx, docutils, MyST, sphinxcontrib-bibtex or sphinx-autobuild is changed from outside.

Found by reading the code: an attribute of such an object that is assigned to, deleted, or changed in place. What the
project cannot do without stands in one module, which checks what it leans on; see `tests/unit/test_sphinx_internals.py`.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = "src/letopis/sphinx_internals.py"
PACKAGES = ("sphinx", "docutils", "myst_parser", "sphinxcontrib", "sphinx_autobuild", "starlette", "pybtex")
FOREIGN = frozenset(
    "app _app env _env builder _builder config _config events theme templates translator writer settings"
    " get_domain environment".split()
)
"""What an object of theirs is called in our code, wherever it is handed to us."""
OURS = frozenset({"data", "stored", "labels", "headings", "heads", "link_places", "told_pages", "temp_data", "figures"})
"""In what our own domain keeps its data, as domains are made to do, and our own Typst builder what the book needs;
``env.temp_data`` is where Sphinx asks extensions to keep what is needed for one page.
"""
CHANGING = frozenset("append extend insert remove pop popitem clear update setdefault sort reverse add discard".split())


def patches(code: str) -> list[tuple[int, str]]:
    """Where, and what, in one file."""
    tree = ast.parse(code)
    modules = {
        (name.asname or name.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
        if ((node.module or "") if isinstance(node, ast.ImportFrom) else name.name).partition(".")[0] in PACKAGES
    }
    aliases = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and _is_foreign(node.value, modules)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    found = [
        (node.lineno, ast.unparse(node))
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt | ast.expr) and _changes(node, modules | aliases)
    ]
    return sorted(set(found))


def _changes(node: ast.AST, foreign: set[str]) -> bool:
    """Whether a statement or call changes an attribute of something foreign."""
    match node:
        case ast.Assign(targets=targets) | ast.Delete(targets=targets):
            return any(_is_part(target, foreign) for one in targets for target in _flat(one))
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            return _is_part(target, foreign)
        case ast.Call(func=ast.Name(id="setattr" | "delattr"), args=[owner, *_]):
            return _is_foreign(owner, foreign)
        case ast.Call(func=ast.Attribute(attr=name, value=owner)) if name in CHANGING:
            return _is_part(owner, foreign) or (
                isinstance(owner, ast.Call)
                and isinstance(owner.func, ast.Name)
                and owner.func.id == "vars"
                and any(_is_foreign(argument, foreign) for argument in owner.args)
            )
    return False


def _flat(target: ast.expr) -> list[ast.expr]:
    return list(target.elts) if isinstance(target, ast.Tuple | ast.List) else [target]


def _is_part(target: ast.expr, foreign: set[str]) -> bool:
    """Whether something is an attribute of what is foreign, or an item of such an attribute."""
    while isinstance(target, ast.Subscript):
        target = target.value
    if not isinstance(target, ast.Attribute):
        return False
    return target.attr not in OURS and _is_foreign(target.value, foreign)


def _is_foreign(owner: ast.expr, foreign: set[str]) -> bool:
    """Whether an expression gives something foreign, by its last name: ``app.env``, ``self.builder``, ``app_of(env)``."""
    match owner:
        case ast.Name(id=name):
            return name in FOREIGN or name in foreign
        case ast.Attribute(attr=name, value=value):
            return name not in OURS and (name in FOREIGN or _is_foreign(value, foreign))
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in FOREIGN
        case ast.Subscript(value=value):
            return _is_foreign(value, foreign)
        case ast.BoolOp(values=values):
            return any(_is_foreign(value, foreign) for value in values)
    return False


FILES = sorted(path.relative_to(ROOT).as_posix() for place in ("src", "tools") for path in (ROOT / place).rglob("*.py"))


@pytest.mark.parametrize("path", [path for path in FILES if path != ALLOWED])
def test_nothing_of_others_is_changed(path: str) -> None:
    assert patches((ROOT / path).read_text(encoding="utf-8")) == []


def test_the_module_for_it_is_the_only_one() -> None:
    assert patches((ROOT / ALLOWED).read_text(encoding="utf-8")) != []


@pytest.mark.parametrize(
    "code",
    [
        "app.builder.search = False",
        "self.env.tocs = {}",
        "builder.theme_options['logo'] = []",
        "config.suppress_warnings += ['a']",
        "app.config.html_static_path.append('a')",
        "setattr(config, name, 1)",
        "setattr(env.domains, name, 1)",
        "vars(app.builder).pop('write')",
        "del env.get_doctree",
        "env.files_to_rebuild, kept = {}, env.files_to_rebuild",
        "env.__dict__.setdefault('ours', {})",
        "import sphinx_autobuild.__main__ as autobuild\nautobuild.Builder = Preview",
        "from sphinx.environment import BuildEnvironment\nBuildEnvironment.get_doctree = ours",
        "kept = app.env\nkept.tocs = {}",
        "app.env._pickled_doctree_cache.clear()",
        "document.settings.record_dependencies = None",
    ],
)
def test_a_patch_is_found(code: str) -> None:
    assert len(patches(code)) >= 1


@pytest.mark.parametrize(
    "code",
    [
        "self.env = app.env",
        "self.data['records'] = {}",
        "domain_of(env).stored['passages'][docname] = found",
        "known[env] = 1",
        "node['classes'].append('letopis')",
        "context['body'] = ''",
        "self.search = False",
        "environment = os.environ | {}",
    ],
)
def test_what_is_ours_may_change(code: str) -> None:
    assert patches(code) == []
