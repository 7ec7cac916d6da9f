"""Every reader of the registry, given hostile input: a few inputs here, many in `run.py`."""

from __future__ import annotations

import random

import pytest
from fuzz.hostile import DAMAGE, DEEP, hostile
from fuzz.registry import BREAK, READERS, Reader, at_paths, sample
from fuzz.trial import MisbehavedError, trial
from hypothesis import given, settings
from hypothesis import strategies as st

from attribgraph import AttributionGraph, FormatError

each_reader = pytest.mark.parametrize("name", list(READERS))


def reader_of(name: str) -> Reader:
    if name == "ftm":
        pytest.importorskip("followthemoney", reason="the extra ftm is not installed")
    return READERS[name]


@each_reader
def test_good_files_are_read(name: str) -> None:
    reader = reader_of(name)
    for data in reader.seeds():
        assert trial(reader, data) == "read"


@each_reader
@given(number=st.integers(0, 2**32))
@settings(max_examples=30)
def test_damaged_files(name: str, number: int) -> None:
    reader, dice = reader_of(name), random.Random(number)
    trial(reader, hostile(dice, dice.choice(reader.seeds()), reader.words, reader.damage)[1])


@each_reader
@given(data=st.binary(max_size=60))
@settings(max_examples=15)
def test_any_bytes(name: str, data: bytes) -> None:
    trial(reader_of(name), data)


@each_reader
@pytest.mark.parametrize("how", list(DAMAGE))
def test_each_kind_of_damage(name: str, how: str) -> None:
    reader = reader_of(name)
    for number in range(2):
        dice = random.Random(number)
        trial(reader, DAMAGE[how](dice, dice.choice(reader.seeds())))


def _raises(error: Exception) -> Reader:
    def read(_: bytes) -> AttributionGraph:
        raise error

    return Reader(read, lambda: (b"",))


def test_the_trial_sees_misbehaviour() -> None:
    for error in (KeyError("x"), RecursionError(), UnicodeDecodeError("utf-8", b"", 0, 1, "x")):
        with pytest.raises(type(error)):
            trial(_raises(error), b"")
    assert trial(_raises(FormatError("no")), b"") == "FormatError"
    silent = FormatError("")
    with pytest.raises(MisbehavedError, match="message of 0"):
        trial(_raises(silent), b"")


def test_the_trial_sees_a_graph_that_is_not_whole() -> None:
    graph = sample()
    del graph._store.tables["claim"]["c"]  # behind its back
    with pytest.raises((MisbehavedError, FormatError)):
        trial(Reader(lambda _: graph, lambda: (b"",)), b"")


def test_damage_follows_from_the_number() -> None:
    data = READERS["json"].seeds()[0]
    pairs = [[hostile(random.Random(n), data) for n in range(50)] for _ in range(2)]
    assert pairs[0] == pairs[1]
    assert len({damaged for _, damaged in pairs[0]}) > 40
    deep = DAMAGE["deeply nested"](random.Random(0), b"x = 1")
    assert len(deep) >= DEEP


def test_one_input_may_be_several_files() -> None:
    read = at_paths(lambda folder: [(folder / each).read_bytes() for each in "ab"], "a", "b")
    assert read(b"1" + BREAK + b"2" + BREAK + b"3") == [b"1", b"2" + BREAK + b"3"]
    assert read(b"1") == [b"1", b""]
