// The stage: the diagram's window. Panning is the browser's own scrolling, so that touch, wheel
// and focus work as on any page; dragging scrolls too, and zooming keeps the point in view.

const LEAST = 0.15;
const MOST = 3;
const LEGIBLE = 0.72; // the least scale that a diagram opens at

class Stage {
  constructor({ stage, sizer, world, heads }) {
    Object.assign(this, { stage, sizer, world, heads });
    this.scale = 1;
    this.size = { width: 0, height: 0 };
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    stage.addEventListener("pointerdown", (event) => this.startDrag(event));
  }

  resize(size) {
    this.size = size;
    this.zoom(this.scale);
  }

  // The scale at which the diagram is as wide as its window.
  get fitting() {
    return Math.min(MOST, Math.max(LEAST, this.room / Math.max(1, this.size.width)));
  }

  get room() {
    const style = getComputedStyle(this.stage);
    return this.stage.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  }

  zoom(scale, clientX, clientY) {
    const wanted = Math.min(MOST, Math.max(LEAST, scale));
    const frame = this.stage.getBoundingClientRect();
    const x = (clientX ?? frame.left + frame.width / 2) - frame.left;
    const y = (clientY ?? frame.top + frame.height / 2) - frame.top;
    const ratio = wanted / this.scale;
    const { scrollLeft, scrollTop } = this.stage;
    this.scale = wanted;
    this.world.style.transform = `scale(${wanted})`;
    this.sizer.style.width = `${this.size.width * wanted}px`;
    this.sizer.style.height = `${this.size.height * wanted}px`;
    this.heads.style.width = this.sizer.style.width;
    for (const head of this.heads.children) {
      head.style.left = `${Number(head.dataset.left) * wanted}px`;
      head.style.maxWidth = `${Number(head.dataset.room) * wanted}px`;
    }
    this.stage.scrollLeft = (scrollLeft + x) * ratio - x;
    this.stage.scrollTop = (scrollTop + y) * ratio - y;
  }

  // As wide as the window, where text can be read at that scale; else it opens on the heart of
  // it: who said it, how, and the claim.
  start({ left, right }) {
    const heart = this.room / Math.max(1, right - left + 8);
    const whole = this.fitting >= LEGIBLE;
    this.zoom(whole ? Math.min(1, this.fitting) : Math.min(0.9, Math.max(heart, LEGIBLE)));
    this.stage.scrollTo(whole ? 0 : left * this.scale, 0);
  }

  fit() {
    const above = this.sizer.offsetTop + parseFloat(getComputedStyle(this.stage).paddingBottom);
    const height = (this.stage.clientHeight - above - 1) / Math.max(1, this.size.height);
    this.zoom(Math.min(1, this.fitting, Math.max(LEAST, height)));
  }

  // A wheel scrolls, as it does anywhere; with Ctrl, or pinched on a touch pad, it zooms.
  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    this.zoom(this.scale * Math.exp(-event.deltaY * lines * 0.004), event.clientX, event.clientY);
  }

  startDrag(event) {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    const { stage } = this;
    const from = { x: event.clientX, y: event.clientY };
    const scroll = { left: stage.scrollLeft, top: stage.scrollTop };
    let dragged = false;
    const move = (next) => {
      const [dx, dy] = [next.clientX - from.x, next.clientY - from.y];
      if (!dragged && Math.hypot(dx, dy) < 5) return;
      dragged = true;
      stage.classList.add("dragging");
      stage.scrollTo(scroll.left - dx, scroll.top - dy);
    };
    const stop = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", stop);
      removeEventListener("pointercancel", stop);
      stage.classList.remove("dragging");
      // The click that ends a drag is no click on what lies beneath.
      const swallow = (click) => click.stopPropagation();
      if (dragged) {
        stage.addEventListener("click", swallow, { capture: true, once: true });
        setTimeout(() => stage.removeEventListener("click", swallow, { capture: true }), 0);
      }
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop);
    addEventListener("pointercancel", stop);
  }

  show(node) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    node.scrollIntoView({ block: "center", inline: "center", behavior: calm ? "auto" : "smooth" });
  }
}
