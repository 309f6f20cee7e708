import { read, Refusal } from "./api.js";
import { sentence } from "./words.js";

/**
 * What is known of the numbers: parameters of POST /v1/read. A pattern may be there several times.
 * @typedef {[name: string, value: string][]} Rules
 */

/** What the fields are called in the sentences of the server, which names the options of the command line. */
const names = {
  pattern: "pattern", length: "length", alphabet: "alphabet", decimal: "decimal sign", range: "range", check: "check digit",
};

/** The fields in which a person says what is known of the numbers. Rules that the server refuses change nothing. */
export class RuleFields {
  #form = element("rules");
  #trouble = element("rules-trouble");
  /** What the fields said when the server was last asked. */
  #asked = "";
  /** The fields of the rules in force. @type {Record<string, string>} */
  #kept = {};

  /** @param {(rules: Rules) => boolean} changed returns whether that is wanted */
  constructor(changed) {
    this.changed = changed;
    this.#kept = this.#values;
    this.#form.addEventListener("change", () => this.#take());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#take();
    });
    // The fields are empty a moment later.
    this.#form.addEventListener("reset", () => setTimeout(() => this.#take()));
  }

  /** By name, since `elements.length` is their number. @param {string} name */
  #field(name) {
    return this.#form.elements.namedItem(name);
  }

  /** @returns {Record<string, string>} */
  get #values() {
    return Object.fromEntries(Object.keys(names).map((name) => [name, this.#field(name).value.trim()]));
  }

  async #take() {
    const values = this.#values;
    const asked = JSON.stringify(values);
    if (asked === this.#asked) return;
    this.#asked = asked;
    const rules = parameters(values);
    const problem = await refusal(rules);
    // Meanwhile more may have been typed.
    if (asked !== this.#asked) return;
    this.#show(problem);
    if (problem !== null) {
      if (!(problem instanceof Refusal) || problem.isPassing) this.#asked = "";
    } else if (this.changed(rules)) {
      this.#kept = values;
      element("rules-said").textContent = rules.map(([, value]) => value).join("  ");
    } else {
      for (const [name, value] of Object.entries(this.#kept)) this.#field(name).value = value;
      this.#asked = JSON.stringify(this.#kept);
    }
  }

  /** @param {Error | null} problem */
  #show(problem) {
    const isRefused = problem instanceof Refusal && !problem.isPassing;
    const wrong = isRefused ? /^--(\w+)/.exec(problem.message)?.[1] : undefined;
    for (const name of Object.keys(names)) this.#field(name).setAttribute("aria-invalid", String(name === wrong));
    const words = isRefused ? inWords(problem.message) : problem ? "No answer: is digits serve still running?" : "";
    this.#trouble.textContent = words;
  }
}

/**
 * @param {Record<string, string>} values
 * @returns {Rules}
 */
function parameters({ pattern, ...others }) {
  const patterns = pattern.split(/\s+/).filter((form) => form !== "");
  const rest = Object.entries(others).filter(([, value]) => value !== "");
  return [...patterns.map((form) => /** @type {[string, string]} */ (["pattern", form])), ...rest];
}

/**
 * Why the server does not take the rules: it is asked to read an empty paper by them.
 * @param {Rules} rules
 * @returns {Promise<Error | null>}
 */
async function refusal(rules) {
  const paper = document.createElement("canvas");
  [paper.width, paper.height] = [64, 32];
  /** @type {Blob} */
  const picture = await new Promise((resolve) => paper.toBlob((blob) => resolve(/** @type {Blob} */ (blob))));
  try {
    await read("number", picture, {}, rules);
    return null;
  } catch (error) {
    return /** @type {Error} */ (error);
  }
}

/** @param {string} message */
function inWords(message) {
  return sentence(message.replace(/--(\w+)/g, (option, name) => names[/** @type {keyof typeof names} */ (name)] ?? option));
}

/** @param {string} id @returns {any} */
function element(id) {
  return document.getElementById(id);
}
