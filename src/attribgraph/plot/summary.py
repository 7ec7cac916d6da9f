"""The boxes, lines and words of a figure that sums up more than one figure can show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attribgraph.plot.content import End
from attribgraph.plot.dates import only_year
from attribgraph.plot.describe import counted, listed
from attribgraph.plot.draft import Draft
from attribgraph.plot.faces import Face, claim_face, document_face, source_face
from attribgraph.plot.labels import act_label, acts_label, claim_words
from attribgraph.plot.marks import Look, look_of
from attribgraph.plot.meanings import is_hedged
from attribgraph.plot.words import clean
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attribgraph.plot.grouping import Bundle, Group, Summary
    from attribgraph.plot.style import Style

__all__ = ["draft_summary", "summary_sentences", "summary_words"]


def draft_summary(summary: Summary, style: Style) -> Draft:
    """Return the boxes and lines of a summary: each line a bundle, with its number of rows."""
    return _Builder(summary, style).draft


class _Builder:
    """Collects boxes, lanes and lines from a summary."""

    def __init__(self, summary: Summary, style: Style) -> None:
        self.summary = summary
        self.style = style
        self.store = summary.chains.store
        first = int(bool(summary.found))
        middle = first + int(bool(summary.relayed))
        last = middle + 1
        kept = {group.key for group in summary.contents if not group.kind}
        self.draft = Draft(
            last,
            (
                (0, first - 1, "Document"),
                (first, middle - 1, "Relay"),
                (middle, middle, "Source"),
                (last, last, "Claim"),
            ),
            links=[
                link
                for link in summary.chains.links()
                if link.subject in kept and link.object in kept
            ],
            summary=True,
        )
        year = only_year(
            bundle.rows[0].record.said_at for bundle in summary.made if len(bundle.rows) == 1
        )
        self.with_year = year is None
        self.draft.note = f"dates in {year}" if year else ""
        self.columns = {"document": 0, "relay": first, "source": middle, "claim": last}
        for group in summary.contents:
            self._box("claim", group)
        for group in summary.sources:
            self._box("source", group)
        for bundle in summary.made:
            self._made(bundle)
        for bundle in summary.relayed:
            look = Look(self._color(bundle, style.relay), style.relay_width)
            self._line("relay", bundle, ("relay", "source"), look)
        for bundle in summary.found:
            look = Look(self._color(bundle, style.document_line), style.relay_width)
            role = "relay" if bundle.rows[0].depth else "source"
            self._line("found", bundle, ("document", role), look)

    def _color(self, bundle: Bundle, color: str) -> str:
        return color if bundle.stands else self.style.not_standing

    def _made(self, bundle: Bundle) -> None:
        claims = self.store.tables[Kind.CLAIM]
        records = [row.record for row in bundle.rows]
        hedged = all(is_hedged(each, claims.get(each.content)) for each in records)
        look = Look(self._color(bundle, self.style.document_line), self.style.line_width)
        if bundle.mark is not None:
            look = look_of(self.style, bundle.mark, hedged=hedged, stands=bundle.stands)
        key = self._line("makes", bundle, ("source", "claim"), look)
        self.draft.ends[key] = End(
            bundle_words(self.summary, bundle, year=self.with_year), soft=not bundle.stands
        )

    def _line(self, kind: str, bundle: Bundle, roles: tuple[str, str], look: Look) -> str:
        """Add a bundle's line, with lanes of its own in the boxes at both ends."""
        key = f"{kind} bundle-{len(self.draft.wires) + 1}"
        tails, heads = (
            [
                self.draft.stop(f"{key} {role}", self._box(role, group), len(bundle.rows))
                for group in groups
            ]
            for role, groups in zip(roles, (bundle.tails, bundle.heads), strict=True)
        )
        self.draft.wire(key, tails, heads, look)
        return key

    def _box(self, role: str, group: Group) -> str:
        several = bool(group.kind)
        key = f"{role}s:{group.kind} {group.key}".strip() if several else f"{role}:{group.key}"
        return self.draft.box(key, self.columns[role], _face(self.summary, role, group))


def _face(summary: Summary, role: str, group: Group) -> Face:
    store = summary.chains.store
    if not group.kind:
        faces = {"claim": claim_face, "document": document_face}
        return faces.get(role, source_face)(store, group.key)
    words, note = _group_words(summary, role, group)
    shape = {"claim": "tag", "document": "page"}.get(role, "rounded")
    if group.kind == "claims":
        shape = "plain"
    elif group.kind == "agencies":
        shape = "hexagon"
    elif group.kind == "whole":
        shape = source_face(store, group.key).shape
    mixed = group.kind == "others" and role != "document"
    dashed = group.kind == "unnamed"
    return Face("", shape, words, note, dashed=dashed, blank=mixed, pile=True)


def _group_words(summary: Summary, role: str, group: Group) -> tuple[str, str]:
    """Return what is said of several records taken together."""
    groups = {
        "claim": summary.contents,
        "source": summary.sources,
        "relay": summary.relays,
        "document": summary.documents,
    }
    number = len(groups[role][group])
    if group.kind in {"whole", "publisher"}:
        record: Any = summary.chains.store.get(group.key)
        name = clean(record.name)
        if group.kind == "whole":
            return f"{number:,} others of {name}", "part of it, or affiliated"
        documents = summary.chains.store.tables[Kind.DOCUMENT]
        alone = (documents[each.key].publisher for each in groups[role] if not each.kind)
        if group.key in alone:
            return f"{number:,} others of {name}", "documents"
        return f"{number:,} documents of {name}", ""
    other = "other " if len(groups[role]) > 1 else ""
    words = {
        "agencies": f"{number:,} other agencies",
        "actors": f"{number:,} other people, groups or states",
        "unnamed": f"{number:,} others, not named",
        "others": counted(number, f"{other}{role}"),
        "claims": counted(number, "other claim"),
        "rows": f"{counted(number, 'statement')} that others speak about",
        "sources": f"{counted(number, 'source')} that others speak about",
    }
    return words[group.kind], ""


def bundle_words(summary: Summary, bundle: Bundle, *, year: bool = True) -> str:
    """Return what the sources of a bundle did, how often, and how many they are."""
    records = [row.record for row in bundle.rows]
    if bundle.mark is None:
        return counted(len(records), "statement")
    if len(records) == 1:
        claim = summary.chains.store.tables[Kind.CLAIM].get(records[0].content)
        return act_label(records[0], claim, year=year)
    sources = {each for record in records for each in record.sources}
    several = any(group.kind for group in bundle.tails)
    words = acts_label(records)
    return f"{words}, {counted(len(sources), 'source')}" if several else words


def summary_words(summary: Summary) -> str:
    """Say what is summed up, and how much of it is shown one by one."""
    claims = {key: each for key, each in summary.contents.items() if key.kind in {"", "claims"}}
    roles = {
        "source": summary.sources,
        "claim": claims,
        "document": summary.documents,
        "relay": summary.relays,
    }
    whole = {role: sum(map(len, groups.values())) for role, groups in roles.items()}
    alone = {role: sum(not each.kind for each in groups) for role, groups in roles.items()}
    words = [
        f"A summary of {counted(len(summary.chains.numbers), 'statement')}",
        f"by {counted(whole['source'], 'source')} about {counted(whole['claim'], 'claim')}",
        *([f"in {counted(whole['document'], 'document')}"] if whole["document"] else []),
    ]
    kept = [
        counted(alone[role], role)
        for role in ("claim", "source", "relay", "document")
        if 0 < alone[role] < whole[role]
    ]
    grouped = (
        f" The {listed(kept)} with most statements stand by themselves, the others in groups."
        if kept
        else ""
    )
    return f"{' '.join(words)}.{grouped} A number at the end of a line says how many it stands for."


def summary_sentences(summary: Summary) -> Iterator[str]:
    """Say what a summary shows: how much, then each bundle of statements."""
    yield f"Claim-provenance diagram. {summary_words(summary)}"
    store = summary.chains.store
    for group, members in summary.contents.items():
        if group.kind:
            words = _group_words(summary, "claim", group)[0]
        else:
            words = f"“{claim_words(store.tables[Kind.CLAIM][members[0]])[0]}”"
        said = [
            f"{listed(_face(summary, 'source', each).words for each in bundle.tails)} "
            f"({bundle_words(summary, bundle)})"
            for bundle in summary.made
            if group in bundle.heads
        ]
        yield f"About {words}: {listed(said)}."
