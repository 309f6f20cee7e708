/** @import { Sketch } from "./sketch.js" */

/** @type {Record<string, [number, number]>} */
const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const step = 0.025;

/** Draws without a pointer: on the focused canvas arrows move a pen, and Space puts it down and lifts it. */
export class KeyboardPen {
  #place = { x: 0.5, y: 0.25 };
  #isDown = false;
  #isShown = false;

  /** @param {Sketch} sketch */
  constructor(sketch) {
    this.sketch = sketch;
    sketch.overlay = (context, side) => this.#draw(context, side);
    sketch.canvas.addEventListener("keydown", (event) => this.#press(event));
    sketch.canvas.addEventListener("pointerdown", () => this.#leave());
    sketch.canvas.addEventListener("blur", () => this.#leave());
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions[event.key];
    if (direction) this.#move(direction, event.shiftKey ? 4 : 1);
    else if (event.key === " ") this.#toggle();
    else return;
    event.preventDefault();
    this.#isShown = true;
    this.sketch.redraw();
  }

  /**
   * @param {[number, number]} direction
   * @param {number} steps
   */
  #move([x, y], steps) {
    const clamped = (/** @type {number} */ value) => Math.min(0.97, Math.max(0.03, value));
    this.#place = { x: clamped(this.#place.x + x * step * steps), y: clamped(this.#place.y + y * step * steps) };
    if (this.#isDown) this.sketch.extend(this.#place);
  }

  #toggle() {
    this.#isDown = !this.#isDown;
    if (this.#isDown) this.sketch.begin(this.#place);
    else this.sketch.end();
  }

  #leave() {
    if (this.#isDown) this.#toggle();
    this.#isShown = false;
    this.sketch.redraw();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} side
   */
  #draw(context, side) {
    if (!this.#isShown) return;
    const { x, y } = this.#place;
    context.strokeStyle = getComputedStyle(this.sketch.canvas).caretColor;
    context.lineWidth = (this.#isDown ? 0.008 : 0.004) * side;
    context.beginPath();
    context.arc(x * side, y * side, 0.035 * side, 0, 2 * Math.PI);
    context.stroke();
  }
}
