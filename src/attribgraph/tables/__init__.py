"""Past memory: the same questions over Parquet tables, on DuckDB here and Spark beyond."""

from __future__ import annotations

from attribgraph.tables._answers import TableAnswer
from attribgraph.tables._convert import Conversion, jsonl_to_tables
from attribgraph.tables._credibility import TableCredibility
from attribgraph.tables._graph import TableGraph, open_tables, read_tables
from attribgraph.tables._lines import BadLine
from attribgraph.tables._view import TableNodes, TableView
from attribgraph.tables._write import write_tables

__all__ = [
    "BadLine",
    "Conversion",
    "TableAnswer",
    "TableCredibility",
    "TableGraph",
    "TableNodes",
    "TableView",
    "jsonl_to_tables",
    "open_tables",
    "read_tables",
    "write_tables",
]
