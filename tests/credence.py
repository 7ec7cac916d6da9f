"""Credibility by loops over dictionaries, from the formulas: what the arrays are compared with.

And small worlds of sources and claims to compare them on.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from attribgraph.graph import AttributionGraph
from attribgraph.model import Agency, Attribution, Claim

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

Scores = dict[Any, float]


@dataclass(frozen=True)
class World:
    """A graph of first-hand rows, and the item of each claim."""

    graph: AttributionGraph
    groups: dict[str, str]
    values: dict[str, str]


@st.composite
def worlds(draw: st.DrawFn, *, prefix: str = "") -> World:
    """A few sources that assert and deny a few claims, twice now and then."""
    sources = [f"{prefix}s{n}" for n in range(draw(st.integers(1, 5)))]
    claims = [f"{prefix}c{n}" for n in range(draw(st.integers(1, 6)))]
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(sources),
                st.sampled_from(claims),
                st.sampled_from(["assert", "assert", "assert", "deny"]),
            ),
            max_size=20,
        )
    )
    items = draw(st.lists(st.sampled_from("abc"), min_size=len(claims), max_size=len(claims)))
    graph = AttributionGraph(
        [Agency(id=each, name=each) for each in sources],
        [Claim(id=each, text=each) for each in claims],
        [
            Attribution(id=f"{prefix}r{n}", sources=source, content=claim, act=act)
            for n, (source, claim, act) in enumerate(rows)
        ],
    )
    groups = dict(zip(claims, items, strict=True))
    values = {claim: draw(st.sampled_from(["x", "y", "z"])) for claim in claims}
    return World(graph, groups, values)


class Naive:
    """The votes of a graph, and every method on them.

    A statement is ``(claim, True)``, its negation ``(claim, False)``.
    """

    def __init__(self, g: AttributionGraph, groups: Mapping[str, Hashable]) -> None:
        self.rows: Counter[tuple[str, tuple[str, bool]]] = Counter()
        for row in g.attributions:
            if not g.is_standing(row) or not row.asserts or row.content not in g.claims:
                continue
            if g[row.content].form.value != "statement":
                continue
            if row.stance.value in {"support", "deny"}:
                for source in row.sources:
                    self.rows[source, (row.content, row.stance.value == "support")] += 1
        self.sources = sorted({source for source, _ in self.rows})
        self.statements = sorted({said for _, said in self.rows})
        self.claims = sorted({claim for claim, _ in self.statements})
        self.says = {s: [e for e in self.statements if (s, e) in self.rows] for s in self.sources}
        self.said_by = {
            e: [s for s in self.sources if (s, e) in self.rows] for e in self.statements
        }
        self.groups = groups

    def rivals(self, claim: str) -> list[str]:
        """All claims of the item, the claim itself among them."""
        return [each for each in self.claims if self.groups[each] == self.groups[claim]]

    def competing(self, said: tuple[str, bool]) -> list[tuple[str, bool]]:
        claim, positive = said
        if positive:
            found = [(each, True) for each in self.rivals(claim)] + [(claim, False)]
        else:
            found = [(claim, True), (claim, False)]
        return [each for each in found if each in self.said_by]

    def net(self, belief: Scores) -> Scores:
        return {c: belief.get((c, True), 0) - belief.get((c, False), 0) for c in self.claims}

    def leading(self, margin: Scores, least: float = 0) -> set[str]:
        found = set()
        for claim in self.claims:
            able = [
                each
                for each in self.rivals(claim)
                if (each, False) not in self.said_by or margin[each] > least
            ]
            most = max((margin[each] for each in able), default=0)
            if claim in able and margin[claim] >= most - 1e-9 * abs(most):
                found.add(claim)
        return found

    def vote(self, _rounds: int) -> tuple[Scores, Scores]:
        heads = self.net({said: len(by) for said, by in self.said_by.items()})
        share = self.shares(self.leading(heads))
        return {s: self.mean(s, share) for s in self.sources}, heads

    def shares(self, leading: set[str]) -> Scores:
        return {
            c: (c in leading) / max(sum(e in leading for e in self.rivals(c)), 1)
            for c in self.claims
        }

    def mean(self, source: str, chance: Scores) -> float:
        says = self.says[source]
        return sum(chance[c] if positive else 1 - chance[c] for c, positive in says) / len(says)

    def sums(self, rounds: int, *, log: bool = False) -> tuple[Scores, Scores]:
        belief = dict.fromkeys(self.statements, 0.5)
        trust: Scores = {}
        for _ in range(rounds):
            trust = {}
            for s in self.sources:
                trust[s] = sum(belief[e] for e in self.says[s])
                if log:
                    trust[s] *= math.log(len(self.says[s])) / len(self.says[s])
            trust = scaled(trust)
            belief = scaled({e: sum(trust[s] for s in self.said_by[e]) for e in self.statements})
        return trust, self.net(belief)

    def average_log(self, rounds: int) -> tuple[Scores, Scores]:
        return self.sums(rounds, log=True)

    def investment(self, rounds: int, *, pool: bool = False) -> tuple[Scores, Scores]:
        heads = {e: 1 if pool else len(self.said_by[e]) for e in self.statements}
        belief = {e: heads[e] / sum(heads[r] for r in self.competing(e)) for e in self.statements}
        trust = dict.fromkeys(self.sources, 1.0)
        for _ in range(rounds):
            stake = {s: trust[s] / len(self.says[s]) for s in self.sources}
            all_stakes = {e: sum(stake[s] for s in self.said_by[e]) for e in self.statements}
            trust = {
                s: sum(belief[e] * stake[s] / all_stakes[e] for e in self.says[s])
                for s in self.sources
            }
            put = {
                e: sum(trust[s] / len(self.says[s]) for s in self.said_by[e])
                for e in self.statements
            }
            if pool:
                belief = {
                    e: put[e] * put[e] ** 1.4 / sum(put[r] ** 1.4 for r in self.competing(e))
                    for e in self.statements
                }
            else:
                belief = {e: put[e] ** 1.2 for e in self.statements}
            trust, belief = scaled(trust), scaled(belief)
        return trust, self.net(belief)

    def pooled_investment(self, rounds: int) -> tuple[Scores, Scores]:
        return self.investment(rounds, pool=True)

    def truthfinder(self, rounds: int) -> tuple[Scores, Scores]:
        trust = dict.fromkeys(self.sources, 0.9)
        confidence: Scores = {}
        for _ in range(rounds):
            sure = {
                e: sum(-math.log(1 - trust[s]) for s in self.said_by[e]) for e in self.statements
            }
            everything = {*self.statements, *((c, True) for c in self.claims)}
            confidence = {}
            for e in everything:
                rivals = sum(sure[r] for r in self.competing(e) if r != e)
                confidence[e] = 1 / (1 + math.exp(-0.3 * (sure.get(e, 0) - 0.5 * rivals)))
            trust = {
                s: sum(confidence[e] for e in self.says[s]) / len(self.says[s])
                for s in self.sources
            }
        return trust, {c: confidence[c, True] for c in self.claims}

    # -- copying ------------------------------------------------------------------------

    def start(self) -> Scores:
        return {c: 1 / (len(self.rivals(c)) + ((c, False) in self.said_by)) for c in self.claims}

    def copying(self, accuracy: Scores, chance: Scores) -> Scores:
        """Return the probability that the first of two sources copies the second."""
        n, c = 5, 0.8
        found: Scores = {}
        for one, other in combinations(self.sources, 2):
            shared = [e for e in self.says[one] if e in self.says[other]]
            if not shared:
                continue
            a, b = accuracy[one], accuracy[other]
            true, false = a * b, (1 - a) * (1 - b) / n
            logs = [math.log(0.5), math.log(0.25), math.log(0.25)]
            for claim, positive in shared:
                p = chance[claim] if positive else 1 - chance[claim]
                for place, (t, f) in enumerate(
                    [
                        (true, false),
                        (b * c + true * (1 - c), (1 - b) * c + false * (1 - c)),
                        (a * c + true * (1 - c), (1 - a) * c + false * (1 - c)),
                    ]
                ):
                    logs[place] += math.log(p * t + (1 - p) * f)
            differing = self.differing(one, other)
            for place, share in enumerate([1, 1 - c, 1 - c]):
                logs[place] += differing * math.log((1 - true - false) * share)
            weights = [math.exp(each - max(logs)) for each in logs]
            found[one, other] = weights[1] / sum(weights)
            found[other, one] = weights[2] / sum(weights)
        return found

    def differing(self, one: str, other: str) -> int:
        ours, theirs = self.says[one], self.says[other]
        items = {self.groups[c] for c, positive in ours if positive}
        items &= {self.groups[c] for c, positive in theirs if positive}
        agreed = {self.groups[c] for c, positive in ours if positive and (c, True) in theirs}
        clashes = sum((c, not positive) in theirs for c, positive in ours)
        return len(items - agreed) + clashes

    def own(self, said: tuple[str, bool], copying: Scores) -> Scores:
        """Return the share of each vote that is the voter's own."""
        left = list(self.said_by[said])
        dependence = {
            pair: round(copying[pair] + copying[pair[::-1]], 12)
            for pair in [*combinations(left, 2)]
        }
        dependence |= {pair[::-1]: value for pair, value in dependence.items()}
        if len(left) == 1:
            return {left[0]: 1.0}
        one, other = max(combinations(left, 2), key=lambda pair: dependence[pair])
        order = [one if copying[other, one] >= copying[one, other] - 1e-12 else other]
        left.remove(order[0])
        while left:
            nearest = max(left, key=lambda s: max(dependence[s, each] for each in order))
            order.append(nearest)
            left.remove(nearest)
        return {
            s: math.prod(1 - 0.8 * (copying[s, e] + copying[e, s]) for e in order[:place])
            for place, s in enumerate(order)
        }

    def depen(self, rounds: int) -> tuple[Scores, Scores]:
        chance, accuracy = self.start(), dict.fromkeys(self.sources, 0.5)
        margin: Scores = {}
        for _ in range(rounds):
            copying = self.copying(accuracy, chance)
            margin = self.net({e: sum(self.own(e, copying).values()) for e in self.statements})
            chance = self.shares(self.leading(margin))
        return {s: self.mean(s, chance) for s in self.sources}, margin

    def accu(self, rounds: int) -> tuple[Scores, Scores]:
        chance, accuracy = self.start(), dict.fromkeys(self.sources, 0.5)
        for _ in range(rounds):
            copying = self.copying(accuracy, chance)
            votes: Scores = {}
            for e in self.statements:
                votes[e] = 0
                for s, own in self.own(e, copying).items():
                    weight = math.log(5 * accuracy[s] / (1 - accuracy[s]))
                    votes[e] += own * (weight if e[1] else max(weight, 0))
            net = self.net(votes)
            chance = {}
            for c in self.claims:
                rivals = self.rivals(c)
                unsaid = max(6 - len(rivals), 0)
                chance[c] = math.exp(net[c]) / (sum(math.exp(net[r]) for r in rivals) + unsaid)
            accuracy = {s: min(max(self.mean(s, chance), 0.01), 0.99) for s in self.sources}
        return accuracy, chance

    # -- observers ----------------------------------------------------------------------

    def dawid_skene(
        self, rounds: int, values: Mapping[str, str] | None = None
    ) -> tuple[Scores, Scores]:
        """Return accuracies, and the probability of each claim."""
        labels: Counter[tuple[Any, str, Any]] = Counter()
        place: dict[str, tuple[Any, Any]] = {}
        if values is None:
            classes: list[Any] = [True, False]
            place = {c: (c, True) for c in self.claims}
            for (s, (c, positive)), count in self.rows.items():
                labels[c, s, positive] += count
                for rival in self.rivals(c):
                    if positive and rival != c:
                        labels[rival, s, False] += count
        else:
            classes = list(dict.fromkeys(values[c] for c in self.claims))
            place = {c: (self.groups[c], values[c]) for c in self.claims}
            for (s, (c, positive)), count in self.rows.items():
                label = values[c] if positive else ("not", values[c])
                labels[self.groups[c], s, label] += count
        items = sorted({item for item, _ in place.values()})
        truth = {item: first_guess(item, classes, labels) for item in items}
        rates: Scores = {}
        priors: Scores = {}
        for _ in range(rounds):
            priors = {j: sum(truth[i][j] for i in items) / len(items) for j in classes}
            rates, sums = Counter(), Counter()
            for (i, s, label), count in labels.items():
                for j in classes:
                    rates[s, j, label] += truth[i][j] * count
                    sums[s, j] += truth[i][j] * count
            for s, j, label in rates:
                rates[s, j, label] /= sums[s, j] or 1
            new = {i: dict(priors) for i in items}
            for (i, s, label), count in labels.items():
                for j in classes:
                    new[i][j] *= rates[s, j, label] ** count
            truth = {i: {j: new[i][j] / sum(new[i].values()) for j in classes} for i in items}
        accuracy = {
            s: sum(priors[j] * rates.get((s, j, j), 0) for j in classes) for s in self.sources
        }
        return accuracy, {c: truth[place[c][0]][place[c][1]] for c in self.claims}


def first_guess(item: Any, classes: list[Any], labels: Counter[Any]) -> Scores:
    votes = dict.fromkeys(classes, 0.0)
    for (i, _, label), count in labels.items():
        if i != item:
            continue
        if label in votes:
            votes[label] += count
        else:
            for j in classes:
                votes[j] += 0 if j == label[1] else count / max(len(classes) - 1, 1)
    total = sum(votes.values())
    return {j: votes[j] / total if total else 1 / len(classes) for j in classes}


def scaled(scores: Scores) -> Scores:
    most = max(scores.values())
    return {key: value / most if most else 0.0 for key, value in scores.items()}
