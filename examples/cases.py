"""Made-up cases to draw: whoever and whatever is named here does not exist."""

from __future__ import annotations

import attribgraph as ag

__all__ = ["harbour_debate", "harbour_figures"]


def harbour_debate() -> ag.AttributionGraph:
    """Return a council's debate on closing a harbour: two blocs, and some who move."""
    g = ag.AttributionGraph(
        ag.Agency(id="herald", name="Valdena Herald", kind="news"),
        ag.Agency(id="northwire", name="Northwire", kind="news"),
        ag.Document(
            id="minutes", title="Council minutes", kind="transcript", published_at="2031-05-20"
        ),
        ag.Document(
            id="report", title="The harbour on trial", publisher="herald", published_at="2031-06-02"
        ),
        ag.Agency(id="port", name="Valdena Port Company", kind="company"),
        ag.Agency(id="chamber", name="Chamber of Commerce", kind="ngo"),
        ag.Actor(id="korr", name="A. Korr", role="Transport minister"),
        ag.Actor(id="venn", name="L. Venn", role="Mayor"),
        ag.Agency(id="union", name="Dockers' Union", kind="ngo"),
        ag.Actor(id="tarn", name="P. Tarn", role="Marine biologist"),
        ag.Agency(id="residents", name="Old Town Residents", kind="ngo"),
        ag.Actor(id="official", name="a port official", naming="described"),
        ag.Claim(id="close", text="The old harbour should be closed to freight"),
        ag.Claim(id="jobs", text="Closing it would cost the town more jobs than it saves"),
        ag.Claim(id="safe", text="The cranes passed their last inspection"),
        ag.Claim(id="oil", text="Oil has leaked into the basin since 2029"),
        ag.Claim(id="fish", text="The fish in the basin are fit to eat"),
        ag.Claim(id="dredge", text="Dredging can be done without closing the harbour"),
        ag.Claim(id="warned", text="The company was warned of the leak in writing"),
        ag.Claim(id="traffic", text="Lorries in the Old Town would halve"),
        ag.Claim(id="buyer", text="A buyer for the land has been found"),
        ag.Claim(id="vote", text="The council will vote before the summer"),
    )

    # what was said in the council, one sitting a bloc
    sittings: list[tuple[str, str, ag.ActWord, list[str]]] = [
        ("2031-05-06", "port", "assert", ["jobs", "safe", "fish", "dredge"]),
        ("2031-05-06", "chamber", "assert", ["jobs", "dredge"]),
        ("2031-05-06", "korr", "assert", ["jobs", "safe"]),
        ("2031-05-08", "union", "assert", ["close", "oil", "warned"]),
        ("2031-05-08", "residents", "assert", ["close", "oil", "traffic"]),
        ("2031-05-08", "tarn", "deny", ["fish"]),
        ("2031-05-08", "tarn", "believe", ["oil"]),
        ("2031-05-08", "union", "deny", ["safe", "traffic"]),
        ("2031-05-08", "residents", "deny", ["dredge"]),
        ("2031-05-09", "port", "deny", ["close", "oil", "warned"]),
        ("2031-05-09", "chamber", "deny", ["close"]),
    ]
    for day, who, act, claims in sittings:
        for each in claims:
            g.attribute(who, each, act=act, said_at=day, document="minutes")

    # the mayor turns round, the minister keeps out of it, and a scientist takes one thing back
    g.attribute("venn", "close", act="deny", said_at="2031-05-03", document="minutes")
    g.attribute("venn", "close", said_at="2031-05-30", document="report")
    g.attribute("venn", "jobs", said_at="2031-05-03", document="minutes")
    g.attribute("venn", "traffic", act="predict", said_at="2031-05-30", document="report")
    g.attribute("venn", "vote", act="promise", said_at="2031-05-30", document="report")
    g.attribute("korr", "close", act="comment", negated=True, document="report")
    g.attribute("korr", "warned", act="deny", negated=True, document="report")
    g.attribute("korr", "vote", act="question", said_at="2031-05-28", document="report")
    first = g.attribute("tarn", "traffic", said_at="2031-05-11", document="minutes")
    g.attribute("tarn", first, act="retract", said_at="2031-05-29", document="report")

    # an official speaks to the wire, and is quoted both ways on one point, without a date
    for each in ("warned", "oil"):
        g.attribute("official", each, via="northwire", said_at="2031-06-01", document="report")
    g.attribute("official", "buyer", document="report")
    g.attribute("official", "buyer", act="deny", document="report")

    # some say again what they have said before
    for day in ("2031-05-14", "2031-05-21", "2031-05-30"):
        g.attribute("port", "dredge", said_at=day, document="report")
    g.attribute("residents", "oil", said_at="2031-06-01", document="report")
    return g


def harbour_figures() -> ag.AttributionGraph:
    """Return what was said of jobs and of oil: figures of every form, some of them at odds."""
    g = ag.AttributionGraph(
        ag.Agency(id="northwire", name="Northwire", kind="news"),
        ag.Document(id="report", title="The harbour on trial", published_at="2031-06-02"),
        ag.Agency(id="port", name="Valdena Port Company", kind="company"),
        ag.Agency(id="chamber", name="Chamber of Commerce", kind="ngo"),
        ag.Agency(id="union", name="Dockers' Union", kind="ngo"),
        ag.Actor(id="korr", name="A. Korr", role="Transport minister"),
        ag.Actor(id="venn", name="L. Venn", role="Mayor"),
        ag.Actor(id="tarn", name="P. Tarn", role="Marine biologist"),
        ag.Actor(id="official", name="a port official", naming="described"),
    )

    def claim(id_: str, words: str, measure: str) -> ag.Claim:
        text = f"{words} {'would go' if measure == 'jobs' else 'have leaked'}"
        return ag.Claim(id=id_, text=text, quantity=ag.Quantity.parse(words, measure=measure))

    g.add(
        claim("jobs-1200", "at least 1,200 jobs", "jobs"),
        claim("jobs-400", "about 400 jobs", "jobs"),
        claim("jobs-range", "between 350 and 450 jobs", "jobs"),
        claim("jobs-few", "up to 150 jobs", "jobs"),
        claim("jobs-hundreds", "hundreds of jobs", "jobs"),
        claim("oil-40", "40 litres", "oil"),
        claim("oil-thousands", "thousands of litres", "oil"),
        claim("oil-30000", "about 30,000 litres", "oil"),
        claim("oil-range", "18,000 to 45,000 litres", "oil"),
    )
    rows: list[tuple[str | list[str], str, ag.ActWord, str | None, str | None]] = [
        ("chamber", "jobs-1200", "warn", "2031-05-03", None),
        ("union", "jobs-few", "assert", "2031-05-09", None),
        ("union", "jobs-1200", "deny", "2031-05-09", None),
        ("korr", "jobs-400", "estimate", "2031-05-17", None),
        (["port", "chamber"], "jobs-hundreds", "assert", "2031-05-24", "northwire"),
        ("venn", "jobs-range", "assert", None, None),
        ("port", "oil-40", "admit", "2031-05-04", None),
        ("tarn", "oil-30000", "estimate", "2031-05-11", None),
        ("official", "oil-range", "assert", "2031-06-01", "northwire"),
        ("korr", "oil-thousands", "assert", None, None),
    ]
    for who, what, act, day, via in rows:
        g.attribute(who, what, act=act, said_at=day, via=via, document="report")
    return g
