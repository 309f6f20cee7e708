import { percentNumber } from "./words.js";

/** The probabilities of the ten digits: in each of ten elements the parts `.value` and `.fill`. */
export class Bars {
  #bars;

  /** @param {Iterable<Element>} bars of 0 … 9 */
  constructor(bars) {
    this.#bars = [...bars];
  }

  /** @param {number[] | null} probabilities */
  show(probabilities) {
    const best = probabilities ? Math.max(...probabilities) : 0;
    this.#bars.forEach((bar, digit) => {
      const p = probabilities?.[digit] ?? 0;
      const [value, fill] = [bar.querySelector(".value"), /** @type {HTMLElement} */ (bar.querySelector(".fill"))];
      bar.classList.toggle("best", p > 0 && p === best);
      fill.style.transform = `scaleY(${p.toFixed(4)})`;
      if (value) value.textContent = p < 0.01 ? "" : percentNumber(p);
    });
  }
}
