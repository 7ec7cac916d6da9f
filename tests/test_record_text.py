"""What a record may hold as text and under ``extra``."""

from __future__ import annotations

import json
import math
import pickle
from typing import Any

import pytest
from full_records import ROW
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from attribgraph.model import Attribution, Claim


class TestExtra:
    def test_it_is_frozen_to_the_bottom(self) -> None:
        given = {"k": [1, {"z": [2]}]}
        made = Claim(text="t", extra=given)
        given["k"].append(3)
        assert made.extra == {"k": (1, {"z": (2,)})}
        inner = made.extra["k"][1]  # type: ignore[index]
        for held in (made.extra, inner):
            for change in (
                lambda held=held: held.update(a=1),
                lambda held=held: held.pop("k", None),
                lambda held=held: held.setdefault("a", 1),
                lambda held=held: held.clear(),
                lambda held=held: held.popitem(),
                lambda held=held: held.__setitem__("a", 1),
                lambda held=held: held.__delitem__("k"),
                lambda held=held: held.__ior__({"a": 1}),
            ):
                with pytest.raises(TypeError, match="frozen"):
                    change()
        assert made.extra == {"k": (1, {"z": (2,)})}
        assert dict(made.extra) | {"a": 1} == {"k": (1, {"z": (2,)}), "a": 1}

    @given(
        st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"])),
            st.recursive(
                st.none()
                | st.booleans()
                | st.integers(-(2**53), 2**53)
                | st.floats(allow_nan=False, allow_infinity=False)
                | st.text(st.characters(exclude_categories=["Cs"])),
                lambda inner: st.lists(inner) | st.dictionaries(st.text("ab"), inner),
                max_leaves=8,
            ),
        )
    )
    def test_any_json_comes_back(self, extra: dict[str, Any]) -> None:
        made = Claim(text="t", extra=extra)
        assert json.loads(made.model_dump_json())["extra"] == extra
        assert Claim.model_validate_json(made.model_dump_json()) == made
        assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 (made just above)

    @pytest.mark.parametrize(
        ("extra", "reason"),
        [
            ({"k": math.nan}, "finit"),
            ({"k": [math.inf]}, "finit"),
            ({"k": {"z": -math.inf}}, "finit"),
            ({1: "k"}, "valid string"),
            ({"k": {1, 2}}, "not a valid JSON value"),
            ({"k": b"bytes"}, "not a valid JSON value"),
            ({"k": "\ud800"}, "cannot be written as UTF-8"),
            ({"\udfff": 1}, "cannot be written as UTF-8"),
            ([], "valid dictionary"),
        ],
    )
    def test_what_json_cannot_hold_is_refused(self, extra: Any, reason: str) -> None:
        with pytest.raises(ValidationError, match=reason):
            Claim(text="t", extra=extra)

    def test_what_contains_itself_is_refused(self) -> None:
        knot: dict[str, Any] = {}
        knot["k"] = knot
        with pytest.raises(ValidationError, match="contains itself"):
            Claim(text="t", extra=knot)


class TestText:
    @pytest.mark.parametrize(
        "text", ["a\x00b", "$x^2$", "<b>&amp;", '"«»', "שלום", "a\nb", "윤석열"]
    )
    def test_text_is_data(self, text: str) -> None:
        made = Claim(text=text, notes=text, tags=[text])
        assert (made.text, made.notes, made.tags) == (text, text, (text,))
        assert Claim.model_validate_json(made.model_dump_json()) == made

    @pytest.mark.parametrize("text", ["", "  ", "\n"])
    def test_a_claim_says_something(self, text: str) -> None:
        with pytest.raises(ValidationError, match="at least 1 character"):
            Claim(text=text)

    def test_outer_spaces_go(self) -> None:
        assert Claim(text=" Troops \n").text == "Troops"
        assert Claim(text=" Troops \n").id == Claim(text="Troops").id

    def test_half_a_character_is_refused_everywhere(self) -> None:
        for field in ("text", "notes", "place", "tags"):
            with pytest.raises(ValidationError, match=field):
                Claim.model_validate({"text": "t", field: "\ud800"})

    def test_one_word_is_taken_for_several(self) -> None:
        assert Claim(text="t", tags="troops").tags == ("troops",)
        assert Attribution(**ROW, quotes="No.").quotes == ("No.",)
