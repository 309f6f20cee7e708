/** @import { Item } from "./batch.js" */
import { standing } from "./labels.js";
import { zip } from "./zip.js";

/**
 * The table of `digits classify` or `digits read`, byte for byte, save the rows of which a person said something.
 * @param {Item[]} items
 * @param {string} header
 */
export function csv(items, header) {
  const rows = inOrderOfBytes(items).map((item) => (item.label === null ? (item.row ?? errorRow(item)) : handRow(item)));
  return new Blob([header.trimEnd(), "\n", ...rows], { type: "text/csv" });
}

/**
 * What a person said of the files, as a labelled folder: the pictures and labels.csv.
 * @param {Item[]} items those with a label
 * @param {string} column of the labels
 */
export async function corrections(items, column) {
  const taken = new Set(["labels.csv"]);
  const named = inOrderOfBytes(items).map((item) => ({ item, name: uniqueName(item.path, taken) }));
  const labels = named.map(({ item, name }) => `${quoted(name)},${quoted(String(item.label))}\n`);
  return zip([
    { name: "labels.csv", content: new Blob([`file,${column}\n`, ...labels]) },
    ...named.map(({ item, name }) => ({ name, content: /** @type {File} */ (item.file) })),
  ]);
}

/**
 * @param {Blob} content
 * @param {string} name
 */
export function save(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {Item[]} items sorted by the bytes of their paths, which is not the order of JavaScript's strings */
function inOrderOfBytes(items) {
  const encoder = new TextEncoder();
  return items
    .map((item) => ({ item, bytes: encoder.encode(item.path) }))
    .sort((a, b) => compare(a.bytes, b.bytes))
    .map(({ item }) => item);
}

/**
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 */
function compare(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

/**
 * For a file that never reached the server.
 * @param {Item} item
 */
function errorRow({ path, kind, message }) {
  return row(path, ...answer(kind, ""), "", "error", message);
}

/**
 * For a picture of which a person said something. Where that is another digit than was read, there is no confidence.
 * @param {Item} item
 */
function handRow(item) {
  const { path, kind, label, confidence } = item;
  if (label === "blank") return row(path, ...answer(kind, ""), "", "blank", "marked by hand as blank");
  if (label === "review") return row(path, "", "", "review", "marked by hand as not one digit");
  const fields = answer(kind, String(label));
  if (standing(item) === "corrected") return row(path, ...fields, "", "ok", "corrected by hand");
  return row(path, ...fields, (confidence ?? 0).toFixed(4), "ok", "confirmed by hand");
}

/**
 * The fields of an answer: a digit; or of a number the text, and the value where no sign leaves it open.
 * @param {import("./kinds.js").Kind} kind
 * @param {string} text
 */
function answer(kind, text) {
  return kind === "number" ? [text, /^[0-9]+$/.test(text) ? text.replace(/^0+(?=.)/, "") : ""] : [text];
}

/**
 * As the server writes it: a name that a spreadsheet would take for a formula stands with its folder.
 * @param {string} path
 * @param {string[]} fields the others
 */
function row(path, ...fields) {
  const harmless = /^[=+\-@\t\r]/.test(path) ? `./${path}` : path;
  return `${[harmless, ...fields].map(quoted).join(",")}\n`;
}

/** @param {string} field */
function quoted(field) {
  return /[,"\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/**
 * The path's last part, as a name that no other file has and that every file system takes.
 * @param {string} path
 * @param {Set<string>} taken in lower case
 */
function uniqueName(path, taken) {
  const plain = path.slice(path.lastIndexOf("/") + 1).replace(/^[=+\-@.]|[\u0000-\u001f\\:*?"<>|]/g, "_");
  const dot = plain.lastIndexOf(".");
  const [stem, end] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ""];
  let name = plain;
  for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${stem}-${i}${end}`;
  taken.add(name.toLowerCase());
  return name;
}
