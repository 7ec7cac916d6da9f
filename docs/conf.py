"""How the documentation is built: Sphinx, Markdown through MyST, numpydoc for docstrings."""

from __future__ import annotations

import sys
from pathlib import Path

import attribgraph

sys.path.insert(0, str(Path(__file__).parent))
from _gallery import Figures, Folder

project = "attribgraph"
author = "The attribgraph authors"
copyright = "2026, The attribgraph authors"  # noqa: A001 (the name that Sphinx reads)
version = release = attribgraph.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
    "sphinx_gallery.gen_gallery",
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
toc_object_entries_show_parents = "hide"
numpydoc_show_class_members = False

html_theme = "pydata_sphinx_theme"
html_title = "attribgraph"
html_theme_options = {
    "header_links_before_dropdown": 8,
    "navbar_persistent": ["search-button"],
    "navigation_with_keys": False,
    "show_prev_next": True,
}
html_static_path = ["_static"]
html_css_files = ["custom.css"]
html_sidebars = {"scale": [], "comparison": []}
"""Pages that have none beneath them need no list of these."""

html_show_sourcelink = False

_SHARED = r"(^|/)(pictures|cases|port_fire|smaller)\.py$"
"""Modules that the examples share, which are none themselves."""

sphinx_gallery_conf = {
    "examples_dirs": "../examples",
    "gallery_dirs": "examples",
    "filename_pattern": r"\.py$",
    "ignore_pattern": _SHARED,
    "reset_argv": Folder(),
    "image_scrapers": (Figures(),),
    "abort_on_example_error": True,
    "default_thumb_file": str(Path(__file__).parent / "_static" / "text.png"),
    "download_all_examples": False,
    "show_memory": False,
    "show_signature": False,
    "min_reported_time": 1e9,
    "write_computation_times": False,
    "within_subsection_order": "FileNameSortKey",
}
