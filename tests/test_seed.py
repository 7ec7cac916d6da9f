"""The seed graph: each question a reader of the article would ask is one line, and its answer."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import attribgraph as ag

if TYPE_CHECKING:
    from attribgraph import AttributionGraph

ROOT = Path(__file__).parents[1]
TOML = ROOT / "seeds" / "kursk-2024-10.toml"
ARTICLES = ROOT.parent / "shared" / "seeds"

REQUIRED_SOURCES = {
    "putin",
    "kim-jong-un",
    "yoon-suk-yeol",
    "russia",
    "ukraine",
    "north-korea",
    "south-korea",
    "united-states",
    "gur",
    "yonhap",
    "state-duma",
    "federation-council",
    "observers",
    "moscow-authorities",
    "russian-armed-forces",
    "ukrainian-armed-forces",
    "north-korean-armed-forces",
}


@pytest.fixture(scope="module")
def tables() -> dict[str, Any]:
    return tomllib.loads(TOML.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def article() -> str:
    """The text that the seed's document has the hash of, where it is at hand."""
    wanted = ag.read_toml(TOML)["kursk-article"].sha256
    for path in ARTICLES.glob("*.txt"):
        data = path.read_bytes()
        if sha256(data).hexdigest() == wanted:
            return data.decode("utf-8")
    pytest.skip("the article's text is not kept in this repository, and is not beside it")


class TestQuestions:
    """Each test asks in one line."""

    def test_who_asserts_that_troops_are_in_kursk(self, seed: AttributionGraph) -> None:
        answer = seed.who_asserted("troops-in-kursk").sources().ids
        assert answer == ("ukraine", "gur")

    def test_according_to_whom_we_know_it(self, seed: AttributionGraph) -> None:
        answer = seed.who_asserted("troops-in-kursk").count_by("publisher")
        assert answer == {"outlet": 2}

    def test_nobody_denies_it(self, seed: AttributionGraph) -> None:
        answer = seed.who_denied("troops-in-kursk")
        assert len(answer) == 0

    def test_nobody_denies_anything(self, seed: AttributionGraph) -> None:
        answer = seed.attributions.stance("deny")
        assert len(answer) == 0

    def test_who_fails_to_deny_it(self, seed: AttributionGraph) -> None:
        answer = seed.attributions.of("troops-in-kursk").act("deny", negated=True).sources().ids
        assert answer == ("putin",)

    def test_who_admits_what_he_does_not_deny(self, seed: AttributionGraph) -> None:
        answer = seed.attributions.act("admit").ids
        assert answer == ("putin-troops-in-russia",)

    def test_what_we_know_only_through_yonhap(self, seed: AttributionGraph) -> None:
        rows = seed.attributions
        answer = (rows.relayed_by("yonhap").claims() - rows.unrelayed().claims()).ids
        assert answer == (
            "no-lethal-weapons",
            "flexible-approach",
            "phased-support",
            "peninsula-security",
        )

    def test_every_figure_and_by_whom(self, seed: AttributionGraph) -> None:
        figures = seed.claims.where(lambda claim: claim.quantity is not None)
        answer = {str(c.quantity): seed.who_asserted(c).sources().ids for c in figures}
        assert answer == {
            "about 12,000 soldiers": ("ukraine",),
            "thousands of soldiers": ("united-states", "south-korea"),
            "at least 2 years": ("outlet",),
        }

    def test_which_claims_rest_on_one_source(self, seed: AttributionGraph) -> None:
        answer = seed.claims.where(lambda claim: len(seed.who_asserted(claim).sources()) == 1)
        statements = set(seed.claims.where(form="statement").ids)
        # two sources each, then none
        assert statements - set(answer.ids) == {
            "troops-in-kursk",
            "thousands-for-training",
            "ratification",
        }
        assert len(answer) == 21

    def test_what_the_united_states_said_and_how_certain(self, seed: AttributionGraph) -> None:
        answer = [(row.content, row.certainty) for row in seed.attributions.by("united-states")]
        assert answer == [("thousands-for-training", "certain"), ("legitimate-targets", "certain")]

    def test_which_statements_have_no_named_source(self, seed: AttributionGraph) -> None:
        answer = seed.attributions.naming("anonymous").count_by(lambda row: row.sources)
        assert answer == {"outlet": 10, "observers": 1, None: 1}

    def test_all_that_ukraine_says_about_north_korea(self, seed: AttributionGraph) -> None:
        answer = seed.attributions.affiliated_with("ukraine").about("north-korea").ids
        assert answer == (
            "ukraine-troops-at-border",
            "ukraine-troops-in-kursk",
            "gur-troops-in-kursk",
            "ukraine-twelve-thousand",
            "ukraine-silent-on-kursk-figure",
        )

    def test_what_is_dated_to_23_october_or_before(self, seed: AttributionGraph) -> None:
        answer = seed.attributions.before("2024-10-24", clock="happened_at").claims().ids
        assert answer == (
            "troops-in-kursk",
            "june-signing",
            "kursk-incursion",
            "incursion-surprise",
        )

    def test_which_rows_cannot_be_decided(self, seed: AttributionGraph) -> None:
        answer = seed.attributions.before("2024-10-24", clock="happened_at").undecided
        dated = {"yoon-no-lethal-weapons", "yonhap-no-lethal-weapons", "outlet-duma-vote"}
        undated = {
            "outlet-troops-to-war",
            "putin-troops-in-russia",
            "ukraine-troops-at-border",
            "putin-troops-at-border",
            "ukraine-twelve-thousand",
            "ukraine-silent-on-kursk-figure",
            "us-and-south-korea-training",
            "us-legitimate-targets",
            "putin-coordination",
            "putin-cooperation-in-earnest",
            "putin-own-business",
            "yoon-flexible-approach",
            "yonhap-flexible-approach",
            "yoon-phased-support",
            "yonhap-phased-support",
            "yoon-peninsula-security",
            "yonhap-peninsula-security",
            "observers-weapons-supplied",
            "outlet-escalation",
            "outlet-treaty-assistance",
            "outlet-invasion-duration",
            "outlet-incursion-morale",
            "outlet-defence-of-kursk",
        }
        assert set(answer.ids) == dated | undated

    def test_the_sentence_to_print_for_yoons_row(self, seed: AttributionGraph) -> None:
        answer = seed.explain("yoon-phased-support")
        assert answer == (
            "According to Yonhap, President Yoon Suk-yeol said on 24 October 2024 that if North "
            "Korean special forces are sent to help Russia, South Korea would consider "
            "supporting Ukraine in steps."
        )

    def test_who_is_meant_by_a_capital(self, seed: AttributionGraph) -> None:
        names = ["Kyiv", "the Kremlin", "MOSCOW", "Seoul", "Pyongyang", "washington"]
        answer = [seed.sources.find(name).ids for name in names]
        assert answer == [
            ("ukraine",),
            ("russia",),
            ("russia",),
            ("south-korea",),
            ("north-korea",),
            ("united-states",),
        ]


class TestCoding:
    """The promises of seeds/README.md that a machine can keep an eye on."""

    def test_the_sources_that_the_article_names_are_there(self, seed: AttributionGraph) -> None:
        assert set(seed.sources.ids) >= REQUIRED_SOURCES

    def test_every_row_stands_and_is_in_the_article(self, seed: AttributionGraph) -> None:
        assert seed.attributions.standing().in_document("kursk-article") == seed.attributions

    def test_every_claim_has_a_row(self, seed: AttributionGraph) -> None:
        assert set(seed.attributions.claims().ids) == set(seed.claims.ids)

    def test_every_source_speaks_or_is_spoken_of(self, seed: AttributionGraph) -> None:
        speaking = set(seed.attributions.sources().ids)
        spoken_of = {source for claim in seed.claims for source in claim.about}
        assert set(seed.sources.ids) == speaking | spoken_of

    def test_a_relay_has_the_document_and_what_it_relays_has_the_date(
        self, seed: AttributionGraph
    ) -> None:
        relays = seed.attributions.relays()
        assert [(row.sources, row.document, row.said_at) for row in relays] == [
            (("yonhap",), "kursk-article", None)
        ] * 4
        first_hand = seed.attributions.relayed_by("yonhap")
        assert [(row.sources, row.document, row.said_at) for row in first_hand] == [
            (("yoon-suk-yeol",), None, ag.When("2024-10-24"))
        ] * 4

    def test_a_joint_statement_is_one_row(self, seed: AttributionGraph) -> None:
        (row,) = seed.attributions.of("thousands-for-training")
        assert row.sources == ("united-states", "south-korea")

    def test_not_denying_and_not_saying_are_comments(self, seed: AttributionGraph) -> None:
        rows = seed.attributions.where(negated=True)
        assert [(row.id, row.stance, row.asserts) for row in rows] == [
            ("putin-troops-at-border", "comment", False),
            ("putin-troops-in-kursk", "comment", False),
            ("ukraine-silent-on-kursk-figure", "comment", False),
        ]
        assert seed["how-many-in-kursk"].form == "question"

    def test_what_is_quoted_and_how(self, seed: AttributionGraph) -> None:
        answer = {row.id: row.quote_mode.value for row in seed.attributions.quoted()}
        assert answer == {
            "gur-troops-in-kursk": "mixed",
            "ukraine-troops-in-kursk": "mixed",
            "putin-coordination": "direct",
            "putin-cooperation-in-earnest": "direct",
            "putin-own-business": "direct",
        }

    def test_a_remark_given_twice_is_one_row_with_two_places(self, seed: AttributionGraph) -> None:
        places = [e for e in seed["putin-coordination"].excerpts if e.role == "content"]
        assert len(places) == 2
        assert len({place.end - place.start for place in places}) == 1

    def test_conditions_are_held_in_words(self, seed: AttributionGraph) -> None:
        conditional = seed.claims.where(lambda claim: claim.condition is not None).ids
        assert conditional == (
            "legitimate-targets",
            "flexible-approach",
            "phased-support",
            "peninsula-security",
            "escalation",
            "treaty-assistance",
        )

    def test_figures_of_different_measures_do_not_contradict(self, seed: AttributionGraph) -> None:
        deployed = seed["twelve-thousand-in-russia"].quantity
        training = seed["thousands-for-training"].quantity
        assert {deployed.measure, training.measure} == {"deployed-to-russia", "sent-for-training"}
        assert not deployed.excludes(training)
        assert seed["how-many-in-kursk"].extra["measure"] == "in-kursk"
        assert not seed.links.where(relation="contradicts")

    def test_ratification_is_expected_by_nobody_named(self, seed: AttributionGraph) -> None:
        (row,) = seed.attributions.of("ratification")
        assert (row.sources, row.act, row.naming) == ((), "predict", "anonymous")
        assert seed["ratification"].happened_at == ag.When("2024-11-06")

    def test_every_row_shows_where_it_stands(self, seed: AttributionGraph) -> None:
        relays = seed.attributions.relays()
        for row in seed.attributions - relays:
            assert "content" in {excerpt.role.value for excerpt in row.excerpts}, row.id
        for row in seed.attributions.where(lambda row: row.sources not in {(), ("outlet",)}):
            assert {"source", "cue"} <= {excerpt.role.value for excerpt in row.excerpts}, row.id

    def test_a_networkx_path_leads_from_the_relay_to_the_claim(
        self, seed: AttributionGraph
    ) -> None:
        import networkx as nx

        path = nx.shortest_path(seed.to_networkx(), "yonhap", "phased-support")
        assert path == ["yonhap", "yonhap-phased-support", "yoon-phased-support", "phased-support"]


class TestFile:
    def test_the_file_alone_holds_what_the_graph_holds(
        self, seed: AttributionGraph, tables: dict[str, Any]
    ) -> None:
        beneath = [row for claim in tables["claims"] for row in claim["attributions"]]
        vias = [row["via"] for row in beneath if "via" in row]
        assert {row["id"] for row in beneath} | {via["id"] for via in vias} == set(
            seed.attributions.ids
        )
        assert tuple(claim["id"] for claim in tables["claims"]) == seed.claims.ids
        assert "attributions" not in tables

    def test_ids_are_written_out(self, tables: dict[str, Any]) -> None:
        named = [tables[name] for name in ("actors", "agencies", "documents", "claims")]
        assert all("id" in record for records in named for record in records)

    def test_no_line_is_wider_than_a_screen(self) -> None:
        text = TOML.read_text(encoding="utf-8")
        assert max(map(len, text.splitlines())) <= 120

    def test_the_counts_in_its_readme_are_right(self, seed: AttributionGraph) -> None:
        readme = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
        told = {
            kind: int(n) for kind, n in re.findall(r"^\| (\w+) \| (\d+) \|", readme, re.MULTILINE)
        }
        assert told == {
            "documents": len(seed.documents),
            "actors": len(seed.actors),
            "agencies": len(seed.agencies),
            "claims": len(seed.claims),
            "attributions": len(seed.attributions),
            "links": len(seed.links),
        }

    def test_the_ids_in_its_readme_are_there(self, seed: AttributionGraph) -> None:
        readme = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
        named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", readme))
        assert named
        assert not {id_ for id_ in named if id_ not in seed}


class TestAgainstTheArticle:
    def test_every_quote_and_excerpt_is_exact(self, seed: AttributionGraph, article: str) -> None:
        checks = seed.check_quotes({"kursk-article": article})
        assert [check for check in checks if check.status != "exact"] == []
        quotes = Counter(check.record for check in checks if check.role is None)
        assert quotes == {row.id: len(row.quotes) for row in seed.attributions if row.quotes}

    def test_no_claim_is_in_the_articles_words(self, seed: AttributionGraph, article: str) -> None:
        def runs(words: str, length: int = 7) -> set[tuple[str, ...]]:
            found = re.findall(r"[\w-]+", words.casefold())
            return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}

        printed = runs(article)
        copied = {
            claim.id: runs(f"{claim.text} {claim.condition or ''}") & printed
            for claim in seed.claims
        }
        assert not {id_: words for id_, words in copied.items() if words}
