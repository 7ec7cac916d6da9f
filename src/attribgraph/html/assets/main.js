// The page: what is shown, what is lit, and what the reader does.

const data = JSON.parse(byId("data").textContent);
const stage = new Stage({
  stage: byId("stage"),
  sizer: byId("sizer"),
  world: byId("world"),
  heads: byId("heads"),
});
const card = new Card(byId("card"));
const parts = { world: byId("world"), lines: byId("lines"), heads: byId("heads") };
const diagram = new Diagram(data, parts, touched);
const filters = new Filters(data, () => {
  refresh();
  stage.start(diagram.heart);
});
const table = new Table(data, byId("rows"), (index) => {
  pick({ row: index });
  stage.show(diagram.rows[index]);
});
let shown = filters.shown();
let picked = null; // the box or row whose chains are lit
let found = []; // the boxes that bear the name sought

// -- what belongs together ---------------------------------------------------------------

const statementOf = new Map();
for (const statement of data.statements) {
  for (const row of statement.rows) statementOf.set(row, statement);
}

// The statements that run through a box, or the one that a row belongs to.
function statementsOf({ box, row }) {
  if (row !== undefined) return [statementOf.get(row)];
  return shown.statements.filter((each) =>
    each.rows.some((index) => boxesOf(data.rows[index]).includes(box)),
  );
}

function litBy(what) {
  if (what === null) return null;
  const rows = new Set(statementsOf(what).flatMap((each) => each.rows));
  const boxes = new Set([...rows].flatMap((index) => boxesOf(data.rows[index])));
  return { rows, boxes };
}

// Whether a line leads from one button to the other.
function joined(one, other) {
  const [a, b] = [diagram.findable.get(one), diagram.findable.get(other)];
  if (a.row !== undefined && b.row !== undefined) return statementOf.get(a.row) === statementOf.get(b.row);
  if (a.row !== undefined) return boxesOf(data.rows[a.row]).includes(b.box);
  if (b.row !== undefined) return boxesOf(data.rows[b.row]).includes(a.box);
  return shown.rows.some((index) => {
    const boxes = boxesOf(data.rows[index]);
    return boxes.includes(a.box) && boxes.includes(b.box);
  });
}

// -- showing -------------------------------------------------------------------------------

function refresh() {
  shown = filters.shown();
  if (picked && !isShown(picked)) picked = null;
  card.hide();
  byId("nothing").hidden = shown.rows.length > 0;
  stage.resize(diagram.draw(shown));
  sortStops();
  mark();
  seek();
}

function isShown({ box, row }) {
  return row === undefined ? shown.boxSet.has(box) : shown.rowSet.has(row);
}

function mark() {
  const lit = litBy(picked);
  diagram.light(lit, picked);
  diagram.warm(new Set());
  table.update(
    (index) => shown.rowSet.has(index),
    (index) => lit !== null && lit.rows.has(index),
  );
  tell(lit);
}

function tell(lit) {
  const all = data.statements.length;
  const count = shown.statements.length;
  const noun = all === 1 ? "statement" : "statements";
  let message = count === all ? `${all} ${noun}` : `${count} of ${all} ${noun}`;
  if (lit) {
    const statements = new Set([...lit.rows].map((index) => statementOf.get(index)));
    message += `, ${statements.size} lit`;
  }
  byId("status").textContent = message;
}

function pick(what) {
  const same = picked && what && picked.box === what.box && picked.row === what.row;
  picked = same ? null : what;
  mark();
}

// -- pointer and focus -----------------------------------------------------------------------

function touched(action, what, event) {
  if (action === "out") {
    diagram.warm(new Set());
    card.hideSoon();
  } else if (what !== null && action === "pick") {
    pick(what);
    // With a mouse the card has been read, and would hide what is lit; a finger brings it.
    if (event.pointerType === "mouse") card.hide();
    else tellOf(what, event);
  } else if (what !== null) {
    tellOf(what, event);
  }
}

function tellOf({ box, row }, event) {
  if (row !== undefined) diagram.warm(new Set(statementOf.get(row).rows));
  const { currentTarget } = event;
  const anchor = currentTarget === parts.lines ? pointAt(event) : currentTarget;
  if (row !== undefined) card.showRow(data.rows[row], anchor);
  else card.showBox(data.boxes[box], anchor);
}

// A line is as wide as the diagram: the card belongs where the pointer is.
function pointAt({ clientX, clientY }) {
  return { getBoundingClientRect: () => new DOMRect(clientX, clientY - 6, 1, 14) };
}

// A finger leaves nothing by which one could tell that it has gone elsewhere.
document.addEventListener("pointerdown", ({ target }) => {
  if (!target.closest("#card, [data-row], [data-box]")) card.hide();
});

// -- keys --------------------------------------------------------------------------------------

// One stop for the Tab key; the arrow keys move about inside the diagram.
function sortStops() {
  const stops = diagram.stops();
  const at = (node) => [parseFloat(node.style.left), parseFloat(node.style.top)];
  stops.sort((a, b) => at(a)[0] - at(b)[0] || at(a)[1] - at(b)[1]);
  parts.world.append(...stops); // read aloud by column, top to bottom
  const current = stops.find((node) => node === document.activeElement) ?? stops[0];
  for (const node of stops) node.tabIndex = node === current ? 0 : -1;
}

function focusOn(node) {
  for (const other of diagram.stops()) other.tabIndex = other === node ? 0 : -1;
  node.focus();
}

parts.world.addEventListener("keydown", (event) => {
  const node = event.target.closest("button");
  if (!node || event.altKey || event.ctrlKey || event.metaKey) return;
  let next = null;
  if (event.key.startsWith("Arrow")) next = diagram.next(node, event.key, joined);
  else if (event.key === "Home") next = diagram.stops()[0];
  else if (event.key === "End") next = diagram.stops().at(-1);
  else return;
  event.preventDefault();
  if (next) focusOn(next);
});

parts.world.addEventListener("focusin", (event) => {
  const node = event.target.closest("button");
  if (node && diagram.findable.has(node)) {
    for (const other of diagram.stops()) other.tabIndex = other === node ? 0 : -1;
  }
});

// Escape takes back one thing at a time: the card, then the light, then the search.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (card.hide()) return;
  if (picked) pick(null);
  else if (byId("find").value) {
    byId("find").value = "";
    seek();
  }
});

// -- finding -----------------------------------------------------------------------------------

const MOST_FOUND = 12;

function seek() {
  const text = byId("find").value;
  found = find(data, text);
  diagram.boxes.forEach((node, index) => node.classList.toggle("sought", found.includes(index)));
  const here = found.filter((index) => shown.boxSet.has(index));
  byId("found").replaceChildren(...here.slice(0, MOST_FOUND).map(foundEntry));
  byId("found-count").textContent = text.trim() ? foundWords(here.length) : "";
}

function foundWords(count) {
  const hidden = found.length - count;
  const parts = [count === 0 ? "nothing found" : `${count} found`];
  if (count > MOST_FOUND) parts.push(`the first ${MOST_FOUND} listed`);
  if (hidden) parts.push(`${hidden} hidden by the filters`);
  return parts.join(", ");
}

function foundEntry(index) {
  const box = data.boxes[index];
  const button = element(
    "button",
    { type: "button" },
    words("span", box.name),
    element("small", {}, ` ${box.kind === "nobody" ? "source" : box.kind}`),
  );
  button.addEventListener("click", () => goTo(index));
  return element("li", {}, button);
}

function goTo(index) {
  picked = { box: index };
  mark();
  focusOn(diagram.boxes[index]);
  stage.show(diagram.boxes[index]);
}

byId("find").addEventListener("input", seek);
byId("controls").addEventListener("submit", (event) => {
  event.preventDefault();
  const first = found.find((index) => shown.boxSet.has(index));
  if (first !== undefined) goTo(first);
});

// -- buttons -----------------------------------------------------------------------------------

byId("controls").addEventListener("reset", () => {
  picked = null;
  setTimeout(() => {
    refresh(); // once the browser has put the fields back
    stage.start(diagram.heart);
  }, 0);
});
byId("nearer").addEventListener("click", () => stage.zoom(stage.scale * 1.25));
byId("farther").addEventListener("click", () => stage.zoom(stage.scale / 1.25));
byId("fit").addEventListener("click", () => stage.fit());
byId("actual").addEventListener("click", () => stage.zoom(1));

// -- paper and narrow screens ------------------------------------------------------------------

let before = 1;
const MARGIN = 45; // 12 mm in CSS pixels
const ABOVE = 130; // the title and the heads of the columns
const A4 = { landscape: { width: 1122, height: 793 }, portrait: { width: 793, height: 1122 } };
const SMALLEST = 0.55; // the scale beneath which print is too small to read

// The diagram goes on one page: of A4 if it can be read there, else of a size of its own, which
// printers scale down and PDF files keep.
function paperFor({ width, height }) {
  const fits = Object.entries(A4).map(([name, sheet]) => ({
    size: `A4 ${name}`,
    scale: Math.min(
      1,
      (sheet.width - 2 * MARGIN) / Math.max(1, width),
      (sheet.height - 2 * MARGIN - ABOVE) / Math.max(1, height),
    ),
  }));
  const best = fits[0].scale >= fits[1].scale ? fits[0] : fits[1];
  if (best.scale >= SMALLEST) return best;
  const [w, h] = [Math.max(width, 600) + 2 * MARGIN, height + 2 * MARGIN + ABOVE];
  return { size: `${Math.ceil(w)}px ${Math.ceil(h)}px`, scale: 1 };
}

addEventListener("beforeprint", () => {
  before = stage.scale;
  card.hide();
  const { size, scale } = paperFor(stage.size);
  const [sheet] = document.styleSheets;
  sheet.insertRule(`@page { size: ${size}; margin: ${MARGIN}px; }`, sheet.cssRules.length);
  stage.zoom(scale);
});
addEventListener("afterprint", () => {
  const [sheet] = document.styleSheets;
  sheet.deleteRule(sheet.cssRules.length - 1);
  stage.zoom(before);
});

const narrow = matchMedia("screen and (max-width: 700px)");
narrow.addEventListener("change", () => {
  refresh();
  stage.start(diagram.heart);
});
addEventListener("resize", () => card.hide());

// -- beginning ---------------------------------------------------------------------------------

byId("key").append(...keyEntries(data));
byId("filters").open = !narrow.matches;
refresh();
stage.start(diagram.heart);
document.documentElement.dataset.ready = "true";
