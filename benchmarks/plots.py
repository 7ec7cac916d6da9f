"""How provenance figures measure up: crossings beside Graphviz dot, and time beside others.

Run it by hand: ``python benchmarks/plots.py``, with the program ``dot`` and the package
``graphviz`` installed. It prints the tables of ``PLOTS.md``. Graphs are made from fixed seeds.

Crossings are counted by one counter on one layered graph: boxes in columns, with a box of no
size wherever a line passes a column. ``dot`` is given the same columns (as ranks) and edges;
the order of the boxes is read from the positions that it answers.
"""

from __future__ import annotations

import json
import os
import random
import statistics
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import graphviz
import matplotlib as mpl
import matplotlib.pyplot as plt
import networkx as nx

import attribgraph as ag
from attribgraph.plot.boxes import BoxMaker
from attribgraph.plot.chains import read_chains
from attribgraph.plot.layout import _columns, lay_out
from attribgraph.plot.ordering import Columns, order
from attribgraph.plot.statements import draft_statements
from attribgraph.plot.style import DEFAULT_STYLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from attribgraph.plot.content import Contents

mpl.use("Agg")
SIZES = (25, 60, 125, 250, 500)


def newsroom(size: int, seed: int = 1) -> ag.AttributionGraph:
    """Return a graph of so many sources, claims and documents, some far more spoken of."""
    dice = random.Random(f"{size} {seed}")
    g = ag.AttributionGraph()
    claims = [
        ag.Claim(id=f"claim-{n}", text=f"Claim number {n} about the port and its cargo")
        for n in range(size * 2 // 5)
    ]
    actors = [ag.Actor(id=f"actor-{n}", name=f"Speaker {n}") for n in range(size * 3 // 10)]
    agencies = [ag.Agency(id=f"agency-{n}", name=f"Agency {n}") for n in range(max(size // 10, 1))]
    documents = [ag.Document(id=f"document-{n}", title=f"Report {n}") for n in range(size // 5)]
    g.add(claims, actors, agencies, documents)

    def some(items: list[ag.Record]) -> ag.Record:
        return items[int(len(items) * dice.random() ** 2)]

    for number in range(size * 6 // 5):
        g.attribute(
            some(actors),
            some(claims),
            id=f"row-{number}",
            act=dice.choice(["assert", "assert", "deny", "question"]),
            said_at=f"2031-03-{dice.randint(1, 28):02}",
            document=some(documents),
            via=some(agencies) if dice.random() < 0.3 else None,
        )
    return g


def contents(g: ag.AttributionGraph) -> Contents:
    """Return a figure's boxes, measured."""
    chains = read_chains(g)
    maker = BoxMaker(chains.store, DEFAULT_STYLE, ("DejaVu Sans",))
    return draft_statements(chains, DEFAULT_STYLE).measured(maker)


def boxes_alone(columns: Columns) -> Columns:
    """Return the same columns with one lane a box, so that a box is a node as dot has it."""
    group_of = {lane: group for group, lanes in columns.lanes.items() for lane in lanes}
    edges = [(group_of[tail], group_of[head]) for tail, head in columns.edges]
    return Columns(columns.groups, {each: [each] for each in columns.lanes}, edges)


def random_columns(number: int, size: int, degree: float) -> Columns:
    """Return columns of boxes joined at random."""
    dice = random.Random(f"{number} {size} {degree}")
    groups = [[f"{column}.{n}" for n in range(size)] for column in range(4)]
    edges = [
        (dice.choice(left), dice.choice(right))
        for left, right in pairwise(groups)
        for _ in range(int(size * degree))
    ]
    return Columns(groups, {each: [each] for column in groups for each in column}, edges)


def dot_source(columns: Columns) -> graphviz.Digraph:
    """Return the columns in the language of dot."""
    drawn = graphviz.Digraph(engine="dot", graph_attr={"rankdir": "LR"})
    names = {
        group: f"n{number}"
        for number, group in enumerate(each for column in columns.groups for each in column)
    }
    for groups in columns.groups:
        with drawn.subgraph() as rank:
            rank.attr(rank="same")
            for group in groups:
                rank.node(names[group], label="", shape="box", width="0.3", height="0.2")
    joined = {end for edge in columns.edges for end in edge}
    for groups, following in pairwise(columns.groups):
        # A box without lines has to be told its column.
        for group in groups:
            if group not in joined:
                drawn.edge(names[group], names[following[0]], style="invis")
    for tail, head in columns.edges:
        drawn.edge(names[tail], names[head])
    return drawn


def by_dot(columns: Columns) -> Columns:
    """Return the columns in the order in which dot draws them."""
    answer = json.loads(dot_source(columns).pipe(format="json0"))
    names = [group for column in columns.groups for group in column]
    height = {
        names[int(each["name"][1:])]: -float(each["pos"].partition(",")[2])
        for each in answer["objects"]
        if each["name"].startswith("n")
    }
    return Columns(
        [sorted(each, key=height.__getitem__) for each in columns.groups],
        columns.lanes,
        columns.edges,
    )


def crossings() -> None:
    """Print the table of crossings."""
    cases: dict[str, list[Columns]] = defaultdict(list)
    for size in (15, 25, 40, 60, 80):
        for seed in range(12):
            columns = _columns(contents(newsroom(size, seed)).spec)[0]
            cases[f"provenance figures of {size} boxes"].append(boxes_alone(columns))
    seed_graph = ag.read_toml("seeds/kursk-2024-10.toml")
    cases["the seed graph"].append(boxes_alone(_columns(contents(seed_graph).spec)[0]))
    for size, degree in ((10, 1.2), (10, 2.0), (20, 1.2), (20, 2.0), (40, 1.5)):
        for number in range(12):
            cases[f"random, 4 x {size} boxes, {degree} lines a box"].append(
                random_columns(number, size, degree)
            )
    print("| layered graphs | number | dot | attribgraph | ratio |\n|---|---:|---:|---:|---:|")
    ours = theirs = 0
    for name, graphs in cases.items():
        own = sum(order(each).crossings() for each in graphs)
        dots = sum(by_dot(each).crossings() for each in graphs)
        ours, theirs = ours + own, theirs + dots
        ratio = f"{own / dots:.3f}" if dots else "1.000" if not own else "worse"
        print(f"| {name} | {len(graphs)} | {dots:,} | {own:,} | {ratio} |")
    print(
        f"| all | {sum(map(len, cases.values()))} | {theirs:,} | {ours:,} | {ours / theirs:.3f} |"
    )


def seconds(what: Callable[[], object], times: int = 2) -> float:
    """Return the median processor time of some calls, that of programs they start included.

    The call before them does not count.
    """
    what()
    taken = []
    for _ in range(times):
        start = sum(os.times()[:4])
        what()
        taken.append(sum(os.times()[:4]) - start)
        plt.close("all")
    return statistics.median(taken)


def by_networkx(g: ag.AttributionGraph) -> None:
    """Draw a graph with networkx, layer by layer."""
    net = nx.MultiDiGraph(g.to_networkx())
    for node, data in net.nodes(data=True):
        data["layer"] = str(data["kind"])
        data["label"] = str(node)
    plt.figure(figsize=(12, 12))
    nx.draw(net, nx.multipartite_layout(net, subset_key="layer"), with_labels=True)


def by_graphviz(g: ag.AttributionGraph) -> None:
    """Draw a graph as SVG with dot."""
    drawn = graphviz.Digraph(engine="dot", graph_attr={"rankdir": "LR"})
    for node in g.to_networkx():
        drawn.node(str(node).replace(":", "_"))
    for tail, head in g.to_networkx().edges():
        drawn.edge(str(tail).replace(":", "_"), str(head).replace(":", "_"))
    drawn.pipe(format="svg")


def timing() -> None:
    """Print the table of times."""
    print("| boxes | layout | whole figure | default | networkx | Graphviz dot |")
    print("|---:|---:|---:|---:|---:|---:|")
    for size in SIZES:
        g = newsroom(size)
        spec = contents(g).spec
        row = [
            seconds(lambda spec=spec: lay_out(spec)),
            seconds(lambda g=g: ag.plot_provenance(g, summary=False)),
            seconds(lambda g=g: ag.plot_provenance(g)),
            seconds(lambda g=g: by_networkx(g)),
            seconds(lambda g=g: by_graphviz(g), 1) if size <= 250 else None,
        ]
        print(f"| {size} |", " | ".join("" if s is None else f"{s:.2f} s" for s in row), "|")


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")
    crossings()
    print()
    timing()
