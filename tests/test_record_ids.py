"""Ids that are derived: from a name, a claim's words, the fields of a row."""

from __future__ import annotations

import pytest
from full_records import FULL, ROW
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link, Record, slug
from attribgraph.vocabulary import Act, Certainty, QuoteMode, Relation, Stance
from attribgraph.when import When


class TestDerivedIds:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Kim Jong-un", "kim-jong-un"),
            ("  The «State» Duma!", "the-state-duma"),
            ("Генштаб ЗСУ", "генштаб-зсу"),
            ("윤석열", "윤석열"),
            ("Ⅳ ﬁle", "iv-file"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("हिन्दी", "हिन्दी"),
            ("!?", ""),
            ("", ""),
        ],
    )
    def test_slug(self, name: str, expected: str) -> None:
        assert slug(name) == expected

    @given(st.text(st.characters(exclude_categories=["Cs"])))
    def test_a_slug_is_an_id_and_its_own_slug(self, name: str) -> None:
        made = slug(name)
        if made:
            assert Actor(name="x", id=made).id == made
            assert slug(made) == made

    def test_a_name_without_letters_needs_an_id(self) -> None:
        for make in (lambda: Actor(name="?!"), lambda: Document(title="?!")):
            with pytest.raises(
                ValidationError, match=r"has no letters to make an id of: give an id"
            ):
                make()
        assert Actor(name="?!", id="who").id == "who"

    @pytest.mark.parametrize("kind", [Actor, Agency])
    @pytest.mark.parametrize("naming", ["described", "anonymous"])
    def test_a_source_that_is_not_named_needs_an_id(
        self, kind: type[Actor | Agency], naming: str
    ) -> None:
        with pytest.raises(ValidationError, match=f"'observers' is {naming}: give it an id"):
            kind.model_validate({"name": "observers", "naming": naming})
        made = kind.model_validate({"name": "observers", "naming": naming, "id": "observers-1"})
        assert made.id == "observers-1"

    def test_they_never_change_between_versions(self) -> None:
        """Ids are written into people's files: a change here would orphan them."""
        assert Claim(text="Troops are in Kursk").id == "troops-are-in-kursk-65e3ca"
        assert Claim(text="윤석열은 말했다").id == "윤석열은-말했다-0l9dja"
        assert Claim(text="!!!").id == "claim-72ab1l"
        assert Attribution(**ROW).id == "said-92caf0bb7bce2911"
        many = FULL[Attribution] | {"act": "deny", "stance": "comment", "quote_mode": "direct"}
        for name in ("id", "naming", "grade", "grade_scale"):
            del many[name]
        many |= {"on_behalf_of": ["g"], "content": "c", "cue": "did not deny", "occasion": "o"}
        many |= {"document": "d", "recorded_by": "me", "excerpts": many["excerpts"][:1]}
        many |= {"quotes": ["Слава", "그래"], "notes": None}
        assert Attribution.model_validate(many).id == "said-e38cfdedcbb688bb"
        graded = {"act": "assess", "grade": "B", "grade_scale": "admiralty_reliability"}
        row = Attribution.model_validate({"sources": "x", "content": "y"} | graded)
        assert row.id == "said-7be9d96ce59dd370"
        link = Link(subject="gur", relation=Relation.PART_OF, object="ukraine")
        assert link.id == "link-dff60dc8146e61ce"
        link = Link(subject="b", relation=Relation.CONTRADICTS, object="a", since=When("2024"))
        assert link.id == "link-9cbc4584a109861e"

    def test_a_claims_id_is_short_however_long_its_text(self) -> None:
        one, other = Claim(text="long " * 999 + "a"), Claim(text="long " * 999 + "b")
        assert len(one.id) <= 48 + 1 + 6
        assert one.id != other.id

    @given(st.permutations(["a", "b", "c"]))
    def test_the_order_of_sources_does_not_matter(self, sources: list[str]) -> None:
        row = Attribution(sources=tuple(sources), content="x")
        assert row.id == Attribution(sources=("a", "b", "c"), content="x").id
        assert row.identity() == Attribution(sources=("a", "b", "c"), content="x").identity()
        assert row.sources == tuple(sources)

    @pytest.mark.parametrize("kind", [Attribution, Link], ids=lambda each: each.__name__)
    def test_every_field_makes_the_entry_but_five(self, kind: type[Record]) -> None:
        outside = {"recorded_at", "confidence", "method", "notes", "extra"}
        given = {key: each for key, each in FULL[kind].items() if key != "id"}
        needed = {
            "content": "other",
            "grade": "C",
            "subject": "sbu",
            "relation": "affiliated_with",
            "object": "russia",
        }
        whole = kind.model_validate(given)
        for name in given.keys() - {"act"}:
            rest = {key: each for key, each in given.items() if key != name}
            other = kind.model_validate(rest | ({name: needed[name]} if name in needed else {}))
            same = name in outside
            assert (other.id == whole.id) is same, name
            assert (other.identity() == whole.identity()) is same, name

    def test_acts_make_different_entries(self) -> None:
        plain = set(Act) - {Act.ASSESS}
        assert len({Attribution(**ROW, act=each).id for each in plain}) == len(plain)

    def test_a_default_that_is_spelt_out_is_the_same_entry(self) -> None:
        spelt = Attribution(
            **ROW,
            act=Act.ASSERT,
            negated=False,
            stance=Stance.SUPPORT,
            certainty=Certainty.UNSPECIFIED,
            quote_mode=QuoteMode.UNKNOWN,
        )
        assert spelt == Attribution(**ROW)
        assert spelt.id == Attribution(**ROW).id
