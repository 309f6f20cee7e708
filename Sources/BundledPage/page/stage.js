/** @import { PlacedDigit } from "./api.js" */
import { showBoxes } from "./pictures.js";

/** How much of a picture must be something else before it is worth looking closer. */
const farShare = 0.75;

/** A picture with frames around its digits: the whole of it, or a closer look at them. */
export class Stage {
  #element = element("stage");
  #picture = element("stage-picture");
  #image = /** @type {HTMLImageElement} */ (element("stage-image"));
  #boxes = element("stage-boxes");
  #button = element("stage-zoom");
  /** @type {PlacedDigit[]} */
  #digits = [];
  #isClose = false;

  constructor() {
    this.#image.addEventListener("load", () => this.#start());
    this.#element.addEventListener("click", () => this.toggle());
    new ResizeObserver(() => this.#place()).observe(this.#element);
  }

  get image() {
    return this.#image;
  }

  /**
   * Closer to the digits, if they are small.
   * @param {File} file
   * @param {PlacedDigit[]} digits
   */
  show(file, digits) {
    this.clear();
    this.#digits = digits;
    this.#image.src = URL.createObjectURL(file);
  }

  clear() {
    URL.revokeObjectURL(this.#image.src);
    this.#image.removeAttribute("src");
    this.#boxes.replaceChildren();
    this.#button.hidden = true;
  }

  toggle() {
    if (this.#button.hidden) return;
    this.#isClose = !this.#isClose;
    this.#place();
  }

  #start() {
    const size = this.#size;
    showBoxes(this.#boxes, this.#digits, size);
    this.#isClose = this.#digits.length > 0 && this.#near.width < farShare * Math.max(size.width, size.height);
    this.#button.hidden = !this.#isClose;
    this.#place();
  }

  get #size() {
    return { width: this.#image.naturalWidth, height: this.#image.naturalHeight };
  }

  /** A square around all digits, with room for what is beside them. */
  get #near() {
    const boxes = this.#digits.map((digit) => digit.box);
    const [left, top] = [0, 1].map((axis) => Math.min(...boxes.map((box) => box[axis])));
    const [right, bottom] = [0, 1].map((axis) => Math.max(...boxes.map((box) => box[axis] + box[axis + 2])));
    const side = 1.8 * Math.max(right - left, bottom - top, 8);
    return { x: (left + right - side) / 2, y: (top + bottom - side) / 2, width: side, height: side };
  }

  #place() {
    const { clientWidth: width, clientHeight: height } = this.#element;
    const size = this.#size;
    if (size.width === 0 || width === 0) return;
    const part = this.#isClose ? this.#near : { x: 0, y: 0, ...size };
    const scale = Math.min(width / part.width, height / part.height);
    const { style } = this.#picture;
    style.width = `${size.width * scale}px`;
    style.height = `${size.height * scale}px`;
    style.left = `${offset(width, size.width * scale, (part.x + part.width / 2) * scale)}px`;
    style.top = `${offset(height, size.height * scale, (part.y + part.height / 2) * scale)}px`;
    this.#picture.classList.toggle("coarse", scale >= 3);
    this.#element.classList.toggle("close", this.#isClose);
    this.#button.textContent = this.#isClose ? "Whole picture" : "Closer";
  }
}

/**
 * Where a picture begins whose point `centre` is to be in the middle, with no more than needed beside it.
 * @param {number} room
 * @param {number} length of the picture
 * @param {number} centre
 */
function offset(room, length, centre) {
  if (length <= room) return (room - length) / 2;
  return Math.min(0, Math.max(room - length, room / 2 - centre));
}

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
