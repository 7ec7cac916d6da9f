"""What the analyses mean, read naively off the design's text, and worlds full of relays."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from strategies import near_times

from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SPEAKERS = ("a", "b", "c", "d", "e")
OUTLETS = ("x", "y")
SOURCES = (*SPEAKERS, *OUTLETS)
CLAIMS = ("p", "q")
DOCUMENTS = ("doc-x1", "doc-x2", "doc-y", "doc-nobody")
ONE_WILL = ("part_of", "speaks_for", "leads")


def world(*names: str, claims: Iterable[str] = ("c",)) -> AttributionGraph:
    """A graph of people with one-letter ids or longer, and of claims."""
    g = AttributionGraph([Claim(id=each, text=f"It is so ({each})") for each in claims])
    g.add([Actor(id=name, name=name.title(), kind="person") for name in names])
    return g


@st.composite
def forests(
    draw: st.DrawFn, *, acts: tuple[str, ...] = ("assert", "assert", "report", "deny", "retract")
) -> AttributionGraph:
    """Up to ten rows, half of which pass others on, with links of every kind that matters."""
    records: list[Any] = [Actor(id=each, name=each.upper(), kind="person") for each in SPEAKERS]
    records += [Agency(id=each, name=each.upper(), kind="news") for each in OUTLETS]
    records += [Claim(id=each, text=f"It is so ({each})") for each in CLAIMS]
    records += [
        Document(id="doc-x1", title="X 1", publisher="x", published_at="2024-10-24"),
        Document(id="doc-x2", title="X 2", publisher="x"),
        Document(id="doc-y", title="Y", publisher="y", published_at="2024-10"),
        Document(id="doc-nobody", title="Nobody's"),
    ]
    rows: list[str] = []
    for number in range(draw(st.sampled_from([10, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]))):
        content = draw(st.sampled_from(["p", "p", "p", "q", *rows[-4:]]))
        relays = content in rows
        row = Attribution(
            id=f"r{number}",
            sources=draw(
                st.sampled_from(SOURCES).map(lambda one: [one])
                | st.lists(st.sampled_from(SOURCES), max_size=2, unique=True)
            ),
            content=content,
            act=draw(st.sampled_from(("report", "report", "report", *acts) if relays else acts)),
            negated=draw(st.sampled_from([False] * 7 + [True])),
            document=draw(st.sampled_from([None, None, *DOCUMENTS])),
            said_at=draw(st.none() | near_times),
        )
        rows.append(row.id)
        records.append(row)
    seen: dict[str, Link] = {}
    for _ in range(draw(st.integers(0, 3))):
        relation = draw(st.sampled_from([*ONE_WILL, *(["affiliated_with", "rival_of"] * 3)]))
        ends = draw(st.lists(st.sampled_from(SOURCES), min_size=2, max_size=2, unique=True))
        link = Link(subject=ends[0], relation=relation, object=ends[1])
        seen[link.id] = link
    relation = draw(st.sampled_from([None, "contradicts", "refines", "equivalent_to"]))
    if relation is not None:
        link = Link(subject="p", relation=relation, object="q")
        seen[link.id] = link
    return AttributionGraph([*records, *seen.values()])


Path = tuple[Attribution, ...]
"""The rows of a chain, outermost first."""


class Naive:
    """The text of the design as loops over `g.records()`, at whatever cost."""

    def __init__(self, g: AttributionGraph) -> None:
        records = list(g.records())
        self.by_id: dict[str, Any] = {each.id: each for each in records}
        self.rows = [each for each in records if isinstance(each, Attribution)]
        self.links = [each for each in records if isinstance(each, Link)]

    # -- rows ---------------------------------------------------------------------------

    def stands(self, row: Attribution) -> bool:
        about = [
            each for each in self.rows if each.content == row.id and each.act.value != "assess"
        ]
        if not about:
            return True
        standing = [each for each in about if self.stands(each)]
        taken_back = {
            source
            for each in standing
            if each.act.value == "retract" and not each.negated
            for source in each.sources
        }
        if row.sources and set(row.sources) <= taken_back:
            return False
        return row.document is not None or any(e.stance.value == "support" for e in standing)

    def relays(self, row: Attribution) -> list[Attribution]:
        return [
            each
            for each in self.rows
            if each.content == row.id
            and each.stance.value == "support"
            and each.act.value != "assess"
            and self.stands(each)
        ]

    def supports(self, row: Attribution) -> bool:
        return row.asserts and row.stance.value == "support"

    def first_hand(self, claims: Iterable[str]) -> list[Attribution]:
        return [row for row in self.rows if row.content in set(claims) and self.stands(row)]

    # -- chains -------------------------------------------------------------------------

    def chains(self, claims: Iterable[str]) -> list[Path]:
        def outward(path: Path) -> Iterator[Path]:
            relays = self.relays(path[0])
            if path[0].document is not None or not relays:
                yield path
            for relay in relays:
                yield from outward((relay, *path))

        return [path for row in self.first_hand(claims) for path in outward((row,))]

    def supporting(self, claims: Iterable[str]) -> list[Path]:
        return [path for path in self.chains(claims) if self.supports(path[-1])]

    def passes(self, path: Path) -> set[str]:
        return {source for row in path for source in row.sources}

    def outlet(self, path: Path) -> str | None:
        document = self.by_id.get(path[0].document or "")
        return None if document is None else document.publisher

    def bottlenecks(self, claims: Iterable[str]) -> set[str]:
        sets = [self.passes(path) for path in self.supporting(claims)]
        return set.intersection(*sets) if sets else set()

    def route_count(self, claims: Iterable[str]) -> int:
        sets = [each for path in self.supporting(claims) if (each := self.passes(path))]
        return max(
            size
            for size in range(len(sets) + 1)
            for some in combinations(sets, size)
            if sum(map(len, some)) == len(set().union(*some))
        )

    def cut_size(self, claims: Iterable[str]) -> int:
        sets = [each for path in self.supporting(claims) if (each := self.passes(path))]
        elements = sorted(set().union(*sets))
        return min(
            size
            for size in range(len(elements) + 1)
            for some in combinations(elements, size)
            if all(each & set(some) for each in sets)
        )

    # -- origins ------------------------------------------------------------------------

    def joined(self, claims: Iterable[str]) -> set[tuple[str, str]]:
        """Pairs of sources that one will or one joint attribution makes one, both ways."""
        pairs = {
            (link.subject, link.object) for link in self.links if link.relation.value in ONE_WILL
        }
        pairs |= {
            pair for path in self.supporting(claims) for pair in combinations(path[-1].sources, 2)
        }
        return closed(pairs | {(b, a) for a, b in pairs})

    def rests(self, claims: Iterable[str]) -> set[tuple[str, str]]:
        """Pairs (s, o): s passes on o's statement, or says so itself where it carries o."""
        paths = self.supporting(claims)
        speakers = {source for path in paths for source in path[-1].sources}
        pairs = {
            (relay, source)
            for path in paths
            for row in path[:-1]
            for relay in row.sources
            for source in path[-1].sources
        }
        for own in paths:
            outlet = self.outlet(own)
            if len(own) == 1 and outlet in own[0].sources:
                pairs |= {
                    (outlet, source)
                    for path in paths
                    if path[0].document == own[0].document
                    for source in path[-1].sources
                }
        return {(s, o) for s, o in pairs if s != o and s in speakers}

    def origins(self, claims: Iterable[str]) -> tuple[list[set[str]], list[set[str]]]:
        """Return the origins' cores, which rest on nobody else, and all groups of one will."""
        speakers = {source for path in self.supporting(claims) for source in path[-1].sources}
        joined = self.joined(claims)
        groups = classes(speakers, lambda s, o: (s, o) in joined)
        rests = self.rests(claims)

        def on(one: set[str], other: set[str]) -> bool:
            return one is not other and any((s, o) in rests for s in one for o in other)

        merged = True
        while merged:  # groups that rest on one another, however far round, are one
            merged = False
            reach = closed({(i, j) for i, a in enumerate(groups) for j, b in enumerate(groups)
                            if on(a, b)})  # fmt: skip
            for i, j in combinations(range(len(groups)), 2):
                if (i, j) in reach and (j, i) in reach:
                    groups[i] |= groups.pop(j)
                    merged = True
                    break
        return [g for g in groups if not any(on(g, other) for other in groups)], groups

    # -- circles ------------------------------------------------------------------------

    def circles(self) -> set[frozenset[str]]:
        claims = [each.id for each in self.by_id.values() if isinstance(each, Claim)]
        edges: set[tuple[str, str]] = set()
        for path in self.chains(claims):
            rows = path[::-1]
            if any(
                source in rows[before].sources and source not in rows[at - 1].sources
                for at, row in enumerate(rows)
                for before in range(at)
                for source in row.sources
            ):
                named = [(at, row) for at, row in enumerate(rows) if row.sources]
                for (inner_at, inner), (at, outer) in pairwise(named):
                    edges |= {
                        (source, other)
                        for source in outer.sources
                        for other in inner.sources
                        if source != other or at - inner_at > 1
                    }
        reach = closed(edges)
        round_ = {source for source, other in reach if source == other}
        groups = classes(round_, lambda s, o: (s, o) in reach and (o, s) in reach)
        return {frozenset(group) for group in groups}

    def loops(self) -> Iterator[tuple[str, ...]]:
        """What each chain passes between a source and the same source again, outermost last."""
        claims = [each.id for each in self.by_id.values() if isinstance(each, Claim)]
        for path in self.chains(claims):
            rows = path[::-1]
            for at, row in enumerate(rows[1:], 1):
                for source in row.sources:
                    before = [place for place in range(at) if source in rows[place].sources]
                    if before and before[-1] < at - 1:
                        between = [
                            each.sources[0] for each in rows[before[-1] + 1 : at] if each.sources
                        ]
                        yield (source, *between, source)


def closed(pairs: Iterable[tuple[Any, Any]]) -> set[tuple[Any, Any]]:
    """Return the transitive closure."""
    found = set(pairs)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


def classes(elements: Iterable[str], same: Callable[[str, str], bool]) -> list[set[str]]:
    """Return the elements in the classes of an equivalence."""
    groups: list[set[str]] = []
    for element in sorted(elements):
        home = next((group for group in groups if same(element, min(group))), None)
        if home is None:
            groups.append({element})
        else:
            home.add(element)
    return groups
