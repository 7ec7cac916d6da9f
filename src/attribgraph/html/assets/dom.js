// Making elements. Text from the data is only ever a text node or a plain attribute value,
// never markup, so nothing in it can become an element or run.

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((each) => each != null));
  return node;
}

function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function drawn(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function byId(id) {
  return document.getElementById(id);
}

// Each text stands in an element of its own whose direction is its own, so that Arabic or
// Hebrew words do not turn round what stands beside them.
function words(tag, text, attributes = {}) {
  return element(tag, { dir: "auto", ...attributes }, text);
}

// The data hold only http and https addresses; a page edited by hand may hold others.
function link(text, url) {
  if (!/^https?:\/\//i.test(url)) return words("span", text);
  return words("a", text, { href: url, rel: "noopener noreferrer", target: "_blank" });
}

function place(node, x, y, width, height) {
  node.style.left = `${x}px`;
  node.style.top = `${y}px`;
  if (width !== undefined) node.style.width = `${width}px`;
  if (height !== undefined) node.style.height = `${height}px`;
}
