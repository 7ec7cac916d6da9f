"""Attributions that a language model found in a text: asked for by a schema, checked against it.

No model is called here. `extraction_schema` says what to ask for; `from_extraction` takes the
answer, looks up every passage, cue and name in the text, and gives back what stands there as
records and the rest as reasons that can be sent back.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from attribgraph.checks import validated
from attribgraph.errors import AttribGraphError, FormatError
from attribgraph.graph import AttributionGraph
from attribgraph.io._grounding import ACTS, KINDS, Grounded, Grounding, RejectedError
from attribgraph.io._json_load import JsonText
from attribgraph.io._sources import Sources
from attribgraph.model import Agency, Document
from attribgraph.vocabulary import Certainty

__all__ = ["Extraction", "Rejection", "extraction_schema", "from_extraction"]

_METHOD: Final = "language model"
_ANSWER: Final = "<answer>"
_FENCE: Final = re.compile(r"\s*```[a-z]*\n(.*)\n```\s*", re.DOTALL)

_FIELDS: Final[dict[str, dict[str, Any]]] = {
    "source": {
        "type": ["string", "null"],
        "description": "Who said it, in the words of the text, copied exactly (a name, 'he', "
        "'officials'). Null if the text names nobody ('it is feared that').",
    },
    "source_kind": {
        "type": "string",
        "enum": list(KINDS),
        "description": "What the source is. An organization can issue statements: an agency, a "
        "ministry, a newspaper.",
    },
    "cue": {
        "type": "string",
        "description": "The words that attribute it, copied exactly from the text beside the "
        "passage: 'said', 'did not deny', 'according to'.",
    },
    "act": {
        "type": "string",
        "enum": list(ACTS),
        "description": "What the source did. Use 'comment' for words that claim nothing.",
    },
    "negated": {
        "type": "boolean",
        "description": "True if the text says that the source did not do it ('did not deny').",
    },
    "certainty": {
        "type": "string",
        "enum": [each.value for each in Certainty],
        "description": "How sure the source itself said it was; 'unspecified' if it did not say.",
    },
    "claim": {
        "type": "string",
        "description": "What is said to be so, as a clause that can follow 'said that' and is "
        "understood by itself.",
    },
    "passage": {
        "type": "string",
        "description": "The passage of the text that holds what is said, copied exactly, without "
        "ellipses, and long enough to stand in the text only once.",
    },
    "relayed_by": {
        "type": ["string", "null"],
        "description": "Who passes it on, in the words of the text, if the text has it from "
        "somebody else than the source; null otherwise.",
    },
    "said_at": {
        "type": ["string", "null"],
        "description": "When it was said, if the text says so: ISO 8601 of any precision "
        "('2024', '2024-10', '2024-10-24'). Null otherwise.",
    },
}


def extraction_schema() -> dict[str, Any]:
    """Return a JSON Schema to ask a language model for the attributions of one document.

    It is flat and closed: one list of objects whose fields are all required and hold no further
    objects, as services for structured output want it. Descriptions say what to fill in.

    Returns
    -------
    dict
        The JSON Schema.

    Examples
    --------
    >>> schema = extraction_schema()
    >>> list(schema["properties"]["attributions"]["items"]["properties"])[:3]
    ['source', 'source_kind', 'cue']
    """
    return {
        "title": "attributions",
        "description": "Every attribution in the text: who said what, by which words.",
        "type": "object",
        "properties": {
            "attributions": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": deepcopy(_FIELDS),
                    "required": list(_FIELDS),
                    "additionalProperties": False,
                },
            }
        },
        "required": ["attributions"],
        "additionalProperties": False,
    }


@dataclass(frozen=True, slots=True)
class Rejection:
    """An attribution, of those in an answer, that was not taken.

    Attributes
    ----------
    number
        Which it is in the answer, counted from 1.
    field
        The field at fault.
    reason
        What is wrong with it, in words that whoever gave the answer can act on.
    """

    number: int
    field: str
    reason: str

    def __str__(self) -> str:
        """Return one line."""
        return f"attribution {self.number}, field {self.field!r}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Extraction:
    """What came of an answer.

    Attributes
    ----------
    graph
        A graph of the document and of what was accepted.
    accepted
        How many attributions that was.
    rejected
        Those that were not, each with a reason.
    """

    graph: AttributionGraph
    accepted: int
    rejected: tuple[Rejection, ...]

    def feedback(self) -> str:
        """Return what to send back, or an empty text if all was accepted."""
        if not self.rejected:
            return ""
        total = self.accepted + len(self.rejected)
        head = (
            f"{len(self.rejected)} of {total} attributions were not accepted. Give these again, "
            "corrected, with words copied exactly from the text, or leave them out:"
        )
        return "\n".join([head, *(f"- {each}" for each in self.rejected)])


def from_extraction(  # noqa: PLR0913 (each goes into the records)
    payload: Mapping[str, Any] | str | bytes,
    text: str,
    *,
    document: Document | str | None = None,
    publisher: Agency | None = None,
    method: str = _METHOD,
    recorded_by: str | None = None,
    recorded_at: Any = None,
) -> Extraction:
    """Turn a language model's answer into records, as far as the text bears it out.

    Parameters
    ----------
    payload
        The answer, in the form of `extraction_schema`: JSON text (a Markdown fence around it
        is passed over), or the value that it was read into.
    text
        The document's text, on which the answer was given.
    document
        The document's record, or its id; left out, the id is "document". Its ``sha256`` is
        filled in.
    publisher
        The agency that published it.
    method, recorded_by, recorded_at
        How, by whom and when the rows were recorded. Give the model's name as ``method``.

    Returns
    -------
    Extraction
        The graph, and what was rejected, with `Extraction.feedback` to send back.

    Raises
    ------
    FormatError
        If the answer is not JSON, or no object with a list "attributions".
    AttribGraphError
        If the document's or the publisher's record, or a field for all rows, is not acceptable.

    Notes
    -----
    An attribution is accepted if

    - it has the fields of the schema, with their types and words;
    - its passage stands in the text, once;
    - its cue stands within 400 characters of the passage, and the source and whoever relays it
      anywhere in the text.

    Differences in quotation marks, dashes and white space are passed over: what goes into the
    records is what the text has. Whether the claim says what the passage says, no look-up can
    tell: read it. Quotes and quote mode follow from the marks in the text, and sources are made
    of mentions as `read_polnear` makes them. ``graph.check_quotes({document_id: text})`` finds
    every excerpt. Time grows with the size of the answer times that of the text.

    Examples
    --------
    >>> text = "Kyiv said that troops had arrived. Seoul did not comment."
    >>> answer = {"attributions": [
    ...     {"source": "Kyiv", "source_kind": "state", "cue": "said", "act": "assert",
    ...      "negated": False, "certainty": "unspecified", "claim": "troops have arrived",
    ...      "passage": "troops had left", "relayed_by": None, "said_at": None}]}
    >>> print(from_extraction(answer, text).rejected[0])
    attribution 1, field 'passage': the text has it only as far as 'troops had'
    """
    items = _items(payload)
    if document is None or isinstance(document, str):
        id_ = document or "document"
        document = validated(Document, {"id": id_, "title": id_})
    fields = document.given()
    fields.setdefault("sha256", hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    if publisher is not None:
        fields["publisher"] = publisher.id
    document = validated(Document, fields)
    shared = {"method": method, "recorded_by": recorded_by, "recorded_at": recorded_at}
    agencies = [publisher] if publisher else []
    reader = Grounding(text, document.id, Sources(agencies), shared)
    graph = AttributionGraph(*agencies, document)
    rejected: list[Rejection] = []
    good: list[tuple[int, Grounded]] = []
    for number, item in enumerate(items, 1):
        try:
            good.append((number, reader.grounded(item)))
        except RejectedError as error:
            rejected.append(Rejection(number, error.field, error.reason))
    accepted = 0
    for number, each in good:
        try:
            graph.add(*reader.records(each, graph))
            accepted += 1
        except AttribGraphError as error:
            rejected.append(Rejection(number, error.field or "source", error.message))
    return Extraction(graph, accepted, tuple(sorted(rejected, key=lambda each: each.number)))


def _items(payload: Mapping[str, Any] | str | bytes) -> list[Any]:
    if isinstance(payload, str | bytes):
        data = payload.encode("utf-8", "replace") if isinstance(payload, str) else payload
        fenced = _FENCE.fullmatch(data.decode("utf-8", "replace"))
        payload = JsonText(fenced[1].encode() if fenced else data, _ANSWER).value
    items = payload.get("attributions") if isinstance(payload, Mapping) else None
    if not isinstance(items, list | tuple):
        message = 'an object with a list "attributions" is wanted'
        raise FormatError(message, path=_ANSWER)
    return list(items)
