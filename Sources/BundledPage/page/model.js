/** @import { Model } from "./api.js" */

/** @type {Record<string, string>} */
const measures = {
  mnistTest: "of MNIST’s 10,000 test digits are read right",
};

/**
 * Fills the part of the page that tells by what the digits are read.
 * @param {Model} model
 */
export function showModel({ name, version, preprocessing, networks, accuracy, minimumConfidence, numbers, limits }) {
  const best = accuracy?.mnistTest;
  if (best !== undefined) {
    text("accuracy", `${(best * 100).toFixed(2)} %`);
    text("accuracy-of", measures.mnistTest);
  }
  const all = numbers ? [...networks, numbers.network] : networks;
  const weights = all.map((network) => `${network.name} (${network.parameters.toLocaleString("en")} weights)`);
  const facts = [
    ["Model", `${name}, version ${version}`],
    ["Networks", weights.join("\n")],
    ["Preprocessing", `version ${preprocessing}`],
    ["“Not sure” below", `${Math.round(minimumConfidence * 100)} % confidence`],
    ["Largest file", `${Math.round(limits.bodyBytes / (1 << 20))} MB, ${Math.round(limits.pixels / 1e6)} megapixels`],
  ];
  const nodes = facts.flatMap(([term, value]) => [node("dt", term), node("dd", value)]);
  document.getElementById("facts")?.replaceChildren(...nodes);
}

/**
 * @param {string} name
 * @param {string} words
 */
function node(name, words) {
  const element = document.createElement(name);
  element.textContent = words;
  return element;
}

/**
 * @param {string} id
 * @param {string} words
 */
function text(id, words) {
  const element = document.getElementById(id);
  if (element) element.textContent = words;
}
