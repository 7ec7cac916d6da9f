// What is wrong with the drawing, in words: boxes or labels that overlap, text that leaves its
// box, a line that runs through a box. In the diagram's own units.

const shown = (css) => [...document.querySelectorAll(css)].filter((each) => !each.hidden);
const rect = (node) => {
  const [left, top] = [parseFloat(node.style.left), parseFloat(node.style.top)];
  return { left, top, right: left + node.offsetWidth, bottom: top + node.offsetHeight, node };
};
const name = (each) => each.node.getAttribute("aria-label");
const boxes = shown("#world > .box").map(rect);
const solid = boxes.concat(shown("#world > .chip").map(rect));
const faults = [];

const overlap = (a, b) =>
  a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
solid.forEach((a, n) => {
  for (const b of solid.slice(n + 1)) {
    if (overlap(a, b)) faults.push(`overlap: ${name(a)} | ${name(b)}`);
  }
});

for (const box of boxes) {
  const { scrollHeight, clientHeight, scrollWidth, clientWidth } = box.node;
  if (scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1) {
    faults.push(`text leaves its box: ${name(box)}`);
  }
}

const within = ({ x, y }) => (b) =>
  x > b.left + 2 && x < b.right - 2 && y > b.top + 2 && y < b.bottom - 2;
for (const line of document.querySelectorAll("#lines .line")) {
  const path = line.querySelector(".stroke");
  const length = path.getTotalLength();
  for (let at = 14; at < length - 14; at += 5) {
    const hit = boxes.find(within(path.getPointAtLength(at)));
    if (hit) {
      faults.push(`row ${line.dataset.row} runs through ${name(hit)}`);
      break;
    }
  }
}

const ways = new Map();
for (const hit of document.querySelectorAll("#lines .hit")) {
  const { row, kind } = hit.parentNode.dataset;
  const ends = [0, hit.getTotalLength()].map((at) => hit.getPointAtLength(at));
  const way = ends.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" to ");
  if (ways.has(way)) faults.push(`one way: ${ways.get(way)} and ${kind} ${row}`);
  ways.set(way, `${kind} ${row}`);
}
return faults;
