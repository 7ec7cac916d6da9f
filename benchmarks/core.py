"""Build, load, ask and write 100,000 attributions, beside what people use today.

Run by hand: ``python benchmarks/core.py [--rows 100000]``. Needs the ``bench`` extra. Each
tool does each task in a process of its own, so that peak memory is its own; the table is
printed as Markdown. Times vary from machine to machine, so only compare within a table.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ACTS = ("assert", "deny", "report", "warn", "estimate")
STANCES = {"assert": "support", "deny": "deny", "report": "support"}
POINTS = 2_000

Row = dict[str, Any]


def rows_of(count: int) -> list[Row]:
    """Make plain rows: a hundredth as many sources, a tenth as many claims."""
    sources, claims, documents = max(1, count // 100), max(1, count // 10), 1_000
    return [
        {
            "id": f"row{n}",
            "source": f"source{n * 7919 % sources}",
            "claim": f"claim{n * 104729 % claims}",
            "document": f"document{n % documents}",
            "act": ACTS[n % len(ACTS)],
            "said_at": f"2024-{1 + n % 12:02}-{1 + n % 28:02}",
            "cue": "said that",
        }
        for n in range(count)
    ]


def keys(rows: list[Row], name: str) -> list[str]:
    """Return the first values of a field, each once."""
    return list(dict.fromkeys(row[name] for row in rows))[:POINTS]


class Tool:
    """What each tool is asked to do; the graph that it builds is ``self.graph``."""

    def build(self, rows: list[Row]) -> None:
        """Build from Python values."""
        raise NotImplementedError

    def dump(self, path: Path) -> None:
        """Write to a file."""
        raise NotImplementedError

    def load(self, path: Path) -> None:
        """Read from a file."""
        raise NotImplementedError

    def who_asserted(self, claim: str) -> list[Any]:
        """Return the rows that support a claim."""
        raise NotImplementedError

    def by(self, source: str) -> list[Any]:
        """Return the rows of a source."""
        raise NotImplementedError


class Attribgraph(Tool):
    """attribgraph: validated records, `add`, views."""

    def build(self, rows: list[Row]) -> None:
        from attribgraph import Actor, Attribution, AttributionGraph, Claim, Document

        self.graph = AttributionGraph(
            [Actor(id=each, name=each) for each in dict.fromkeys(r["source"] for r in rows)],
            [Claim(id=each, text=each) for each in dict.fromkeys(r["claim"] for r in rows)],
            [Document(id=each, title=each) for each in dict.fromkeys(r["document"] for r in rows)],
            [
                Attribution(
                    id=row["id"],
                    sources=row["source"],
                    content=row["claim"],
                    act=row["act"],
                    said_at=row["said_at"],
                    document=row["document"],
                    cue=row["cue"],
                )
                for row in rows
            ],
        )

    def dump(self, path: Path) -> None:
        from attribgraph import write_json

        write_json(self.graph, path)

    def load(self, path: Path) -> None:
        from attribgraph import read_json

        self.graph = read_json(path)

    def who_asserted(self, claim: str) -> list[Any]:
        return list(self.graph.who_asserted(claim))

    def by(self, source: str) -> list[Any]:
        return list(self.graph.attributions.by(source))


class Networkx(Tool):
    """A hand-made MultiDiGraph: an edge a row, its fields in the edge's dict, no checks."""

    def build(self, rows: list[Row]) -> None:
        import networkx as nx

        self.graph = nx.MultiDiGraph()
        for row in rows:
            self.graph.add_node(row["source"], kind="actor", name=row["source"])
            self.graph.add_node(row["claim"], kind="claim", text=row["claim"])
            self.graph.add_edge(
                row["source"],
                row["claim"],
                key=row["id"],
                act=row["act"],
                stance=STANCES.get(row["act"], "support"),
                said_at=row["said_at"],
                document=row["document"],
                cue=row["cue"],
            )

    def dump(self, path: Path) -> None:
        import networkx as nx

        path.write_text(json.dumps(nx.node_link_data(self.graph, edges="edges")))

    def load(self, path: Path) -> None:
        import networkx as nx

        self.graph = nx.node_link_graph(json.loads(path.read_text()), edges="edges")

    def who_asserted(self, claim: str) -> list[Any]:
        edges = self.graph.in_edges(claim, keys=True, data=True)
        return [edge for edge in edges if edge[3]["stance"] == "support"]

    def by(self, source: str) -> list[Any]:
        return list(self.graph.out_edges(source, keys=True, data=True))


class Dicts(Tool):
    """A dict of lists of dicts: the least that could answer, for the point questions."""

    def build(self, rows: list[Row]) -> None:
        self.of: dict[str, list[Row]] = {}
        self.from_: dict[str, list[Row]] = {}
        for row in rows:
            full = {**row, "stance": STANCES.get(row["act"], "support")}
            self.of.setdefault(row["claim"], []).append(full)
            self.from_.setdefault(row["source"], []).append(full)

    def who_asserted(self, claim: str) -> list[Any]:
        return [row for row in self.of[claim] if row["stance"] == "support"]

    def by(self, source: str) -> list[Any]:
        return list(self.from_[source])


class Prov(Tool):
    """W3C PROV: an activity a row, associated with the source, using the claim."""

    def build(self, rows: list[Row]) -> None:
        from prov.model import ProvDocument

        made = ProvDocument()
        made.add_namespace("x", "http://example.org/")
        for each in dict.fromkeys(row["source"] for row in rows):
            made.agent(f"x:{each}")
        for each in dict.fromkeys(row["claim"] for row in rows):
            made.entity(f"x:{each}")
        for row in rows:
            fields = {f"x:{name}": row[name] for name in ("act", "said_at", "document", "cue")}
            fields["x:stance"] = STANCES.get(row["act"], "support")
            made.activity(f"x:{row['id']}", other_attributes=fields)
            made.wasAssociatedWith(f"x:{row['id']}", f"x:{row['source']}")
            made.used(f"x:{row['id']}", f"x:{row['claim']}")
        self.graph = made

    def dump(self, path: Path) -> None:
        self.graph.serialize(str(path), format="json")

    def load(self, path: Path) -> None:
        from prov.model import ProvDocument

        self.graph = ProvDocument.deserialize(str(path), format="json")

    def _rows(self, kind: Any, end: str) -> list[Any]:
        found = []
        for record in self.graph.get_records(kind):
            (_, activity), (_, other) = record.formal_attributes[:2]
            if other is not None and other.localpart == end:
                found.extend(self.graph.get_record(activity))
        return found

    def who_asserted(self, claim: str) -> list[Any]:
        from prov.model import ProvUsage

        rows = self._rows(ProvUsage, claim)
        return [row for row in rows if "support" in map(str, row.get_attribute("x:stance"))]

    def by(self, source: str) -> list[Any]:
        from prov.model import ProvAssociation

        return self._rows(ProvAssociation, source)


class Rdflib(Tool):
    """RDF: a node a row, a triple a field; N-Triples as the file."""

    def build(self, rows: list[Row]) -> None:
        from rdflib import Graph, Literal, Namespace

        x = Namespace("http://example.org/")
        self.graph = Graph()
        for row in rows:
            node = x[row["id"]]
            self.graph.add((node, x.source, x[row["source"]]))
            self.graph.add((node, x.content, x[row["claim"]]))
            self.graph.add((node, x.document, x[row["document"]]))
            self.graph.add((node, x.stance, Literal(STANCES.get(row["act"], "support"))))
            for name in ("act", "said_at", "cue"):
                self.graph.add((node, x[name], Literal(row[name])))

    def dump(self, path: Path) -> None:
        self.graph.serialize(str(path), format="nt", encoding="utf-8")

    def load(self, path: Path) -> None:
        from rdflib import Graph

        self.graph = Graph()
        self.graph.parse(str(path), format="nt")

    def who_asserted(self, claim: str) -> list[Any]:
        from rdflib import Literal, Namespace

        x = Namespace("http://example.org/")
        found = self.graph.subjects(x.content, x[claim])
        return [row for row in found if (row, x.stance, Literal("support")) in self.graph]

    def by(self, source: str) -> list[Any]:
        from rdflib import Namespace

        x = Namespace("http://example.org/")
        return list(self.graph.subjects(x.source, x[source]))


class Stix(Tool):
    """STIX 2.1: an identity a source, a note a claim, an opinion a row; a memory store."""

    def _id(self, kind: str, name: str) -> str:
        import uuid

        return f"{kind}--{uuid.uuid5(uuid.NAMESPACE_URL, name)}"

    def build(self, rows: list[Row]) -> None:
        import stix2

        made: list[Any] = []
        made.extend(
            stix2.v21.Identity(id=self._id("identity", each), name=each)
            for each in dict.fromkeys(row["source"] for row in rows)
        )
        self.notes = {}
        for each in dict.fromkeys(row["claim"] for row in rows):
            self.notes[each] = stix2.v21.Note(
                id=self._id("note", each), content=each, object_refs=[made[0].id]
            )
        made.extend(self.notes.values())
        words = {"support": "agree", "deny": "disagree"}
        made.extend(
            stix2.v21.Opinion(
                id=self._id("opinion", row["id"]),
                created_by_ref=self._id("identity", row["source"]),
                object_refs=[self._id("note", row["claim"])],
                opinion=words[STANCES.get(row["act"], "support")],
                created=f"{row['said_at']}T00:00:00Z",
                modified=f"{row['said_at']}T00:00:00Z",
                explanation=row["cue"],
                allow_custom=True,
                x_act=row["act"],
                x_document=row["document"],
            )
            for row in rows
        )
        self.graph = stix2.MemoryStore(made)

    def dump(self, path: Path) -> None:
        self.graph.save_to_file(str(path))

    def load(self, path: Path) -> None:
        import stix2

        self.graph = stix2.MemoryStore(allow_custom=True)
        self.graph.load_from_file(str(path))

    def who_asserted(self, claim: str) -> list[Any]:
        import stix2

        return self.graph.query(
            [
                stix2.Filter("type", "=", "opinion"),
                stix2.Filter("object_refs", "contains", self._id("note", claim)),
                stix2.Filter("opinion", "=", "agree"),
            ]
        )

    def by(self, source: str) -> list[Any]:
        import stix2

        return self.graph.query(
            [
                stix2.Filter("type", "=", "opinion"),
                stix2.Filter("created_by_ref", "=", self._id("identity", source)),
            ]
        )


TOOLS: dict[str, tuple[type[Tool], int, int]] = {
    # tool, divisor of the rows, point questions asked
    "attribgraph": (Attribgraph, 1, POINTS),
    "networkx by hand": (Networkx, 1, POINTS),
    "dict of lists": (Dicts, 1, POINTS),
    "prov": (Prov, 10, 20),
    "rdflib": (Rdflib, 10, POINTS),
    "stix2": (Stix, 20, 20),
}
TASKS = ("build", "dump", "load", "first question", "who_asserted", "by(source)", "memory")


def peak() -> float:
    """Return the most memory that this process has held, in MB."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1024 if sys.platform != "darwin" else 1024**2)


def seconds(task: Any, *args: Any) -> float:
    """Return how long a call takes."""
    start = time.perf_counter()
    task(*args)
    return time.perf_counter() - start


def point(ask: Any, asked: list[str]) -> float:
    """Return the median time of a question, over different keys."""
    return statistics.median(seconds(ask, each) for each in asked)


def measure(name: str, count: int, path: Path, part: str) -> dict[str, float]:
    """Measure one part of what a tool does, in this process."""
    kind, divisor, points = TOOLS[name]
    with tempfile.TemporaryDirectory() as folder:  # imports and first calls are not measured
        warm, scrap = kind(), Path(folder) / "scrap.json"
        warm.build(rows_of(20))
        warm.who_asserted("claim0")
        if not isinstance(warm, Dicts):
            warm.dump(scrap)
            warm.load(scrap)
    tool = kind()
    count //= divisor
    found: dict[str, float] = {}
    if part == "load":
        found["load"] = seconds(tool.load, path) / count
        found["memory"] = peak()
        return found
    rows = rows_of(count)
    gc.collect()
    found["build"] = seconds(tool.build, rows) / count
    if part == "memory":
        return {"memory": peak()}
    claims, sources = keys(rows, "claim"), keys(rows, "source")
    found["first question"] = seconds(tool.who_asserted, claims[0])
    found["who_asserted"] = point(tool.who_asserted, claims[1 : points + 1])
    found["by(source)"] = point(tool.by, sources[1 : points + 1])
    expected = sum(
        row["claim"] == claims[1] and STANCES.get(row["act"], "support") == "support"
        for row in rows
    )
    if len(tool.who_asserted(claims[1])) != expected:
        message = f"{name} answers wrongly"
        raise SystemExit(message)
    if not isinstance(tool, Dicts):
        found["dump"] = seconds(tool.dump, path) / count
    return found


def ask(name: str, count: int, path: Path, part: str) -> dict[str, float]:
    """Measure in a process of its own."""
    command = [sys.executable, __file__, "--rows", str(count), "--one", name, part, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 (ourselves)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def table(found: dict[str, dict[str, float]], count: int) -> str:
    """Return the figures as Markdown, each with its ratio to attribgraph's."""
    out = io.StringIO()
    units = {"build": 1e6, "dump": 1e6, "load": 1e6, "memory": 1}
    heads = {
        "build": "build, µs a row",
        "dump": "write, µs a row",
        "load": "read, µs a row",
        "first question": "first question, µs",
        "who_asserted": "`who_asserted`, µs",
        "by(source)": "`by(source)`, µs",
        "memory": "peak memory, MB",
    }
    out.write(f"| | {' | '.join(heads[task] for task in TASKS)} |\n")
    out.write(f"|---{'|---:' * len(TASKS)}|\n")
    own = found["attribgraph"]
    for name, figures in found.items():
        divisor = TOOLS[name][1]
        cells = []
        for task in TASKS:
            if task not in figures:
                cells.append("")
                continue
            value = figures[task] * units.get(task, 1e6)
            shown = f"{value:,.0f}" if value >= 20 else f"{value:.1f}"
            ratio = figures[task] / own[task]
            cells.append(shown if name == "attribgraph" else f"{shown} ({ratio:.2g}x)")
        label = name if divisor == 1 else f"{name}, {count // divisor:,} rows"
        out.write(f"| {label} | {' | '.join(cells)} |\n")
    return out.getvalue()


def main() -> None:
    """Measure every tool and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--one", nargs=3, metavar=("TOOL", "PART", "FILE"))
    given = parser.parse_args()
    if given.one:
        name, part, file = given.one
        print(json.dumps(measure(name, given.rows, Path(file), part)))
        return
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in TOOLS:
            path = Path(folder) / f"{name.replace(' ', '-')}.json"
            figures = ask(name, given.rows, path, "all")
            figures |= ask(name, given.rows, path, "memory")
            if path.exists():
                loaded = ask(name, given.rows, path, "load")
                figures["load"] = loaded["load"]
                figures["memory"] = max(figures["memory"], loaded["memory"])
            found[name] = figures
            print(f"measured {name}", file=sys.stderr)
    print(table(found, given.rows))


if __name__ == "__main__":
    main()
