/**
 * A line drawn without lifting the pen. Lengths are fractions of the paper's side.
 * @typedef {{width: number, points: {x: number, y: number}[]}} Stroke
 */

/** Pixels along a side of the picture that is sent. */
export const pictureSide = 280;

/** Strokes on a square canvas: drawn with a pointer, taken back, and exported as a picture. */
export class Sketch {
  /** Of the pen. */
  width = 0.055;
  /** @type {Stroke[]} */
  #strokes = [];
  /** What undo goes back to. @type {Stroke[][]} */
  #history = [];
  /** @type {number | undefined} */
  #pointer;
  #isScheduled = false;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {(isFinished: boolean) => void} changed with whether the pen has been lifted
   */
  constructor(canvas, changed) {
    this.canvas = canvas;
    this.changed = changed;
    /** Drawn over the strokes. @type {((context: CanvasRenderingContext2D, side: number) => void) | undefined} */
    this.overlay = undefined;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", (event) => this.#up(event));
    canvas.addEventListener("pointercancel", (event) => this.#up(event));
    // Else a quick stroke counts as a fling, and the tap on a button after it as what stops the fling.
    canvas.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    new ResizeObserver(() => this.redraw()).observe(canvas);
  }

  get isEmpty() {
    return this.#strokes.length === 0;
  }

  get canUndo() {
    return this.#history.length > 0;
  }

  /** @param {{x: number, y: number}} point */
  begin(point) {
    this.#remember();
    this.#strokes = [...this.#strokes, { width: this.width, points: [point] }];
    this.#touched(false);
  }

  /** @param {{x: number, y: number}} point */
  extend(point) {
    const points = this.#strokes.at(-1)?.points;
    const last = points?.at(-1);
    if (!points || (last && Math.hypot(point.x - last.x, point.y - last.y) < 0.002)) return;
    points.push(point);
    this.#touched(false);
  }

  end() {
    this.#touched(true);
  }

  undo() {
    if (this.#pointer !== undefined) return;
    const before = this.#history.pop();
    if (!before) return;
    this.#strokes = before;
    this.#touched(true);
  }

  /** Undo brings the strokes back. */
  clear() {
    if (this.isEmpty || this.#pointer !== undefined) return;
    this.#remember();
    this.#strokes = [];
    this.#touched(true);
  }

  /** Black on white, whatever the colours of the page. @returns {Promise<Blob>} a PNG */
  picture() {
    const canvas = new OffscreenCanvas(pictureSide, pictureSide);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
      canvas.getContext("2d", { alpha: false, willReadFrequently: true })
    );
    context.fillStyle = "#fff";
    context.fillRect(0, 0, pictureSide, pictureSide);
    this.#paint(context, pictureSide, "#000");
    return canvas.convertToBlob({ type: "image/png" });
  }

  /** Once, before the next frame. */
  redraw() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      this.#draw();
    });
  }

  #draw() {
    const side = Math.round(this.canvas.clientWidth * devicePixelRatio);
    if (this.canvas.width !== side) this.canvas.width = this.canvas.height = side;
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    context.clearRect(0, 0, side, side);
    this.#paint(context, side, getComputedStyle(this.canvas).color);
    this.overlay?.(context, side);
  }

  /**
   * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} context
   * @param {number} side
   * @param {string} colour
   */
  #paint(context, side, colour) {
    context.strokeStyle = colour;
    context.lineCap = context.lineJoin = "round";
    for (const stroke of this.#strokes) {
      context.lineWidth = stroke.width * side;
      context.stroke(curve(stroke.points, side));
    }
  }

  #remember() {
    this.#history.push(this.#strokes);
    if (this.#history.length > 200) this.#history.shift();
  }

  /** @param {boolean} isFinished */
  #touched(isFinished) {
    this.redraw();
    this.changed(isFinished);
  }

  /** @param {PointerEvent} event */
  #down(event) {
    // A second finger, or the palm beside a pen, draws nothing.
    if (this.#pointer !== undefined || event.button !== 0) return;
    this.#pointer = event.pointerId;
    this.canvas.setPointerCapture(event.pointerId);
    this.begin(this.#place(event));
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerId !== this.#pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length > 0 ? events : [event]) this.extend(this.#place(each));
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = undefined;
    this.end();
  }

  /** @param {PointerEvent} event */
  #place(event) {
    const box = this.canvas.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  }
}

/**
 * A smooth line: through the middles between points, with the points as handles.
 * @param {{x: number, y: number}[]} points
 * @param {number} side
 */
function curve(points, side) {
  const path = new Path2D();
  const at = points.map((point) => ({ x: point.x * side, y: point.y * side }));
  path.moveTo(at[0].x, at[0].y);
  for (let i = 1; i < at.length - 1; i++) {
    path.quadraticCurveTo(at[i].x, at[i].y, (at[i].x + at[i + 1].x) / 2, (at[i].y + at[i + 1].y) / 2);
  }
  const last = at[at.length - 1];
  // A line of no length would leave no dot.
  path.lineTo(last.x + (at.length === 1 ? 0.01 : 0), last.y);
  return path;
}
