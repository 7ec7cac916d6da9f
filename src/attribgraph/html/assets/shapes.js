// What lines, boxes and glyphs look like. Each stance has a line and a glyph of its own as well
// as a colour; all colours are in the style sheet.

const DOTTED = "1.6 2.6";
const DASHES = {
  support: "",
  deny: "7 3.5",
  query: "8 3 1.6 3",
  "non-denial": DOTTED,
  comment: DOTTED,
};
const RELATION_DASHES = {
  contradicts: "1.8 3",
  refines: "",
  supports: "10 3",
  equivalent_to: "",
  conditional_on: "6 3 1.8 3",
};

// A way through the points that leaves and reaches each of them level.
function way(points, turns = []) {
  let path = `M${points[0].x},${points[0].y}`;
  for (let n = 1; n < points.length; n += 1) {
    const [a, b] = [points[n - 1], points[n]];
    const turn = a.x + (b.x - a.x) * (turns[n] ?? 0.5);
    path +=
      Math.abs(a.y - b.y) < 0.1
        ? `L${b.x},${b.y}`
        : `C${turn},${a.y} ${turn},${b.y} ${b.x},${b.y}`;
  }
  return path;
}

// The class that gives a row's line its colour.
function lookOf(row, kind) {
  if (!row.stands) return "fallen";
  if (kind === "makes") return row.mark;
  return kind === "relay" ? "relay" : "found";
}

function strokes(path, look, { dashes = "", hollow = false, thin = false } = {}) {
  const width = (thin ? 1.3 : 2) * (hollow ? 2 : 1);
  const stroke = drawn("path", { d: path, class: `stroke ${look}`, "stroke-width": width });
  if (dashes) stroke.setAttribute("stroke-dasharray", dashes);
  const parts = [drawn("path", { d: path, class: "casing", "stroke-width": width + 2.4 }), stroke];
  if (hollow) parts.push(drawn("path", { d: path, class: "casing", "stroke-width": 1.6 }));
  return parts;
}

function arrowHead(x, y, look, size = 7, towards = 1) {
  const back = x - towards * size;
  const half = size * 0.45;
  return drawn("path", {
    d: `M${x},${y}L${back},${y - half}L${back},${y + half}Z`,
    class: `solid ${look}`,
  });
}

// A disc supports, a cross denies, a ring with a dot questions, a diamond did not deny, a ring
// does neither; half a disc is hedged, and what does not stand is struck through.
function glyph(x, y, row) {
  const r = 4.6;
  const look = row.stands ? row.mark : "fallen";
  const parts = [];
  if (row.mark === "deny" && row.stands) {
    parts.push(drawn("circle", { cx: x, cy: y, r: r + 1, class: "paper" }));
    const cross = `M${x - r},${y - r}L${x + r},${y + r}M${x - r},${y + r}L${x + r},${y - r}`;
    parts.push(drawn("path", { d: cross, class: `stroke ${look}`, "stroke-width": 2.6 }));
    return drawn("g", { class: "glyph" }, ...parts);
  }
  if (row.mark === "non-denial" && row.stands) {
    const a = r * 1.3;
    const diamond = `M${x},${y - a}L${x + a},${y}L${x},${y + a}L${x - a},${y}Z`;
    parts.push(drawn("path", { d: diamond, class: `ring ${look}` }));
    return drawn("g", { class: "glyph" }, ...parts);
  }
  const whole = row.mark === "support" && row.stands && !row.hedged;
  parts.push(drawn("circle", { cx: x, cy: y, r, class: `ring ${look}${whole ? " whole" : ""}` }));
  if (row.mark === "support" && row.stands && row.hedged) {
    const half = `M${x},${y - r}A${r},${r} 0 0 0 ${x},${y + r}Z`;
    parts.push(drawn("path", { d: half, class: `solid ${look}` }));
  }
  if (row.mark === "query" || (row.mark === "support" && !row.stands)) {
    parts.push(drawn("circle", { cx: x, cy: y, r: 1.7, class: `solid ${look}` }));
  }
  if (!row.stands) {
    const slash = `M${x - r - 2},${y + r + 2}L${x + r + 2},${y - r - 2}`;
    parts.push(drawn("path", { d: slash, class: `stroke ${look}`, "stroke-width": 1.6 }));
  }
  return drawn("g", { class: "glyph" }, ...parts);
}

function outlineOf(kind, width, height) {
  const [w, h] = [width - 1, height - 1];
  if (kind === "document") {
    const fold = Math.min(11, h / 3);
    return `M1,1H${w - fold}L${w},${1 + fold}V${h}H1ZM${w - fold},1V${1 + fold}H${w}`;
  }
  if (kind === "agency") {
    return `M${POINT},1H${w - POINT}L${w},${h / 2}L${w - POINT},${h}H${POINT}L1,${h / 2}Z`;
  }
  if (kind === "actor" || kind === "nobody") {
    const r = 9;
    return (
      `M${r},1H${w - r}Q${w},1 ${w},${r}V${h - r}Q${w},${h} ${w - r},${h}` +
      `H${r}Q1,${h} 1,${h - r}V${r}Q1,1 ${r},1Z`
    );
  }
  return `M1,1H${w}V${h}H1Z`;
}

// The outline of a box. A dashed one stands for what is not named, and for a statement that
// others speak about; a claim has a bar, which is open if it is not a statement.
function outline(box, width, height) {
  const dashed = !box.named || box.kind === "attribution";
  const parts = [
    drawn("path", {
      d: outlineOf(box.kind, width, height),
      class: `shape ${box.kind}${dashed ? " dashed" : ""}`,
    }),
  ];
  if (box.kind === "claim") {
    parts.push(
      drawn("path", { d: `M1,1H7V${height - 1}H1Z`, class: `bar${box.marked ? " open" : ""}` }),
    );
  }
  return drawn("svg", { class: "outline", width, height, "aria-hidden": "true" }, ...parts);
}

// A link between two claims: out of one, along the lane, and back into the other.
function bracket(arc) {
  const { left, right, y0, y1 } = arc;
  const down = y1 > y0 ? 1 : -1;
  const r = Math.min(6, Math.abs(y1 - y0) / 2);
  return (
    `M${left},${y0}H${right - r}Q${right},${y0} ${right},${y0 + down * r}` +
    `V${y1 - down * r}Q${right},${y1} ${right - r},${y1}H${left}`
  );
}
