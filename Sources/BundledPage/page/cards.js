/** @import { Item } from "./batch.js" */
/** @import { Label } from "./labels.js" */
import { framed } from "./kinds.js";
import { isToCheck, labelFor, labelNote, standing } from "./labels.js";
import { connectNumberField } from "./number-field.js";
import { showBoxes } from "./pictures.js";
import { digitCount, percent } from "./words.js";

/** In the order in which they stand on the page. Files that wait have no card. */
const groups = ["review", "error", "blank", "ok"];

/** The files that were read, as cards in groups, the doubtful first. */
export class Cards {
  /** Of each group, in the order of its cards. @type {Map<string, Item[]>} */
  #groups = new Map(groups.map((name) => [name, []]));
  /** @type {Map<Item, HTMLElement>} */
  #cards = new Map();
  #template = /** @type {HTMLTemplateElement} */ (document.getElementById("card"));
  #pictures = new Set();

  /**
   * @param {() => void} labelled
   * @param {(item: Item) => void} opened
   */
  constructor(labelled, opened) {
    this.labelled = labelled;
    this.opened = opened;
  }

  /** All that were read, in the order of their cards. */
  get items() {
    return groups.filter((name) => name !== "error").flatMap((name) => this.#groups.get(name) ?? []);
  }

  /** @param {Item} item */
  add(item) {
    const group = this.#groups.get(item.status);
    if (!group) return;
    const card = this.#make(item);
    const place = firstIndex(group, (other) => comesBefore(item, other));
    list(item.status).insertBefore(card, this.#cards.get(group[place]) ?? null);
    group.splice(place, 0, item);
    this.#cards.set(item, card);
    this.#count(item.status);
  }

  clear() {
    for (const [name, group] of this.#groups) {
      group.length = 0;
      list(name).replaceChildren();
      this.#count(name);
    }
    this.#cards.clear();
    for (const address of this.#pictures) URL.revokeObjectURL(address);
    this.#pictures.clear();
  }

  /**
   * @param {Item} item
   * @param {Label | null} label null to take it back
   */
  label(item, label) {
    item.label = label;
    this.#showLabel(item);
    this.#count(item.status);
    this.labelled();
  }

  /** @param {Item} item */
  focus(item) {
    const input = this.#cards.get(item)?.querySelector("input");
    input?.focus();
    input?.select();
  }

  /** Of the doubtful, those that nobody has settled. @param {string} name */
  #count(name) {
    const group = this.#groups.get(name) ?? [];
    const section = /** @type {HTMLElement} */ (document.getElementById(`group-${name}`));
    const count = name === "review" ? group.filter(isToCheck).length : group.length;
    section.hidden = group.length === 0;
    section.classList.toggle("finished", count === 0);
    part(section, ".count").textContent = count === 0 ? "" : String(count);
    if (name === "review") part(section, ".title").textContent = count === 0 ? "All checked" : "To check";
  }

  /** @param {Item} item */
  #make(item) {
    const card = /** @type {HTMLElement} */ (this.#template.content.firstElementChild?.cloneNode(true));
    const name = item.path.slice(item.path.lastIndexOf("/") + 1);
    card.dataset.status = item.status;
    card.dataset.path = item.path;
    part(card, ".name").textContent = name;
    part(card, ".name").title = item.path;
    const others = item.alternatives.map((other) => `${other.text}\u00a0(${percent(other.confidence)})`).join(", ");
    part(card, ".why").textContent = item.status === "review" && others !== "" ? `${item.message}; or ${others}` : item.message;
    part(card, ".confidence").textContent = sureness(item);
    this.#showPicture(card, item);
    if (item.status === "error") {
      part(card, "input").remove();
      part(card, "button").setAttribute("disabled", "");
    } else {
      part(card, "button").addEventListener("click", () => this.#open(item));
      this.#connect(card, item);
    }
    part(card, "button").setAttribute("aria-label", `Open ${name}`);
    return card;
  }

  /**
   * @param {HTMLElement} card
   * @param {Item} item
   */
  #showPicture(card, item) {
    const { file } = item;
    const image = /** @type {HTMLImageElement} */ (part(card, "img"));
    if (file === null) return image.classList.add("broken");
    const address = URL.createObjectURL(file);
    this.#pictures.add(address);
    image.addEventListener("error", () => image.classList.add("broken"));
    image.addEventListener("load", () => {
      const size = { width: image.naturalWidth, height: image.naturalHeight };
      showBoxes(part(card, ".boxes"), framed(item), size);
    });
    image.src = address;
  }

  /**
   * @param {HTMLElement} card
   * @param {Item} item
   */
  #connect(card, item) {
    const input = /** @type {HTMLInputElement} */ (part(card, "input"));
    const facts = [`${item.kind === "number" ? "Number" : "Digit"} of ${item.path}`, sureness(item), item.message];
    input.setAttribute("aria-label", facts.filter((fact) => fact !== "").join(", "));
    this.#showLabel(item, card);
    input.addEventListener("focus", () => input.select());
    if (item.kind === "number") {
      const say = (/** @type {Label | null} */ label) => this.label(item, label);
      return connectNumberField(input, item, { say, move: (by) => move(input, by), reset: () => this.#showLabel(item) });
    }
    input.addEventListener("keydown", (event) => {
      const label = labelFor(event.key);
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      // A key held down would go through all cards.
      if (label !== undefined && !event.repeat) this.#type(item, label, input);
      else if (event.key === "Enter") this.opened(item);
      else if (event.key === "ArrowRight" || event.key === "ArrowDown") move(input, 1);
      else if (event.key === "ArrowLeft" || event.key === "ArrowUp") move(input, -1);
      else if (event.key.length > 1) return;
      event.preventDefault();
    });
    // Keyboards of phones tell no key, only what was entered.
    input.addEventListener("input", () => {
      const label = labelFor(input.value.slice(-1) || "Delete");
      if (label === undefined) this.#showLabel(item);
      else this.#type(item, label, input);
    });
  }

  /** A number is settled on its card, which shows all of it. @param {Item} item */
  #open(item) {
    if (item.kind === "number") this.focus(item);
    else this.opened(item);
  }

  /**
   * @param {Item} item
   * @param {Label | null} label
   * @param {HTMLInputElement} input
   */
  #type(item, label, input) {
    this.label(item, label);
    if (label !== null) move(input, 1);
  }

  /**
   * @param {Item} item
   * @param {HTMLElement | undefined} card
   */
  #showLabel(item, card = this.#cards.get(item)) {
    if (!card) return;
    const shown = item.label ?? (item.kind === "number" ? item.text : item.digit) ?? "";
    const isWord = shown === "blank" || shown === "review";
    /** @type {HTMLInputElement} */ (part(card, "input")).value = isWord ? "" : String(shown);
    card.dataset.label = standing(item);
    part(card, ".label-note").textContent = labelNote(item);
  }
}

/** How sure the digit is, or how many there are. @param {Item} item */
function sureness({ confidence, digits }) {
  if (confidence !== null) return percent(confidence);
  return digits.length > 1 ? digitCount(digits.length) : "";
}

/**
 * @param {HTMLInputElement} input
 * @param {1 | -1} by
 */
function move(input, by) {
  const inputs = [...document.querySelectorAll("#cards input")];
  const next = /** @type {HTMLInputElement | undefined} */ (inputs[inputs.indexOf(input) + by]);
  next?.focus();
  next?.select();
}

/**
 * Of the doubtful the least sure first, all others by path.
 * @param {Item} a
 * @param {Item} b
 */
function comesBefore(a, b) {
  if (a.status === "review" && a.confidence !== b.confidence) return (a.confidence ?? 0) < (b.confidence ?? 0);
  return a.path < b.path;
}

/**
 * Where the first element is for which the test holds; it holds for all after it.
 * @template T
 * @param {T[]} array
 * @param {(element: T) => boolean} test
 */
function firstIndex(array, test) {
  let [low, high] = [0, array.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(array[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** @param {string} name */
function list(name) {
  return part(document, `#group-${name} ul`);
}

/** @param {ParentNode} whole @param {string} selector @returns {HTMLElement} */
function part(whole, selector) {
  return /** @type {HTMLElement} */ (whole.querySelector(selector));
}
