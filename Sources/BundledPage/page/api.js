/** @import { Kind } from "./kinds.js" */
/** @import { Rules } from "./rules.js" */

/**
 * A digit and where it lies.
 * @typedef {object} PlacedDigit
 * @property {number} digit
 * @property {number} confidence 0 … 1
 * @property {[number, number, number, number]} box x, y, width and height in pixels of the upright picture
 */

/**
 * A sign of a number, likewise.
 * @typedef {{text: string, confidence: number, box: [number, number, number, number]}} PlacedSign
 */

/**
 * What POST /v1/classify and POST /v1/read answer, with nothing for what the one has and the other has not.
 * @typedef {object} Reading
 * @property {Kind} kind
 * @property {number | null} digit null unless there is exactly one
 * @property {number | null} confidence 0 … 1
 * @property {"ok" | "review" | "blank"} status
 * @property {string} message why it is to be reviewed or blank
 * @property {number[] | null} probabilities of 0 … 9
 * @property {PlacedDigit[]} digits all that were found, in the order in which they are read
 * @property {string | null} text of a number, as written
 * @property {PlacedSign[]} characters of `text`
 * @property {{text: string, confidence: number}[]} alternatives other readings of a number
 * @property {string | null} [pixels] the 28×28 that the network saw, base64
 * @property {string} [row] of the CSV, with its line end
 */

/**
 * What GET /v1/model answers.
 * @typedef {object} Model
 * @property {string} name
 * @property {string} version
 * @property {string} preprocessing
 * @property {{name: string, parameters: number}[]} networks
 * @property {Record<string, number> | null} accuracy fractions of 1
 * @property {string} csvHeader
 * @property {number} minimumConfidence
 * @property {{network: {name: string, parameters: number}, csvHeader: string} | null} numbers null where they are not read
 * @property {{bodyBytes: number, pixels: number}} limits
 */

/** The server answered, but not with a reading. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {{error?: {code?: string, message?: string}, row?: string}} body
   * @param {number} retryAfter seconds
   */
  constructor(status, body, retryAfter) {
    super(body.error?.message ?? `the server answered ${status}`);
    this.status = status;
    this.code = body.error?.code ?? "";
    this.row = body.row;
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may succeed a little later. */
  get isPassing() {
    return this.status === 429 || this.status === 503;
  }
}

/** No answer came. */
export class Unreachable extends Error {}

const nothing = { digit: null, probabilities: null, digits: [], text: null, characters: [], alternatives: [] };

/**
 * @param {Kind} kind
 * @param {Blob | ArrayBuffer} image
 * @param {{name?: string, include?: string, alternatives?: string}} query
 * @param {Rules} rules of numbers
 * @returns {Promise<Reading>}
 */
export async function read(kind, image, query, rules) {
  const known = kind === "number" ? rules : [];
  const parameters = new URLSearchParams([...Object.entries(query).filter(([, value]) => value !== undefined), ...known]);
  // The type is stated, since a browser would state what it makes of the file's name.
  const headers = { "Content-Type": "application/octet-stream" };
  const route = kind === "number" ? "v1/read" : "v1/classify";
  // The name is known to whoever gave it.
  const { file: _, ...answer } = await request(`${route}?${parameters}`, { method: "POST", body: image, headers });
  return { ...nothing, ...answer, kind, message: answer.message ?? "" };
}

/** @returns {Promise<Model>} */
export function model() {
  return request("v1/model", {});
}

/**
 * @param {string} path from the page's own, which a proxy may have moved below another
 * @param {RequestInit} options
 */
async function request(path, options) {
  let response;
  let body;
  try {
    response = await fetch(path, { ...options, signal: AbortSignal.timeout(30_000) });
    body = await response.text();
  } catch (error) {
    throw new Unreachable("digits does not answer", { cause: error });
  }
  const content = parse(body);
  if (!response.ok || content === undefined) {
    throw new Refusal(response.status, content ?? {}, Number(response.headers.get("Retry-After")) || 1);
  }
  return content;
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
