"""
A language model's answer, checked
==================================

``python examples/checked_answer.py [folder]`` takes an answer as a model might give it, written
for this example, keeps what the text bears out, prints what to send back for the rest, and writes
the graph to the folder. No model is called.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import attribgraph as ag

TEXT = (
    "Mayor Jo Lund said on Tuesday that “the port will reopen.” Officials at the ministry denied "
    "it, Northwire reported. The union, which has 1,200 members, did not comment."
)


def item(**fields: Any) -> dict[str, Any]:
    """Return an attribution of the answer, with what most of them share."""
    usual = {"act": "assert", "negated": False, "certainty": "unspecified"}
    return usual | {"relayed_by": None, "said_at": None} | fields


ANSWER = json.dumps(
    {
        "attributions": [
            item(
                source="Mayor Jo Lund",
                source_kind="person",
                cue="said",
                claim="the port will reopen",
                passage='that "the port will reopen."',
            ),
            item(
                source="Officials at the ministry",
                source_kind="group",
                cue="denied",
                act="deny",
                claim="the port will reopen",
                passage="Officials at the ministry denied it",
                relayed_by="Northwire",
            ),
            item(
                source="The union",
                source_kind="organization",
                cue="did not comment",
                act="comment",
                negated=True,
                claim="the reopening of the port",
                passage="has 12,000 members, did not comment",
            ),
            item(
                source="Harbour master Osei",
                source_kind="person",
                cue="said",
                claim="the quay is safe",
                passage="the port will reopen",
            ),
        ]
    }
)


def main(folder: Path) -> None:
    """Check the answer, print what came of it, and write the graph."""
    schema = ag.extraction_schema()
    (folder / "extraction.schema.json").write_text(json.dumps(schema, indent=1), "utf-8")
    result = ag.from_extraction(ANSWER, TEXT, document="note", method="an example")
    graph = result.graph
    print(f"{result.accepted} accepted, {len(result.rejected)} rejected")
    for row in graph.attributions:
        print(" ", graph.explain(row))
    print("\nto send back:\n" + result.feedback())
    ag.write_json(graph, folder / "checked_answer.json")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
