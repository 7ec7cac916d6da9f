"""attribgraph."""
