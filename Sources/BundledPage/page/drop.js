/** @import { Intake } from "./intake.js" */
import { Batch } from "./batch.js";
import { Cards } from "./cards.js";
import { corrections, csv, save } from "./downloads.js";
import { fromDrop, fromList, skipped } from "./intake.js";

/** The part of the page that takes files, shows how they were read, and gives tables of them. */
export class Drop {
  /** Of the CSV. */
  header = "file,digit,confidence,status,message";
  /** Whether there are corrections that were not saved. */
  #isUnsaved = false;
  #cards = new Cards(() => {
    this.#isUnsaved = true;
    this.#showLabels();
  });
  #batch = new Batch((item) => this.#cards.add(item), () => this.#showProgress());
  #skipped = { hidden: 0, others: 0 };
  #isScheduled = false;

  constructor() {
    this.#acceptDrops();
    for (const [button, input] of [["choose-files", "files"], ["choose-folder", "folder"]]) {
      element(button).addEventListener("click", () => element(input).click());
      element(input).addEventListener("change", async () => {
        this.#take(await fromList([...element(input).files]));
        element(input).value = "";
      });
    }
    element("download-csv").addEventListener("click", () => save(csv(this.#batch.items, this.header), "digits.csv"));
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

  /** Anywhere on the page. */
  #acceptDrops() {
    let depth = 0;
    const show = () => document.body.classList.toggle("dragging", depth > 0);
    const hasFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") ?? false;
    document.addEventListener("dragenter", (event) => {
      if (hasFiles(event)) depth++;
      show();
    });
    document.addEventListener("dragleave", (event) => {
      if (hasFiles(event)) depth = Math.max(0, depth - 1);
      show();
    });
    document.addEventListener("dragover", (event) => {
      if (hasFiles(event)) event.preventDefault();
    });
    document.addEventListener("drop", async (event) => {
      depth = 0;
      show();
      if (!event.dataTransfer || !hasFiles(event)) return;
      event.preventDefault();
      element("drop").scrollIntoView({ block: "start" });
      this.#take(await fromDrop(event.dataTransfer));
    });
  }

  /** @param {Intake} intake */
  #take(intake) {
    this.#skipped.hidden += intake.hidden;
    this.#skipped.others += intake.others;
    this.#batch.add(intake.inputs);
  }

  #clear() {
    if (this.#isUnsaved && !confirm("Start over, without the corrections that were not saved?")) return;
    this.#isUnsaved = false;
    this.#batch.clear();
    this.#cards.clear();
    this.#skipped = { hidden: 0, others: 0 };
    this.#showLabels();
  }

  async #saveCorrections() {
    try {
      save(await corrections(this.#labelled()), "corrections.zip");
      this.#isUnsaved = false;
    } catch (error) {
      element("batch-trouble").textContent = /** @type {Error} */ (error).message;
    }
  }

  #labelled() {
    return this.#batch.items.filter((item) => item.label !== null);
  }

  #showLabels() {
    const count = this.#labelled().length;
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

  /** For example "108 files: 100 read, 6 to check, 1 blank, 1 unreadable". */
  #totals() {
    const { items } = this.#batch;
    const count = (/** @type {string} */ status) => items.filter((item) => item.status === status).length;
    const parts = [
      [count("ok"), "read"], [count("review"), "to check"], [count("blank"), "blank"],
      [count("error"), "unreadable"],
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
