/** @import { Item } from "./batch.js" */
import { least } from "./words.js";

/**
 * What a person says of a picture: its digit, the text of its number, that nothing is there, or that it is not one digit.
 * The words are those of labels.csv.
 * @typedef {number | string | "blank" | "review"} Label
 */

/**
 * What a key says. All keys are on the block of digits too, which on many keyboards has a comma for the point.
 * @param {string} key
 * @returns {Label | null | undefined} null takes a label back; undefined says nothing
 */
export function labelFor(key) {
  if (/^[0-9]$/.test(key)) return Number(key);
  if (key === "-" || key === "–") return "review";
  if (key === "." || key === ",") return "blank";
  return key === "Delete" || key === "Backspace" ? null : undefined;
}

/**
 * What a typed text says of a number; no text says that there is none.
 * @param {string} typed
 * @returns {Label | undefined} undefined for what is no number
 */
export function numberLabel(typed) {
  const text = typed.trim().replace(/[\s|]+/g, " ");
  if (text === "") return "blank";
  return /^[0-9.,\-/: ]*[0-9][0-9.,\-/: ]*$/.test(text) ? text : undefined;
}

/**
 * What the reading itself says, for whoever confirms it. A digit that is no more than a guess is none.
 * @param {Item} item
 * @returns {Label}
 */
export function readLabel({ kind, text, digit, confidence, digits }) {
  if (kind === "number") return text ?? "blank";
  if (digit === null) return digits.length > 1 ? "review" : "blank";
  return (confidence ?? 0) < least ? "review" : digit;
}

/** @param {Item} item @returns {"" | "confirmed" | "corrected"} */
export function standing(item) {
  if (item.label === null) return "";
  return item.label === item.digit || item.label === readLabel(item) ? "confirmed" : "corrected";
}

/** @param {Item} item */
export function isToCheck(item) {
  return item.status === "review" && item.label === null;
}

/**
 * For people, behind the digit.
 * @param {Item} item
 */
export function labelNote(item) {
  if (item.label === null) return "";
  if (item.label === "blank") return "nothing there";
  if (item.label === "review") return "not one digit";
  if (standing(item) === "confirmed") return "confirmed";
  const read = item.kind === "number" ? item.text : item.digit;
  return read === null ? "by hand" : `was ${read}`;
}
