"""A small graph by hand, for tests with literal answers: a fire in the harbour of Valdena."""

from __future__ import annotations

from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link


def harbour() -> AttributionGraph:
    """A graph whose every answer can be counted on the fingers.

    The Fire Service says the fire was set on purpose; Mayor Maro does not deny it; the Wire
    reports that Captain Vell said petrol was used; the Harbour Union denies that Deputy Orr
    ever said that it was an accident, and the Deputy's row is in no document.
    """
    return AttributionGraph(
        Actor(id="maro", name="Ilse Maro", role="Mayor", aliases=["The Mayor"]),
        Actor(id="vell", name="Tomas Vell", role="Captain"),
        Actor(id="orr", name="Jan Orr"),
        Actor(id="valdena", name="Valdena", kind="state", aliases=["Вальдена"]),
        Actor(id="witnesses", name="People at the quay", kind="group", naming="anonymous"),
        Agency(id="herald", name="Valdena Herald", kind="news"),
        Agency(id="wire", name="The Wire", kind="news"),
        Agency(id="fire-service", name="Fire Service", kind="government"),
        Agency(id="city", name="City of Valdena", kind="government", aliases=["City Hall"]),
        Agency(id="union", name="Harbour Union", kind="other", naming="described"),
        Document(
            id="first", title="Fire at Berth 9", publisher="herald", published_at="2031-05-02"
        ),
        Document(
            id="second",
            title="Harbour fire: what we know",
            publisher="wire",
            published_at="2031-05-03T09:00+09:00",
        ),
        Document(id="leaflet", title="A leaflet"),
        Claim(
            id="arson",
            text="The fire was set on purpose",
            about="city",
            happened_at="2031-04-30",
        ),
        Claim(id="petrol", text="Petrol was used to set the fire", happened_at="2031-04"),
        Claim(id="no-accident", text="The fire was no accident"),
        Claim(id="accident", text="The fire was an accident", about="fire-service"),
        Claim(id="hurt", text="How many people were hurt?", form="question"),
        Attribution(
            id="service-arson",
            sources="fire-service",
            content="arson",
            said_at="2031-05-01T23:30-03:00",
            quotes="set on purpose",
            document="first",
        ),
        Attribution(
            id="maro-arson",
            sources="maro",
            content="arson",
            act="deny",
            negated=True,
            addressees="herald",
            document="first",
        ),
        Attribution(id="vell-petrol", sources="vell", content="petrol", said_at="2031-05"),
        Attribution(
            id="wire-vell", sources="wire", content="vell-petrol", act="report", document="first"
        ),
        Attribution(id="orr-accident", sources="orr", content="accident", on_behalf_of="city"),
        Attribution(
            id="union-orr",
            sources="union",
            content="orr-accident",
            act="deny",
            document="second",
        ),
        Attribution(
            id="city-accident",
            sources=["city", "maro"],
            content="accident",
            act="believe",
            certainty="probable",
            document="second",
        ),
        Attribution(
            id="service-accident",
            sources="fire-service",
            content="accident",
            act="deny",
            document="second",
            recorded_at="2031-05-10",
        ),
        Attribution(
            id="witnesses-same",
            sources="witnesses",
            content="no-accident",
            act="believe",
            said_at="2031-05-02/..",
            document="leaflet",
        ),
        Attribution(
            id="nobody-hurt", content="hurt", act="comment", negated=True, document="second"
        ),
        Link(id="l1", subject="fire-service", relation="part_of", object="city"),
        Link(id="l2", subject="maro", relation="leads", object="city"),
        Link(id="l3", subject="city", relation="part_of", object="valdena"),
        Link(id="l4", subject="petrol", relation="refines", object="arson"),
        Link(id="l5", subject="arson", relation="equivalent_to", object="no-accident"),
        Link(id="l6", subject="accident", relation="contradicts", object="arson"),
        Link(id="l7", subject="second", relation="cites", object="first", document="second"),
    )
