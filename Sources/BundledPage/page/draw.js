/** @import { Kind } from "./kinds.js" */
/** @import { Rules } from "./rules.js" */
import { Answer } from "./answer.js";
import { read, Refusal } from "./api.js";
import { KeyboardPen } from "./keyboard-pen.js";
import { Sketch } from "./sketch.js";

/** Milliseconds between two requests while the pen is down, and until a server that does not answer is asked again. */
const pause = 60;
const patience = 2000;

/** The part of the page where one draws a digit or a number and sees it read. */
export class Draw {
  #answer = new Answer();
  /** @type {Kind} */
  #kind = "digit";
  /** What is known of numbers. @type {Rules} */
  #rules = [];
  #isAsking = false;
  /** Whether something was drawn since the last request. */
  #isStale = false;
  #isFinished = true;
  #lastAsked = 0;
  #timer = 0;

  constructor() {
    this.sketch = new Sketch(element("paper"), (isFinished) => this.#changed(isFinished));
    new KeyboardPen(this.sketch);
    element("undo").addEventListener("click", () => this.sketch.undo());
    element("clear").addEventListener("click", () => this.sketch.clear());
    element("pens").addEventListener("change", (event) => {
      this.sketch.width = Number(/** @type {HTMLInputElement} */ (event.target).value);
    });
    document.addEventListener("keydown", (event) => this.#press(event));
    this.#showTools();
  }

  /** @param {Kind} kind what drawings are read for from now on */
  changeKind(kind) {
    this.#kind = kind;
    this.#answer.showNothingDrawn(kind);
    this.#isStale = true;
    this.#askSoon(0);
  }

  /** @param {Rules} rules what is known of drawn numbers from now on */
  changeRules(rules) {
    this.#rules = rules;
    this.#isStale = true;
    this.#askSoon(0);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const isElsewhere = event.target instanceof HTMLElement && event.target.closest("#drop input, #rules, dialog");
    if (isElsewhere) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z") {
      event.preventDefault();
      this.sketch.undo();
    } else if (event.key === "Escape") {
      this.sketch.clear();
    }
  }

  /** @param {boolean} isFinished */
  #changed(isFinished) {
    this.#isFinished = isFinished;
    this.#isStale = true;
    this.#showTools();
    if (this.sketch.isEmpty) this.#answer.showNothingDrawn(this.#kind);
    this.#askSoon(isFinished ? 0 : pause);
  }

  #showTools() {
    element("undo").disabled = !this.sketch.canUndo;
    element("clear").disabled = this.sketch.isEmpty;
    element("paper").classList.toggle("empty", this.sketch.isEmpty);
  }

  /** @param {number} delay milliseconds since the last request at the least */
  #askSoon(delay) {
    clearTimeout(this.#timer);
    if (this.#isAsking || !this.#isStale || this.sketch.isEmpty) return;
    const wait = this.#lastAsked + delay - performance.now();
    if (wait <= 0) this.#ask();
    else this.#timer = setTimeout(() => this.#askSoon(delay), wait);
  }

  /** One request at a time; what is drawn meanwhile is asked next. */
  async #ask() {
    this.#isAsking = true;
    this.#isStale = false;
    this.#lastAsked = performance.now();
    let delay = pause;
    try {
      const picture = await this.sketch.picture();
      const query = this.#kind === "number" ? { alternatives: "4" } : { include: "pixels" };
      const reading = await read(this.#kind, picture, query, this.#rules);
      const bitmap = await createImageBitmap(picture);
      if (!this.sketch.isEmpty && reading.kind === this.#kind) this.#answer.show(reading, bitmap, this.#isFinished && !this.#isStale);
    } catch (error) {
      delay = error instanceof Refusal ? error.retryAfter * 1000 : patience;
      this.#isStale = true;
      if (!this.sketch.isEmpty) this.#answer.showProblem(/** @type {Error} */ (error));
    }
    this.#isAsking = false;
    this.#askSoon(this.#isFinished && delay === pause ? 0 : delay);
  }
}

/** @param {string} id @returns {any} */
function element(id) {
  return document.getElementById(id);
}
