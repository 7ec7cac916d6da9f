"""How a text names a source, from the words of the mention alone.

The rule, in the order in which it is tried:

1. A pronoun that points to somebody (he, who, they, I) is *described*: the text says elsewhere
   who it is. One that points to nobody (some, others, no one) is *anonymous*.
2. A mention is *named* if its head is a proper name: "Sen. Ted Cruz of Texas", "the Kremlin",
   "her aide, Jake Sullivan". Titles and what stands before a name are no part of it.
3. It is *anonymous* if it has nothing but general words (officials, a source, some critics)
   and no definite article or possessive.
4. Everything else is *described*: "White House officials", "his campaign", "the poll".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from attribgraph.vocabulary import ActorKind, Naming

__all__ = ["Mention", "read_mention"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a source.

    Attributes
    ----------
    words
        As the text has them, with single spaces.
    naming
        named, described or anonymous.
    name
        The proper name without titles, if it is named; else empty.
    pronoun
        Whether it is a pronoun.
    agency
        Whether it reads as the name of an organisation.
    kind
        What it seems to be, if it is no agency.
    """

    words: str
    naming: Naming
    name: str = ""
    pronoun: bool = False
    agency: bool = False
    kind: ActorKind = ActorKind.OTHER


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ONE: Final = _set("he she him her his hers himself herself i me my mine myself who whom whose")
_POINTING: Final = _ONE | _set(
    "they them their theirs themselves we us our ours ourselves you your yours yourself it its "
    "itself this that these those which self"
)
_NOBODY: Final = _set(
    "some many others other another one ones most both all few several each everyone everybody "
    "anyone anybody someone somebody nobody none either neither two three four any more"
)
_DEFINITE: Final = _set("the this that these those his her their its my our your both")
_INDEFINITE: Final = _set(
    "a an some many several few most all any no every each other others another certain various "
    "more two three four five six seven eight nine ten dozens hundreds thousands one at least of"
)
_GENERAL_ADJECTIVES: Final = _set(
    "senior top former unnamed anonymous leading new recent local high-ranking prominent own "
    "longtime key influential high-level"
)
_GENERAL: Final = _set(
    "official officials source sources person people critic critics expert experts analyst "
    "analysts observer observers aide aides adviser advisers advisor advisors insider insiders "
    "supporter supporters opponent opponents voter voters lawmaker lawmakers reporter reporters "
    "economist economists investor investors strategist strategists activist activists man men "
    "woman women friend friends ally allies rival rivals colleague colleagues resident residents "
    "neighbor neighbors witness witnesses student students worker workers leader leaders donor "
    "donors candidate candidates politician politicians pundit pundits commentator commentators "
    "scholar scholars researcher researchers scientist scientists historian historians lawyer "
    "lawyers prosecutor prosecutors authorities spokesman spokeswoman spokesperson "
    "representative representatives member members journalist journalists writer writers reader "
    "readers user users protester protesters organizer organizers operative operatives "
    "consultant consultants diplomat diplomats executive executives detractor detractors skeptic "
    "skeptics proponent proponents backer backers fan fans respondent respondents participant "
    "participants caller callers attendee attendees parent parents citizen citizens public poll "
    "polls pollster pollsters survey surveys study studies report reports media police judge "
    "judges veteran veterans commenter commenters staffer staffers antagonist antagonists"
)
_GROUPS: Final = _set(
    "republicans democrats americans conservatives liberals progressives libertarians independents "
    "millennials christians muslims jews catholics evangelicals latinos hispanics whites blacks "
    "europeans russians chinese mexicans iranians israelis britons germans southerners marines"
)
_CALENDAR: Final = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december"
)
_TITLES: Final = _set(
    "mr mrs ms miss dr sir madam sen senator rep representative gov governor lt president vice "
    "pres secretary minister premier chancellor king queen prince princess pope cardinal bishop "
    "archbishop rev reverend father rabbi imam gen general col colonel capt captain maj major adm "
    "admiral sgt sergeant officer judge justice mayor speaker leader chairman chairwoman chair "
    "director manager commissioner ambassador attorney prof professor congressman congresswoman "
    "councilman councilwoman spokesman spokeswoman spokesperson chief ceo editor correspondent "
    "anchor host strategist consultant adviser advisor coach detective sheriff superintendent "
    "minority majority deputy whip treasurer candidate nominee co-chair co-founder founder former"
)
_ORGANISATION: Final = _set(
    "department committee commission court congress senate house parliament news times post "
    "journal press university college school party bank institute center centre foundation "
    "association council union agency bureau inc corp corporation company llc group pac police "
    "ministry office administration campaign network media magazine reuters coalition alliance "
    "federation organization organisation league society authority board service reserve "
    "government kremlin pentagon project fund watch today herald tribune tv radio kingdom"
)
_JOINING: Final = _set("of for and the & de van von der la del al bin di da du le")
_RELATING: Final = _set(
    "of by for from in on at with who whom which that whose to about near among including between "
    "under against like"
)
_OUTER: Final = " ,;:\"'\u2018\u2019\u201c\u201d()[]-\u2013\u2014"
_POSSESSIVE: Final = re.compile("(?:'s?|\u2019s?)$")
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_LONGEST: Final = 400


@lru_cache(maxsize=50_000)
def read_mention(words: str) -> Mention:
    """Read a mention by the rule of this module."""
    words = " ".join(words.split())
    plain = _BRACKETS.sub("", words[:_LONGEST]).strip(_OUTER)
    if plain.count(".") == 1:
        plain = plain.removesuffix(".")
    low = _POSSESSIVE.sub("", plain.lower())
    if plain != "US" and low in _POINTING:
        kind = ActorKind.PERSON if low in _ONE else ActorKind.OTHER
        return Mention(words, Naming.DESCRIBED, pronoun=True, kind=kind)
    if low in _NOBODY or low in {"no one", "the two", "you all"}:
        return Mention(words, Naming.ANONYMOUS, pronoun=True)
    parts = plain.split(", ")
    several = len(parts) > 1 and all(
        _is_name(word) or word == "and" for word in plain.replace(",", "").split()
    )
    name = plain if several and " and " in plain else _name(parts[0])
    if not name and len(parts) > 1 and not _leads(parts[0]):
        name = _whole_name(parts[1])
    if name:
        return _named(words, name, parts[0])
    kind = ActorKind.GROUP if low.split() and low.split()[-1].endswith("s") else ActorKind.OTHER
    naming = Naming.ANONYMOUS if _is_general(parts[0].lower().split()) else Naming.DESCRIBED
    return Mention(words, naming, kind=kind)


def _named(words: str, name: str, part: str) -> Mention:
    tokens = name.split()
    short = [token.strip(".,").lower() for token in tokens]
    acronym = len(tokens) == 1 and len(name) > 1 and name.isupper() and len(name) < 7
    after_the = part.lower().startswith(f"the {name.lower()}")
    agency = acronym or after_the or short[-1] in _ORGANISATION or short[0] in _ORGANISATION
    joint = not agency and ("and" in tokens or "&" in tokens)
    kind = ActorKind.GROUP if joint else ActorKind.PERSON
    return Mention(words, Naming.NAMED, name, agency=agency, kind=kind)


def _is_name(token: str) -> bool:
    bare = token.strip("\"'\u2018\u2019\u201c\u201d(")
    return bare[:1].isupper() or (bare[:1].isdigit() and any(each.isupper() for each in bare))


def _name(part: str) -> str:
    """Return the proper name that is the head of a noun phrase, or nothing."""
    tokens = part.split()
    first = tokens[0].lower() if tokens else ""
    while tokens and tokens[0].lower() in _DEFINITE | _INDEFINITE:
        del tokens[0]
    if not tokens:
        return ""
    tokens[-1] = _POSSESSIVE.sub("", tokens[-1])
    start = len(tokens)
    for at in range(len(tokens) - 1, -1, -1):
        if _is_name(tokens[at]):
            start = at
        elif tokens[at].lower() not in _JOINING:
            break
    run = tokens[start:]
    if not run or not _is_name(run[-1]) or any(t.lower() in _RELATING for t in tokens[:start]):
        return _leading_name(tokens)
    if start == 0 and first in _INDEFINITE:
        return ""
    own = max((at + 1 for at, each in enumerate(run[:-1]) if _POSSESSIVE.search(each)), default=0)
    run = run[own:]
    return _without_titles(run)


def _leading_name(tokens: list[str]) -> str:
    """Return a name of two words or more that a relation follows: "Jo Lund of the union"."""
    size = next((at for at, each in enumerate(tokens) if not _is_name(each)), len(tokens))
    if 2 <= size < len(tokens) and tokens[size].lower() in _RELATING:
        return _without_titles(tokens[:size])
    return ""


def _without_titles(run: list[str]) -> str:
    last = -1
    for at, token in enumerate(run):
        if token.strip(".").lower() in _TITLES:
            last = at
        elif token in {"of", "for"} and at:
            break
    if last >= 0:
        run = run[last + 1 :]
        cut = next((at for at, token in enumerate(run) if token in {"of", "for"}), len(run))
        run = run[:cut]
    elif "of" in run[2:]:  # where a person is from; an organisation's name has it within
        cut = run.index("of", 2)
        if _ORGANISATION.isdisjoint(token.lower() for token in run[:cut]):
            run = run[:cut]
    low = [token.lower() for token in run]
    if not low or len(low[0]) < 2 or low[-1] in _GROUPS | _CALENDAR or not run[0][0].isalnum():
        return ""
    if len(low) == 1 and (low[0] in _GENERAL or low[0] in _NOBODY | _POINTING):
        return ""
    return " ".join(run)


def _leads(part: str) -> bool:
    """Whether a part before a comma is a noun phrase of its own that no name explains."""
    return any(token in _RELATING for token in part.lower().split())


def _whole_name(part: str) -> str:
    tokens = part.split()
    if 2 <= len(tokens) <= 4 and all(map(_is_name, tokens)):
        return _name(part)
    return ""


def _is_general(tokens: list[str]) -> bool:
    if not tokens or tokens[0] in _DEFINITE or any(_POSSESSIVE.search(each) for each in tokens):
        return False
    bare = [
        each
        for each in tokens
        if each not in _INDEFINITE and each not in _GENERAL_ADJECTIVES and not each.isdigit()
    ]
    return all(each in _GENERAL for each in bare)
