"""A constructed case for the examples: who said what about a fire in an invented port.

It has what makes reports hard to read: two reversals, a retraction, a relay that goes in a
circle, an official who is not named, dates that are not precise, and one statement that many
outlets repeat.
"""

from __future__ import annotations

from attribgraph import Actor, Agency, Attribution, AttributionGraph, Claim, Document, Link


def _sources() -> list[Actor | Agency | Link]:
    return [
        Agency(id="authority", name="Harbour Authority", kind="government"),
        Agency(id="ministry", name="Ministry of Transport", kind="government"),
        Agency(id="halden", name="Halden Freight", kind="company"),
        Agency(id="northwire", name="Northwire", kind="news"),
        Agency(id="herald", name="Valdena Herald", kind="news"),
        Agency(id="lens", name="Open Lens", kind="news"),
        Actor(id="korr", name="A. Korr", role="Minister of Transport"),
        Actor(id="osei", name="D. Osei", role="Harbour master"),
        Actor(id="lund", name="R. Lund", role="Union leader"),
        Actor(id="venn", name="L. Venn", role="Spokesperson"),
        Actor(id="docker", name="a dock worker", naming="described"),
        Actor(id="official", name="a senior official", naming="anonymous"),
        Link(subject="korr", relation="leads", object="ministry"),
        Link(subject="osei", relation="leads", object="authority"),
        Link(subject="venn", relation="speaks_for", object="halden"),
    ]


def _documents() -> list[Document]:
    made = [
        ("dispatch", "Dispatch 118", "northwire", "2031-03-04"),
        ("herald-4", "Front page, 4 March", "herald", "2031-03-04"),
        ("herald-6", "Front page, 6 March", "herald", "2031-03-06"),
        ("thread", "Thread on the fire", "lens", "2031-03-05"),
        ("thread-2", "Second thread", "lens", "2031-03-07"),
        ("note", "Press note", "ministry", "2031-03-05"),
        ("statement", "Company statement", "halden", "2031-03-03"),
    ]
    return [
        Document(id=id_, title=title, publisher=publisher, published_at=day)
        for id_, title, publisher, day in made
    ]


def _claims() -> list[Claim]:
    return [
        Claim(id="lithium", text="The fire began in a container that held lithium cells"),
        Claim(id="manifest", text="No dangerous cargo was on the manifest"),
        Claim(
            id="withdrawn",
            text="Inspectors were withdrawn from the port before the fire",
            happened_at="2031-02-10/2031-03-02",
        ),
        Claim(id="hurt", text="Eleven people were taken to hospital", happened_at="2031-03-02"),
        Claim(id="nobody-hurt", text="Nobody was seriously hurt"),
        Claim(id="owner", text="The container belonged to Halden Freight"),
        Claim(id="warned", text="The ministry was warned in writing", happened_at="2031-02"),
        Claim(
            id="reopen",
            text="The port will reopen within a week",
            condition="if the berth is found to be sound",
        ),
    ]


def port_fire() -> AttributionGraph:
    """Return the case as a graph: 12 sources, 8 claims, 7 documents, some 35 rows."""
    g = AttributionGraph(_sources(), _documents(), _claims())
    # One witness, whom a wire and, after it, everybody else repeats.
    g.add(
        Attribution(id="docker-lithium", sources="docker", content="lithium", said_at="2031-03-03"),
        Attribution(
            id="wire-docker",
            sources="northwire",
            content="docker-lithium",
            act="report",
            document="dispatch",
            said_at="2031-03-04",
        ),
        Attribution(
            id="herald-wire",
            sources="herald",
            content="wire-docker",
            act="report",
            document="herald-4",
        ),
        Attribution(
            id="lens-herald", sources="lens", content="herald-wire", act="report", document="thread"
        ),
        # The wire then cites the thread for what was its own report.
        Attribution(
            id="wire-lens",
            sources="northwire",
            content="lens-herald",
            act="report",
            document="herald-6",
            said_at="2031-03-06",
        ),
    )
    say = g.attribute
    say("lund", "lithium", document="thread-2", said_at="2031-03-05", certainty="probable")
    say("korr", "lithium", act="deny", document="note", said_at="2031-03-04", id="korr-denies")
    say("ministry", "lithium", act="deny", document="note", said_at="2031-03-05")
    say("halden", "lithium", act="deny", via="northwire", document="herald-6", said_at="2031-03-05")
    say("osei", "lithium", act="comment", negated=True, document="herald-4", said_at="2031-03-04")
    say((), "lithium", act="report", document="herald-6")
    # What the cargo was.
    say("osei", "manifest", document="herald-4", said_at="2031-03-03", id="osei-manifest")
    say("halden", "manifest", document="statement", said_at="2031-03-03")
    say("osei", "manifest", act="deny", document="herald-6", said_at="2031-03-06", id="osei-turns")
    say("docker", "owner", via="northwire", document="dispatch", said_at="2031-03-03")
    say("halden", "owner", act="deny", document="statement", said_at="2031-03-03", id="not-ours")
    say("venn", "owner", act="admit", document="herald-6", said_at="2031-03-06", id="ours")
    # Who was hurt.
    say("lund", "hurt", document="dispatch", said_at="2031-03-03", id="lund-hurt")
    say("docker", "hurt", document="thread", said_at="2031-03-03")
    say("venn", "nobody-hurt", document="statement", said_at="2031-03-03", id="venn-nobody")
    say("lund", "nobody-hurt", act="deny", document="dispatch", said_at="2031-03-04", id="lund-no")
    g.add(
        Attribution(
            id="venn-retracts",
            sources="venn",
            content="venn-nobody",
            act="retract",
            document="herald-6",
            said_at="2031-03-05",
        )
    )
    # What was known before.
    say("lund", "withdrawn", document="dispatch", said_at="2031-03-03")
    say("korr", "withdrawn", act="deny", document="note", said_at="2031-03-05", id="korr-inspect")
    say("official", "withdrawn", document="herald-6", said_at="2031-03-04/2031-03-06")
    say("official", "warned", via="herald", document="herald-6", said_at="../2031-03-04", id="tip")
    say("korr", "warned", act="question", document="note", said_at="2031-03-05", id="korr-asks")
    say("ministry", "warned", act="deny", document="note", said_at="2031-03-05", id="ministry-no")
    say("ministry", "warned", act="admit", document="thread-2", said_at="2031-03-07", id="yes")
    say("osei", "reopen", act="promise", document="herald-4", said_at="2031-03-04")
    say("lund", "reopen", act="question", document="thread-2")
    g.add(
        Link(subject="lund-no", relation="responds_to", object="venn-nobody"),
        Link(subject="korr-asks", relation="responds_to", object="tip"),
        Link(subject="hurt", relation="contradicts", object="nobody-hurt"),
    )
    return g
