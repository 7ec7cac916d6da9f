"""
Who is quoted most
==================

From files of PolNeAR's shape to who is quoted most, by outlet and by naming.

``python examples/who_is_quoted.py OUTPUT`` writes two articles of an invented town with their
annotations, reads them, and writes a table for each question to the folder.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import attribgraph as ag

FIRST = (
    "Mayor Jo Lund said the port “will reopen on Monday.” Officials denied that cells were "
    "stored there. Lund declined to comment on the fire. She promised a report."
)
SECOND = (
    "According to the Harbour Authority, the quay is safe. The union warned that it is not, and "
    "Jo Lund called that “nonsense.” A dock worker said he saw smoke."
)
# each: name, outlet, day, text, and what was marked in it as source, cue and content
ARTICLES = [
    (
        "reopening",
        "harbour-times",
        "2031-03-04",
        FIRST,
        [
            ("Mayor Jo Lund", "said", "the port “will reopen on Monday.”"),
            ("Officials", "denied", "that cells were stored there"),
            ("Lund", "declined to comment", "on the fire"),
            ("She", "promised", "a report"),
        ],
    ),
    (
        "quay",
        "valdena-herald",
        "2031-03-05",
        SECOND,
        [
            ("the Harbour Authority", "According to", "the quay is safe"),
            ("The union", "warned", "that it is not"),
            ("Jo Lund", "called", "that “nonsense.”"),
            ("A dock worker", "said", "he saw smoke"),
        ],
    ),
]


def write_corpus(folder: Path) -> Path:
    """Write the articles as PolNeAR has them; return the folder to read."""
    part = folder / "corpus" / "train"
    for name in ("text", "attributions"):
        (part / name).mkdir(parents=True, exist_ok=True)
    rows = ["filename\tpublisher\tpublication_date\tauthor\ttitle"]
    for article, outlet, day, text, marks in ARTICLES:
        lines = []
        for number, words in enumerate(marks):
            ids = []
            for place, (role, each) in enumerate(
                zip(("Source", "Cue", "Content"), words, strict=True), 1
            ):
                start = text.index(each)
                ids.append(f"T{3 * number + place}")
                lines.append(f"{ids[-1]}\t{role} {start} {start + len(each)}\t{each}")
            source, cue, content = ids
            lines.append(
                f"E{number + 1}\tAttribution:{cue} Source:{source} Cue:{cue} Content:{content}"
            )
        (part / "text" / f"{article}.txt").write_bytes(text.encode())
        (part / "attributions" / f"{article}_a1.ann").write_bytes("\n".join(lines).encode())
        rows.append(f"{article}\t{outlet}\t{day}\tNone\t{article.title()}")
    (folder / "corpus" / "metadata.tsv").write_bytes(("\n".join(rows) + "\n").encode())
    return part


def most_quoted(graph: ag.AttributionGraph) -> list[tuple[str, int]]:
    """Return sources with how many rows they have, pronouns aside."""
    counts = Counter(
        graph[source].name
        for row in graph.attributions
        for source in row.sources
        if "pronoun" not in graph[source].extra
    )
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def naming_by_outlet(graph: ag.AttributionGraph) -> dict[str, Counter[str]]:
    """Return, by outlet, how many rows have sources that are named, described, anonymous."""
    table: dict[str, Counter[str]] = {}
    for document in graph.documents:
        outlet = graph[document.publisher].name
        for row in graph.attributions.in_document(document):
            for source in row.sources:
                known = graph[source]
                word = "a pronoun" if known.extra.get("pronoun") else known.naming.value
                table.setdefault(outlet, Counter())[word] += 1
    return table


def main(folder: Path) -> None:
    """Write the corpus, read it, and answer."""
    graph = ag.read_polnear(write_corpus(folder))
    texts = {article: text for article, _, _, text, _ in ARTICLES}
    checks = graph.check_quotes(texts)
    print(graph)
    print(f"{len(checks)} quotes and excerpts, of which exact:", end=" ")
    print(sum(check.status == "exact" for check in checks))
    print("\nquoted most")
    for name, count in most_quoted(graph):
        print(f"  {count}  {name}")
    print("\nhow sources are named, by outlet")
    for outlet, counts in naming_by_outlet(graph).items():
        print(f"  {outlet}: " + ", ".join(f"{word} {counts[word]}" for word in sorted(counts)))
    print("\nwhat the sources did")
    for row in graph.attributions:
        print(f"  {row.cue}: {row.act}{', not' if row.negated else ''}, {row.quote_mode}")
    ag.write_json(graph, folder / "who_is_quoted.json")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
