// The table of the rows, beneath the diagram: the same data for those who read line by line.

const COLUMNS = ["No.", "Source", "Act", "Content", "Stance", "Said", "Quote", "Document"];

class Table {
  constructor(data, node, onPick) {
    const marks = new Map(data.marks);
    this.lines = data.rows.map((row, index) => {
      const held = data.boxes[row.document];
      return this.line(held, marks, row, () => onPick(index));
    });
    const head = COLUMNS.map((label) => element("th", { scope: "col", role: "columnheader" }, label));
    node.append(
      element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...head)),
      element("tbody", { role: "rowgroup" }, ...this.lines),
    );
  }

  line(held, marks, row, onPick) {
    const said = (label) => row.facts.filter((fact) => fact.label === label);
    const small = (label, lead) =>
      said(label).map((fact) => words("small", `${lead}${fact.text}`, { class: "block" }));
    const number = element(
      "button",
      { type: "button", class: "number", "aria-label": `Show statement ${row.number} in the diagram` },
      String(row.number),
    );
    number.addEventListener("click", onPick);
    const cells = [
      [number],
      [words("span", row.who), ...small("Source", ""), ...small("Passed on by", "passed on by ")],
      [words("span", row.done), ...small("Cue", "cue: "), ...small("Certainty", "certainty: ")],
      [words("span", row.content), ...small("Condition", "condition: ")],
      row.relay
        ? [element("span", {}, "passes on")]
        : [glyphSwatch(row), element("span", {}, marks.get(row.mark))],
      said("Said").map((fact) => words("span", fact.text)),
      said("Quote").map((fact) => words("span", fact.text, { class: "block" })),
      held ? [held.url ? link(held.name, held.url) : words("span", held.name)] : [],
    ];
    if (!row.stands) cells[4].push(element("small", { class: "block" }, "does not stand"));
    return element(
      "tr",
      { role: "row", class: row.stands ? null : "fallen-row" },
      ...cells.map((cell, n) => {
        const empty = cell.length ? null : "empty";
        return element("td", { role: "cell", "data-label": COLUMNS[n], class: empty }, ...cell);
      }),
    );
  }

  update(isShown, isLit) {
    this.lines.forEach((line, index) => {
      line.hidden = !isShown(index);
      line.classList.toggle("lit", isLit(index));
    });
  }
}
