"""How the documentation is built: Sphinx, Markdown through MyST, numpydoc for docstrings."""

from __future__ import annotations

import attribgraph

project = "attribgraph"
author = "The attribgraph authors"
copyright = "2026, The attribgraph authors"  # noqa: A001 (the name that Sphinx reads)
version = release = attribgraph.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
]
exclude_patterns = ["_build"]
templates_path = ["_templates"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
myst_heading_anchors = 3
default_role = "any"
suppress_warnings = ["ref.any"]

autosummary_generate = True
autodoc_member_order = "bysource"
autodoc_typehints = "none"
numpydoc_show_class_members = False

html_theme = "pydata_sphinx_theme"
html_title = "attribgraph"
html_theme_options = {"navigation_with_keys": False, "show_prev_next": True}
html_show_sourcelink = False
