"""Who said what, according to whom: attributions as a typed directed graph.

Every public name can be imported from here. Reading and writing files, and drawing, are
imported when they are first used.

>>> import attribgraph as ag
>>> g = ag.AttributionGraph(ag.Agency(name="Yonhap"), ag.Claim(id="c", text="It rained"))
>>> g.attribute("yonhap", "c", act="report").stance.value
'support'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from attribgraph.copies import Copy, copied_texts
from attribgraph.corroboration import (
    Corroboration,
    CorroborationTable,
    corroborate,
    corroboration_table,
    false_plurality,
)
from attribgraph.credibility import Contest, Copying, Credibility, credibility
from attribgraph.disputes import Contradiction, Reversal, contradictions, disputes, reversals
from attribgraph.errors import (
    AttribGraphError,
    ClashError,
    ContentCycleError,
    DanglingReferenceError,
    FormatError,
    FormatVersionError,
    InUseError,
    MissingExtraError,
    RecordError,
    TextMismatchError,
    UndecidedError,
    UnknownIdError,
    UnknownValueError,
    WhenError,
    WrongKindError,
    did_you_mean,
)
from attribgraph.graph import AttributionGraph, expand_via
from attribgraph.model import (
    Actor,
    Agency,
    Attribution,
    Claim,
    Document,
    Excerpt,
    Link,
    Record,
    Source,
    slug,
)
from attribgraph.origins import Merge, Origin
from attribgraph.probability import (
    PROBABILITY_SCALES,
    Grading,
    ProbabilityWord,
    admiralty_grid,
    probability_of,
    words_for,
)
from attribgraph.provenance import (
    Cascade,
    Chain,
    CircularReport,
    Trace,
    cascade,
    circular_reports,
    trace,
)
from attribgraph.quantity import Quantity
from attribgraph.quotes import QuoteCheck, locate
from attribgraph.timeline import DriftStep, Event, drift, first_said, holding, known_at, timeline
from attribgraph.views import AttributionView, Dispute, NodeView
from attribgraph.vocabulary import (
    ACT_STANCE,
    ASSERTING_ACTS,
    COMMUNITY_STANCES,
    FACTUALITY,
    GRADE_STANCE,
    GRADES,
    RELATION_ENDS,
    SYMMETRIC_RELATIONS,
    Act,
    ActorKind,
    ActWord,
    AgencyKind,
    Certainty,
    CertaintyWord,
    ClaimForm,
    DocumentKind,
    ExcerptRole,
    GradeScale,
    Kind,
    Naming,
    NamingWord,
    QuoteMode,
    QuoteModeWord,
    Relation,
    Stance,
    StanceWord,
)
from attribgraph.when import When

if TYPE_CHECKING:
    from attribgraph.discourse import (
        Backbone,
        Blocs,
        Network,
        Polarization,
        Windows,
        affiliation,
        backbone,
        blocs,
        conflict,
        congruence,
        event_list,
        one_mode,
        polarization,
        subtract,
        two_mode,
        windows,
    )
    from attribgraph.html import write_html
    from attribgraph.io import (
        Losses,
        RecoveryWarning,
        from_json,
        iter_jsonl,
        json_schema,
        read_claimreview,
        read_dna,
        read_ftm,
        read_gexf,
        read_graphml,
        read_json,
        read_jsonl,
        read_nodelink,
        read_prov,
        read_stix,
        read_toml,
        to_json,
        write_claimreview,
        write_dot,
        write_ftm,
        write_gexf,
        write_graphml,
        write_json,
        write_jsonl,
        write_mermaid,
        write_nodelink,
        write_prov,
        write_stix,
        write_toml,
    )
    from attribgraph.plot import (
        DEFAULT_STYLE,
        HIGH_CONTRAST,
        PRINT,
        MissingGlyphWarning,
        PlotWarning,
        Style,
        alt_text,
        plot_corroboration,
        plot_figures,
        plot_provenance,
        plot_stances,
        plot_timeline,
        save_figure,
        statement_numbers,
    )

__all__ = [
    "ACT_STANCE",
    "ASSERTING_ACTS",
    "COMMUNITY_STANCES",
    "DEFAULT_STYLE",
    "FACTUALITY",
    "GRADES",
    "GRADE_STANCE",
    "HIGH_CONTRAST",
    "PRINT",
    "PROBABILITY_SCALES",
    "RELATION_ENDS",
    "SYMMETRIC_RELATIONS",
    "Act",
    "ActWord",
    "Actor",
    "ActorKind",
    "Agency",
    "AgencyKind",
    "AttribGraphError",
    "Attribution",
    "AttributionGraph",
    "AttributionView",
    "Backbone",
    "Blocs",
    "Cascade",
    "Certainty",
    "CertaintyWord",
    "Chain",
    "CircularReport",
    "Claim",
    "ClaimForm",
    "ClashError",
    "ContentCycleError",
    "Contest",
    "Contradiction",
    "Copy",
    "Copying",
    "Corroboration",
    "CorroborationTable",
    "Credibility",
    "DanglingReferenceError",
    "Dispute",
    "Document",
    "DocumentKind",
    "DriftStep",
    "Event",
    "Excerpt",
    "ExcerptRole",
    "FormatError",
    "FormatVersionError",
    "GradeScale",
    "Grading",
    "InUseError",
    "Kind",
    "Link",
    "Losses",
    "Merge",
    "MissingExtraError",
    "MissingGlyphWarning",
    "Naming",
    "NamingWord",
    "Network",
    "NodeView",
    "Origin",
    "PlotWarning",
    "Polarization",
    "ProbabilityWord",
    "Quantity",
    "QuoteCheck",
    "QuoteMode",
    "QuoteModeWord",
    "Record",
    "RecordError",
    "RecoveryWarning",
    "Relation",
    "Reversal",
    "Source",
    "Stance",
    "StanceWord",
    "Style",
    "TextMismatchError",
    "Trace",
    "UndecidedError",
    "UnknownIdError",
    "UnknownValueError",
    "When",
    "WhenError",
    "Windows",
    "WrongKindError",
    "__version__",
    "admiralty_grid",
    "affiliation",
    "alt_text",
    "backbone",
    "blocs",
    "cascade",
    "circular_reports",
    "conflict",
    "congruence",
    "contradictions",
    "copied_texts",
    "corroborate",
    "corroboration_table",
    "credibility",
    "disputes",
    "drift",
    "event_list",
    "expand_via",
    "false_plurality",
    "first_said",
    "from_json",
    "holding",
    "iter_jsonl",
    "json_schema",
    "known_at",
    "locate",
    "one_mode",
    "plot_corroboration",
    "plot_figures",
    "plot_provenance",
    "plot_stances",
    "plot_timeline",
    "polarization",
    "probability_of",
    "read_claimreview",
    "read_dna",
    "read_ftm",
    "read_gexf",
    "read_graphml",
    "read_json",
    "read_jsonl",
    "read_nodelink",
    "read_prov",
    "read_stix",
    "read_toml",
    "reversals",
    "save_figure",
    "slug",
    "statement_numbers",
    "subtract",
    "timeline",
    "to_json",
    "trace",
    "two_mode",
    "windows",
    "words_for",
    "write_claimreview",
    "write_dot",
    "write_ftm",
    "write_gexf",
    "write_graphml",
    "write_html",
    "write_json",
    "write_jsonl",
    "write_mermaid",
    "write_nodelink",
    "write_prov",
    "write_stix",
    "write_toml",
]

__version__: Final = "0.1.0"

_LAZY: Final = {
    "write_html": "attribgraph.html",
    **dict.fromkeys(
        (
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
        ),
        "attribgraph.discourse",
    ),
    **dict.fromkeys(
        (
            "Losses",
            "RecoveryWarning",
            "from_json",
            "iter_jsonl",
            "json_schema",
            "read_claimreview",
            "read_dna",
            "read_ftm",
            "read_gexf",
            "read_graphml",
            "read_json",
            "read_jsonl",
            "read_nodelink",
            "read_prov",
            "read_stix",
            "read_toml",
            "to_json",
            "write_claimreview",
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
        ),
        "attribgraph.io",
    ),
    **dict.fromkeys(
        (
            "DEFAULT_STYLE",
            "HIGH_CONTRAST",
            "MissingGlyphWarning",
            "PRINT",
            "PlotWarning",
            "Style",
            "alt_text",
            "plot_corroboration",
            "plot_figures",
            "plot_provenance",
            "plot_stances",
            "plot_timeline",
            "save_figure",
            "statement_numbers",
        ),
        "attribgraph.plot",
    ),
}
"""Names that are imported when first asked for, and the module that has each."""


def _drawn(g: AttributionGraph) -> str | None:
    """Draw a graph for a notebook, which brings in what draws no sooner than that."""
    try:
        from attribgraph.plot.inline import inline_diagram
    except ImportError:
        return None
    return inline_diagram(g)


AttributionGraph._drawn = staticmethod(_drawn)  # type: ignore[assignment]  # noqa: SLF001


if not TYPE_CHECKING:  # a checker that saw it would pass any name

    def __getattr__(name: str) -> Any:
        """Import a lazy name, or say which one may be meant."""
        if name in _LAZY:
            found = getattr(import_module(_LAZY[name]), name)
            globals()[name] = found
            return found
        message = f"module 'attribgraph' has no attribute {name!r}{did_you_mean(name, __all__)}"
        raise AttributeError(message, name=name)


def __dir__() -> list[str]:
    """List the public names, those not imported yet among them."""
    return sorted({*__all__, *(each for each in globals() if each.startswith("__"))})
