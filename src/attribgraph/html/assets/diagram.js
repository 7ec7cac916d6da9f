// The diagram: boxes, the words on each statement's line, and the lines. Boxes and words are
// buttons, made once; lines are drawn anew whenever what is shown changes.

class Diagram {
  constructor(data, { world, lines, heads }, touched) {
    Object.assign(this, { data, world, lines, heads });
    this.boxes = data.boxes.map((box, index) => this.boxButton(box, index));
    this.rows = data.rows.map((row, index) => this.rowButton(row, index));
    this.pins = [];
    // Room for a statement's number: one of three digits is wider than one of two.
    this.number = 16 + 5 * Math.max(0, String(data.statements.length).length - 2);
    world.style.setProperty("--number", `${this.number}px`);
    world.append(...this.boxes, ...this.rows);
    this.findable = new Map();
    for (const [index, node] of this.boxes.entries()) this.watch(node, { box: index }, touched);
    for (const [index, node] of this.rows.entries()) this.watch(node, { row: index }, touched);
    lines.addEventListener("pointerover", (event) => touched("over", this.about(event), event));
    lines.addEventListener("pointerout", (event) => touched("out", this.about(event), event));
    lines.addEventListener("click", (event) => touched("pick", this.about(event), event));
  }

  watch(node, what, touched) {
    this.findable.set(node, what);
    node.addEventListener("pointerenter", (event) => touched("over", what, event));
    node.addEventListener("pointerleave", (event) => touched("out", what, event));
    // The card describes what has the focus, and nothing else that is read aloud.
    node.addEventListener("focus", (event) => {
      touched("over", what, event);
      node.setAttribute("aria-describedby", "card");
    });
    node.addEventListener("blur", (event) => {
      touched("out", what, event);
      node.removeAttribute("aria-describedby");
    });
    node.addEventListener("click", (event) => touched("pick", what, event));
  }

  // Which row's line an event is about.
  about(event) {
    const line = event.target.closest("[data-row]");
    return line ? { row: Number(line.dataset.row) } : null;
  }

  button(className, label, ...children) {
    const attributes = {
      type: "button",
      class: className,
      tabindex: "-1",
      hidden: true,
      "aria-label": label,
      "aria-pressed": "false",
    };
    return element("button", attributes, ...children);
  }

  boxButton(box, index) {
    const label = [KINDS[box.kind], box.name, box.note].filter(Boolean).join(", ");
    const node = this.button(
      `box ${box.kind}`,
      label,
      words("span", box.name, { class: "name" }),
      box.note ? words("span", box.note, { class: "note" }) : null,
    );
    node.dataset.box = index;
    return node;
  }

  rowButton(row, index) {
    const number = element("span", { class: "number" }, String(row.number));
    const lead = row.relay ? `Relay of statement ${row.number}` : `Statement ${row.number}`;
    const node = row.relay
      ? this.button("pin", `${lead}: ${row.sentence}`, number)
      : this.button("chip", `${lead}: ${row.sentence}`, number, words("span", row.label, { class: "label" }));
    node.dataset.row = index;
    node.classList.toggle("fallen-text", !row.stands);
    return node;
  }

  // -- measuring ---------------------------------------------------------------------------

  // The style sheet gives each kind of box its width; how high the text makes it is measured.
  measure(shown) {
    const style = getComputedStyle(this.world);
    const length = (name) => parseFloat(style.getPropertyValue(name));
    this.sizes = {
      chip: length("--chip"),
      gutter: length("--gutter"), // between two columns, and how much wider it may become
      wider: length("--wider"),
    };
    const busy = Lanes.through(this.data, shown.rows);
    this.boxes.forEach((node, index) => {
      node.hidden = !shown.boxSet.has(index);
      node.classList.toggle("busy", (busy.get(index) ?? 0) > 1); // leaves room for numbers
      node.style.width = "";
      node.style.height = "";
    });
    const sizes = new Map(
      shown.boxes.map((index) => {
        const node = this.boxes[index];
        return [index, { width: node.offsetWidth, height: node.offsetHeight }];
      }),
    );
    this.sizes.box = (index) => sizes.get(index);
  }

  // -- drawing -----------------------------------------------------------------------------

  draw(shown) {
    this.measure(shown);
    this.layout = layOut(this.data, shown, this.sizes);
    for (const index of shown.boxes) this.placeBox(index);
    for (const node of this.pins) node.remove();
    this.pins = [];
    this.rows.forEach((node, index) => {
      node.hidden = !shown.rowSet.has(index);
    });
    for (const index of shown.rows) this.placeRow(index);
    this.drawLines();
    this.drawHeads();
    return { width: this.layout.width, height: this.layout.height };
  }

  placeBox(index) {
    const { left, right, top, height } = this.layout.places.get(index);
    const node = this.boxes[index];
    place(node, left, top, right - left, height);
    node.querySelector("svg")?.remove();
    node.prepend(outline(this.data.boxes[index], right - left, height));
  }

  placeRow(index) {
    const { data, layout, sizes } = this;
    const row = data.rows[index];
    const several = data.statements.length > 1;
    if (!row.relay) {
      const content = layout.places.get(row.heads[0]);
      const y = layout.lanes.at("end", row.heads[0], index);
      place(this.rows[index], content.left - sizes.chip, y - CHIP_LINE, sizes.chip, CHIP);
    }
    row.tails.forEach((box, n) => {
      const y = layout.lanes.at("through", box, index);
      const left = side(layout.places.get(box), y, true).x;
      const right = side(layout.places.get(box), y, false).x;
      if (row.relay && n === 0) place(this.rows[index], right - this.number - 4, y - 8);
      const busy = layout.lanes.through.get(box).length > 1;
      if (!several || !(busy || row.relay)) return;
      this.pin(left + 4, y, index);
      if (!row.relay || n > 0) this.pin(right - this.number - 4, y, index);
    });
    if (row.document !== null && layout.lanes.starting.get(row.document).length > 1) {
      const { right } = layout.places.get(row.document);
      this.pin(right - this.number - 4, layout.lanes.at("start", row.document, index), index);
    }
  }

  // A statement's number where its line meets a box: a mark for the eye alone.
  pin(x, y, index) {
    const number = element("span", { class: "number" }, String(this.data.rows[index].number));
    const node = element("span", { class: "pin mark", "aria-hidden": "true", "data-row": index }, number);
    place(node, x, y - 8);
    this.pins.push(node);
    this.world.append(node);
  }

  drawLines() {
    const { data, layout } = this;
    this.lines.setAttribute("width", layout.width);
    this.lines.setAttribute("height", layout.height);
    const links = layout.arcs.map((arc) => this.drawLink(arc));
    // What stands is drawn last, so that it runs over what does not.
    const order = (line) => (data.rows[line.row].stands ? 1 : 0);
    const lines = [...layout.lines].sort((a, b) => order(a) - order(b));
    this.lines.replaceChildren(...links, ...lines.map((line) => this.drawLine(line)));
  }

  drawLine({ row: index, kind, points, turns, arrow }) {
    const row = this.data.rows[index];
    const look = lookOf(row, kind);
    const tip = points[points.length - 1];
    const ending = arrow ? [...points.slice(0, -1), { x: tip.x - 4, y: tip.y }] : points;
    const path = way(ending, turns);
    const made = kind === "makes";
    const parts = strokes(path, look, {
      dashes: made ? DASHES[row.mark] : "",
      hollow: made && row.hedged,
      thin: !made,
    });
    if (arrow) parts.push(arrowHead(tip.x, tip.y, look, made ? 8 : 7));
    if (made && arrow) parts.push(glyph(tip.x - 17, tip.y, row));
    parts.push(drawn("path", { d: path, class: "hit" }));
    return drawn("g", { class: "line", "data-row": index, "data-kind": kind }, ...parts);
  }

  drawLink(arc) {
    const each = this.data.links[arc.index];
    const equal = each.relation === "equivalent_to";
    const parts = strokes(bracket(arc), "link", {
      dashes: RELATION_DASHES[each.relation],
      hollow: equal,
      thin: each.relation !== "contradicts",
    });
    if (!equal) parts.push(arrowHead(arc.left, arc.y1, "link", 7, -1));
    if (each.relation === "contradicts") parts.push(arrowHead(arc.left, arc.y0, "link", 7, -1));
    return drawn(
      "g",
      { class: "link-line", "data-link": arc.index },
      drawn("title", {}, each.words),
      ...parts,
    );
  }

  drawHeads() {
    const { columns } = this.layout;
    const { chip, gutter } = this.sizes;
    const head = (text, left, room) =>
      element("span", { "data-left": left, "data-room": room }, text);
    const last = columns.length - 1;
    const heads = this.data.heads.map(({ words: text, first, last: end }) =>
      head(text, columns[first].left, columns[end].right - columns[first].left + gutter - 8),
    );
    if (last > 0) {
      const one = this.data.statements.length === 1;
      const year = this.data.year ? element("small", {}, `dates in ${this.data.year}`) : null;
      const statements = head(one ? "Statement" : "Statements", columns[last].left - chip, chip - 6);
      if (year) statements.append(year);
      heads.push(statements);
    }
    this.heads.replaceChildren(...heads);
  }

  // The columns of sources, statements and claims.
  get heart() {
    const [source, claim] = this.layout.columns.slice(-2);
    return source ? { left: source.left, right: (claim ?? source).right } : { left: 0, right: 1 };
  }

  // -- marking -----------------------------------------------------------------------------

  // Dim what is not lit; `lit` is null where nothing is.
  light(lit, picked) {
    const dim = (node, on) => node.classList.toggle("dim", lit !== null && !on);
    this.boxes.forEach((node, index) => {
      dim(node, lit?.boxes.has(index));
      node.setAttribute("aria-pressed", String(picked?.box === index));
    });
    this.rows.forEach((node, index) => {
      dim(node, lit?.rows.has(index));
      node.setAttribute("aria-pressed", String(picked?.row === index));
    });
    for (const node of this.pins) dim(node, lit?.rows.has(Number(node.dataset.row)));
    for (const node of this.lines.children) {
      const each = this.data.links[node.dataset.link];
      if (each) dim(node, lit?.boxes.has(each.subject) && lit.boxes.has(each.object));
      else dim(node, lit?.rows.has(Number(node.dataset.row)));
    }
  }

  // Make the line of the statement that the pointer or focus is on a little stronger.
  warm(rows) {
    for (const node of this.lines.children) {
      node.classList.toggle("warm", rows.has(Number(node.dataset.row)));
    }
  }

  // -- moving about with the keys ----------------------------------------------------------

  middle(node) {
    return {
      x: parseFloat(node.style.left) + node.offsetWidth / 2,
      y: parseFloat(node.style.top) + node.offsetHeight / 2,
    };
  }

  stops() {
    return [...this.findable.keys()].filter((node) => !node.hidden);
  }

  // Up and down stay in the column, left and right follow the lines as far as they can.
  next(node, key, joined) {
    const here = this.middle(node);
    const sideways = key === "ArrowLeft" || key === "ArrowRight";
    const sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
    let best = null;
    let least = Infinity;
    for (const other of this.stops()) {
      if (other === node) continue;
      const there = this.middle(other);
      const [dx, dy] = [(there.x - here.x) * sign, (there.y - here.y) * sign];
      const same = Math.abs(there.x - here.x) < 40 && other.className === node.className;
      const inColumn = same || (Math.abs(there.x - here.x) < 40 && !sideways);
      if (sideways ? dx < 40 : dy <= 0 || !inColumn) continue;
      const away = sideways ? dx + Math.abs(dy) + (joined(node, other) ? 0 : 1e6) : dy;
      if (away < least) [best, least] = [other, away];
    }
    return best;
  }
}

const KINDS = {
  document: "Document",
  actor: "Actor",
  agency: "Agency",
  claim: "Claim",
  attribution: "Statement that others speak about",
  nobody: "Nobody named",
};
