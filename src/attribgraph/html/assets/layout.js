// Where everything stands. dagre puts the boxes of each column in an order with few crossings
// and says how high each stands; here its answer becomes lanes: the places at which the line
// of each statement meets a box, so that no two lines share a way.

const LANE = 15; // between two lines through one box
const CHIP = 25; // the words on a statement's last stretch, and the line beneath them
const CHIP_LINE = 18; // how far down a chip its line runs
const ARC = 9; // between two links at the right edge
const POINT = 11; // how far the point of an agency's box stands out

// A leg is a stretch of a row's line between two boxes, or between a box and the junction at
// which the line of a joint statement forks.
function legsOf(row, rowIndex) {
  const legs = [];
  const lead = (kind, tails, heads) => {
    if (tails.length === 1 && heads.length === 1) {
      legs.push({ row: rowIndex, kind, from: tails[0], to: heads[0] });
      return;
    }
    const junction = `${kind} ${rowIndex}`;
    for (const from of tails) legs.push({ row: rowIndex, kind, from, junction, before: heads[0] });
    for (const to of heads) legs.push({ row: rowIndex, kind, junction, to });
  };
  if (row.document !== null) lead("found", [row.document], row.tails);
  lead(row.relay ? "relay" : "makes", row.tails, row.heads);
  return legs;
}

const RANKS = 2; // from one column to the next: dagre wants no shorter edge

// What dagre is asked to place: the boxes, and in every column between two that are joined a
// passage, as high as the lines that run through it. An edge stands for all lines between two
// neighbours and weighs as much as they; that is a good deal faster than an edge for each.
function graphOf(data, boxes, rows, heights) {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 16, edgesep: LANE, ranksep: 40, ranker: keepRanks });
  for (const box of boxes) {
    const rank = RANKS * data.boxes[box].column;
    graph.setNode(box, { width: 1, height: heights.get(box), rank });
  }
  const join = (from, to, weight) => {
    let last = String(from);
    for (const column of between(data, from, to)) {
      const next = passage(from, to, column);
      const height = (graph.node(next)?.height ?? 0) + LANE - 2;
      graph.setNode(next, { width: 1, height, rank: RANKS * column });
      strengthen(graph, last, next, weight);
      last = next;
    }
    strengthen(graph, last, String(to), weight);
  };
  for (const index of rows) {
    const { document: held, tails, heads, relay } = data.rows[index];
    for (const from of tails) {
      if (held !== null) join(held, from, 1);
      for (const to of heads) join(from, to, relay ? 1 : 2);
    }
  }
  return graph;
}

function strengthen(graph, from, to, weight) {
  graph.setEdge(from, to, { weight: weight + (graph.edge(from, to)?.weight ?? 0), labelpos: "c" });
}

function passage(from, to, column) {
  return `${from} to ${to} past ${column}`;
}

// The columns between those of two boxes.
function between(data, from, to) {
  const [first, last] = [data.boxes[from].column + 1, data.boxes[to].column];
  return Array.from({ length: Math.max(0, last - first) }, (_, n) => first + n);
}

// The columns mean something, so dagre is not to choose them: it keeps those that it is given.
function keepRanks(graph) {
  for (const name of graph.nodes()) {
    const node = graph.node(name);
    if (node.rank === undefined) node.rank = -1; // dagre's own root, which it takes out again
  }
}

// Columns are as wide as their boxes, and the more lines run between two, the wider apart.
function columnsOf(data, boxes, legs, sizes) {
  const widths = Array(data.columns).fill(0);
  for (const box of boxes) {
    const column = data.boxes[box].column;
    widths[column] = Math.max(widths[column], sizes.box(box).width);
  }
  const counts = Array(data.columns).fill(0);
  for (const leg of legs) {
    const to = data.boxes[leg.to ?? leg.before].column;
    const from = leg.from === undefined ? to - 1 : data.boxes[leg.from].column;
    for (let column = from; column < to; column += 1) counts[column] += 1;
  }
  const columns = [];
  let x = 0;
  widths.forEach((width, column) => {
    if (column === data.columns - 1) x += sizes.chip;
    columns.push({ left: x, right: x + width });
    const more = Math.max(0, Math.min(sizes.wider, 1.6 * (counts[column] - 8)));
    x += width + sizes.gutter + more;
  });
  return columns;
}

function mean(numbers) {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

// Lanes: for each box, the rows that run through it. A row runs through the boxes of its
// sources, starts at its document and, if it is no relay, ends at its content.
class Lanes {
  constructor(data, rows, places) {
    this.data = data;
    this.places = places;
    this.through = new Map();
    this.starting = new Map();
    this.ending = new Map();
    this.y = new Map();
    for (const index of rows) {
      const row = data.rows[index];
      for (const box of row.tails) push(this.through, box, index);
      if (row.document !== null) push(this.starting, row.document, index);
      if (!row.relay) push(this.ending, row.heads[0], index);
    }
  }

  static through(data, rows) {
    const counts = new Map();
    for (const index of rows) {
      const { tails, document, relay } = data.rows[index];
      const one = [...tails, ...(document === null ? [] : [document])];
      for (const box of one) counts.set(box, (counts.get(box) ?? 0) + (relay ? 2 : 1));
    }
    return counts;
  }

  static height(data, rows) {
    const counts = new Map();
    const add = (box, much) => counts.set(box, (counts.get(box) ?? 6) + much);
    for (const index of rows) {
      const row = data.rows[index];
      for (const box of row.tails) add(box, LANE);
      if (row.document !== null) add(row.document, LANE);
      if (!row.relay) add(row.heads[0], CHIP);
    }
    return counts;
  }

  at(kind, box, row) {
    return this.y.get(`${kind} ${box} ${row}`) ?? this.places.get(box).middle;
  }

  // Put the lanes of a box about its middle, in the order of what they lead to.
  spread(kind, box, rows, pitch, aim) {
    const aims = new Map(rows.map((row) => [row, aim(row)]));
    const ordered = [...rows].sort((a, b) => aims.get(a) - aims.get(b) || a - b);
    const first = this.places.get(box).middle - ((ordered.length - 1) / 2) * pitch;
    ordered.forEach((row, n) => this.y.set(`${kind} ${box} ${row}`, first + n * pitch));
  }

  // What a row leads to: the lanes of the row that it passes on, or its place at its content.
  aim(row) {
    const { relay, heads } = this.data.rows[row];
    if (!relay) return this.at("end", heads[0], row);
    return mean(heads.map((box) => this.at("through", box, this.inner.get(row))));
  }

  settle(inner) {
    this.inner = inner;
    const tails = (row) => mean(this.data.rows[row].tails.map((b) => this.at("through", b, row)));
    const columns = [...this.through.keys()].sort(
      (a, b) => this.data.boxes[b].column - this.data.boxes[a].column,
    );
    // Ends and lanes are each ordered by the other: twice is enough for them to agree.
    for (let pass = 0; pass < 2; pass += 1) {
      for (const [box, rows] of this.ending) this.spread("end", box, rows, CHIP, tails);
      for (const box of columns) {
        this.spread("through", box, this.through.get(box), LANE, (row) => this.aim(row));
      }
    }
  }

  settleStarts(aim) {
    for (const [box, rows] of this.starting) this.spread("start", box, rows, LANE, aim);
  }
}

function push(map, key, value) {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
}

// Return where boxes, lanes, lines and links stand, for the statements that are shown.
function layOut(data, shown, sizes) {
  const { rows, boxes, inner } = shown;
  const legs = rows.flatMap((index) => legsOf(data.rows[index], index));
  const columns = columnsOf(data, boxes, legs, sizes);
  const needed = Lanes.height(data, rows);
  const heights = new Map(
    boxes.map((box) => [box, Math.max(sizes.box(box).height, needed.get(box) ?? 0)]),
  );
  const graph = graphOf(data, boxes, rows, heights);
  dagre.layout(graph);
  const upright = uprightIn(data, rows, graph);
  const places = new Map();
  for (const box of boxes) {
    const middle = upright(graph.node(box).y);
    const { left, right } = columns[data.boxes[box].column];
    const height = heights.get(box);
    const point = data.boxes[box].kind === "agency" ? POINT : 0;
    places.set(box, { left, right, middle, height, point, top: middle - height / 2 });
  }
  const lanes = new Lanes(data, rows, places);
  lanes.settle(inner);
  const junctions = junctionsOf(data, legs, columns, lanes, sizes);
  const goal = (leg) => {
    if (leg.to === undefined) return junctions.get(leg.junction).y;
    if (leg.kind === "makes") return lanes.at("end", leg.to, leg.row);
    return lanes.at("through", leg.to, leg.kind === "relay" ? inner.get(leg.row) : leg.row);
  };
  for (const leg of legs) {
    leg.goal = goal(leg);
    leg.passes = leg.from === undefined ? [] : passesOf(data, graph, leg, upright);
  }
  straighten(data, boxes, legs, places);
  const starts = new Map();
  for (const leg of legs) {
    if (leg.kind === "found" && leg.from !== undefined) {
      starts.set(leg.row, leg.passes[0]?.y ?? leg.goal);
    }
  }
  lanes.settleStarts((row) => starts.get(row));
  const lines = legs.map((leg) => lineOf(leg, columns, places, lanes, junctions, sizes));
  stagger(lines, columns);
  const arcs = arcsOf(data, places, columns.at(-1)?.right ?? 0);
  const bottoms = [...places.values()].map((each) => each.top + each.height);
  return {
    columns,
    places,
    lanes,
    lines,
    arcs: arcs.list,
    width: (columns.at(-1)?.right ?? 0) + arcs.width + 2,
    height: Math.max(0, ...bottoms) + 2,
  };
}

// The columns that a leg passes on its way, and where dagre has it pass them.
function passesOf(data, graph, leg, upright) {
  const to = leg.to ?? leg.before;
  return between(data, leg.from, to).map((column) => ({
    column,
    y: upright(graph.node(passage(leg.from, to, column)).y),
  }));
}

// An order is as good upside down: statements are to be numbered downwards where they can be.
function uprightIn(data, rows, graph) {
  const ends = rows.map((index) => data.rows[index]).filter((row) => !row.relay);
  const at = (row) => graph.node(row.heads[0]).y;
  ends.sort((a, b) => at(a) - at(b) || a.number - b.number);
  let falling = 0;
  for (let n = 1; n < ends.length; n += 1) {
    if (at(ends[n - 1]) !== at(ends[n])) falling += Math.sign(ends[n].number - ends[n - 1].number);
  }
  const { height } = graph.graph();
  return falling < 0 ? (y) => height - y : (y) => y;
}

// Lines that pass a column of boxes keep to the gap between boxes that dagre gave them, and in
// it stand as near to the height of what they lead to as their number allows.
function straighten(data, boxes, legs, places) {
  for (let column = data.columns - 1; column > 0; column -= 1) {
    const walls = boxes
      .filter((box) => data.boxes[box].column === column)
      .map((box) => places.get(box))
      .sort((a, b) => a.middle - b.middle);
    const gaps = walls.concat([null]).map(() => []);
    for (const leg of legs) {
      const pass = leg.passes.find((each) => each.column === column);
      if (!pass) continue;
      const next = leg.passes.find((each) => each.column === column + 1);
      const gap = walls.filter((wall) => wall.middle < pass.y).length;
      gaps[gap].push({ pass, goal: next?.y ?? leg.goal });
    }
    gaps.forEach((gap, n) => {
      gap.sort((a, b) => a.goal - b.goal);
      const low = n > 0 ? walls[n - 1].top + walls[n - 1].height + 9 : -Infinity;
      const high = n < walls.length ? walls[n].top - 9 : Infinity;
      const pitch = Math.min(LANE - 2, (high - low) / Math.max(1, gap.length - 1));
      const ys = spaced(gap.map((each) => each.goal), pitch, low, high);
      gap.forEach(({ pass }, at) => {
        pass.y = ys[at];
      });
    });
  }
}

// The places nearest to those wanted, in their order, that are a pitch apart and within bounds
// (pooling adjacent violators: least squares).
function spaced(wanted, pitch, low, high) {
  const pools = [];
  wanted.forEach((y, n) => {
    pools.push({ sum: y - n * pitch, count: 1 });
    while (pools.length > 1) {
      const [one, other] = pools.slice(-2);
      if (one.sum / one.count <= other.sum / other.count) break;
      pools.splice(-2, 2, { sum: one.sum + other.sum, count: one.count + other.count });
    }
  });
  const most = high - (wanted.length - 1) * pitch;
  return pools
    .flatMap(({ sum, count }) => Array(count).fill(sum / count))
    .map((y, n) => Math.max(low, Math.min(most, y)) + n * pitch);
}

function junctionsOf(data, legs, columns, lanes, sizes) {
  const junctions = new Map();
  const passing = new Map(); // all junctions before one row: of its document and its relays
  for (const leg of legs) {
    if (leg.junction === undefined || leg.before === undefined) continue;
    const next = columns[data.boxes[leg.before].column].left;
    const row = data.rows[leg.row];
    if (leg.kind === "makes") {
      const y = lanes.at("end", leg.before, leg.row);
      junctions.set(leg.junction, { x: next - sizes.chip - 14, y });
      continue;
    }
    const [heads, lane] = leg.kind === "found" ? [row.tails, leg.row] : [row.heads, row.inner];
    const y = mean(heads.map((box) => lanes.at("through", box, lane)));
    const junction = { x: next - Math.min(32, sizes.gutter / 2), y };
    if (!junctions.has(leg.junction)) {
      push(passing, lane, junction);
      junctions.set(leg.junction, junction);
    }
  }
  for (const group of passing.values()) {
    group.forEach((junction, n) => {
      junction.y += (n - (group.length - 1) / 2) * 6;
    });
  }
  return junctions;
}

// Where a line meets a box: an agency's box comes to a point at each side.
function side(box, y, isLeft) {
  const slope = box.point * Math.min(1, Math.abs(y - box.middle) / (box.height / 2));
  return { x: isLeft ? box.left + slope : box.right - slope, y };
}

// A line is a list of points that it passes level; `arrow` says whether it ends at a box.
function lineOf(leg, columns, places, lanes, junctions, sizes) {
  const points = [];
  if (leg.from === undefined) {
    points.push(junctions.get(leg.junction));
  } else {
    const kind = leg.kind === "found" ? "start" : "through";
    const box = places.get(leg.from);
    const y = lanes.at(kind, leg.from, leg.row);
    points.push(side(box, y, false), { x: box.right + 1, y }); // bends clear of an agency's point
  }
  for (const { column, y } of leg.passes) {
    points.push({ x: columns[column].left - 4, y }, { x: columns[column].right + 4, y });
  }
  if (leg.to === undefined) {
    points.push(junctions.get(leg.junction));
  } else if (leg.kind === "makes") {
    const box = places.get(leg.to);
    points.push({ x: box.left - sizes.chip, y: leg.goal }, side(box, leg.goal, true));
  } else {
    const box = places.get(leg.to);
    points.push({ x: box.left - 10, y: leg.goal }, side(box, leg.goal, true));
  }
  return { row: leg.row, kind: leg.kind, points, turns: [], arrow: leg.to !== undefined };
}

// Steep lines that run side by side turn one after the other, so that they stay apart: of those
// that rise the highest first, of those that fall the lowest.
function stagger(lines, columns) {
  const bundles = new Map();
  for (const line of lines) {
    for (let n = 1; n < line.points.length; n += 1) {
      const [a, b] = [line.points[n - 1], line.points[n]];
      if (Math.abs(b.y - a.y) < 1) continue;
      const gap = columns.filter(({ left }) => left < (a.x + b.x) / 2).length;
      push(bundles, `${b.y < a.y ? "up" : "down"} ${gap}`, { line, n, order: b.y < a.y ? a.y : -a.y });
    }
  }
  for (const bundle of bundles.values()) {
    bundle.sort((a, b) => a.order - b.order);
    bundle.forEach(({ line, n }, at) => {
      line.turns[n] = 0.18 + (0.64 * (at + 1)) / (bundle.length + 1);
    });
  }
}

// Links between claims run in lanes right of them, the short ones inside the long ones.
function arcsOf(data, places, right) {
  const list = data.links
    .map((each, index) => ({ index, from: places.get(each.subject), to: places.get(each.object) }))
    .filter((each) => each.from && each.to);
  const ends = new Map();
  for (const arc of list) {
    push(ends, arc.from, { arc, end: "y0", other: arc.to.middle });
    push(ends, arc.to, { arc, end: "y1", other: arc.from.middle });
  }
  for (const [box, mine] of ends) {
    mine.sort((a, b) => a.other - b.other);
    const pitch = Math.min(8, box.height / (mine.length + 1));
    mine.forEach(({ arc, end }, n) => {
      arc[end] = box.middle + (n - (mine.length - 1) / 2) * pitch;
    });
  }
  const taken = [];
  const length = (arc) => Math.abs(arc.y1 - arc.y0);
  for (const arc of [...list].sort((a, b) => length(a) - length(b) || a.index - b.index)) {
    const [low, high] = [Math.min(arc.y0, arc.y1) - 4, Math.max(arc.y0, arc.y1) + 4];
    let lane = 0;
    while ((taken[lane] ?? []).some(([from, to]) => low < to && from < high)) lane += 1;
    (taken[lane] ??= []).push([low, high]);
    arc.left = right;
    arc.right = right + 12 + lane * ARC;
  }
  return { list, width: list.length ? 16 + taken.length * ARC : 0 };
}
