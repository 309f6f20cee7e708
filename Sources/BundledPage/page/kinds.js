/** @import { Item } from "./batch.js" */
/** @import { PlacedDigit, PlacedSign } from "./api.js" */

/**
 * What pictures are read for: one digit each, or one number each.
 * @typedef {"digit" | "number"} Kind
 */

/** What differs between them where files are saved. */
export const saving = {
  digit: { column: "digit", table: "digits.csv", header: "file,digit,confidence,status,message" },
  number: { column: "text", table: "numbers.csv", header: "file,text,value,confidence,status,message" },
};

/**
 * What gets a frame in a picture: each sign of a number, and digits where there are several.
 * @param {Item} item
 * @returns {(PlacedDigit | PlacedSign)[]}
 */
export function framed({ kind, digits, characters }) {
  if (kind === "number") return characters;
  return digits.length > 1 ? digits : [];
}

/**
 * Lets a person choose, once the server is known to read numbers.
 * @param {(kind: Kind) => boolean} chosen returns whether it is done
 */
export function offerKinds(chosen) {
  const choice = /** @type {HTMLElement} */ (document.getElementById("kinds"));
  const buttons = [...choice.querySelectorAll("input")];
  const root = document.documentElement;
  choice.classList.add("offered");
  choice.addEventListener("change", () => {
    const kind = /** @type {Kind} */ (buttons.find((button) => button.checked)?.value ?? "digit");
    if (chosen(kind)) root.dataset.kind = kind;
    for (const button of buttons) button.checked = button.value === (root.dataset.kind ?? "digit");
  });
}
