"""Graphs for the tests of plots: each shape that a figure must cope with, and random ones."""

from __future__ import annotations

import random

from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link

SENTENCE = "the port was shut before anyone had been told about it by those in charge"
LONG = "the committee found that nobody had told the harbour master about the second cargo " * 30


def base() -> AttributionGraph:
    return AttributionGraph(
        Document(id="paper", title="The Valdena Herald, front page", published_at="2031-03-04"),
        Document(id="wire", title="Dispatch 118", url="https://example.org/118"),
        Agency(id="north", name="Northwire", kind="news"),
        Agency(id="south", name="Southwire", kind="news"),
        Agency(id="ministry", name="Ministry of Transport"),
        Actor(id="korr", name="A. Korr", role="Minister"),
        Actor(id="lund", name="R. Lund"),
        Actor(id="official", name="an official", naming="described"),
        Claim(id="fire", text="The fire began in a container that held lithium cells"),
        Claim(id="safe", text="Inspections went on as planned", condition="if staff were there"),
        Claim(id="why", text="Why the inspectors left", form="question"),
    )


def joint() -> AttributionGraph:
    g = base()
    g.attribute(["korr", "ministry"], "fire", document="paper", said_at="2031-03-04", id="both")
    g.attribute(["korr", "ministry", "lund"], "safe", document="paper", act="deny", id="three")
    g.attribute("lund", "fire", document="paper", id="single")
    g.add(
        Attribution(id="inner", sources=["korr", "lund"], content="why", act="question"),
        Attribution(id="outer", sources=["north", "south"], content="inner", act="report"),
        Attribution(
            id="outermost", sources="ministry", content="outer", act="report", document="wire"
        ),
    )
    return g


def nested() -> AttributionGraph:
    g = base()
    g.attribute("korr", "fire", via=["lund", "north", "south"], document="paper")
    g.attribute("korr", "safe", via=["north", "south"], document="wire", act="deny")
    g.attribute("lund", "safe", via="south", document="wire")
    g.attribute("korr", "why", act="comment", negated=True, document="paper")
    return g


def circular() -> AttributionGraph:
    g = base()
    g.attribute("korr", "fire", via=["north", "south"], document="paper")
    g.attribute("lund", "fire", via=["south", "north", "south"], document="wire")
    return g


def parallel() -> AttributionGraph:
    g = base()
    for day in range(1, 9):
        act = ("assert", "deny", "question", "comment")[day % 4]
        g.attribute(
            "korr", "fire", act=act, via="north", document="paper", said_at=f"2031-03-0{day}"
        )
    return g


def two_routes() -> AttributionGraph:
    g = base()
    g.add(
        Attribution(id="said", sources="korr", content="fire", document="paper"),
        Attribution(id="by-north", sources="north", content="said", act="report", document="wire"),
        Attribution(id="by-south", sources="south", content="said", act="report", document="wire"),
    )
    return g


def retracted() -> AttributionGraph:
    g = base()
    g.add(
        Attribution(id="said", sources="korr", content="fire", document="paper"),
        Attribution(id="back", sources="korr", content="said", act="retract", document="wire"),
        Attribution(id="other", sources="lund", content="fire", document="paper"),
    )
    return g


def denied_saying() -> AttributionGraph:
    g = base()
    g.add(
        Attribution(id="said", sources="korr", content="fire"),
        Attribution(id="denies", sources="korr", content="said", act="deny", document="paper"),
        Attribution(id="relay", sources="north", content="denies", document="wire"),
    )
    return g


def assessed() -> AttributionGraph:
    g = base()
    scale = "admiralty_reliability"
    g.add(
        Attribution(id="said", sources="official", content="fire", document="paper"),
        Attribution(
            id="of-claim",
            sources="south",
            content="fire",
            act="assess",
            grade="mostly-false",
            grade_scale="truth_rating",
            document="wire",
        ),
        Attribution(
            id="of-row",
            sources="south",
            content="said",
            act="assess",
            grade="4",
            grade_scale="admiralty_credibility",
        ),
        Attribution(
            id="of-source",
            sources="lund",
            content="official",
            act="assess",
            grade="C",
            grade_scale=scale,
        ),
    )
    return g


def nobody() -> AttributionGraph:
    g = base()
    g.attribute((), "fire", act="predict", certainty="possible", document="paper")
    g.attribute((), "safe", document="paper", via="north")
    g.attribute("lund", "why")
    return g


def linked() -> AttributionGraph:
    g = parallel()
    g.attribute("lund", "safe", document="paper")
    g.attribute("lund", "why", document="paper")
    g.add(
        Link(subject="fire", relation="contradicts", object="safe"),
        Link(subject="safe", relation="refines", object="why"),
        Link(subject="fire", relation="supports", object="why"),
        Link(subject="fire", relation="conditional_on", object="why"),
        Link(subject="safe", relation="equivalent_to", object="why"),
        Link(subject="ministry", relation="part_of", object="south"),
    )
    return g


def hostile() -> AttributionGraph:
    return AttributionGraph(
        Document(id="d", title="<script>alert('x')</script> & \"more\" $5_000^2$"),
        Actor(id="a", name="$\\frac{1}{0}$ <b>bold</b>", role="line one\nline two"),
        Actor(id="b", name="Генеральний штаб"),
        Actor(id="c", name="مصدر رسمي"),
        Actor(id="very", name="x" * 200),
        Claim(id="long", text=LONG),
        Claim(id="url", text="see https://example.org/" + "a/" * 300),
        Claim(id="cost", text="It costs $5, or \x07 less\nthan\t$6 \u202egnp.exe"),
        Attribution(sources="a", content="long", document="d"),
        Attribution(sources="b", content="url", document="d"),
        Attribution(sources=["c", "very"], content="cost", document="d", act="deny"),
    )


CASES = {
    made.__name__: made
    for made in (
        joint,
        nested,
        circular,
        parallel,
        two_routes,
        retracted,
        denied_saying,
        assessed,
        nobody,
        linked,
        hostile,
    )
}


def random_graph(seed: int) -> AttributionGraph:
    """Return a graph of 5 to 40 sources, claims and documents, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 (no secrets here)
    size = dice.randint(5, 40)
    g = AttributionGraph()
    words = SENTENCE.split()

    def text(longest: int) -> str:
        return " ".join(dice.choice(words) for _ in range(dice.randint(1, longest)))

    claims = [
        Claim(
            id=f"claim-{n}",
            text=text(40),
            form=dice.choice(["statement", "statement", "question"]),
            condition=dice.choice([None, None, f"if {text(6)}"]),
        )
        for n in range(max(1, size * 2 // 5))
    ]
    agencies = [
        Agency(id=f"agency-{n}", name=text(5), naming=dice.choice(["named", "described"]))
        for n in range(max(1, size // 7))
    ]
    actors = [Actor(id=f"actor-{n}", name=text(5)) for n in range(max(1, size * 3 // 10))]
    documents = [Document(id=f"document-{n}", title=text(9)) for n in range(max(1, size // 7))]
    g.add(claims, agencies, actors, documents)
    for number in range(size + dice.randint(0, size // 2)):
        sources = dice.sample([*actors, *agencies], dice.choice([1, 1, 1, 1, 2]))
        row = g.attribute(
            sources if dice.random() > 0.05 else (),
            dice.choice(claims),
            id=f"row-{number}",
            act=dice.choice(["assert", "assert", "deny", "question", "believe", "comment"]),
            negated=dice.random() < 0.15,
            said_at=dice.choice([None, f"2031-03-{dice.randint(1, 28):02}"]),
            certainty=dice.choice(["unspecified", "probable"]),
            document=dice.choice([None, *documents]),
            via=[dice.choice(agencies) for _ in range(dice.choice([0, 0, 0, 1, 1, 2]))] or None,
        )
        if dice.random() < 0.08:
            g.add(
                Attribution(
                    id=f"about-{number}",
                    sources=dice.choice(actors),
                    content=row.id,
                    act=dice.choice(["deny", "retract", "comment"]),
                    document=dice.choice(documents),
                )
            )
    for one, two in zip(claims[::3], claims[1::3], strict=False):
        relation = dice.choice(["contradicts", "refines", "supports", "equivalent_to"])
        g.add(Link(subject=one, relation=relation, object=two))
    return g


def varied_graph(seed: int) -> AttributionGraph:
    """Return a graph of 5 to 60 sources, claims and documents, the same for the same seed.

    It has parallel edges, long and short texts, relays up to four deep, joint sources, rows
    about rows, grades of rows, claims and sources, and links between claims.
    """
    dice = random.Random(seed)  # noqa: S311 (no secrets here)
    size = 5 + int(56 * dice.random() ** 2)
    g = AttributionGraph()
    words = SENTENCE.split()

    def text(longest: int) -> str:
        return " ".join(dice.choice(words) for _ in range(dice.randint(1, longest)))

    claims = [
        Claim(
            id=f"claim-{n}",
            text=text(dice.choice([6, 40, 40, 300])),
            form=dice.choice(["statement", "statement", "question"]),
            condition=dice.choice([None, None, f"if {text(6)}"]),
        )
        for n in range(max(1, size * 2 // 5))
    ]
    agencies = [
        Agency(id=f"agency-{n}", name=text(5), naming=dice.choice(["named", "described"]))
        for n in range(max(1, size // 7))
    ]
    actors = [
        Actor(id=f"actor-{n}", name=text(dice.choice([1, 5, 30])))
        for n in range(max(1, size * 3 // 10))
    ]
    documents = [Document(id=f"document-{n}", title=text(9)) for n in range(max(1, size // 7))]
    g.add(claims, agencies, actors, documents)
    for number in range(size + dice.randint(0, size // 2)):
        sources = dice.sample([*actors, *agencies], dice.choice([1, 1, 1, 1, 2]))
        claim = dice.choice(claims)
        for copy in range(dice.choice([1, 1, 1, 1, 1, 3])):
            row = g.attribute(
                sources if dice.random() > 0.05 else (),
                claim,
                id=f"row-{number}-{copy}",
                act=dice.choice(["assert", "assert", "deny", "question", "believe", "comment"]),
                negated=dice.random() < 0.15,
                said_at=dice.choice([None, f"2031-03-{dice.randint(1, 28):02}"]),
                certainty=dice.choice(["unspecified", "probable"]),
                document=dice.choice([None, *documents]),
                via=[dice.choice(agencies) for _ in range(dice.choice([0, 0, 0, 1, 1, 2, 4]))]
                or None,
            )
        if dice.random() < 0.08:
            g.add(
                Attribution(
                    id=f"about-{number}",
                    sources=dice.choice(actors),
                    content=row.id,
                    act=dice.choice(["deny", "retract", "comment"]),
                    document=dice.choice(documents),
                )
            )
        if dice.random() < 0.05:
            g.add(
                Attribution(
                    id=f"grade-{number}",
                    sources=dice.choice(agencies),
                    content=dice.choice([row.id, claim.id, dice.choice(actors).id]),
                    act="assess",
                    grade=dice.choice(["false", "B", "not proven by anything that was shown"]),
                )
            )
    for one, two in zip(claims[::3], claims[1::3], strict=False):
        relation = dice.choice(["contradicts", "refines", "supports", "equivalent_to"])
        g.add(Link(subject=one, relation=relation, object=two))
    return g
