"""ClaimReview: as publishers really write it, and back with no more lost than is named."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lossy import difference
from strategies import graphs

from attribgraph import (
    Act,
    Actor,
    Agency,
    AttributionGraph,
    Claim,
    Document,
    FormatError,
    read_claimreview,
    read_json,
    write_claimreview,
    write_json,
)

REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checkers.example/bridge",
    "name": "No, the bridge is open",
    "datePublished": "2024-10-25",
    "claimReviewed": "The bridge is closed",
    "author": {"@type": "Organization", "name": "Checkers", "url": "https://checkers.example"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Mira Holt", "jobTitle": "Mayor",
                   "sameAs": ["https://social.example/mira", "http://www.wikidata.org/wiki/Q7"]},
        "datePublished": "2024-10-24",
        "firstAppearance": {"@type": "CreativeWork", "url": "https://herald.example/1"},
        "appearance": ["https://radio.example/2"],
    },
    "reviewRating": {"@type": "Rating", "ratingValue": "1", "bestRating": "5", "worstRating": 1,
                     "alternateName": "False"},
}  # fmt: skip


def read(tree: Any) -> AttributionGraph:
    return read_claimreview(io.StringIO(json.dumps(tree)))


def changed(**properties: Any) -> dict[str, Any]:
    return {**REVIEW, **properties}


@settings(max_examples=40)
@given(graph=graphs(acts=(Act.ASSESS, Act.ASSESS, Act.ASSERT, Act.DENY, Act.REPORT)))
def test_what_is_named_is_lost_and_no_more(graph: AttributionGraph) -> None:
    file = io.BytesIO()
    losses = write_claimreview(graph, file)
    tree = json.loads(file.getvalue())
    assert tree["@context"] == "https://schema.org", "search engines take no other"
    if not tree["@graph"]:
        assert sum(losses.counts.values()) == len(list(graph.records()))
        return
    back = read_claimreview(io.BytesIO(file.getvalue()))
    assert dict(losses.counts) == dict(difference(graph, back))


def test_a_review_becomes_rows() -> None:
    graph = read(REVIEW)
    claim = graph.claims.first()
    said = graph.attributions.act("assert").first()
    verdict = graph.attributions.act("assess").first()
    assert claim.text == "The bridge is closed"
    mira = graph[said.sources[0]]
    assert (mira.name, mira.role, mira.wikidata) == ("Mira Holt", "Mayor", "Q7")
    assert (str(said.said_at), graph[said.document].url) == (
        "2024-10-24", "https://herald.example/1",
    )  # fmt: skip
    checkers = graph[verdict.sources[0]]
    assert (checkers.kind.value, verdict.grade) == ("fact_checker", "false")
    assert (verdict.grade_scale.value, verdict.stance.value) == ("truth_rating", "deny")
    page = graph[verdict.document]
    assert (page.title, page.publisher) == ("No, the bridge is open", checkers.id)
    assert str(verdict.said_at) == "2024-10-25"
    cited = {graph[link.object].url for link in graph.links}
    assert cited == {"https://herald.example/1", "https://radio.example/2"}
    assert graph.who_asserted(claim).ids == (said.id,)
    assert verdict.extra["ratingValue"] == "1"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda review: [review],
        lambda review: {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, review]},
        lambda review: {"@type": "DataFeed", "dataFeedElement": [{"item": [review]}]},
        lambda review: {"@type": "WebPage", "mainEntity": review},
        lambda review: {**review, "@type": ["Review", "ClaimReview"]},
        lambda review: {**review, "@type": "schema:ClaimReview"},
        lambda review: {**review, "@type": "http://schema.org/ClaimReview"},
    ],
)
def test_wherever_it_stands(wrap: Any) -> None:
    assert read(wrap(REVIEW)) == read(REVIEW)


@pytest.mark.parametrize(
    "properties",
    [
        {"author": [REVIEW["author"]]},
        {"author": {**REVIEW["author"], "name": {"@value": "Checkers", "@language": "en"}}},
        {"claimReviewed": [" The bridge is closed "]},
        {"url": {"@id": REVIEW["url"]}},
        {"itemReviewed": [REVIEW["itemReviewed"]]},
        {"itemReviewed": {**REVIEW["itemReviewed"], "@type": "CreativeWork", "unknown": [1]}},
        {"reviewRating": [REVIEW["reviewRating"]]},
        {"headline": REVIEW["name"], "name": None},
    ],
)
def test_as_publishers_vary_it(properties: dict[str, Any]) -> None:
    assert read(changed(**properties)) == read(REVIEW)


def test_names_alone_are_enough() -> None:
    graph = read(
        {
            "@type": "ClaimReview",
            "claimReviewed": "The bridge is closed",
            "author": "Checkers",
            "itemReviewed": {"@type": "Claim", "author": ["Mira Holt", "Council"]},
            "reviewRating": "Mostly true",
        }
    )
    verdict = graph.attributions.act("assess").first()
    assert (verdict.sources, verdict.grade, verdict.document) == (
        ("checkers",),
        "mostly-true",
        None,
    )
    assert graph.attributions.act("assert").first().sources == ("mira-holt", "council")


@pytest.mark.parametrize(
    ("rating", "grade", "stance"),
    [
        ({"alternateName": "Half True"}, "half-true", "comment"),
        ({"alternateName": "Pants on Fire", "ratingValue": 5}, "Pants on Fire", "deny"),
        ({"alternateName": "Faux", "ratingValue": 1, "bestRating": 5}, "Faux", "deny"),
        ({"alternateName": "Vrai", "ratingValue": "10", "bestRating": "10"}, "Vrai", "support"),
        ({"ratingValue": 3}, "3", "comment"),
        ({"ratingValue": 4.5}, "4.5", "support"),
        ({"ratingValue": -1}, "-1", "comment"),
        ({"ratingValue": "4 P.", "bestRating": 0, "worstRating": 0}, "4 P.", "comment"),
        ({"name": "misleading"}, "misleading", "deny"),
    ],
)  # fmt: skip
def test_ratings_in_words_and_numbers(rating: dict[str, Any], grade: str, stance: str) -> None:
    verdict = read(changed(reviewRating=rating)).attributions.act("assess").first()
    assert (verdict.grade, verdict.stance.value) == (grade, stance)


def test_several_checks_of_one_claim() -> None:
    other = changed(
        author={"@type": "NewsMediaOrganization", "name": "Daily"},
        url="https://daily.example/b",
        name="The bridge",
        reviewRating={"alternateName": "True"},
    )
    graph = read([REVIEW, other])
    assert len(graph.claims) == 1
    verdicts = graph.attributions.act("assess")
    assert [row.stance.value for row in verdicts] == ["deny", "support"]
    assert graph["daily"].kind.value == "news"
    assert len(graph.attributions.act("assert")) == 1, "the mayor said it once"


def test_one_remark_in_several_reviews_is_one_row() -> None:
    item = REVIEW["itemReviewed"]
    vague = changed(itemReviewed={"@type": "Claim", "author": "Mira Holt"}, url="https://a.example")
    vague["itemReviewed"]["author"] = item["author"]
    later = changed(itemReviewed={**item, "datePublished": "2024-11"}, url="https://b.example")
    for reviews in ([vague, REVIEW], [REVIEW, vague]):
        (said,) = read(reviews).attributions.act("assert")
        assert str(said.said_at) == "2024-10-24"
        assert said.document is not None
    assert len(read([REVIEW, vague, later]).attributions.act("assert")) == 2
    empty = changed(itemReviewed={"@type": "Claim", "name": "x"})
    assert not read(empty).attributions.act("assert")


def test_same_names_of_different_kinds_are_kept_apart() -> None:
    graph = read(changed(author={"@type": "Organization", "name": "Mira Holt"}))
    assert set(graph.sources.ids) == {"mira-holt", "mira-holt-2"}


def test_a_date_in_words_is_kept_and_not_guessed() -> None:
    verdict = read(changed(datePublished="October 25, 2024")).attributions.act("assess").first()
    assert verdict.said_at is None
    assert verdict.extra["datePublished"] == "October 25, 2024"


def test_verdicts_of_others_keep_their_stance_when_written_again() -> None:
    graph = read(changed(reviewRating={"alternateName": "Faux", "ratingValue": 1}))
    file = io.StringIO()
    write_claimreview(graph, file)
    back = read_claimreview(io.StringIO(file.getvalue()))
    assert back.attributions.act("assess").first().stance.value == "deny"
    rating = json.loads(file.getvalue())["@graph"][0]["reviewRating"]
    assert rating["alternateName"] == "Faux"


def test_what_is_written_is_what_search_engines_ask_for() -> None:
    graph = AttributionGraph(
        Agency(id="checkers", name="Checkers", kind="fact_checker"),
        Actor(id="mira", name="Mira Holt"),
        Claim(id="c", text="The bridge is closed"),
        Document(id="d", title="No", url="https://checkers.example/b", published_at="2024-10-25"),
        Document(id="e", title="Herald", url="https://herald.example/1"),
    )
    graph.attribute("mira", "c", document="e", said_at="2024-10-24")
    graph.attribute(
        "checkers", "c", act="assess", grade="mostly-false", grade_scale="truth_rating",
        document="d",
    )  # fmt: skip
    file = io.StringIO()
    write_claimreview(graph, file)
    (review,) = json.loads(file.getvalue())["@graph"]
    assert review["url"] == "https://checkers.example/b"
    assert review["claimReviewed"] == "The bridge is closed"
    assert review["datePublished"] == "2024-10-25"
    assert review["author"][0]["name"] == "Checkers"
    assert review["reviewRating"]["ratingValue"] == 2
    assert (review["reviewRating"]["bestRating"], review["reviewRating"]["worstRating"]) == (5, 1)
    (item,) = review["itemReviewed"]
    assert (item["author"][0]["@type"], item["datePublished"]) == ("Person", "2024-10-24")
    assert item["appearance"]["url"] == "https://herald.example/1"


@pytest.mark.parametrize(
    ("tree", "why"),
    [
        ({}, "there is no ClaimReview in it"),
        (changed(claimReviewed=None), "line 1: ClaimReview, field 'claimReviewed': .* missing"),
        (changed(claimReviewed=7e400 and {"a": 1}), "field 'claimReviewed'"),
        (changed(reviewRating=None), "field 'reviewRating': a rating needs words or a number"),
        (changed(reviewRating={}), "field 'reviewRating'"),
        (changed(reviewRating={"ratingValue": True}), "field 'reviewRating"),
        (changed(author={"@type": "Person"}), "field 'author': an author has a name"),
        (changed(itemReviewed={"appearance": {}}), "field 'appearance'"),
        (changed(author=[[]]), "field 'author"),
    ],
)
def test_what_is_wrong_is_named(tree: Any, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        read(tree)


names = st.sampled_from(["A", "a", "김", "<b>", "  ", "", "$x$", "9"])
agents = st.one_of(
    names,
    st.none(),
    st.fixed_dictionaries(
        {"name": names},
        optional={"@type": st.sampled_from(["Person", "Organization", "x:Country"])},
    ),
)
several = st.lists(agents, max_size=2) | agents
real_reviews = st.fixed_dictionaries(
    {"@type": st.just("ClaimReview")},
    optional={
        "claimReviewed": names,
        "author": several,
        "publisher": several,
        "datePublished": st.sampled_from(["2024", "today", "2024-10-24T10:00:00Z", 5]),
        "url": names,
        "name": names,
        "itemReviewed": st.fixed_dictionaries(
            {}, optional={"author": several, "appearance": several, "name": names, "about": several}
        ),
        "reviewRating": st.fixed_dictionaries(
            {}, optional={"ratingValue": st.integers(-2, 11) | st.floats() | names,
                          "bestRating": st.integers(-1, 11), "alternateName": names},
        ),
    },
)  # fmt: skip


@settings(max_examples=80)
@given(reviews=st.lists(real_reviews, max_size=4))
def test_any_mixture_is_read_whole_or_refused(reviews: list[Any]) -> None:
    try:
        graph = read_claimreview(io.StringIO(json.dumps(reviews)))
    except FormatError:
        return
    file = io.BytesIO()
    write_json(graph, file)
    assert read_json(io.BytesIO(file.getvalue())) == graph
    assert len(graph.attributions.act("assess")) <= len(reviews)
