/** @import { Reading } from "./api.js" */
import { Refusal } from "./api.js";

const side = 28;
/** Below it, the nearest digit is no more than a guess. */
const least = 0.3;
const names = ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

/** What was read from the drawing: the digit, how sure, the ten probabilities, and what the network saw. */
export class Answer {
  #panel = /** @type {HTMLElement} */ (document.getElementById("answer"));
  #bars = [...document.querySelectorAll("#bars li")];
  #seen = /** @type {HTMLCanvasElement} */ (document.getElementById("seen"));

  showNothingDrawn() {
    this.#say("empty", "", "No digit yet", "The paper is empty.");
    this.#showBars(null);
    this.#showPixels(null);
    this.#announce("");
  }

  /**
   * @param {Reading} reading
   * @param {boolean} isFinal whether it is read aloud
   */
  show(reading, isFinal) {
    const { digit, confidence, message } = reading;
    const sure = percent(confidence ?? 0);
    if (reading.status === "blank" || digit === null) {
      this.#say("blank", "", "Nothing there", sentence(message));
    } else if (reading.status === "review") {
      const note = `${sentence(message)} Nearest: ${digit}, ${sure}.`;
      this.#say("review", String(digit), "Not sure", note, (confidence ?? 0) < least ? "?" : undefined);
    } else {
      this.#say("ok", String(digit), names[digit], `${sure} sure.`);
    }
    this.#showBars(reading.probabilities);
    this.#showPixels(reading.pixels ?? null);
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
    this.#showBars(null);
    this.#showPixels(null);
    this.#announce(`${title}. ${note}`);
  }

  /**
   * @param {"empty" | "ok" | "review" | "blank" | "offline"} state
   * @param {string} digit
   * @param {string} title
   * @param {string} note
   * @param {string} [shown] instead of the digit
   */
  #say(state, digit, title, note, shown = digit) {
    this.#panel.dataset.state = state;
    this.#panel.dataset.digit = digit;
    text("answer-digit", shown);
    text("answer-title", title);
    text("answer-note", note);
  }

  /** @param {number[] | null} probabilities */
  #showBars(probabilities) {
    const best = probabilities ? Math.max(...probabilities) : 0;
    this.#bars.forEach((bar, digit) => {
      const p = probabilities?.[digit] ?? 0;
      const [value, fill] = [bar.querySelector(".value"), /** @type {HTMLElement} */ (bar.querySelector(".fill"))];
      bar.classList.toggle("best", p > 0 && p === best);
      fill.style.transform = `scaleY(${p.toFixed(4)})`;
      if (value) value.textContent = p < 0.005 ? "" : String(p < 0.99 ? Math.round(p * 100) : Math.floor(p * 100));
    });
  }

  /** @param {string | null} base64 */
  #showPixels(base64) {
    const context = /** @type {CanvasRenderingContext2D} */ (this.#seen.getContext("2d"));
    context.clearRect(0, 0, side, side);
    if (!base64) return;
    const image = context.createImageData(side, side);
    const bytes = atob(base64);
    for (let i = 0; i < side * side; i++) {
      image.data.fill(bytes.charCodeAt(i), 4 * i, 4 * i + 3);
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }

  /** @param {string} words */
  #announce(words) {
    text("spoken", words);
  }
}

/** @param {Reading} reading */
function spoken({ status, digit, confidence, message }) {
  if (status === "blank" || digit === null) return "Nothing there.";
  if (status === "review") return `Not sure, perhaps ${digit}: ${message}.`;
  return `${digit}, ${percent(confidence ?? 0)} sure.`;
}

/**
 * Never 100 % where it is a little less.
 * @param {number} fraction
 */
export function percent(fraction) {
  const shown = fraction >= 1 ? 100 : Math.min(99.9, Math.floor(fraction * 1000) / 10);
  return `${shown >= 10 && shown < 99 ? Math.round(shown) : shown} %`;
}

/** @param {string} words */
function sentence(words) {
  return words === "" ? "" : `${words[0].toUpperCase()}${words.slice(1)}.`;
}

/**
 * @param {string} id
 * @param {string} words
 */
function text(id, words) {
  const element = document.getElementById(id);
  // Unchanged words are not announced again.
  if (element && element.textContent !== words) element.textContent = words;
}
