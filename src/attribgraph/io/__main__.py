"""Print the JSON Schema: ``python -m attribgraph.io > attribgraph.schema.json``."""

from __future__ import annotations

import json
import sys

from attribgraph.io.schema import json_schema

sys.stdout.write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
