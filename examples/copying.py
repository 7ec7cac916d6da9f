"""
Who copies whom
===============

Count heads, then look at who copies whom: five sources on where five researchers work.

The table is that of Dong, Berti-Equille and Srivastava (2009), table 1. Sources 4 and 5 copy from
source 3, mistakes and all, so that its mistakes win the vote. Run it from anywhere:
``python examples/copying.py``.
"""

from __future__ import annotations

import attribgraph as ag

TABLE = {
    "Stonebraker": ("MIT", "Berkeley", "MIT", "MIT", "MS"),
    "Dewitt": ("MSR", "MSR", "UWisc", "UWisc", "UWisc"),
    "Bernstein": ("MSR", "MSR", "MSR", "MSR", "MSR"),
    "Carey": ("UCI", "AT&T", "BEA", "BEA", "BEA"),
    "Halevy": ("Google", "Google", "UW", "UW", "UW"),
}
TRUTH = {
    "Stonebraker": "MIT",
    "Dewitt": "MSR",
    "Bernstein": "MSR",
    "Carey": "UCI",
    "Halevy": "Google",
}


def build() -> ag.AttributionGraph:
    """Enter the table: a claim for each affiliation, a row for each source that gives it."""
    g = ag.AttributionGraph(ag.Agency(id=f"source-{n}", name=f"Source {n}") for n in range(1, 6))
    for name, affiliations in TABLE.items():
        g.add(ag.Actor(id=ag.slug(name), name=name))
        for number, place in enumerate(affiliations, 1):
            claim = ag.Claim(
                id=f"{ag.slug(name)}-{ag.slug(place)}",
                text=f"{name} works at {place}",
                about=ag.slug(name),
                place=place,
            )
            g.attribute(f"source-{number}", claim, act="report")
    return g


def researcher(claim: ag.Claim) -> str:
    """Return whose affiliation a claim gives: of these, one is true."""
    return claim.about[0]


def print_affiliations(g: ag.AttributionGraph, title: str, found: ag.Credibility) -> None:
    """Print what leads for each researcher, and how often that is right."""
    right = 0
    print(title)
    for contest in found.contests:
        name = g[contest.item].name
        places = [g[id_].place for id_ in contest.best]
        well = places == [TRUTH[name]]
        right += well
        print(f"  {name:<12} {' or '.join(places):<10} {'' if well else 'wrong'}".rstrip())
    print(f"  {right} of {len(TRUTH)} right\n")


def print_copying(g: ag.AttributionGraph, found: ag.Credibility) -> None:
    """Print which sources depend on each other, and how accurate each is found to be."""
    print("Who is not independent of whom")
    for pair in found.copies:
        names = f"{g[pair.copier].name} and {g[pair.original].name}"
        print(f"  {names:<22} {pair.dependence:.3f}")
    print("\nHow accurate each source is found to be")
    for id_, accuracy in found.sources.items():
        print(f"  {g[id_].name:<22} {accuracy:.2f}")


def main() -> None:
    """Build, count heads, discount copies, and print both."""
    g = build()
    heads = ag.credibility(g, "vote", groups=researcher)
    print_affiliations(g, "Counting heads", heads)
    reading = ag.credibility(g, "accu", groups=researcher)
    print_affiliations(g, "Reading the graph", reading)
    print_copying(g, reading)


if __name__ == "__main__":
    main()
