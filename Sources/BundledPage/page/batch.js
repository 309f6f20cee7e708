/** @import { PlacedDigit, PlacedSign } from "./api.js" */
/** @import { Kind } from "./kinds.js" */
/** @import { Input } from "./intake.js" */
/** @import { Label } from "./labels.js" */
/** @import { Rules } from "./rules.js" */
import { read, Refusal, Unreachable } from "./api.js";

/**
 * A file and what is known of it.
 * @typedef {object} Item
 * @property {string} path
 * @property {File | null} file null if the browser gave none
 * @property {Kind} kind what it is read for
 * @property {"waiting" | "ok" | "review" | "blank" | "error"} status
 * @property {number | null} digit as read
 * @property {number | null} confidence
 * @property {number[] | null} probabilities of 0 … 9
 * @property {PlacedDigit[]} digits all that were found
 * @property {string | null} text of a number, as read
 * @property {PlacedSign[]} characters of `text`
 * @property {{text: string, confidence: number}[]} alternatives other readings of a number
 * @property {string} message
 * @property {string | undefined} row of the CSV, unless the server gave none
 * @property {Label | null} label what a person says it is
 */

const requestsAtATime = 4;
/** Seconds until a server that does not answer is asked again. */
const patience = 2;

const unreadable = "the browser cannot read it: moved, changed or not permitted";

/** Reads files, a few at a time. A busy or absent server is waited for. */
export class Batch {
  /** In the order in which they came. @type {Item[]} */
  items = [];
  done = 0;
  /** Why it is waiting, if it is. */
  trouble = "";
  /** Bytes of a body that the server takes. */
  bodyLimit = Infinity;
  /** What files that come are read for. @type {Kind} */
  kind = "digit";
  /** What is known of numbers. @type {Rules} */
  rules = [];
  #next = 0;
  #workers = 0;
  #generation = 0;

  /**
   * @param {(item: Item) => void} settled
   * @param {() => void} progressed
   */
  constructor(settled, progressed) {
    this.settled = settled;
    this.progressed = progressed;
  }

  get isRunning() {
    return this.done < this.items.length;
  }

  /** @param {Input[]} inputs */
  add(inputs) {
    for (const input of inputs) {
      this.items.push({
        ...input, kind: this.kind, status: "waiting", digit: null, confidence: null, probabilities: null, digits: [],
        text: null, characters: [], alternatives: [], message: "", row: undefined, label: null,
      });
    }
    this.progressed();
    while (this.#workers < Math.min(requestsAtATime, this.items.length - this.#next)) this.#work(this.#generation);
  }

  /** Forgets all files. */
  clear() {
    this.items = [];
    this.#next = this.done = this.#workers = 0;
    this.trouble = "";
    this.#generation++;
    this.progressed();
  }

  /** @param {number} generation */
  async #work(generation) {
    this.#workers++;
    while (this.#next < this.items.length) {
      const item = this.items[this.#next++];
      const outcome = await this.#read(item, generation);
      if (generation !== this.#generation) return;
      Object.assign(item, outcome);
      this.done++;
      this.trouble = "";
      this.settled(item);
      this.progressed();
    }
    this.#workers--;
  }

  /**
   * @param {Item} item
   * @param {number} generation
   * @returns {Promise<Partial<Item>>}
   */
  async #read({ path, file, kind }, generation) {
    if (file === null) return failure(unreadable);
    if (file.size > this.bodyLimit) return failure(`larger than the ${megabytes(this.bodyLimit)} that are taken here`);
    let bytes;
    try {
      bytes = await file.arrayBuffer();
    } catch {
      return failure(unreadable);
    }
    for (;;) {
      try {
        const more = kind === "number" ? { alternatives: "2" } : {};
        return await read(kind, bytes, { name: path, include: "row", ...more }, this.rules);
      } catch (error) {
        if (error instanceof Refusal && !error.isPassing) return failure(error.message, error.row);
        if (generation !== this.#generation) return {};
        this.#tell(/** @type {Error} */ (error));
        await sleep(error instanceof Refusal ? error.retryAfter : patience);
      }
    }
  }

  /** @param {Error} error */
  #tell(error) {
    const isAbsent = error instanceof Unreachable;
    this.trouble = isAbsent ? "No answer: is digits serve still running?" : "Busy: going on shortly";
    this.progressed();
  }
}

/**
 * @param {string} message
 * @param {string} [row]
 * @returns {Partial<Item>}
 */
function failure(message, row) {
  return { status: "error", message, row };
}

/** @param {number} seconds */
function sleep(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000 * (1 + Math.random() / 4)));
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${Math.round(bytes / (1 << 20))} MB`;
}
