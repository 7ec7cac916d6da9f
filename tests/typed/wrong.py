"""Mistakes that a type checker should find, each on a line marked so. It is checked, not run."""

from __future__ import annotations

import attribgraph as ag

g = ag.AttributionGraph()

g.attributions.stance("suport")  # wrong: a misspelt stance
g.attributions.act("denied")  # wrong: not an act
g.attributions.certainty("sure")  # wrong: not a certainty
g.attribute("kim", "over", act="denyy")  # wrong: a misspelt act
g.attribute("kim", "over", certanty="possible")  # wrong: a misspelt field
g.attribute("kim", "over", quote_mode="verbatim")  # wrong: not a quote mode
g.atributions.by("kim")  # wrong: a misspelt name
ag.Attribution(sources="kim", content="over", act="beleive")  # wrong: a misspelt act
ag.Attribution(sources="kim")  # wrong: no content
ag.Actor(name="Kim", kind="persn")  # wrong: a misspelt kind
ag.Agency(nme="Wire")  # wrong: a misspelt field
ag.Link(subject="a", relation="contradict", object="b")  # wrong: a misspelt relation
ag.Quantity(value="12,000")  # wrong: a figure is a number
ag.trace("over", g)  # wrong: the graph comes first
len(g.stance_of("kim", "over"))  # wrong: a stance or None
ag.plot_provenance(g, standing="some")  # wrong: mark or only
ag.plot_provenanse(g)  # wrong: a misspelt function
