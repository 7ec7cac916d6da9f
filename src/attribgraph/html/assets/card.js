// The card: what there is to say of the row or box that the pointer or the focus is on.

class Card {
  constructor(node) {
    this.node = node;
    this.timer = 0;
    node.addEventListener("pointerenter", () => clearTimeout(this.timer));
    node.addEventListener("pointerleave", () => this.hideSoon());
  }

  showRow(row, anchor) {
    const isMade = !row.relay;
    this.show(anchor, [
      element(
        "p",
        { class: "card-head" },
        element("b", { class: "number" }, String(row.number)),
        isMade ? glyphSwatch(row) : null,
        words("span", row.who),
      ),
      words("p", `${row.done}: ${row.content}`, { class: "card-text" }),
      factList(row.facts),
    ]);
  }

  showBox(box, anchor) {
    this.show(anchor, [
      element("p", { class: "card-head" }, words("span", box.name)),
      factList(box.facts),
    ]);
  }

  show(anchor, children) {
    clearTimeout(this.timer);
    this.node.replaceChildren(...children);
    this.node.hidden = false;
    this.node.scrollTop = 0;
    this.put(anchor.getBoundingClientRect());
  }

  // Beneath what it is about, or above where there is no room: never on top of it. The style
  // sheet puts it at the foot of a narrow screen.
  put(about) {
    const { offsetWidth: width, offsetHeight: height } = this.node;
    const room = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const below = about.bottom + 8;
    const above = about.top - 8 - height;
    const top = below + height <= room.height || above < 0 ? below : above;
    const left = Math.min(Math.max(8, about.left), room.width - width - 8);
    place(this.node, left, Math.max(8, Math.min(top, room.height - height - 8)));
  }

  hideSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hide(), 180);
  }

  hide() {
    clearTimeout(this.timer);
    const was = !this.node.hidden;
    this.node.hidden = true;
    return was;
  }
}

function factList(facts) {
  const list = element("dl", { class: "facts" });
  for (const { label, text, url } of facts) {
    const value = url ? link(text, url) : words("span", text);
    // The table beneath the diagram has the same link within reach of the Tab key.
    if (url) value.setAttribute("tabindex", "-1");
    list.append(element("dt", {}, label), element("dd", {}, value));
  }
  return list;
}

function glyphSwatch(row) {
  const box = { class: "swatch", viewBox: "0 0 16 16", "aria-hidden": "true" };
  return drawn("svg", box, glyph(8, 8, row));
}
