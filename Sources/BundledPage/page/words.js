/** @import { PlacedDigit } from "./api.js" */
/** @import { Kind } from "./kinds.js" */

const names = ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
/** Below it, the nearest digit is no more than a guess. */
export const least = 0.3;

/**
 * A reading in words: a title, a note below it, and what stands large beside them.
 * @typedef {{kind: Kind, text: string | null, digit: number | null, confidence: number | null, digits: PlacedDigit[]}} Read
 * @param {Read & {status: string, message: string}} reading
 * @returns {{state: "ok" | "review" | "several" | "blank", title: string, note: string, shown: string}}
 */
export function describe({ kind, text, digit, confidence, digits, status, message }) {
  const sure = percent(confidence ?? 0);
  if (kind === "number" && text !== null) {
    if (status !== "review") return { state: "ok", title: text, note: `${sure} sure. ${sentence(message)}`.trim(), shown: text };
    return { state: "review", title: "Not sure", note: `${sentence(message)} Nearest: ${text}\u00a0(${sure}).`, shown: text };
  }
  if (digits.length > 1) {
    const each = digits.map((one) => `${one.digit}\u00a0(${percent(one.confidence)})`).join(", ");
    const shown = digits.map((one) => one.digit).join(" ");
    return { state: "several", title: digitCount(digits.length), note: `${each}.`, shown };
  }
  if (digit === null) return { state: "blank", title: "Nothing there", note: sentence(message), shown: "" };
  if (status !== "review") return { state: "ok", title: names[digit], note: `${sure} sure.`, shown: String(digit) };
  const note = `${sentence(message)} Nearest: ${digit}\u00a0(${sure}).`;
  return { state: "review", title: "Not sure", note, shown: (confidence ?? 0) < least ? "?" : String(digit) };
}

/**
 * A probability for people, the same wherever it stands: never certainty, nor impossibility.
 * @param {number} fraction 0 … 1
 */
export function percent(fraction) {
  return `${percentNumber(fraction)}\u00a0%`;
}

/**
 * A probability without the sign.
 * @param {number} fraction 0 … 1
 */
export function percentNumber(fraction) {
  if (fraction > 0.999) return ">\u00a099.9";
  if (fraction < 0.001) return "<\u00a00.1";
  // Whole numbers would hide what matters near both ends. What is added makes up for the error of binary fractions.
  if (fraction >= 0.99 || fraction < 0.01) return String(Math.floor(fraction * 1000 + 1e-6) / 10);
  return String(Math.round(fraction * 100));
}

/** @param {string} words */
export function sentence(words) {
  return words === "" ? "" : `${words[0].toUpperCase()}${words.slice(1)}.`;
}

/** @param {number} count */
export function digitCount(count) {
  return count === 1 ? "1 digit" : `${count} digits`;
}
