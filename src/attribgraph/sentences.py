"""Sentences to print: what a row says, in plain words and with its sourcing."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Final

from attribgraph.frames import label
from attribgraph.model import Actor, Attribution, Claim
from attribgraph.standing import relays_of, stands
from attribgraph.tabular import one_line
from attribgraph.vocabulary import Act, Certainty, ClaimForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attribgraph.chains import Chain
    from attribgraph.store import Store
    from attribgraph.when import When

__all__ = ["BASE_VERBS", "chain_sentence", "date_words", "explain", "joined", "name_of"]

_PAST: Final[Mapping[Act, str]] = {
    Act.ASSERT: "said",
    Act.CONFIRM: "confirmed",
    Act.ADMIT: "acknowledged",
    Act.DENY: "denied",
    Act.QUESTION: "questioned",
    Act.BELIEVE: "held",
    Act.ESTIMATE: "estimated",
    Act.PREDICT: "predicted",
    Act.WARN: "warned",
    Act.PROMISE: "promised",
    Act.DEMAND: "demanded",
    Act.ACCUSE: "alleged",
    Act.COMMENT: "commented",
    Act.REPORT: "reported",
    Act.RETRACT: "retracted",
    Act.ASSESS: "rated",
}
BASE_VERBS: Final[Mapping[Act, str]] = {
    Act.ASSERT: "say",
    Act.CONFIRM: "confirm",
    Act.ADMIT: "acknowledge",
    Act.DENY: "deny",
    Act.QUESTION: "question",
    Act.BELIEVE: "hold",
    Act.ESTIMATE: "estimate",
    Act.PREDICT: "predict",
    Act.WARN: "warn",
    Act.PROMISE: "promise",
    Act.DEMAND: "demand",
    Act.ACCUSE: "allege",
    Act.COMMENT: "comment",
    Act.REPORT: "report",
    Act.RETRACT: "retract",
    Act.ASSESS: "rate",
}
_OF_A_THING: Final = frozenset(
    {Act.CONFIRM, Act.ADMIT, Act.DENY, Act.QUESTION, Act.DEMAND, Act.RETRACT, Act.ASSESS}
)
"""Acts whose verb takes a topic or a question as it is ("denied the fire")."""

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_OPENERS: Final = frozenset(
    (  # noqa: SIM905 (seventy words read better as a text)
        "a about after all an any around as at before between by during each every few for from "
        "he her here his how if in it its many more most no nobody none nothing on one only our "
        "over several she should since some that the their there these they this those to under "
        "until up we what when where whether which while who why with"
    ).split()
)
"""Words that begin a clause in lower case; any other may be a name and is left alone."""

_DEEPEST: Final = 6


def explain(store: Store, row: str) -> str:
    """Return the sentence that says who, according to whom, said what."""
    record = store.rows[row]
    relays: list[str] = []
    at = row
    while len(relays) < _DEEPEST:
        passing = [each for each in relays_of(store, at) if stands(store, each.id)]
        if not passing:
            break
        relays.append(_who(store, passing[0]))
        at = passing[0].id
    relays.reverse()
    return _sentence(store, record, relays, "")


def chain_sentence(store: Store, chain: Chain) -> str:
    """Return the sentence for one chain: who, according to whom, in which document."""
    shown = chain.depth if chain.depth <= _DEEPEST else _DEEPEST - 1
    relays = [_who(store, row) for row in islice(chain.rows(), shown)]
    if chain.depth > shown:
        relays.append(f"{chain.depth - shown:,} more")
    place = ""
    if chain.document is not None:
        place = f"in “{one_line(label(store.require(chain.document)))}”"
        if chain.outlet is not None and (chain.depth or chain.sources != (chain.outlet,)):
            place += f" ({name_of(store.require(chain.outlet))})"
    return _sentence(store, chain.first_hand, relays, place)


def _sentence(store: Store, record: Attribution, relays: list[str], place: str) -> str:
    cited = ", citing ".join(each.removesuffix(",") for each in relays)
    lead = f"according to {cited}, " if relays else ""
    lead += f"{place}, " if place else ""
    text = lead + _says(store, record)
    if record.quotes:
        text += ": " + "; ".join(f"“{one_line(each)}”" for each in record.quotes)
    text = text[0].upper() + text[1:]
    if text[-1] not in ".?!":
        text += "" if text[-1] == "”" and text[-2] in ".?!" else "."
    return text if stands(store, record.id) else f"{text} (This does not stand.)"


def date_words(when: When) -> str:
    """Return a time in words: "on 24 October 2024", "in June 2024", "from 2022 on".

    Examples
    --------
    >>> from attribgraph import When
    >>> date_words(When("2024-10-24")), date_words(When("2024-06"))
    ('on 24 October 2024', 'in June 2024')
    """
    if not when.is_interval:
        words = _point(str(when))
        return f"on {words}" if words[0].isdigit() and " " in words else f"in {words}"
    start, end = str(when).split("/")
    if end == "..":
        return f"from {_point(start)} on"
    if start == "..":
        return f"by {_point(end)}"
    return f"between {_point(start)} and {_point(end)}"


def _point(text: str) -> str:
    day, _, clock = text.partition("T")
    if "W" in day and day.count("-") == 1:
        return f"week {day}"
    parts = (date.fromisoformat(day).isoformat() if "W" in day else day).split("-")
    words = " ".join(
        [
            *([str(int(parts[2]))] if len(parts) > 2 else []),
            *([_MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []),
            parts[0],
        ]
    )
    if not clock:
        return words
    found = re.fullmatch(r"([\d:.]+)(.*)", clock)
    time, zone = found.groups() if found else (clock, "")
    return f"{words} at {time}" + (f" (UTC{'' if zone == 'Z' else zone})" if zone else "")


def _says(store: Store, row: Attribution, depth: int = 0) -> str:
    """Return the row as a clause: sources, verb, date, content."""
    content = store.require(row.content)
    if isinstance(content, Claim):
        linked, what = _claim_words(content)
    elif isinstance(content, Attribution):
        inner = _says(store, content, depth + 1) if depth < _DEEPEST else "..."
        linked, what = "that", inner
    else:
        linked, what = "", f"the reliability of {name_of(content)}"
    verb = _verb(row, linked, nested=isinstance(content, Attribution))
    when = f" {date_words(row.said_at)}" if row.said_at else ""
    to = ""
    if row.addressees:
        names = [name_of(store.require(each)) for each in row.addressees]
        to = f" to {joined(names)}"
    if row.certainty in {Certainty.PROBABLE, Certainty.POSSIBLE}:  # what is put flatly says so
        when += f", as {row.certainty.value},"
    grade = f" as {row.grade}" if row.act is Act.ASSESS else ""
    return f"{_who(store, row)} {verb[0]}{to}{when} {verb[1]}{what}{grade}"


def _who(store: Store, row: Attribution) -> str:
    sources = [name_of(store.require(each)) for each in row.sources]
    names = joined(sources or ["somebody who is not named"])
    if row.on_behalf_of:
        names += f", for {joined([name_of(store.require(each)) for each in row.on_behalf_of])},"
    return names


def joined(names: list[str]) -> str:
    """Return names as a list in words: "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def name_of(record: object) -> str:
    """Return the name of a record as it stands in a sentence, with a person's role."""
    name = one_line(label(record))  # type: ignore[arg-type]
    if isinstance(record, Actor) and record.role:
        return f"{one_line(record.role)} {name}"
    return f"the {name}" if name.startswith("United ") else name


def _claim_words(claim: Claim) -> tuple[str, str]:
    """Return how the claim is joined to the verb, and its words."""
    text = one_line(claim.text)
    if claim.form is ClaimForm.QUESTION:
        return "question", f"the question “{text}”"
    first = text.split()[0].rstrip(",") if text.split() else ""
    if first.casefold() in _OPENERS:
        text = text[0].lower() + text[1:]
    text = text.rstrip(".")
    if claim.form is ClaimForm.TOPIC:
        return "on", text
    condition = one_line(claim.condition) if claim.condition else ""
    if condition and condition.casefold() not in text.casefold():
        return "that", f"{condition}, {text}"
    return "that", text


def _verb(row: Attribution, linked: str, *, nested: bool) -> tuple[str, str]:
    """Return the verb, and what stands between the date and the content."""
    act = row.act
    verb = f"did not {BASE_VERBS[act]}" if row.negated else _PAST[act]
    if linked == "question" and act is Act.QUESTION:
        return "did not raise" if row.negated else "raised", ""
    if linked in {"on", "question"}:
        if act in _OF_A_THING:
            return verb, ""
        if act in {Act.ASSERT, Act.REPORT}:
            verb = "did not speak" if row.negated else "spoke"
        return verb, "on "
    thing = "the statement that " if nested else "the claim that "
    if act in {Act.RETRACT, Act.ASSESS}:
        return verb, thing if linked else ""
    if act is Act.COMMENT:
        return verb, f"on {thing}"
    return verb, "whether " if act is Act.QUESTION else "that "
