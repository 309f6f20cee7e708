/** @import { Item } from "./batch.js" */
/** @import { Cards } from "./cards.js" */
/** @import { Label } from "./labels.js" */
import { read } from "./api.js";
import { Bars } from "./bars.js";
import { isToCheck, labelFor, labelNote, readLabel, standing } from "./labels.js";
import { showCutOut, showPixels } from "./pictures.js";
import { Stage } from "./stage.js";
import { describe, sentence } from "./words.js";

/** @type {Record<string, string>} */
const groupNames = { review: "Doubtful", blank: "Nothing there", ok: "Read" };

/** One card, opened: the picture, what the network saw of it, the ten probabilities, and what a person says. */
export class Viewer {
  #dialog = /** @type {HTMLDialogElement} */ (element("viewer"));
  #seen = /** @type {HTMLCanvasElement} */ (element("viewer-seen"));
  #choices = [...element("choices").querySelectorAll("button")];
  #bars = new Bars(this.#choices);
  #stage = new Stage();
  /** @type {Item | undefined} */
  #item;

  /** @param {Cards} cards */
  constructor(cards) {
    this.cards = cards;
    this.#choices.forEach((button, digit) => button.addEventListener("click", () => this.#say(digit)));
    /** @type {Record<string, () => void>} */
    const actions = {
      "viewer-close": () => this.#dialog.close(),
      "viewer-back": () => this.#step(-1),
      "viewer-next": () => this.#step(1),
      "say-review": () => this.#say("review"),
      "say-blank": () => this.#say("blank"),
      confirm: () => this.#confirm(),
    };
    for (const [id, action] of Object.entries(actions)) element(id).addEventListener("click", action);
    this.#stage.image.addEventListener("load", () => this.#showCutOut());
    this.#dialog.addEventListener("keydown", (event) => this.#press(event));
    this.#dialog.addEventListener("close", () => this.#closed());
  }

  /** @param {Item} item */
  open(item) {
    this.#dialog.showModal();
    this.#show(item);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const label = labelFor(event.key);
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    // A key held down would go through all pictures.
    const isHeld = event.repeat && (label !== undefined || event.key === "Enter" || event.key === " ");
    if (label !== undefined && !isHeld) this.#say(label);
    else if (steps !== undefined) this.#step(steps);
    else if (event.key === "z") this.#stage.toggle();
    else if (!isHeld) return;
    event.preventDefault();
  }

  #confirm() {
    if (this.#item) this.#say(this.#item.label ?? readLabel(this.#item));
  }

  /** @param {Label | null} label */
  #say(label) {
    const item = this.#item;
    if (!item) return;
    this.cards.label(item, label);
    if (label === null) this.#showLabel(item);
    else this.#goOn(item);
  }

  /**
   * To the next doubtful picture that nobody has settled; from one that is not doubtful, to the next.
   * @param {Item} item
   */
  #goOn(item) {
    const { items } = this.cards;
    const after = items.slice(items.indexOf(item) + 1);
    const next = item.status === "review" ? (after.find(isToCheck) ?? items.find(isToCheck)) : after[0];
    if (next) return this.#show(next);
    this.#item = undefined;
    this.#dialog.close();
  }

  /** @param {number} by */
  #step(by) {
    const { items } = this.cards;
    const next = items[items.indexOf(/** @type {Item} */ (this.#item)) + by];
    if (next) this.#show(next);
  }

  /** @param {Item} item */
  #show(item) {
    this.#item = item;
    element("viewer-name").textContent = item.path;
    if (item.file) this.#stage.show(item.file, item.digits);
    this.#bars.show(item.probabilities);
    this.#showPlace(item);
    this.#showLabel(item);
    const { title, note } = describe(item);
    element("viewer-spoken").textContent = `${item.path}. ${title}. ${note}`;
    this.#showPixels(item);
    // Else Enter would choose again what was chosen for the last one.
    element("confirm").focus({ preventScroll: true });
  }

  /** @param {Item} item */
  #showPlace(item) {
    const { items } = this.cards;
    const group = items.filter((other) => other.status === item.status);
    const rest = items.filter(isToCheck).length;
    const place = `${groupNames[item.status]} ${group.indexOf(item) + 1} of ${group.length}`;
    element("viewer-place").textContent = rest === 0 ? place : `${place}, ${rest} to check`;
    element("viewer-back").disabled = items[0] === item;
    element("viewer-next").disabled = items.at(-1) === item;
  }

  /** @param {Item} item */
  #showLabel(item) {
    const { state, title, note, shown } = describe(item);
    const { label } = item;
    const large = typeof label === "number" ? String(label) : label === null ? shown : "–";
    this.#dialog.dataset.state = state;
    this.#dialog.dataset.label = standing(item);
    element("viewer-digit").dataset.length = String(Math.min(9, (large.length + 1) >> 1));
    element("viewer-digit").textContent = large;
    element("viewer-title").textContent = label === null ? title : sentence(labelNote(item)).slice(0, -1);
    element("viewer-note").textContent = note;
    this.#choices.forEach((button, digit) => button.setAttribute("aria-pressed", String(digit === label)));
    for (const name of ["review", "blank"]) element(`say-${name}`).setAttribute("aria-pressed", String(name === label));
    element("confirm-what").textContent = confirmation(item);
  }

  /** Asks again, since a thousand cards would keep too much. @param {Item} item */
  async #showPixels(item) {
    showPixels(this.#seen, null);
    if (item.digit === null || !item.file) return;
    try {
      const { pixels } = await read("digit", await item.file.arrayBuffer(), { include: "pixels" });
      if (item === this.#item) showPixels(this.#seen, pixels ?? null);
    } catch {
      // The tile stays empty; all else is known.
    }
  }

  /** Of several digits, each as it stands in the picture. */
  #showCutOut() {
    const digits = this.#item?.digits ?? [];
    if (digits.length > 1) showCutOut(this.#seen, this.#stage.image, digits, false);
  }

  /** Back to the card; after the last, to what is done next. */
  #closed() {
    this.#stage.clear();
    if (this.#item) this.cards.focus(this.#item);
    else element("download-csv").focus();
    this.#item = undefined;
  }
}

/** What the large button does. @param {Item} item */
function confirmation(item) {
  const label = item.label ?? readLabel(item);
  const words = label === "review" ? "not one digit" : label === "blank" ? "nothing there" : String(label);
  return item.label === null ? `Confirm ${words}` : `Keep ${words}`;
}

/** @param {string} id @returns {any} */
function element(id) {
  return document.getElementById(id);
}
