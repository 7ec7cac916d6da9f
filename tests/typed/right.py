"""What users write, as type checkers should take it: without a word. It is checked, not run."""

from __future__ import annotations

from datetime import date
from typing import assert_type

import attribgraph as ag

yonhap = ag.Agency(name="Yonhap", kind="news", aliases="연합뉴스")
yoon = ag.Actor(name="Yoon Suk-yeol", role="President", naming="named", extra={"seen": 1})
arms = ag.Claim(
    text="South Korea may send arms",
    about=[yoon, "ukraine"],
    happened_at="2024-10",
    quantity={"value": 12000, "approximate": True},
    tags={"arms"},
)
story = ag.Document(title="Arms", publisher=yonhap, published_at=date(2024, 10, 24))
row = ag.Attribution(
    sources="yoon",
    content=arms,
    act="warn",
    negated=False,
    certainty="possible",
    quotes="may send",
    said_at="2024-10-24",
    excerpts=[ag.Excerpt(start=0, end=4, role="source"), {"start": 5, "end": 9}],
    grade_scale=None,
)
link = ag.Link(subject=yoon, relation="affiliated_with", object="people-power", since="2021")
figure = ag.Quantity(low=2000, unit="soldiers", words="thousands")
doubled = ag.Quantity(value=12_000, approximate=True)

g = ag.AttributionGraph(yonhap, yoon, arms, story)
g.add([row, link])
said = g.attribute(yoon, "arms", act=ag.Act.DENY, via=[("yonhap", "cnn")], said_at="2024")

assert_type(said, ag.Attribution)
assert_type(said.sources, tuple[str, ...])
assert_type(said.stance, ag.Stance)
assert_type(said.said_at, ag.When | None)
assert_type(arms.quantity, ag.Quantity | None)
assert_type(
    g.attributions.by("yoon").stance("support", "deny").certainty("certain"), ag.AttributionView
)
assert_type(g | g, ag.AttributionGraph)
assert_type(g.explain(said), str)
assert_type(g.stance_of("yoon", arms, at="2024"), ag.Stance | None)
assert_type(ag.trace(g, "arms").chains, tuple[ag.Chain, ...])
assert_type(ag.corroborate(g, "arms").independent_count, int)
assert_type(ag.read_toml("seed.toml"), ag.AttributionGraph)
assert_type(ag.write_toml(g, "seed.toml"), ag.Losses)
for each in g.attributions:
    assert_type(each, ag.Attribution)
