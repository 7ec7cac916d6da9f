"""Errors: one base, the built-in error a reader expects, and messages ready to print."""

from __future__ import annotations

import pickle

import pytest
from work import calls_in

from attribgraph import errors
from attribgraph.errors import (
    AttribGraphError,
    FormatError,
    FormatVersionError,
    MissingExtraError,
    UnknownIdError,
    did_you_mean,
)

PUBLIC = [getattr(errors, name) for name in errors.__all__]
BUILT_IN = {
    "ClashError": ValueError,
    "ContentCycleError": ValueError,
    "DanglingReferenceError": ValueError,
    "FormatError": ValueError,
    "FormatVersionError": ValueError,
    "InUseError": ValueError,
    "MissingExtraError": ImportError,
    "RecordError": ValueError,
    "TextMismatchError": ValueError,
    "UnknownIdError": KeyError,
    "UnknownValueError": ValueError,
    "WhenError": ValueError,
    "WrongKindError": ValueError,
}


def test_every_error_is_exported_and_every_export_is_an_error() -> None:
    defined = {
        name
        for name, each in vars(errors).items()
        if isinstance(each, type) and issubclass(each, Exception)
    }
    assert defined == set(errors.__all__)


@pytest.mark.parametrize("error", PUBLIC, ids=lambda each: each.__name__)
def test_one_except_catches_all(error: type[Exception]) -> None:
    assert issubclass(error, AttribGraphError)
    if error is not AttribGraphError:
        assert issubclass(error, BUILT_IN.get(error.__name__, ValueError))


@pytest.mark.parametrize(
    "error",
    [each for each in PUBLIC if each is not MissingExtraError],
    ids=lambda each: each.__name__,
)
def test_the_message_prints_as_written_and_the_place_is_kept(
    error: type[AttribGraphError],
) -> None:
    made = error('no "x"', record="x", field="content")
    assert str(made) == 'no "x"'
    assert (made.message, made.record, made.field) == ('no "x"', "x", "content")


def test_a_key_error_is_not_quoted() -> None:
    message = "no record 'kimm' (did you mean 'kim'?)"
    with pytest.raises(KeyError) as caught:
        raise UnknownIdError(message, record="kimm")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("path", "line", "text"),
    [
        ("a.toml", 3, "a.toml, line 3: torn"),
        ("a.toml", None, "a.toml: torn"),
        (None, 3, "line 3: torn"),
        (None, None, "torn"),
    ],
)
def test_a_format_error_says_where(path: str | None, line: int | None, text: str) -> None:
    made = FormatVersionError("torn", path=path, line=line, record="c", field="text")
    assert isinstance(made, FormatError)
    assert str(made) == text
    assert (made.reason, made.path, made.line) == ("torn", path, line)
    assert (made.record, made.field) == ("c", "text")


def test_a_missing_extra_names_the_command() -> None:
    made = MissingExtraError("to_frame()", "pandas")
    assert str(made) == "to_frame() needs an extra: pip install 'attribgraph[pandas]'"
    assert made.extra == "pandas"


@pytest.mark.parametrize(
    "made",
    [
        UnknownIdError("no 'x'", record="x", field="id"),
        FormatVersionError("newer", path="a.json", line=2, record="c", field="version"),
        MissingExtraError("to_frame()", "pandas"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_errors_survive_pickling(made: AttribGraphError) -> None:
    back = pickle.loads(pickle.dumps(made))  # noqa: S301 (made just above)
    assert type(back) is type(made)
    assert str(back) == str(made)
    assert vars(back) == vars(made)


class TestDidYouMean:
    def test_names_the_nearest(self) -> None:
        assert did_you_mean("yonhpa", ["putin", "yonhap"]) == " (did you mean 'yonhap'?)"

    def test_ignores_case_and_prints_the_word_as_known(self) -> None:
        assert did_you_mean("GUR", ["Gur", "putin"]) == " (did you mean 'Gur'?)"

    def test_says_nothing_where_nothing_is_near(self) -> None:
        assert did_you_mean("zzzz", ["putin", "yonhap"]) == ""
        assert did_you_mean("", ["putin"]) == ""
        assert did_you_mean("x", []) == ""

    def test_falls_back_to_a_part_of_the_word(self) -> None:
        known = ["yoon-suk-yeol-president-of-south-korea"]
        assert did_you_mean("yoon", known) == f" (did you mean {known[0]!r}?)"

    def test_names_three_at_most(self) -> None:
        said = did_you_mean("claim", [f"claim{each}" for each in range(9)])
        assert said.count("'") == 6
        assert said.count(" or ") == 2

    def test_is_quick_and_still_right_among_very_many(self) -> None:
        known = [f"source-{each}" for each in range(1_000_000)]
        known[7] = "yonhap"
        assert did_you_mean("yonhpa", known) == " (did you mean 'yonhap'?)"
        work = calls_in(lambda: did_you_mean("yonhpa", known))
        assert work < len(known) / 10, "must not compare with each of a million"

    def test_takes_an_iterator_without_draining_it(self) -> None:
        endless = iter(lambda: "yonhap", None)
        assert did_you_mean("yonhpa", endless) == " (did you mean 'yonhap'?)"


def test_a_message_is_cut_where_what_it_quotes_is_long() -> None:
    error = FormatError(f"the id {'x' * 5_000!r} is not known (did you mean 'y'?)", line=3)
    assert len(str(error)) < 300
    assert str(error).startswith("line 3: the id 'xxx")
    assert str(error).endswith("xxx' is not known (did you mean 'y'?)")
    assert len(error.reason) < 300
    many = FormatError("; ".join(f"row {each} is bad" for each in range(5_000)))
    assert len(str(many)) <= 12_000
    assert str(many).endswith("row 4999 is bad")
    short = "x" * 900
    assert str(FormatError(short)) == short
