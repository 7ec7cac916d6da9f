"""Discourse networks: who agrees with whom, who stands apart, and when.

The measures of discourse network analysis (Leifeld 2013, 2017) on attributions, as sparse
matrices, agreeing cell by cell with the program Discourse Network Analyzer::

    affiliation(g)                      # organisations by claims
    congruence(g, "source")             # who agrees with whom
    windows(g, aggregation="subtract", unit="weeks", size=2)
    polarization(g), blocs(g), backbone(g)
"""

from __future__ import annotations

from attribgraph.discourse.camps import Polarization, polarization
from attribgraph.discourse.coalitions import Blocs, blocs
from attribgraph.discourse.essentials import Backbone, backbone
from attribgraph.discourse.moving import Windows, windows
from attribgraph.discourse.network import Network
from attribgraph.discourse.networks import (
    affiliation,
    conflict,
    congruence,
    event_list,
    one_mode,
    subtract,
    two_mode,
)

__all__ = [
    "Backbone",
    "Blocs",
    "Network",
    "Polarization",
    "Windows",
    "affiliation",
    "backbone",
    "blocs",
    "conflict",
    "congruence",
    "event_list",
    "one_mode",
    "polarization",
    "subtract",
    "two_mode",
    "windows",
]
