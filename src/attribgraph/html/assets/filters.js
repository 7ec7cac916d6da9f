// The filters, and finding by name. A filter keeps whole statements: a row and whoever passes
// it on.

// Letters are compared without case and in one Unicode form, as in the library's own search.
function fold(text) {
  return text.normalize("NFKC").toUpperCase().toLowerCase().split(/\s+/).filter(Boolean).join(" ");
}

class Filters {
  constructor(data, onChange) {
    this.data = data;
    this.addStances();
    this.addSources();
    const dates = data.statements.flatMap((each) => [each.from, each.until]).filter(Boolean).sort();
    for (const id of ["from", "until"]) {
      const input = byId(id);
      if (dates.length) [input.min, input.max] = ["0001-01-01", "9999-12-31"];
      input.disabled = !dates.length;
    }
    byId("undated-label").hidden = data.statements.every((each) => each.from || each.until);
    byId("filters").addEventListener("change", onChange);
  }

  addStances() {
    const present = new Set(this.data.statements.map((each) => each.mark));
    for (const [mark, label] of this.data.marks) {
      if (!present.has(mark)) continue;
      const box = element("input", { type: "checkbox", name: "stance", value: mark, checked: true });
      const swatch = glyphSwatch({ mark, stands: true, hedged: false });
      byId("stances").append(element("label", {}, box, swatch, element("span", {}, label)));
    }
  }

  addSources() {
    const named = this.data.sources.map((name, index) => ({ name, index }));
    named.sort((a, b) => a.name.localeCompare(b.name, "en"));
    for (const { name, index } of named) {
      byId("source").append(words("option", name, { value: index }));
    }
  }

  get stances() {
    return new Set([...document.querySelectorAll("#stances input:checked")].map((each) => each.value));
  }

  // A statement may have been said in the time if its own time may overlap it.
  keeps(statement, stances, source, from, until) {
    if (!stances.has(statement.mark)) return false;
    if (source !== "" && !statement.sources.includes(Number(source))) return false;
    if (!statement.from && !statement.until) return byId("undated").checked;
    if (from && statement.until && statement.until < from) return false;
    return !(until && statement.from && statement.from > until);
  }

  shown() {
    const { data } = this;
    const { stances } = this;
    const [source, from, until] = ["source", "from", "until"].map((id) => byId(id).value);
    const statements = data.statements.filter((each) =>
      this.keeps(each, stances, source, from, until),
    );
    const rows = statements.flatMap((each) => each.rows);
    const boxSet = new Set(rows.flatMap((index) => boxesOf(data.rows[index])));
    const boxes = [...boxSet].sort((a, b) => a - b);
    const inner = new Map(rows.map((index) => [index, data.rows[index].inner]));
    return { statements, rows, rowSet: new Set(rows), boxes, boxSet, inner };
  }
}

function boxesOf(row) {
  const boxes = [...row.tails, ...row.heads];
  return row.document === null ? boxes : [row.document, ...boxes];
}

// Boxes by name or alias: those that have it whole or, failing that, those that contain it;
// then the claims that are about a source of that name.
function find(data, text) {
  const wanted = fold(text);
  if (!wanted) return [];
  const matching = (names, test) => names.map(fold).some(test);
  const among = (field, test) =>
    data.boxes.flatMap((box, index) => (matching(box[field], test) ? [index] : []));
  const whole = (name) => name === wanted;
  const part = (name) => name.includes(wanted);
  const named = among("names", whole);
  const found = named.length ? named : among("names", part);
  const about = among("about", named.length ? whole : part);
  return [...new Set([...found, ...about])];
}
