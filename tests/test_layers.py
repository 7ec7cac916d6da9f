"""The order of the layers: a module imports only from lines above its own.

The order is read from the sources, so that an import inside a function counts as well.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import attribgraph

ROOT = Path(attribgraph.__file__).parent
LONGEST = 600

# Lowest first. A module may import from any line above its own, and from none of its own
# line; only the packages (PACKAGES) import within themselves. A new module goes on a line.
LAYERS: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split())
    for line in (
        "errors tabular",
        "extras vocabulary methods",
        "when quantity lexicon",
        "record cues",
        "fields",
        "model",
        "store",
        "standing closures arguments checks",
        "relays clocks frames networks quotes chains",
        "collection conditions sentences",
        "narrowing",
        "nodes",
        "views",
        "questions",
        "graph",
        "origins copies similar probability routes",
        "verdicts ballots",
        "trust",
        "dependence confusion",
        "provenance corroboration disputes timeline discourse credibility",
        "io plot",
        "tables",
        "html",
        "__init__",
    )
)
PACKAGES = {"discourse", "io", "plot", "html", "tables"}

# What type checkers alone may see of a line that is not above, and why.
UPWARD: dict[tuple[str, str], str] = {
    ("fields", "model"): "a row takes excerpts, and the row's own fields are declared here",
    ("views", "graph"): "subgraph() returns a graph; the store knows which class",
}


@dataclass
class Module:
    """What a source file says of itself."""

    name: str
    path: Path
    tree: ast.Module
    imports: set[str] = field(default_factory=set)
    seen_by_checkers: set[str] = field(default_factory=set)

    @property
    def layer(self) -> int:
        top = self.name.split(".", 1)[0]
        return next((rank for rank, line in enumerate(LAYERS) if top in line), -1)


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


PATHS = {_name(path): path for path in sorted(ROOT.rglob("*.py"))}


def _targets(node: ast.AST, package: str) -> set[str]:
    """Return the modules of attribgraph that an import statement names."""
    if isinstance(node, ast.Import):
        dotted = {each.name for each in node.names}
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        base = node.module or ""
        dotted = {f"{base}.{each.name}" for each in node.names}
    else:
        return set()
    found = set()
    for each in dotted:
        if each.split(".", 1)[0] != package:
            continue
        parts = each.split(".")[1:]
        while parts and ".".join(parts) not in PATHS:
            parts.pop()
        found.add(".".join(parts) or "__init__")
    return found


def _read(name: str, path: Path) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    module = Module(name, path, tree)
    for_checkers = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for body in node.body
        for inner in ast.walk(body)
    }
    for node in ast.walk(tree):
        kept = module.seen_by_checkers if node in for_checkers else module.imports
        kept |= _targets(node, ROOT.name)
    return module


MODULES = {name: _read(name, path) for name, path in PATHS.items()}
each_module = pytest.mark.parametrize("module", MODULES.values(), ids=list(MODULES))


def _stays_above(module: Module, other: str) -> bool:
    top, other_top = module.name.split(".", 1)[0], other.split(".", 1)[0]
    if top == other_top and top in PACKAGES:
        return True
    return MODULES[other].layer < module.layer


def test_the_reading_sees_imports() -> None:
    """Guard the guard: known imports are seen, of every form."""
    assert {"errors", "vocabulary"} <= MODULES["record"].imports | MODULES["quantity"].imports
    assert "model" in MODULES["store"].imports
    assert "graph" in MODULES["views"].seen_by_checkers
    tree = ast.parse(
        "from attribgraph import views\nimport attribgraph.io.json\nimport attribgraph"
    )
    seen = [_targets(node, "attribgraph") for node in tree.body]
    assert seen == [{"views"}, {"io.json"}, {"__init__"}]


@each_module
def test_every_module_has_a_line(module: Module) -> None:
    assert module.layer >= 0, f"put {module.name} on a line of LAYERS"


@each_module
def test_imports_stay_above(module: Module) -> None:
    wrong = {each for each in module.imports if not _stays_above(module, each)}
    assert not wrong, f"{module.name} imports {', '.join(sorted(wrong))}, not above it"


@each_module
def test_what_checkers_see_stays_above_or_is_listed(module: Module) -> None:
    wrong = {
        each
        for each in module.seen_by_checkers
        if not _stays_above(module, each) and (module.name, each) not in UPWARD
    }
    assert not wrong, f"{module.name} imports {', '.join(sorted(wrong))} for annotations"


def test_what_is_listed_is_there() -> None:
    for name, other in UPWARD:
        assert other in MODULES[name].seen_by_checkers, f"{name} -> {other} is gone: unlist it"


def test_no_module_imports_itself_through_others() -> None:
    try:
        TopologicalSorter({name: each.imports for name, each in MODULES.items()}).prepare()
    except CycleError as error:
        pytest.fail(f"a cycle of imports: {' -> '.join(error.args[1])}")


@each_module
def test_every_module_says_what_it_is(module: Module) -> None:
    assert ast.get_docstring(module.tree), f"{module.name} has no docstring"


@pytest.mark.parametrize(
    "module",
    [
        each
        for name, each in MODULES.items()
        if name == "__init__" or not name.rsplit(".", 1)[-1].startswith("_")
    ],
    ids=lambda module: module.name,
)
def test_every_public_module_says_what_it_exports(module: Module) -> None:
    assigned = {
        target.id: node.value
        for node in module.tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    assert "__all__" in assigned, f"{module.name} has no __all__"


@each_module
def test_no_module_is_long(module: Module) -> None:
    lines = len(module.path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{module.name} has {lines} lines: divide it"
