/** @import { Item } from "./batch.js" */
/** @import { Label } from "./labels.js" */
import { numberLabel } from "./labels.js";

/**
 * The field of a card with a number: what is typed counts once the field is left by Enter.
 * @param {HTMLInputElement} input
 * @param {Item} item
 * @param {{say: (label: Label | null) => void, move: (by: 1 | -1) => void, reset: () => void}} card
 */
export function connectNumberField(input, item, { say, move, reset }) {
  input.inputMode = "text";
  input.size = Math.max(4, (item.text ?? "").length + 1);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.repeat) enter();
    else if (event.key === "Escape") say(null);
    else if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // Left otherwise, a text that was changed counts too, unless it is no number.
  input.addEventListener("change", () => {
    const label = numberLabel(input.value);
    if (label === undefined) reset();
    else if (label !== (item.label ?? item.text ?? "blank")) say(label);
  });

  function enter() {
    const label = numberLabel(input.value);
    if (label === undefined) return input.select();
    say(label);
    move(1);
  }
}
