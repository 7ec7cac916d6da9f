"""Copies of text between documents."""

from __future__ import annotations

import random
import sys

import pytest

import attribgraph as ag

TEXT = (
    "The harbour authority said on Monday that the fire at Berth 9 had been put out after six "
    "hours, that nobody had been hurt, and that the cause was not yet known. Two ships were moved."
)


def papers(*names: str, **dates: str) -> ag.AttributionGraph:
    g = ag.AttributionGraph()
    for name in names:
        g.add(ag.Agency(id=f"{name}-press", name=name.title()))
        g.add(
            ag.Document(
                id=name, title=name, publisher=f"{name}-press", published_at=dates.get(name)
            )
        )
    return g


def test_the_same_wording_under_two_outlets() -> None:
    g = papers("herald", "echo", "times", herald="2024-10-25", echo="2024-10-24")
    texts = {"herald": TEXT, "echo": TEXT.upper(), "times": "Nothing happened in town on Monday."}
    assert ag.copied_texts(g, texts) == (ag.Copy("echo", "herald", 1.0, same_publisher=False),)


def test_without_dates_the_order_given_is_kept() -> None:
    g = papers("herald", "echo")
    (found,) = ag.copied_texts(g, {"herald": TEXT, "echo": TEXT})
    assert (found.first, found.second) == ("herald", "echo")


def test_similarity_is_the_share_of_runs_of_four_words() -> None:
    g = papers("a", "b")
    one, other = "one two three four five six", "one two three four five seven"
    (found,) = ag.copied_texts(g, {"a": one, "b": other}, threshold=0.3)
    assert found.similarity == pytest.approx(2 / 4)
    assert ag.copied_texts(g, {"a": one, "b": other}, threshold=0.51) == ()


def test_a_copy_with_a_sentence_more_is_found_and_a_rewrite_is_not() -> None:
    g = papers("wire", "paper", "other")
    rewrite = "Officials in the port told reporters the blaze took six hours; all are unhurt."
    texts = {"wire": TEXT, "paper": TEXT + " The mayor will speak at noon.", "other": rewrite}
    (found,) = ag.copied_texts(g, texts)
    assert (found.first, found.second) == ("wire", "paper")
    assert found.similarity > 0.7


def test_most_alike_first() -> None:
    g = papers("a", "b", "c")
    texts = {"a": TEXT, "b": TEXT, "c": TEXT + " And so on and on it went until the evening."}
    found = ag.copied_texts(g, texts)
    assert [(each.first, each.second) for each in found] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_one_publisher_or_none_known() -> None:
    g = papers("a")
    g.add(ag.Document(id="a2", title="Again", publisher="a-press"))
    g.add(ag.Document(id="stray", title="Stray"))
    found = {
        (each.first, each.second): each.same_publisher
        for each in ag.copied_texts(g, {"a": TEXT, "a2": TEXT, "stray": TEXT})
    }
    assert found == {("a", "a2"): True, ("a", "stray"): None, ("a2", "stray"): None}


def test_short_and_empty_texts() -> None:
    g = papers("a", "b", "c", "d")
    texts = {"a": "Fire!", "b": "fire", "c": "", "d": " \n"}
    assert [(each.first, each.second) for each in ag.copied_texts(g, texts)] == [("a", "b")]


def test_any_script() -> None:
    korean = "윤석열 대통령은 우크라이나에 대한 지원을 단계적으로 검토하겠다고 밝혔다"
    g = papers("a", "b")
    (found,) = ag.copied_texts(g, {"a": korean, "b": f"«{korean}»"})
    assert found.similarity == 1.0


def test_against_all_pairs() -> None:
    chance = random.Random(7)  # noqa: S311 (no secret)
    names = [f"d{number}" for number in range(30)]
    g = papers(*names)
    words = TEXT.split()
    texts = {}
    for name in names:
        start = chance.randrange(len(words) - 12)
        texts[name] = " ".join(words[start : start + 12])

    def runs(text: str) -> set[tuple[str, ...]]:
        plain = [word.strip(",.").casefold() for word in text.split()]
        return {tuple(plain[at : at + 4]) for at in range(len(plain) - 3)}

    wanted = {
        (one, other)
        for place, one in enumerate(names)
        for other in names[place + 1 :]
        if len(runs(texts[one]) & runs(texts[other])) / len(runs(texts[one]) | runs(texts[other]))
        >= 0.7
    }
    found = {(each.first, each.second) for each in ag.copied_texts(g, texts, threshold=0.7)}
    assert found <= wanted
    assert len(found) >= 0.9 * len(wanted) > 5


@pytest.mark.parametrize("threshold", [0, -1, 1.5, float("nan")])
def test_a_threshold_out_of_range(threshold: float) -> None:
    with pytest.raises(ag.UnknownValueError, match="threshold is above 0"):
        ag.copied_texts(papers("a"), {"a": TEXT}, threshold=threshold)


def test_documents_that_are_not_there_and_texts_that_are_none() -> None:
    with pytest.raises(ag.UnknownIdError, match="no document 'b'"):
        ag.copied_texts(papers("a"), {"b": TEXT})
    with pytest.raises(ag.WrongKindError):
        ag.copied_texts(papers("a"), {"a-press": TEXT})
    with pytest.raises(ag.UnknownValueError, match="document 'a' is wanted as str, not bytes"):
        ag.copied_texts(papers("a"), {"a": TEXT.encode()})  # type: ignore[dict-item]


def test_it_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasketch", None)
    with pytest.raises(ag.MissingExtraError, match=r"attribgraph\[copies\]"):
        ag.copied_texts(papers("a"), {"a": TEXT})
