"""Read whole corpora, check them, and time it: ``python benchmarks/corpora.py DATA``.

DATA holds ``polnear/train``, ``polnear/dev`` and ``liar/train.tsv`` as their authors give them
out; they are not part of this project. Times are compared with that of splitting the same
files into lines and cells, and nothing more.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from time import process_time

import attribgraph as ag


def split_brat(folder: Path) -> int:
    """Split the files of a part of PolNeAR; return how many cells there were."""
    cells = 0
    for path in (folder / "attributions").iterdir():
        for line in path.read_bytes().decode().split("\n"):
            cells += len([part.split() for part in line.split("\t")])
    for path in (folder / "text").iterdir():
        cells += len(path.read_bytes().decode().split("\n"))
    return cells


def split_liar(path: Path) -> int:
    """Split a file of LIAR; return how many cells there were."""
    return sum(len(line.split("\t")) for line in path.read_bytes().decode().split("\n"))


def polnear(folder: Path) -> None:
    """Print the figures of a part of PolNeAR."""
    start = process_time()
    split_brat(folder)
    naive = process_time() - start
    start = process_time()
    graph = ag.read_polnear(folder)
    took = process_time() - start
    texts = {path.stem: path.read_bytes().decode() for path in (folder / "text").iterdir()}
    checks = Counter(check.status for check in graph.check_quotes(texts))
    rows = graph.attributions
    known = sum("cue_lemma" in row.extra for row in rows)
    everybody = len(ag.read_polnear(folder, annotators="all").attributions)
    print(f"{folder.name}: {len(rows):,} attributions ({everybody:,} by all annotators)")
    print(f"  quotes and excerpts: {dict(checks)}")
    print(f"  act decided by the lexicon: {known / len(rows):.1%}")
    print(f"  quote modes: {rows.count_by('quote_mode')}")
    print(f"  {took:.2f} s, {took / naive:.0f} times splitting the files ({naive:.2f} s)")


def liar(path: Path) -> None:
    """Print the figures of a file of LIAR."""
    start = process_time()
    split_liar(path)
    naive = process_time() - start
    start = process_time()
    graph = ag.read_liar(path)
    took = process_time() - start
    print(f"liar {path.name}: {len(graph.claims):,} claims, {len(graph.attributions):,} rows")
    print(f"  {took:.2f} s, {took / naive:.0f} times splitting the file ({naive:.2f} s)")


if __name__ == "__main__":
    data = Path(sys.argv[1])
    polnear(data / "polnear" / "dev")
    polnear(data / "polnear" / "train")
    liar(data / "liar" / "train.tsv")
