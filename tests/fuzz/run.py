"""Fuzz the readers: ``python tests/fuzz/run.py --inputs 100000``.

Each reader runs in a process of its own, so that one that crashes Python or takes too much
memory is found too. Inputs follow from ``--seed``; one that makes a reader misbehave is
kept in ``--keep`` and named. A table of the figures is printed as Markdown.

With ``--guided`` atheris looks for inputs that reach new lines, from the same good files; it
tries one ``--reader`` (json unless given), and stops at the first misbehaviour or after
``--inputs``.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import process_time
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parents[1]))

KEPT_IN: Final = Path("fuzz-failures")
MEMORY: Final = 3 * 2**30
"""Bytes of memory that a process may ask for."""
SLOW: Final = 30
"""Seconds of processor time after which an input counts as misbehaviour."""
UNIT: Final = 1 if sys.platform == "darwin" else 1024


def megabytes() -> float:
    """Return the most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / 2**20


def fuzz(name: str, inputs: int, seed: int, keep: Path) -> dict[str, Any]:
    """Try a reader with a number of hostile inputs; return the figures."""
    from fuzz.hostile import hostile
    from fuzz.registry import READERS
    from fuzz.trial import trial

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    reader = READERS[name]
    seeds = reader.seeds()
    for data in seeds:
        if (outcome := trial(reader, data)) != "read":
            sys.exit(f"{name}: a seed is no good file: {outcome}")
    before = megabytes()
    halfway = 0.0
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    longest, longest_how, largest = 0.0, "", 0
    start = process_time()
    for number in range(inputs):
        dice = random.Random(f"{seed}/{name}/{number}")
        how, data = hostile(dice, dice.choice(seeds), reader.words, reader.damage)
        largest = max(largest, len(data))
        began = process_time()
        try:
            outcomes[trial(reader, data)] += 1
            if process_time() - began > SLOW:
                raise TimeoutError  # noqa: TRY301 (it is a failure like the others)
        except Exception as error:  # noqa: BLE001 (whatever comes is what is looked for)
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{name}-{number}.bin").write_bytes(data)
            failures.append(f"{number} ({how}): {type(error).__name__}: {error!s:.200}")
        took = process_time() - began
        if took > longest:
            longest, longest_how = took, how
        if number == inputs // 2:
            halfway = megabytes()
    return {
        "reader": name,
        "inputs": inputs,
        "read": outcomes.pop("read", 0),
        "refused": sum(outcomes.values()),
        "errors": dict(outcomes.most_common()),
        "failures": failures,
        "seconds": process_time() - start,
        "longest": longest,
        "longest_how": longest_how,
        "largest": largest,
        "before": before,
        "halfway": halfway,
        "peak": megabytes(),
    }


def guided(name: str, inputs: int) -> None:
    """Have atheris look for inputs that misbehave; it ends the process itself."""
    import atheris  # needs the package atheris, which nothing else does

    with atheris.instrument_imports(include=["attribgraph"]):
        from fuzz.registry import READERS
        from fuzz.trial import trial
    reader = READERS[name]
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(reader.seeds()):
            (Path(corpus) / str(number)).write_bytes(data)
        words = Path(corpus) / "words.dict"
        listed = ["".join(f"\\x{byte:02x}" for byte in word) for word in reader.words]
        words.write_text("".join(f'"{word}"\n' for word in listed), encoding="ascii")
        options = [f"-runs={inputs}", "-max_len=8192", f"-timeout={SLOW}", "-rss_limit_mb=3072"]
        atheris.Setup([sys.argv[0], *options, f"-dict={words}", corpus], _one(reader, trial))
        atheris.Fuzz()


def _one(reader: Any, trial: Any) -> Any:
    return lambda data: trial(reader, data)


def table(figures: list[dict[str, Any]]) -> str:
    """Return the figures as a Markdown table."""
    lines = [
        "| reader | inputs | read | refused | misbehaved | inputs a second | longest | memory |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines.extend(
        f"| {each['reader']} | {each['inputs']:,} | {each['read']:,} | {each['refused']:,} | "
        f"{len(each['failures'])} | {each['inputs'] / each['seconds']:,.0f} | "
        f"{each['longest']:.2f} s | {each['before']:.0f} to {each['peak']:.0f} MB |"
        for each in figures
    )
    return "\n".join(lines)


def main() -> int:
    """Fuzz the readers that are asked for; return 1 if one misbehaved."""
    parser = argparse.ArgumentParser(description="Fuzz the readers of attribgraph.")
    parser.add_argument("--reader", action="append", help="name in the registry; else all")
    parser.add_argument("--inputs", type=int, default=100_000, help="for each reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=KEPT_IN, help="where to keep what misbehaves")
    parser.add_argument("--guided", action="store_true", help="let atheris choose the inputs")
    parser.add_argument("--here", action="store_true", help="in this process, printing JSON")
    asked = parser.parse_args()
    if asked.guided:
        # before anything of attribgraph is imported, so that it is instrumented
        guided(asked.reader[0] if asked.reader else "json", asked.inputs)
    from fuzz.registry import READERS

    names = asked.reader or list(READERS)
    if unknown := set(names) - set(READERS):
        parser.error(f"no reader {', '.join(unknown)}; there are {', '.join(READERS)}")
    if asked.here:
        print(json.dumps(fuzz(names[0], asked.inputs, asked.seed, asked.keep)))
        return 0
    options = ["--inputs", str(asked.inputs), "--seed", str(asked.seed), "--keep", asked.keep]
    found = [_apart(name, options) for name in names]
    print(table([each for each in found if each]))
    return int(any(each is None or each["failures"] for each in found))


def _apart(name: str, options: list[str]) -> dict[str, Any] | None:
    """Fuzz a reader in a process of its own; return the figures, or None if it crashed."""
    done = subprocess.run(  # noqa: S603 (this script)
        [sys.executable, __file__, "--here", "--reader", name, *options],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"{name}: the process ended with {done.returncode}", file=sys.stderr)
        return None
    # the last line is ours: what a package prints while it reads may stand above
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    for failure in found["failures"][:10]:
        print(f"{name} {failure}", file=sys.stderr)
    print(
        f"{name}: {found['inputs']:,} in {found['seconds']:.0f} s, longest "
        f"{found['longest']:.2f} s ({found['longest_how']}), memory {found['before']:.0f}, "
        f"{found['halfway']:.0f}, {found['peak']:.0f} MB; {found['errors']}",
        file=sys.stderr,
    )
    return found


if __name__ == "__main__":
    sys.exit(main())
