/** @import { Reading } from "./api.js" */
/** @import { Kind } from "./kinds.js" */
import { Refusal } from "./api.js";
import { Bars } from "./bars.js";
import { showBoxes, showCutOut, showPixels } from "./pictures.js";
import { pictureSide } from "./sketch.js";
import { describe, digitCount, percent, sentence } from "./words.js";

/**
 * What was read from the drawing: the digit, how sure, the ten probabilities, and what the network saw; or the digits
 * where there are several.
 */
export class Answer {
  #panel = element("answer");
  #bars = new Bars(document.querySelectorAll("#bars li"));
  #each = element("each");
  #seen = /** @type {HTMLCanvasElement} */ (element("seen"));
  #boxes = element("paper-boxes");

  /** @param {Kind} kind */
  showNothingDrawn(kind) {
    this.#say("empty", "", `No ${kind} yet`, "The paper is empty.");
    this.#showParts(null);
    this.#announce("");
  }

  /**
   * @param {Reading} reading
   * @param {ImageBitmap} picture that was read
   * @param {boolean} isFinal whether it is read aloud
   */
  show(reading, picture, isFinal) {
    const { state, title, note, shown } = describe(reading);
    const isSeveral = state === "several";
    // Of several, each has a line of its own.
    this.#say(state, String(reading.digit ?? ""), title, isSeveral ? "Each is read by itself:" : note, shown);
    this.#showParts(reading);
    if (isSeveral) showCutOut(this.#seen, picture, reading.digits, true);
    if (isFinal) this.#announce(spoken(reading));
  }

  /** @param {Error} error */
  showProblem(error) {
    const [title, note] =
      error instanceof Refusal && error.isPassing
        ? ["Busy", "Trying again in a moment."]
        : error instanceof Refusal
          ? ["Refused", sentence(error.message)]
          : ["No answer", "Is digits serve still running? Trying again."];
    this.#say("offline", "", title, note);
    this.#showParts(null);
    this.#announce(`${title}. ${note}`);
  }

  /**
   * @param {"empty" | "ok" | "review" | "several" | "blank" | "offline"} state
   * @param {string} digit
   * @param {string} title
   * @param {string} note
   * @param {string} [shown] instead of the digit
   */
  #say(state, digit, title, note, shown = digit) {
    this.#panel.dataset.state = state;
    this.#panel.dataset.digit = digit;
    element("answer-digit").dataset.length = String(Math.min(9, (shown.length + 1) >> 1));
    text("answer-digit", shown);
    text("answer-title", title);
    text("answer-note", note);
  }

  /** @param {Reading | null} reading */
  #showParts(reading) {
    const isNumber = reading?.kind === "number";
    const several = reading && reading.digits.length > 1 ? reading.digits : [];
    const lines = isNumber ? reading.alternatives : several.map((one) => ({ ...one, text: String(one.digit) }));
    this.#bars.show(reading?.probabilities ?? null);
    showPixels(this.#seen, reading?.pixels ?? null);
    const framed = isNumber ? reading.characters : several;
    showBoxes(this.#boxes, framed, { width: pictureSide, height: pictureSide });
    this.#each.setAttribute("aria-label", isNumber ? "Other readings" : "Each digit, and how sure it is");
    this.#each.replaceChildren(...lines.map(line));
  }

  /** @param {string} words */
  #announce(words) {
    text("spoken", words);
  }
}

/**
 * One digit of several, or another reading of a number, and how sure it is.
 * @param {{text: string, confidence: number}} reading
 */
function line({ text, confidence }) {
  const item = document.createElement("li");
  const parts = { label: text, track: "", value: percent(confidence) };
  for (const [name, words] of Object.entries(parts)) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = words;
    item.append(part);
  }
  const fill = document.createElement("span");
  fill.className = "fill";
  fill.style.transform = `scaleX(${confidence})`;
  item.children[1].append(fill);
  return item;
}

/** @param {Reading} reading */
function spoken({ kind, text: number, status, digit, digits, confidence, message }) {
  if (digits.length > 1) return `${digitCount(digits.length)}: ${digits.map((each) => each.digit).join(", ")}.`;
  const read = kind === "number" ? number : digit;
  if (read === null) return "Nothing there.";
  if (status === "review") return `Not sure, perhaps ${read}: ${message}.`;
  return `${read}, ${percent(confidence ?? 0).replace(">", "more than")} sure.`;
}

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/**
 * @param {string} id
 * @param {string} words
 */
function text(id, words) {
  const holder = element(id);
  // Unchanged words are not announced again.
  if (holder.textContent !== words) holder.textContent = words;
}
