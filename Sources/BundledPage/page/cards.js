/** @import { Item } from "./batch.js" */
import { percent } from "./answer.js";

const groupOf = { waiting: "", review: "review", error: "error", blank: "blank", ok: "ok" };

/** The files that were read, as cards in groups, the doubtful first. */
export class Cards {
  /** Of each group, in the order of its cards. @type {Map<string, {item: Item, card: HTMLElement}[]>} */
  #groups = new Map();
  #template = /** @type {HTMLTemplateElement} */ (document.getElementById("card"));
  #pictures = new Set();

  /** @param {() => void} labelled */
  constructor(labelled) {
    this.labelled = labelled;
  }

  /** @param {Item} item */
  add(item) {
    const name = groupOf[item.status];
    const group = this.#groups.get(name) ?? [];
    this.#groups.set(name, group);
    const card = this.#make(item);
    const place = firstIndex(group, (other) => comesBefore(item, other.item));
    list(name).insertBefore(card, group[place]?.card ?? null);
    group.splice(place, 0, { item, card });
    this.#count(name, group.length);
  }

  clear() {
    for (const name of this.#groups.keys()) {
      list(name).replaceChildren();
      this.#count(name, 0);
    }
    this.#groups.clear();
    for (const address of this.#pictures) URL.revokeObjectURL(address);
    this.#pictures.clear();
  }

  /**
   * @param {string} name
   * @param {number} count
   */
  #count(name, count) {
    const section = /** @type {HTMLElement} */ (document.getElementById(`group-${name}`));
    section.hidden = count === 0;
    /** @type {HTMLElement} */ (section.querySelector(".count")).textContent = String(count);
  }

  /** @param {Item} item */
  #make(item) {
    const card = /** @type {HTMLElement} */ (this.#template.content.firstElementChild?.cloneNode(true));
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (card.querySelector(name));
    card.dataset.status = item.status;
    card.dataset.path = item.path;
    part(".name").textContent = item.path.slice(item.path.lastIndexOf("/") + 1);
    part(".name").title = item.path;
    part(".why").textContent = item.message;
    part(".confidence").textContent = confidence(item);
    this.#showPicture(/** @type {HTMLImageElement} */ (part("img")), item.file);
    const input = /** @type {HTMLInputElement} */ (part("input"));
    if (item.status === "error") input.remove();
    else this.#connect(input, card, item);
    return card;
  }

  /**
   * @param {HTMLImageElement} image
   * @param {File | null} file
   */
  #showPicture(image, file) {
    if (file === null) return image.classList.add("broken");
    const address = URL.createObjectURL(file);
    this.#pictures.add(address);
    image.addEventListener("error", () => image.classList.add("broken"));
    image.src = address;
  }

  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} card
   * @param {Item} item
   */
  #connect(input, card, item) {
    const facts = [`Digit of ${item.path}`, confidence(item), item.message];
    input.setAttribute("aria-label", facts.filter((fact) => fact !== "").join(", "));
    showLabel(input, card, item);
    input.addEventListener("focus", () => input.select());
    input.addEventListener("keydown", (event) => {
      const label = labelFor(event.key);
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (label !== undefined) this.#label(item, label, input, card);
      else if (event.key === "Enter" || event.key === "ArrowRight" || event.key === "ArrowDown") move(input, 1);
      else if (event.key === "ArrowLeft" || event.key === "ArrowUp") move(input, -1);
      else if (event.key.length > 1) return;
      event.preventDefault();
    });
    // Keyboards of phones tell no key, only what was entered.
    input.addEventListener("input", () => {
      const label = labelFor(input.value.slice(-1) || "Delete");
      if (label === undefined) showLabel(input, card, item);
      else this.#label(item, label, input, card);
    });
  }

  /**
   * @param {Item} item
   * @param {number | null} label
   * @param {HTMLInputElement} input
   * @param {HTMLElement} card
   */
  #label(item, label, input, card) {
    item.label = label;
    showLabel(input, card, item);
    this.labelled();
    if (label !== null) move(input, 1);
  }
}

/** @param {Item} item */
function confidence(item) {
  return item.confidence === null ? "" : percent(item.confidence);
}

/**
 * @param {string} key
 * @returns {number | null | undefined} null to take a label back
 */
function labelFor(key) {
  if (/^[0-9]$/.test(key)) return Number(key);
  return key === "Delete" || key === "Backspace" ? null : undefined;
}

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} card
 * @param {Item} item
 */
function showLabel(input, card, item) {
  input.value = String(item.label ?? item.digit ?? "");
  card.dataset.label = item.label === null ? "" : item.label === item.digit ? "confirmed" : "corrected";
  const note = item.label === null ? "" : item.label === item.digit ? "confirmed" : `was ${item.digit ?? "none"}`;
  /** @type {HTMLElement} */ (card.querySelector(".label-note")).textContent = note;
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

/** @param {string} name @returns {HTMLElement} */
function list(name) {
  return /** @type {HTMLElement} */ (document.querySelector(`#group-${name} ul`));
}
