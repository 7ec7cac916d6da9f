"""Files in and out: JSON (canonical), JSON Lines (streaming), TOML (for people), networks.

Every format is read by a ``read_x`` and written by a ``write_x``. Both take a path or an
open file object. Writing to a path is atomic: the old file or the whole new one is there.
"""

from __future__ import annotations

from attribgraph.io.annotations import read_annotations, write_annotations
from attribgraph.io.brat import read_brat
from attribgraph.io.claimreview import read_claimreview, write_claimreview
from attribgraph.io.columns import Columns, const
from attribgraph.io.csv import read_csv, write_csv
from attribgraph.io.dna import read_dna
from attribgraph.io.dot import write_dot
from attribgraph.io.excel import read_excel
from attribgraph.io.extraction import Extraction, Rejection, extraction_schema, from_extraction
from attribgraph.io.ftm import read_ftm, write_ftm
from attribgraph.io.gexf import read_gexf, write_gexf
from attribgraph.io.graphml import read_graphml, write_graphml
from attribgraph.io.json import from_json, read_json, to_json, write_json
from attribgraph.io.jsonl import RecoveryWarning, iter_jsonl, read_jsonl, write_jsonl
from attribgraph.io.liar import read_liar
from attribgraph.io.losses import Losses
from attribgraph.io.mermaid import write_mermaid
from attribgraph.io.nodelink import read_nodelink, write_nodelink
from attribgraph.io.polnear import read_polnear
from attribgraph.io.prov import read_prov, write_prov
from attribgraph.io.record_frames import from_frames, to_frames
from attribgraph.io.report import Imported, ImportReport, RowFault, TableError
from attribgraph.io.schema import json_schema
from attribgraph.io.statement_frames import from_frame
from attribgraph.io.stix import read_stix, write_stix
from attribgraph.io.toml import read_toml, write_toml

__all__ = [
    "Columns",
    "Extraction",
    "ImportReport",
    "Imported",
    "Losses",
    "RecoveryWarning",
    "Rejection",
    "RowFault",
    "TableError",
    "const",
    "extraction_schema",
    "from_extraction",
    "from_frame",
    "from_frames",
    "from_json",
    "iter_jsonl",
    "json_schema",
    "read_annotations",
    "read_brat",
    "read_claimreview",
    "read_csv",
    "read_dna",
    "read_excel",
    "read_ftm",
    "read_gexf",
    "read_graphml",
    "read_json",
    "read_jsonl",
    "read_liar",
    "read_nodelink",
    "read_polnear",
    "read_prov",
    "read_stix",
    "read_toml",
    "to_frames",
    "to_json",
    "write_annotations",
    "write_claimreview",
    "write_csv",
    "write_dot",
    "write_ftm",
    "write_gexf",
    "write_graphml",
    "write_json",
    "write_jsonl",
    "write_mermaid",
    "write_nodelink",
    "write_prov",
    "write_stix",
    "write_toml",
]
