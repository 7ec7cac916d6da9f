"""How far sources and claims of a data set can be believed, worked out in the engine.

The meanings are those of `attribgraph.ballots` and `attribgraph.trust`. Sources and claims go by
the numbers of their places. A claim is the class of those linked as equivalent, by the least of
their places; what competes is an item, by the least of its claims, or below zero where the caller
names it. Rounds go back and forth by joins, and only the largest change comes to the client.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import UnknownIdError, UnknownValueError
from attribgraph.methods import SUREST, TIED, method_of
from attribgraph.tables._answers import TableAnswer
from attribgraph.tables._sql import place_of_source
from attribgraph.tables._work import Work
from attribgraph.tabular import text_table
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from attribgraph.tables._store import TableStore

__all__ = ["TableCredibility", "believed"]

_SHOWN: Final = 5
_AT_ONCE: Final = 5_000


@dataclass(frozen=True, slots=True)
class TableCredibility:
    """Scores of the sources and the claims of a data set, in the engine until asked for.

    Attributes
    ----------
    method
        How they were computed.
    sources
        source, score: a line for each that asserts or denies a claim, in the graph's order.
    claims
        claim, score, contest, item, best: a line for each that is asserted or denied, in the
        graph's order. Claims that compete have the same ``contest``, the id of the first of
        them; ``item`` is what ``groups`` calls it, as text; ``best`` says whether it leads.
    iterations
        How many rounds were gone.
    converged
        Whether the last round changed no more than the tolerance.
    """

    method: str
    sources: TableAnswer
    claims: TableAnswer
    iterations: int
    converged: bool

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return the claims as a frame of pandas, polars or pyarrow.

        Raises
        ------
        MissingExtraError
            If it is not installed.
        """
        return self.claims.to_frame(backend)

    def __repr__(self) -> str:
        state = "converged" if self.converged else "not converged"
        rounds = "1 round" if self.iterations == 1 else f"{self.iterations:,} rounds"
        counts, tables = [], []
        for name, answer in (("source", self.sources), ("claim", self.claims)):
            number = len(answer)
            counts.append(f"{number:,} {name}{'' if number == 1 else 's'}")
            top = [[line[name], f"{line['score']:.4g}"] for line in answer.top("score", _SHOWN)]
            if top:
                tables.append(text_table([name, "score"], top, [40, 12]))
            if number > _SHOWN:
                tables.append(f"(+ {number - _SHOWN:,} more)")
        head = f"Credibility by {self.method}: {', '.join(counts)}; {rounds}, {state}"
        return "\n".join([head, *tables])


def believed(  # noqa: PLR0913, PLR0917 (handed on)
    store: TableStore,
    meets: str,
    method: str,
    groups: Mapping[str, Hashable] | None,
    iterations: int | None,
    tolerance: float | None,
    parameters: Mapping[str, Any],
) -> TableCredibility:
    """Return what `attribgraph.credibility` says of the rows that meet something and stand."""
    chosen = method_of(method)
    if method not in _WAYS:
        message = (
            f"{method} is for rows in memory: narrow, bring the rows there with to_graph() and "
            f"ask credibility(); in tables there are {', '.join(_WAYS)}"
        )
        raise UnknownValueError(message, field="method")
    options = chosen.options(parameters)
    stop = chosen.stop(iterations, tolerance)
    work = Work(store)
    try:
        _votes(work, meets, groups)
        if work.number("SELECT count(*) FROM {vote}"):
            done, converged = _WAYS[method](work, stop, options)
        else:
            done, converged = 0, True
            work.make("trust", "SELECT source, 0.0 AS score FROM {said}")
            work.make("margin", "SELECT class, item, 0.0 AS score, TRUE AS leads FROM {rival}")
        return _answer(work, method, done, converged=converged)
    finally:
        work.forget()


# -- ballots --------------------------------------------------------------------------------


def _votes(work: Work, meets: str, groups: Mapping[str, Hashable] | None) -> None:
    """Find who asserts and who denies what, which claims are one, and which compete."""
    statements = "SELECT id, position FROM {claims} WHERE form = 'statement'"
    ends = _ends("equivalent_to")
    work.make(
        "same",
        f"SELECT a.position AS one, b.position AS other FROM ({ends}) AS l "
        f"JOIN ({statements}) AS a ON l.subject = a.id JOIN ({statements}) AS b ON l.object = b.id",
    )
    _components(work, "equal", "same")
    work.make(
        "place",
        "SELECT c.id, c.position, coalesce(e.least, c.position) AS class "
        f"FROM ({statements}) AS c LEFT JOIN {{equal}} AS e ON c.position = e.one",
    )
    exploded = work.engine.explode("sources", "source", "nth")
    spoken = (
        f"SELECT content, stance, {exploded} FROM (SELECT content, stance, sources "
        f"FROM {work.names['attributions']} WHERE ({meets}) AND standing AND asserts "
        "AND content_kind = 'claim' AND stance IN ('support', 'deny')) AS committed"
    )
    work.put(
        "vote",
        f"SELECT DISTINCT {place_of_source('s')} AS source, p.class, "
        "CASE v.stance WHEN 'deny' THEN 1 ELSE 0 END AS against "
        f"FROM ({spoken}) AS v JOIN {work.names['place']} AS p ON v.content = p.id "
        f"JOIN {work.names['sources']} AS s ON v.source = s.id",
    )
    work.make(
        "tally",
        "SELECT class, sum(1 - against) AS pro, sum(against) AS con FROM {vote} GROUP BY class",
    )
    _compete(work, groups)
    # a claim that one source makes, without a rival, has its score from that source alone
    work.make(
        "rival",
        "SELECT t.class, t.pro, t.con, coalesce(n.item, t.class) AS item, t.con = 0 AND t.pro = 1 "
        "AND n.item IS NULL AS alone FROM {tally} AS t LEFT JOIN {named} AS n ON t.class = n.class",
    )
    work.make(
        "heard",
        "SELECT v.source, v.class, v.against, r.item FROM {vote} AS v JOIN {rival} AS r "
        "ON v.class = r.class WHERE NOT r.alone",
    )
    work.make(
        "said",
        "SELECT v.source, CAST(count(*) AS DOUBLE) AS said, "
        "CAST(count(CASE WHEN r.alone THEN 1 END) AS DOUBLE) AS own "
        "FROM {vote} AS v JOIN {rival} AS r ON v.class = r.class GROUP BY v.source",
    )


def _ends(relation: str) -> str:
    return (
        f"SELECT subject, object FROM {{links}} WHERE relation = '{relation}' UNION ALL "
        f"SELECT object AS subject, subject AS object FROM {{links}} WHERE relation = '{relation}'"
    )


def _components(work: Work, name: str, pairs: str) -> None:
    """Give each number that pairs join the least that it is joined to, through others too."""
    work.make(name, f"SELECT one, min(least(one, other)) AS least FROM {{{pairs}}} GROUP BY one")
    while work.number(f"SELECT count(*) FROM {{{name}}}"):
        # the least of the neighbours', and from there on to the least that one has
        work.make(
            "nearer",
            f"SELECT p.one, min(n.least) AS least FROM {{{pairs}}} AS p JOIN {{{name}}} AS n "
            "ON p.other = n.one GROUP BY p.one",
        )
        work.make(
            "next",
            "SELECT m.one, least(m.least, n.least, j.least) AS least, m.least AS was "
            f"FROM {{{name}}} AS m JOIN {{nearer}} AS n ON m.one = n.one "
            f"JOIN {{{name}}} AS j ON n.least = j.one",
        )
        work.names[name] = work.names["next"]
        if not work.number(f"SELECT count(*) FROM {{{name}}} WHERE least <> was"):
            return


def _compete(work: Work, groups: Mapping[str, Hashable] | None) -> None:
    """Find the items of claims that have rivals: those that are named, and those linked."""
    words = _given(work, groups)
    work.make(
        "called",
        "SELECT DISTINCT p.class, g.number FROM {given} AS g JOIN {place} AS p ON g.claim = p.id "
        "JOIN {tally} AS t ON p.class = t.class WHERE g.number IS NOT NULL",
    )
    _one_name(work, words)
    work.make(
        "pair",
        f"SELECT a.class AS one, b.class AS other FROM ({_ends('contradicts')}) AS l "
        "JOIN {place} AS a ON l.subject = a.id JOIN {place} AS b ON l.object = b.id "
        "JOIN {tally} AS t ON a.class = t.class JOIN {tally} AS u ON b.class = u.class "
        "LEFT JOIN {called} AS c ON a.class = c.class LEFT JOIN {called} AS d ON b.class = d.class "
        "WHERE c.class IS NULL AND d.class IS NULL AND a.class <> b.class",
    )
    _components(work, "joined", "pair")
    work.make(
        "named",
        "SELECT class, -1 - number AS item FROM {called} UNION ALL "
        "SELECT one AS class, least AS item FROM {joined}",
    )


def _given(work: Work, groups: Any) -> list[Any]:
    """Put what the caller says of claims into the engine, as numbers; return what these mean."""
    engine = work.engine
    numbers: dict[Any, int] = {}
    nothing = (
        "SELECT CAST(NULL AS STRING) AS claim, 0 AS number, CAST(NULL AS STRING) AS word, "
        "0 AS nth WHERE 1 = 0"
    )
    parts = [nothing]
    if groups is not None and not isinstance(groups, Mapping):
        message = (
            "groups is a mapping from claim id: a function of a claim is for rows in memory, "
            f"not {groups!r}"
        )
        raise UnknownValueError(message, field="groups")
    lines = []
    for nth, (claim, word) in enumerate((groups or {}).items()):
        if not isinstance(claim, str):
            raise _stray(work, claim)
        try:
            number = "NULL" if word is None else str(numbers.setdefault(word, len(numbers)))
        except TypeError:
            message = f"groups gives {word!r} for claim {claim!r}, which cannot be compared"
            raise UnknownValueError(message, record=claim, field="groups") from None
        called = "CAST(NULL AS STRING)" if word is None else engine.text(str(word))
        lines.append(f"({engine.text(claim)}, CAST({number} AS INTEGER), {called}, {nth})")
    for at in range(0, len(lines), _AT_ONCE):
        some = ", ".join(lines[at : at + _AT_ONCE])
        kept = work.put("some", f"SELECT * FROM (VALUES {some}) AS v(claim, number, word, nth)")
        parts.append(f"SELECT claim, number, word, nth FROM {kept}")
    work.make("given", " UNION ALL ".join(parts))
    strays = (
        "SELECT g.claim FROM {given} AS g LEFT JOIN {claims} AS c ON g.claim = c.id "
        "WHERE c.id IS NULL ORDER BY g.nth LIMIT 1"
    )
    for (claim,) in engine.rows(work.sql(strays)):
        raise _stray(work, claim)
    return list(numbers)


def _stray(work: Work, claim: Any) -> UnknownIdError:
    near = work.store.near(str(claim), (Kind.CLAIM,))
    message = f"groups speaks of a claim {claim!r} that the data set does not have{near}"
    return UnknownIdError(message, record=str(claim), field="groups")


def _one_name(work: Work, words: list[Any]) -> None:
    """Raise an error if claims that are linked as equivalent are given different names."""
    several = (
        "SELECT g.claim, g.number FROM {given} AS g JOIN {place} AS p ON g.claim = p.id "
        "JOIN (SELECT class FROM {called} GROUP BY class HAVING count(*) > 1 "
        "ORDER BY class LIMIT 1) AS c ON p.class = c.class WHERE g.number IS NOT NULL "
        "ORDER BY g.claim"
    )
    found = work.engine.rows(work.sql(several))
    if found:
        claim, number = found[0]
        other, another = next(each for each in found if each[1] != number)
        message = (
            f"groups gives {words[number]!r} for claim {claim!r} and {words[another]!r} for claim "
            f"{other!r}, which are linked as equivalent"
        )
        raise UnknownValueError(message, record=other, field="groups")


# -- methods --------------------------------------------------------------------------------


def _vote(work: Work, _stop: Any, _options: Any) -> tuple[int, bool]:
    _lead(work, "SELECT class, item, con, CAST(pro - con AS DOUBLE) AS score FROM {rival}")
    work.make(
        "share",
        "SELECT class, CASE WHEN leads THEN CAST(1 AS DOUBLE) / sum(CASE WHEN leads THEN 1 ELSE 0 "
        "END) OVER (PARTITION BY item) ELSE 0 END AS part FROM {margin}",
    )
    work.make(
        "trust",
        "SELECT v.source, avg(CASE v.against WHEN 0 THEN s.part ELSE 1 - s.part END) AS score "
        "FROM {vote} AS v JOIN {share} AS s ON v.class = s.class GROUP BY v.source",
    )
    return 1, True


def _lead(work: Work, scored: str) -> None:
    """Find which claims lead their items, ties included; one that is denied, only above 0."""
    work.make(
        "margin",
        "SELECT class, item, score, coalesce(may AND score >= most - "
        f"{_real(TIED)} * abs(most), FALSE) AS leads FROM (SELECT class, item, score, may, "
        "max(CASE WHEN may THEN score END) OVER (PARTITION BY item) AS most FROM "
        f"(SELECT class, item, score, con = 0 OR score > 0 AS may FROM ({scored}) AS scored) "
        "AS eligible) AS compared",
    )


def _linear(weight: str) -> Callable[[Work, Any, Any], tuple[int, bool]]:
    def way(work: Work, stop: tuple[int, float], _: Any) -> tuple[int, bool]:
        # belief is half to begin with: trust is in proportion to what a source says
        start = f"SELECT source, said * {weight} AS score, 1.0 AS was, said, own FROM {{said}}"

        def step(now: str) -> str:
            return (
                f"SELECT s.source, (coalesce(n.score, 0) + s.own * s.score) * {weight} AS score, "
                f"s.score AS was, s.said, s.own FROM ({now}) AS s LEFT JOIN ("
                "SELECT v.source, sum(b.score) AS score FROM {heard} AS v JOIN ("
                "SELECT h.class, h.against, sum(t.score) AS score FROM {heard} AS h "
                f"JOIN ({now}) AS t ON h.source = t.source GROUP BY h.class, h.against) AS b "
                "ON v.class = b.class AND v.against = b.against GROUP BY v.source) AS n "
                "ON s.source = n.source"
            )

        def settle(now: str) -> tuple[str, float]:
            most = work.engine.rows(f"SELECT max(score) FROM {now}")[0][0]
            scaled = (
                f"SELECT source, score / {_real(most or 1.0)} AS score, was, said, own FROM {now}"
            )
            changed = f"SELECT max(abs(score - was)) FROM ({scaled}) AS t"
            return scaled, float(work.engine.rows(changed)[0][0])

        done, converged, now = _rounds(work, stop, start, step, settle)
        work.put("trust", now)
        work.make(
            "belief",
            "SELECT v.class, sum(CASE v.against WHEN 0 THEN t.score ELSE 0 END) AS pro, "
            "sum(CASE v.against WHEN 1 THEN t.score ELSE 0 END) AS con FROM {vote} AS v "
            "JOIN {trust} AS t ON v.source = t.source GROUP BY v.class",
        )
        most = work.engine.rows(work.sql("SELECT max(greatest(pro, con)) FROM {belief}"))[0][0]
        _lead(
            work,
            f"SELECT r.class, r.item, r.con, b.pro / {_real(most or 1.0)} - b.con / "
            f"{_real(most or 1.0)} AS score FROM {{belief}} AS b "
            "JOIN {rival} AS r ON b.class = r.class",
        )
        return done, converged

    return way


def _rounds(
    work: Work,
    stop: tuple[int, float],
    start: str,
    step: Callable[[str], str],
    settle: Callable[[str], tuple[str, float]],
) -> tuple[int, bool, str]:
    """Go through the rounds; return how many, whether they converged, and the last as SQL.

    Parameters
    ----------
    work, stop
        Where, and how long.
    start, step
        The query for the first round, and what makes one for the next from the last.
    settle
        Makes of the name of a round the query for it, and how much it changed.
    """
    most, tolerance = stop
    table = work.make("round", start)
    now, _ = settle(table)
    done, converged = 1, False
    while done < most and not converged:
        after = work.engine.keep(work.sql(step(now)))
        work.kept.append(after)
        now, change = settle(after)
        work.engine.drop([table])
        work.kept.remove(table)
        table = after
        converged = change <= tolerance
        done += 1
    return done, converged, now


def _truthfinder(
    work: Work, stop: tuple[int, float], options: Mapping[str, float]
) -> tuple[int, bool]:
    influence, dampening = (_real(options[name]) for name in ("influence", "dampening"))

    def sure(trust: str) -> str:
        return f"-ln(1 - least({trust}, {_real(SUREST)}))"

    def logistic(score: str) -> str:
        return f"(1 / (1 + exp(-({dampening} * ({score})))))"

    def scores(votes: str, trust: str, item: str) -> str:
        return (
            f"SELECT class, item, pro - {influence} * (total - pro + con) AS pro, "
            f"con - {influence} * pro AS con FROM (SELECT class, item, pro, con, "
            "sum(pro) OVER (PARTITION BY item) AS total FROM ("
            f"SELECT v.class, {item} AS item, sum(CASE v.against WHEN 0 THEN {sure('t.score')} "
            f"ELSE 0 END) AS pro, sum(CASE v.against WHEN 1 THEN {sure('t.score')} ELSE 0 END) "
            f"AS con FROM {votes} JOIN ({trust}) AS t ON v.source = t.source "
            f"GROUP BY v.class, {item}) AS heads) AS pooled"
        )

    def step(now: str) -> str:
        alone = logistic(sure("s.score"))
        return (
            f"SELECT s.source, (coalesce(n.score, 0) + s.own * {alone}) / s.said AS score, "
            f"s.score AS was, s.said, s.own FROM ({now}) AS s LEFT JOIN ("
            f"SELECT v.source, sum({logistic('CASE v.against WHEN 0 THEN b.pro ELSE b.con END')}) "
            f"AS score FROM {{heard}} AS v JOIN ({scores('{heard} AS v', now, 'v.item')}) AS b "
            "ON v.class = b.class GROUP BY v.source) AS n ON s.source = n.source"
        )

    def settle(now: str) -> tuple[str, float]:
        across, new, old = work.engine.rows(
            f"SELECT sum(score * was), sqrt(sum(score * score)), sqrt(sum(was * was)) FROM {now}"
        )[0]
        return f"SELECT * FROM {now}", 1 - across / (new * old) if new * old else 0.0

    begin = (
        f"SELECT source, {_real(options['initial_trust'])} AS score, "
        f"{_real(options['initial_trust'])} AS was, said, own FROM {{said}}"
    )
    done, converged, now = _rounds(work, stop, step(begin), step, settle)
    work.put("trust", now)
    # what claims have is from the trust before the last round
    before = work.sql("SELECT source, was AS score FROM {trust}")
    margins = scores("{vote} AS v JOIN {rival} AS r ON v.class = r.class", before, "r.item")
    _lead(
        work,
        f"SELECT m.class, m.item, r.con, m.pro AS score FROM ({margins}) AS m "
        "JOIN {rival} AS r ON m.class = r.class",
    )
    work.make("margin", f"SELECT class, item, {logistic('score')} AS score, leads FROM {{margin}}")
    return done, converged


def _real(number: float) -> str:
    """Return a literal: written plainly, engines would take it for a decimal."""
    return f"CAST('{float(number)!r}' AS DOUBLE)"


_WAYS: Final[Mapping[str, Callable[[Work, Any, Any], tuple[int, bool]]]] = {
    "vote": _vote,
    "sums": _linear("1"),
    "average_log": _linear("(ln(said) / said)"),
    "truthfinder": _truthfinder,
}


# -- answers --------------------------------------------------------------------------------


def _answer(work: Work, method: str, done: int, *, converged: bool) -> TableCredibility:
    """Put ids in the place of numbers, and every claim in the place of those that are one."""
    engine = work.engine
    sources = engine.keep(
        work.sql(
            "SELECT s.id AS source, t.score, t.source AS nth FROM {trust} AS t JOIN "
            f"(SELECT id, {place_of_source()} AS place FROM {{sources}}) AS s "
            "ON t.source = s.place"
        )
    )
    work.make(
        "scored",
        "SELECT p.id AS claim, m.score, m.item, m.leads AS best, p.position FROM {margin} AS m "
        "JOIN {place} AS p ON m.class = p.class",
    )
    claims = engine.keep(
        work.sql(
            "SELECT s.claim, s.score, f.id AS contest, w.word AS item, s.best, s.position "
            "FROM {scored} AS s JOIN (SELECT item, min(position) AS first FROM {scored} "
            "GROUP BY item) AS i ON s.item = i.item JOIN {place} AS f ON i.first = f.position "
            "LEFT JOIN (SELECT number, min(word) AS word FROM {given} WHERE number IS NOT NULL "
            "GROUP BY number) AS w ON s.item = -1 - w.number"
        )
    )
    columns = ("claim", "score", "contest", "item", "best")
    return TableCredibility(
        method,
        TableAnswer(work.store, f"SELECT * FROM {sources}", ("source", "score"), "nth"),
        TableAnswer(work.store, f"SELECT * FROM {claims}", columns, "position"),
        done,
        converged,
    )
