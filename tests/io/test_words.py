"""The words that tables use for acts, stances and grades."""

from __future__ import annotations

import pytest
from statement_tables import BASE, WHO_WHAT, faults, one, read, row_of

from attribgraph.io import TableError, from_frame
from attribgraph.io._words import WORDS
from attribgraph.vocabulary import COMMUNITY_STANCES, Stance


@pytest.mark.parametrize("scheme", COMMUNITY_STANCES)
def test_the_words_of_every_community(scheme: str) -> None:
    for word, stance in COMMUNITY_STANCES[scheme].items():
        graph = one({"words": {"stance": scheme}}, stance=word.upper())
        assert row_of(graph).stance is stance


def test_the_words_of_communities_agree_where_they_are_read_together() -> None:
    for scheme, words in COMMUNITY_STANCES.items():
        if scheme != "claimreview":
            for word, stance in words.items():
                assert WORDS["stance"].get(word, stance) is stance, (scheme, word)


def test_a_rating_is_no_stance_unless_told() -> None:
    table = {**BASE, "p": ["false", "true", "0"]}
    assert len(faults(table, stance="p")) == 3


def test_unknown_words_are_listed_at_once() -> None:
    table = {**BASE, "p": ["agaist", "pro-ish", "agaist"], "v": ["said", "sayz", "said"]}
    with pytest.raises(TableError) as caught:
        from_frame(table, **WHO_WHAT, stance="p", act="v")
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("3 of 3 rows cannot be read, and nothing was added")
    assert lines[1:4] == [
        "- rows 2, 4, column 'p': 'agaist' is no word for stance (did you mean 'against'?)",
        "- row 3, column 'p': 'pro-ish' is no word for stance (did you mean 'pro'?)",
        "- row 3, column 'v': 'sayz' is no word for act (did you mean 'say' or 'says'?)",
    ]
    assert lines[4].startswith("words={'stance': {...}} says what words of yours mean: support,")
    words = {"stance": {"agaist": "deny", "Pro-ish": Stance.SUPPORT}, "act": {"sayz": "say"}}
    graph = read(table, stance="p", act="v", words=words)
    assert [row.stance.value for row in graph.attributions] == ["deny", "support", "deny"]
