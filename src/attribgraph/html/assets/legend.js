// The key: an entry for each kind of box, line and glyph that the diagram shows.

function boxSwatch(box) {
  const node = outline(box, 34, 18);
  node.setAttribute("class", "outline key-box");
  return node;
}

function lineSwatch(look, options, row) {
  const parts = strokes(options.both ? "M8,9H38" : "M2,9H38", look, options);
  if (options.arrow !== false) parts.push(arrowHead(44, 9, look, 8));
  if (options.both) parts.push(arrowHead(2, 9, look, 8, -1));
  if (row) parts.push(glyph(27, 9, row));
  return drawn("svg", { class: "key-line", width: 46, height: 18, "aria-hidden": "true" }, ...parts);
}

function keyEntries(data) {
  const has = (test) => data.boxes.some(test);
  const made = data.rows.filter((row) => !row.relay);
  const box = (kind, fields = {}) => boxSwatch({ kind, named: true, marked: false, ...fields });
  const mark = (name, fields = {}) => {
    const row = { mark: name, stands: true, hedged: false, ...fields };
    const options = { dashes: DASHES[name], hollow: row.hedged };
    return lineSwatch(row.stands ? name : "fallen", options, row);
  };
  const stands = (row) => row.stands;
  const entries = [
    [has((each) => each.kind === "document"), box("document"), "document"],
    [has((each) => each.kind === "agency"), box("agency"), "agency"],
    [has((each) => each.kind === "actor"), box("actor"), "actor: person, group, state or thing"],
    [has((each) => !each.named), box("nobody", { named: false }), "not named"],
    [has((each) => each.kind === "claim" && !each.marked), box("claim"), "claim"],
    [has((each) => each.marked), box("claim", { marked: true }), "question, topic or directive"],
    [has((each) => each.kind === "attribution"), box("attribution"), "a statement that others speak about"],
    [data.rows.some((row) => row.document !== null), lineSwatch("found", { thin: true }), "document states"],
    [data.rows.some((row) => row.relay), lineSwatch("relay", { thin: true }), "passes on"],
    ...data.marks.map(([name, label]) => [
      made.some((row) => row.mark === name && row.stands),
      mark(name),
      label,
    ]),
    [
      made.some((row) => row.hedged && row.stands),
      mark("support", { hedged: true }),
      "hedged or conditional",
    ],
    [
      !data.rows.every(stands),
      mark("support", { stands: false }),
      "does not stand: retracted, or vouched for by nobody",
    ],
  ];
  const relations = new Map(data.links.map((each) => [each.relation, each.words]));
  for (const [relation, label] of relations) {
    const options = {
      dashes: RELATION_DASHES[relation],
      hollow: relation === "equivalent_to",
      thin: relation !== "contradicts",
      arrow: relation !== "equivalent_to",
      both: relation === "contradicts",
    };
    entries.push([true, lineSwatch("link", options), label]);
  }
  if (data.statements.length > 1) {
    const number = element("b", { class: "number" }, "1");
    entries.push([true, number, "the statement's number, wherever its line meets a box"]);
  }
  return entries
    .filter(([present]) => present)
    .map(([, swatch, label]) => element("li", {}, swatch, element("span", {}, label)));
}
