/** @import { Intake } from "./intake.js" */
/** @import { Kind } from "./kinds.js" */
/** @import { Rules } from "./rules.js" */
import { acceptFiles } from "./arrivals.js";
import { Batch } from "./batch.js";
import { Cards } from "./cards.js";
import { corrections, csv, save } from "./downloads.js";
import { skipped } from "./intake.js";
import { saving } from "./kinds.js";
import { isToCheck } from "./labels.js";
import { Viewer } from "./viewer.js";

/** The part of the page that takes files, shows how they were read, and gives tables of them. */
export class Drop {
  /** Whether there are corrections that were not saved. */
  #isUnsaved = false;
  #cards = new Cards(() => this.#labelled(), (item) => this.#viewer.open(item));
  #viewer = new Viewer(this.#cards);
  #batch = new Batch((item) => this.#cards.add(item), () => this.#showProgress());
  #skipped = { hidden: 0, others: 0 };
  #isScheduled = false;

  constructor() {
    acceptFiles((intake) => this.#take(intake));
    element("download-csv").addEventListener("click", () => this.#saveTable());
    element("download-corrections").addEventListener("click", () => this.#saveCorrections());
    element("clear-files").addEventListener("click", () => this.#clear());
    window.addEventListener("beforeunload", (event) => {
      if (this.#isUnsaved) event.preventDefault();
    });
    this.#showProgress();
    this.#showLabels();
  }

  /** @param {number} bytes */
  set bodyLimit(bytes) {
    this.#batch.bodyLimit = bytes;
  }

  /** @param {Intake} intake */
  #take(intake) {
    this.#skipped.hidden += intake.hidden;
    this.#skipped.others += intake.others;
    this.#batch.add(intake.inputs);
  }

  /**
   * Reads the files that are there again, for the other kind of answer.
   * @param {Kind} kind
   * @returns {boolean} whether that is wanted
   */
  changeKind(kind) {
    return kind === this.#batch.kind || this.#readAgain(() => (this.#batch.kind = kind));
  }

  /**
   * Reads the files that are there again, by other rules.
   * @param {Rules} rules
   * @returns {boolean} whether that is wanted
   */
  changeRules(rules) {
    return this.#readAgain(() => (this.#batch.rules = rules));
  }

  /** @param {() => void} change @returns {boolean} whether that is wanted */
  #readAgain(change) {
    const inputs = this.#batch.items.map(({ path, file }) => ({ path, file }));
    const { hidden, others } = this.#skipped;
    if (!this.#clear()) return false;
    change();
    this.#take({ inputs, hidden, others });
    return true;
  }

  /** @returns {boolean} whether that is wanted */
  #clear() {
    if (this.#isUnsaved && !confirm("Start over, without the corrections that were not saved?")) return false;
    this.#isUnsaved = false;
    this.#batch.clear();
    this.#cards.clear();
    this.#skipped = { hidden: 0, others: 0 };
    this.#showLabels();
    return true;
  }

  #saveTable() {
    const { header, table } = saving[this.#batch.kind];
    save(csv(this.#batch.items, header), table);
    this.#isUnsaved = false;
  }

  async #saveCorrections() {
    try {
      save(await corrections(this.#lessons, saving[this.#batch.kind].column), "corrections.zip");
      this.#isUnsaved = false;
    } catch (error) {
      element("batch-trouble").textContent = /** @type {Error} */ (error).message;
    }
  }

  /** What a model can learn from: of what is not one digit it cannot. */
  get #lessons() {
    return this.#batch.items.filter((item) => item.label !== null && item.label !== "review");
  }

  #labelled() {
    this.#isUnsaved = true;
    this.#showLabels();
    this.#showProgress();
  }

  #showLabels() {
    const count = this.#lessons.length;
    element("download-corrections").disabled = count === 0;
    element("correction-count").textContent = count === 0 ? "" : ` (${count})`;
  }

  /** Once, before the next frame. */
  #showProgress() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      this.#drawProgress();
    });
  }

  #drawProgress() {
    const { items, done, isRunning, trouble } = this.#batch;
    const hasAny = items.length > 0 || this.#skipped.hidden + this.#skipped.others > 0;
    element("drop").dataset.state = !hasAny ? "empty" : isRunning ? "running" : "done";
    element("progress").max = Math.max(1, items.length);
    element("progress").value = done;
    element("batch-trouble").textContent = trouble;
    element("download-csv").disabled = isRunning || items.length === 0;
    const passed = skipped({ inputs: [], ...this.#skipped });
    element("skipped").textContent = passed === "" ? "" : `Skipped: ${passed}`;
    element("summary").textContent = isRunning ? `${done} of ${items.length}` : this.#totals();
    element("spoken-files").textContent = isRunning ? "" : this.#totals();
  }

  /** For example "108 files: 100 read, 2 by hand, 4 to check, 1 blank, 1 unreadable". */
  #totals() {
    const { items } = this.#batch;
    const count = (/** @type {string} */ status) =>
      items.filter((item) => item.status === status && item.label === null).length;
    const parts = [
      [count("ok"), "read"], [items.filter((item) => item.label !== null).length, "by hand"],
      [items.filter(isToCheck).length, "to check"], [count("blank"), "blank"], [count("error"), "unreadable"],
    ];
    const named = parts.filter(([number]) => number !== 0).map(([number, name]) => `${number} ${name}`);
    if (items.length === 0) return "";
    const files = items.length === 1 ? "1 file" : `${items.length} files`;
    return `${files}: ${named.join(", ")}`;
  }
}

/** @param {string} id @returns {any} */
function element(id) {
  return document.getElementById(id);
}
