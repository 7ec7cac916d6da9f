"""Files of PolNeAR's shape, written for the tests: two articles of an invented port."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HARBOUR = (
    "Fire at Berth 9\n"
    "\n"
    "Mayor Jo Lund said the port \u201cwill reopen on Monday.\u201d \u201cNobody was hurt,\u201d "
    "she added, \u201cand nobody will be.\u201d\n"
    "\n"
    "A ministry official denied that cells were stored there. Lund refused to say more. "
    "It is feared that the quay is lost, according to the Harbour Times.\n"
)
UNION = "Union walks out\n\nJo Lund did not deny it, officials said. Lund's critics disagreed.\n"

Spans = list[tuple[str, ...]]


def annotate(text: str, events: list[tuple[str, list[tuple[str, str]]]]) -> str:
    """Return an ``.ann`` file: events of a type with roles and words, sought one after another.

    A role's words that have ``|`` within are the parts of a discontinuous span.
    """
    lines, number, start = [], 0, 0
    for count, (kind, roles) in enumerate(events, 1):
        arguments = []
        trigger = ""
        for role, words in roles:
            number += 1
            spans, at = [], start
            for part in words.split("|"):
                at = text.index(part, at)
                spans.append(f"{at} {at + len(part)}")
                at += len(part)
            place = ";".join(spans)
            lines.append(f"T{number}\t{role.rstrip('2')} {place}\t{words.replace('|', ' ')}")
            arguments.append(f"{role}:T{number}")
            trigger = trigger or (place if role == "Cue" else "")
        number += 1
        trigger = trigger or "0 4"
        first, last = map(int, trigger.split(";")[0].split())
        lines.append(f"T{number}\t{kind} {first} {last}\t{text[first:last]}")
        lines.append(f"E{count}\t{kind}:T{number} {' '.join(arguments)}")
    return "\n".join(lines) + "\n"


LUND = [
    (
        "Attribution",
        [
            ("Source", "Mayor Jo Lund"),
            ("Cue", "said"),
            ("Content", "the port \u201cwill reopen on Monday.\u201d"),
        ],
    ),
    (
        "Attribution",
        [
            ("Source", "she"),
            ("Cue", "added"),
            ("Content", "\u201cNobody was hurt,\u201d"),
            ("Content2", "\u201cand nobody will be.\u201d"),
        ],
    ),
    (
        "Attribution",
        [
            ("Content", "that cells were stored there"),
            ("Cue", "denied"),
            ("Source", "A ministry official"),
        ],
    ),
    ("Attribution", [("Source", "Lund"), ("Cue", "refused"), ("Content", "to say more")]),
    ("Attribution-no-source", [("Cue", "is feared"), ("Content", "the quay is lost")]),
    (
        "Attribution",
        [
            ("Source", "the Harbour Times"),
            ("Cue", "according to"),
            ("Content", "It is feared that|the quay is lost"),
        ],
    ),
]
OFFICIALS = [
    ("Attribution", [("Source", "officials"), ("Cue", "said"), ("Content", "did not deny it")]),
    ("Attribution", [("Source", "Lund's critics"), ("Cue", "disagreed")]),
    ("Attribution-no-source", []),
]
METADATA = (
    "compartment\tfilename\tlevel\tannotators\tpublisher\tpublication_date\tauthor\ttitle\n"
    'train\tharbour\t1\ta1|b2\tharbour-times\t2031-03-04\tI. Marr\tThe "fire" at Berth 9\n'
    "train\tunion\t2\ta1\tnyt\t2031-03\tNone\tUnion walks out\n"
)


def write(folder: Path) -> Path:
    """Write the files; return the folder to read."""
    part = folder / "train"
    for name in ("text", "attributions"):
        (part / name).mkdir(parents=True)
    (folder / "metadata.tsv").write_bytes(METADATA.encode())
    files = {
        "text/harbour.txt": HARBOUR,
        "text/union.txt": UNION,
        "attributions/harbour_a1.ann": annotate(HARBOUR, LUND) + "T99\tDiscuss 0 4\tFire\n",
        "attributions/harbour_b2.ann": annotate(HARBOUR, LUND[:1]),
        "attributions/union_a1.ann": annotate(UNION, OFFICIALS),
    }
    for name, content in files.items():
        (part / name).write_bytes(content.encode())
    return part
