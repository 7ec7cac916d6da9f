"""Network files: read back the same, safe for other programs, and drawn by real ones."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import time
import unicodedata
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lossy import difference, given_of
from strategies import graphs

from attribgraph import (
    Actor,
    Agency,
    Attribution,
    AttributionGraph,
    Claim,
    Document,
    FormatError,
    Link,
    Quantity,
    read_gexf,
    read_graphml,
    read_nodelink,
    write_dot,
    write_gexf,
    write_graphml,
    write_mermaid,
    write_nodelink,
)
from attribgraph.io._network import network_of

if TYPE_CHECKING:
    from collections.abc import Callable

PAIRS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "graphml": (write_graphml, read_graphml),
    "gexf": (write_gexf, read_gexf),
    "nodelink": (write_nodelink, read_nodelink),
}
PICTURES: dict[str, Callable[..., Any]] = {"dot": write_dot, "mermaid": write_mermaid}
AWKWARD = [
    "$x_1$",
    "<b>&amp;&lt;</b>",
    'say "hi"',
    "back\\slash\\n\\N\\G",
    "a\nb",
    "a\r\nb\rc",
    "tab\tand\x00nul\x1f\x7f\x80",
    "\u2028\u2029\u0085\ufeff",
    "\uffff\ufffe\U0010ffff",
    "김정은 Київ اليوم \u202e",
    "a; b",
    "]]>-->",
    "%%{init: {}}%% `md` #35; end |x|",
    '"]; click n0 href "javascript:alert(1)"',
]
each_pair = pytest.mark.parametrize("name", list(PAIRS))


def through(graph: AttributionGraph, name: str, **options: Any) -> tuple[Any, Any]:
    write, read = PAIRS[name]
    file = io.BytesIO()
    losses = write(graph, file, **options)
    return losses, read(io.BytesIO(file.getvalue()))


def written(write: Callable[..., Any], graph: AttributionGraph, **options: Any) -> str:
    file = io.BytesIO()
    write(graph, file, **options)
    return file.getvalue().decode()


@each_pair
@settings(max_examples=30)
@given(graph=graphs())
def test_every_record_comes_back(name: str, graph: AttributionGraph) -> None:
    losses, back = through(graph, name)
    assert not losses
    assert back == graph
    assert given_of(back) == given_of(graph)


@each_pair
@settings(max_examples=30)
@given(graph=graphs())
def test_with_attributions_as_edges_what_is_named_is_lost(
    name: str, graph: AttributionGraph
) -> None:
    losses, back = through(graph, name, reify=False)
    assert dict(losses.counts) == dict(difference(graph, back))


@each_pair
@pytest.mark.parametrize("text", AWKWARD)
def test_text_is_data(name: str, text: str) -> None:
    graph = AttributionGraph(
        Actor(id="a", name=f"n{text}n", notes=text, aliases=[f"a{text}a", "b"], extra={text: [1]}),
        Claim(id="c", text=f"x{text}x"),
        Attribution(sources="a", content="c", quotes=[f"q{text}q"]),
    )
    _, back = through(graph, name)
    assert given_of(back) == given_of(graph)


@each_pair
@pytest.mark.parametrize("id_", ["n0", "a/b", "<a>", "e0", "a\uffffb", "é·1", "-", "²"])
def test_any_id_comes_back(name: str, id_: str) -> None:
    graph = AttributionGraph(
        Actor(id="n1", name="x"), Actor(id=id_, name="x"), Claim(id=f"c{id_}", text="x")
    )
    graph.attribute([id_, "n1"], f"c{id_}")
    graph.add(Link(subject=id_, relation="part_of", object="n1"))
    _, back = through(graph, name)
    assert back == graph
    losses, _ = through(graph, name, reify=False)
    assert dict(losses.counts) == {"link": 1}


@each_pair
def test_numbers_keep_their_types(name: str) -> None:
    quantities = [
        Quantity(value=3),
        Quantity(value=3.0),
        Quantity(low=10**30, unit="men"),
        Quantity(high=2**53 + 1, approximate=True, words="few", measure="m"),
        Quantity(low=-0.0, high=0.1),
    ]
    records = [Claim(id=f"c{n}", text="x", quantity=each) for n, each in enumerate(quantities)]
    _, back = through(AttributionGraph(records), name)
    assert [repr(each.quantity) for each in back.claims] == [repr(each) for each in quantities]


def sample() -> AttributionGraph:
    graph = AttributionGraph(
        Actor(id="kim", name="김", aliases=["a", "b"], extra={"k": [1, {"n": None}]}),
        Agency(id="wire", name="The Wire"),
        Claim(id="c", text='x "y"\nz', quantity={"value": 12000}, happened_at="2024/.."),
        Document(id="d", title="News", publisher="wire", published_at="2024-10-24"),
    )
    graph.attribute("kim", "c", said_at="2024-10", confidence=0.5, via="wire", document="d")
    graph.attribute(["kim", "wire"], "c", act="deny", negated=True, id="joint")
    return graph


def test_columns_are_typed_for_other_programs() -> None:
    root = ET.fromstring(written(write_graphml, sample()))  # noqa: S314 (our own text)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = {key.get("id"): key for key in root.iter(f"{space}key")}
    types = {(key.get("for"), key.get("attr.name")): key.get("attr.type") for key in keys.values()}
    assert len(types) == len(keys), "one column a name"
    assert types["node", "quantity_low"] == "double"
    assert types["node", "negated"] == "boolean"
    assert types["node", "said_at"] == types["node", "aliases"] == "string"
    cells = {
        (node.get("id"), keys[str(data.get("key"))].get("attr.name")): data.text
        for node in root.iter(f"{space}node")
        for data in node
    }
    assert cells["joint", "negated"] == cells["joint", "standing"] == "true"
    assert cells["kim", "aliases"] == "a; b"
    assert cells["c", "quantity_high"] == "12000.0"
    assert ("kim", "role") not in cells
    assert "None" not in {text for text in cells.values() if text}
    ids = [edge.get("id") for edge in root.iter(f"{space}edge")]
    assert len(set(ids)) == len(ids)


GEXF_SCHEMA = {
    "gexf": "version variant",
    "meta": "lastmodifieddate",
    "creator": "",
    "graph": "defaultedgetype idtype mode timeformat start end",
    "attributes": "class mode start end",
    "attribute": "id title type",
    "nodes": "count",
    "node": "id label pid start end",
    "attvalues": "",
    "attvalue": "for value start end",
    "edges": "count",
    "edge": "id source target type label weight start end",
}
"""The elements of the GEXF 1.2 schema (gexf.xsd, data.xsd) that are used, and their attributes."""


@given(graphs(), st.booleans())
@settings(max_examples=20)
def test_gexf_keeps_to_its_schema(graph: AttributionGraph, reify: bool) -> None:
    file = io.BytesIO()
    write_gexf(graph, file, reify=reify)
    for element in ET.fromstring(file.getvalue()).iter():  # noqa: S314 (our own file)
        space, _, tag = element.tag.rpartition("}")
        assert space == "{http://www.gexf.net/1.2draft"
        plain = {each for each in element.attrib if not each.startswith("{")}
        assert plain <= set(GEXF_SCHEMA[tag].split()), tag
        if tag == "attribute":
            assert element.attrib["type"] in {"string", "boolean", "long", "double"}


@pytest.mark.parametrize("reify", [True, False])
def test_networkx_reads_what_is_written(reify: bool) -> None:
    graph = sample()
    wanted = network_of(graph, reify=reify)
    made = nx.parse_graphml(written(write_graphml, graph, reify=reify), force_multigraph=True)
    assert set(made) == set(wanted)
    assert nx.utils.edges_equal(made.edges(), wanted.edges())
    assert {n: made.nodes[n] for n in made} == {n: wanted.nodes[n] for n in wanted}
    gexf = nx.read_gexf(io.BytesIO(written(write_gexf, graph, reify=reify).encode()))
    assert set(gexf) == set(wanted)
    assert gexf.number_of_edges() == wanted.number_of_edges()
    assert gexf.nodes["kim"]["aliases"] == "a; b"
    node_link = json.loads(written(write_nodelink, graph, reify=reify))
    assert nx.utils.graphs_equal(
        nx.MultiDiGraph(nx.node_link_graph(node_link, edges="edges").edges(keys=True)),
        nx.MultiDiGraph(graph.to_networkx(reify=reify).edges(keys=True)),
    )


def test_a_change_made_in_another_program_is_read() -> None:
    text = written(write_graphml, sample()).replace(">a; b<", ">a; b; The Chairman<")
    keys = dict(re.findall(r'<key id="(\w+)" for="node" attr.name="(record|name)"', text))
    kind, called = (f'<data key="{key}">' for key in sorted(keys, key=keys.get, reverse=True))
    new = f'<node id="e">{kind}actor</data></node>'
    text = text.replace("</graph>", f"{new}</graph>")
    with pytest.raises(FormatError, match=r"line \d+: node 'e' \(id 'e'\), field 'name'"):
        read_graphml(io.StringIO(text))
    named = f'<node id="e">{kind}actor</data>{called}E</data><port name="p"/></node>'
    back = read_graphml(io.StringIO(text.replace(new, named)))
    assert back["e"].name == "E"
    assert back["kim"].aliases == ("a", "b", "The Chairman")
    assert "kind" not in back["kim"].model_fields_set
    group = read_graphml(io.StringIO(text.replace(new, "").replace(">person<", ">group<")))
    assert group["kim"].kind.value == "group", "also of a field that was at its default"
    denied = read_graphml(io.StringIO(text.replace(new, "").replace(">report<", ">deny<")))
    assert denied.attributions.by("wire").act("deny").stance("deny"), "a stance goes on following"


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_the_same_graph_gives_the_same_file(name: str) -> None:
    write = PAIRS[name][0]
    text = written(write, sample())
    assert text == written(write, sample().copy())
    assert "20" + time.strftime("%y-%m-%d") not in text
    assert "networkx_key" not in text


@pytest.mark.parametrize("name", ["graphml", "gexf"])
@pytest.mark.parametrize(
    "entity",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
        "<!DOCTYPE x>",
    ],
)
def test_document_types_are_refused(name: str, entity: str) -> None:
    text = written(PAIRS[name][0], sample())
    head, body = text.split("\n", 1)
    with pytest.raises(FormatError, match="line 2: a document type declaration is refused"):
        PAIRS[name][1](io.StringIO(f"{head}\n{entity}{body}"))


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("graphml", "", "line 1: not XML: no element found"),
        ("graphml", "<a/>", "line 1: not GraphML: the root element is 'a'"),
        ("gexf", "<a/>", "line 1: not GEXF: the root element is 'a'"),
        ("graphml", "<graphml/>", "there is no <graph>"),
        ("graphml", "<graphml><graph><node/></graph></graphml>", "node number 1 has no id"),
        (
            "graphml",
            '<graphml><graph>\n<node id="x"/></graph></graphml>',
            "line 2: node 'x', 'record': it is missing; it is one of actor",
        ),
        ("graphml", "<a>" * 100_000, "line 1: elements are nested more than 64 deep"),
        ("graphml", '<?xml version="1.0" encoding="zzz"?><a/>', "unknown encoding"),
        ("graphml", "<graphml><graph>&x;</graph></graphml>", "undefined entity"),
        ("nodelink", "[]", 'an object with a list "nodes" is wanted'),
        ("nodelink", '{"nodes": [{"record": 1}]}', 'line 1: node number 1 has no object "record"'),
        ("nodelink", '{"nodes": [{"kind": "x", "record": {}}]}', "its kind is one of actor"),
        (
            "nodelink",
            '{"nodes": [\n{"kind": "actor", "record": {"nme": 1}}]}',
            "line 2: node number 1, field 'name': .*; field 'nme'",
        ),
        ("nodelink", '{"nodes": [], "edges": 1}', '"edges" is a list'),
        ("nodelink", '{"nodes": [], "nodes": []}', "the key 'nodes' stands twice"),
        ("nodelink", '{"nodes": ' + "[" * 100_000, "nested too deep"),
        ("nodelink", '{"nodes": [NaN]}', "not JSON"),
    ],
)
def test_what_is_wrong_is_named(name: str, text: str, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        PAIRS[name][1](io.StringIO(text))


def test_a_reference_to_a_node_that_was_deleted_is_named() -> None:
    text = re.sub(r"\{[^\n]*\"id\": \"kim\"[^\n]*\},\n", "", written(write_nodelink, sample()))
    with pytest.raises(FormatError, match=r"line \d+: .*'kim'"):
        read_nodelink(io.StringIO(text))


# -- pictures -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(PICTURES))
@pytest.mark.parametrize("reify", [True, False])
@settings(max_examples=15)
@given(graph=graphs())
def test_pictures_say_what_they_do_not_show(
    name: str, reify: bool, graph: AttributionGraph
) -> None:
    losses = PICTURES[name](graph, io.BytesIO(), reify=reify)
    lost = {key for key in losses.counts if "." not in key}
    network = graph.to_networkx(reify=reify)
    if reify:
        assert not lost
    drawn = {each for edge in network.edges(keys=True) for each in edge}
    there = {r.id for r in graph.records()} if reify else drawn
    gone = sum(losses.counts[key] for key in lost)
    assert gone == sum(record.id not in there for record in graph.records())
    roles = [r for r in graph.actors if r.id in there and r.role]
    assert losses.counts.get("actor.role", 0) == len(roles)
    assert "actor.name" not in losses.counts


def plain(text: str) -> str:
    """Return text as pictures show it: without what moves the cursor, and what SVG has not."""
    seen = (each for each in text if unicodedata.category(each) not in ("Cc", "Cf", "Zl", "Zp"))
    return re.sub("[\ufffe\uffff]", "\ufffd", "".join(seen))


def test_dot_draws_every_text_as_it_is() -> None:
    """Graphviz itself reads the file, and its labels are the texts."""
    dot = shutil.which("dot")
    if dot is None:
        pytest.skip("Graphviz is a program, which pip does not install")
    claims = [Claim(id=f"c{n}", text=f"x {text} x") for n, text in enumerate(AWKWARD)]
    graph = AttributionGraph(Actor(id="a", name="A"), claims)
    for claim in claims:
        graph.attribute("a", claim, act="assess", grade=f"g {claim.text}")
    for reify in (True, False):
        done = subprocess.run(  # noqa: S603 (Graphviz, and a text of ours)
            [dot, "-Tsvg"], input=written(write_dot, graph, reify=reify).encode(),
            capture_output=True, check=True, timeout=60,
        )  # fmt: skip
        assert not done.stderr
        svg = ET.fromstring(done.stdout)  # noqa: S314 (Graphviz's own text)
        words = "".join("".join(each.itertext()) for each in svg.iter())
        shown = re.sub(r"\s", "", words.replace("\xa0", " "))
        for claim in claims:
            assert re.sub(r"\s", "", plain(claim.text)) in shown, claim.id


MERMAID_LABEL = r'"(?:[^\x00-\x7f]|[0-9A-Za-z ,.-]|#[0-9]+;|<br/>)*"'
MERMAID_LINE = re.compile(
    rf"  (?:n\d+(?:\(\[{MERMAID_LABEL}\]\)|\[{MERMAID_LABEL}\]|\[/{MERMAID_LABEL}/\]"
    rf"|\({MERMAID_LABEL}\)|\{{\{{{MERMAID_LABEL}\}}\}}):::[a-z]+"
    rf"|n\d+ (?:-->|--x|-\.->|-\.-)(?:\|{MERMAID_LABEL}\|)? n\d+"
    r"|classDef [a-z]+ [a-z0-9#:,]+)"
)


@settings(max_examples=15)
@given(graph=graphs())
def test_mermaid_keeps_to_a_grammar_without_marks(graph: AttributionGraph) -> None:
    for reify in (True, False):
        first, *rest = written(write_mermaid, graph, reify=reify).removesuffix("\n").split("\n")
        assert first == "flowchart LR"
        for line in rest:
            assert MERMAID_LINE.fullmatch(line), line


@pytest.mark.parametrize("text", AWKWARD)
def test_mermaid_labels_are_the_texts(text: str) -> None:
    graph = AttributionGraph(Claim(id="c", text=f"x{text}x"))
    line = written(write_mermaid, graph).split("\n")[1]
    assert MERMAID_LINE.fullmatch(line), line
    shown = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), line.split('"')[1])
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", plain(graph["c"].text))
