"""What is too much for one figure is summed up, and the sums are right."""

from __future__ import annotations

import warnings
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from cases import varied_graph
from checker import is_box, is_line, marked, problems
from hypothesis import given, settings
from hypothesis import strategies as st

from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.plot import PlotWarning, alt_text, plot_provenance, statement_numbers
from attribgraph.plot.chains import read_chains
from attribgraph.plot.grouping import Group, summarise
from attribgraph.plot.meanings import mark_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def crowd(size: int = 90) -> AttributionGraph:
    """Return as many sources, each with a claim of its own, and one claim that several make."""
    g = AttributionGraph([Actor(id=f"a{n}", name=f"Actor {n}") for n in range(size)])
    g.add(Agency(id="paper", name="The Valdena Herald"), Agency(id="ministry", name="Ministry"))
    for n in range(size):
        document = Document(id=f"d{n}", title=f"Page {n}", publisher="paper" if n % 3 else None)
        g.add(document, Claim(id=f"c{n}", text=f"Claim number {n}"))
        g.attribute(f"a{n}", f"c{n}", document=document, via="paper" if n % 10 == 0 else None)
    for n in range(7):
        g.attribute(f"a{n}", f"c{size - 10}", act="deny", document=f"d{n}", said_at="2031-03-04")
    for n in range(size // 2 - 5, size // 2 + 1):
        g.add(Link(subject=f"a{n}", relation="part_of", object="ministry"))
    return g


def summed(g: AttributionGraph) -> Axes:
    with pytest.warns(PlotWarning, match="A summary is drawn.*summary=False"):
        return plot_provenance(g)


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def boxes(ax: Axes) -> set[str]:
    return {gid for gid, _ in marked(ax) if is_box(gid)}


def test_too_much_is_summed_up_and_said() -> None:
    ax = summed(crowd())
    said = " ".join(words(ax))
    assert "A summary of 97 statements by 90 sources about 90 claims in 90 documents." in said
    assert "stand by themselves, the others in groups" in said
    assert "claim:c80" in boxes(ax)
    assert len(boxes(ax)) < 40
    assert sum(is_line(gid) for gid, _ in marked(ax)) < 90
    width, height = ax.figure.get_size_inches()
    assert width < 24
    assert height < 16
    assert problems(ax) == []
    assert statement_numbers(ax) == {}


def test_groups_say_how_many_they_are_and_of_what() -> None:
    said = " ".join(words(summed(crowd())))
    for part in ("6 others of Ministry", "other claims", "others of The Valdena Herald"):
        assert part in said
    assert "several, taken together" in said


def test_documents_are_others_only_beside_one_of_the_same_publisher() -> None:
    g = AttributionGraph(
        Agency(id="post", name="Post"),
        *(Actor(id=f"a{each}", name=f"A{each}") for each in range(12)),
        *(Document(id=f"d{each}", title=f"D{each}", publisher="post") for each in range(6)),
        *(Claim(id=f"c{each}", text=f"Claim {each}") for each in range(130)),
    )
    for each in range(130):
        g.attribute(f"a{each % 12}", f"c{each}", document=f"d{each % 13 % 6}")
    assert "6 documents of Post" in " ".join(words(summed(g)))
    assert "documents of The Valdena Herald" not in " ".join(words(summed(crowd())))


def test_all_is_drawn_on_request_and_nothing_in_silence() -> None:
    with pytest.warns(PlotWarning, match=r"\d+ by \d+ inches, too large to print"):
        ax = plot_provenance(crowd(130), summary=False)
    assert len([gid for gid in boxes(ax) if gid.startswith("claim:")]) == 130
    assert len(statement_numbers(ax)) == 150
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plot_provenance(crowd(20), summary=True)


def test_what_fits_is_not_summed_up() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = plot_provenance(crowd(20))
    assert "claim:c19" in boxes(ax)
    assert "several, taken together" not in words(ax)


def test_one_claim_with_hundreds_of_statements_fits() -> None:
    g = AttributionGraph(Actor(id="a", name="A"), Claim(id="c", text="C"))
    g.add([Attribution(id=f"r{n}", sources="a", content="c", cue=str(n)) for n in range(300)])
    ax = summed(g)
    assert "said 300 times" in words(ax)
    assert ax.figure.get_size_inches()[1] <= 6


def test_the_alternative_text_says_who_said_what_how_often() -> None:
    text = alt_text(summed(crowd()))
    assert "A summary of 97 statements" in text
    assert "About “Claim number 80”:" in text
    assert "Actor 0 (denied · 4 Mar 2031)" in text


@settings(max_examples=25)
@given(st.integers(0, 5000))
def test_every_statement_is_in_one_bundle_and_every_record_in_one_group(number: int) -> None:
    chains = read_chains(varied_graph(number))
    summary = summarise(chains)
    made = [row.record.id for bundle in summary.made for row in bundle.rows]
    assert sorted(made) == sorted(chains.numbers)
    found = [row.record.id for bundle in summary.found for row in bundle.rows]
    assert sorted(found) == sorted(id_ for id_, row in chains.rows.items() if row.record.document)
    relayed = Counter(row.record.id for bundle in summary.relayed for row in bundle.rows)
    assert set(relayed.values()) <= {1}
    assert all(chains.rows[each].depth for each in relayed)
    for groups in (summary.sources, summary.contents, summary.documents, summary.relays):
        members = [each for mine in groups.values() for each in mine]
        assert len(members) == len(set(members))
    for bundle in summary.made:
        for row in bundle.rows:
            content = row.record.content
            (head,) = bundle.heads
            assert content in summary.contents[head]
            speakers = {each for tail in bundle.tails for each in summary.sources[tail]}
            assert set(row.sources) <= speakers
            assert bundle.mark in {None, mark_of(row.record)}
            assert bundle.stands == row.stands


def test_claims_with_most_statements_are_kept() -> None:
    summary = summarise(read_chains(crowd()))
    kept = [group.key for group in summary.contents if not group.kind]
    assert kept[0] == "c80"
    assert len(summary.contents[Group("claims")]) + len(kept) == 90
    assert all(len(members) > 1 for group, members in summary.sources.items() if group.kind)
