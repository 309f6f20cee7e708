/** @import { PlacedDigit, PlacedSign } from "./api.js" */

const side = 28;
const namespace = "http://www.w3.org/2000/svg";

/**
 * Paints the 28×28 that the network saw, or nothing.
 * @param {HTMLCanvasElement} canvas
 * @param {string | null} base64
 */
export function showPixels(canvas, base64) {
  canvas.width = canvas.height = side;
  if (!base64) return;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(side, side);
  const bytes = atob(base64);
  for (let i = 0; i < side * side; i++) {
    image.data.fill(bytes.charCodeAt(i), 4 * i, 4 * i + 3);
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/**
 * Draws frames around digits or signs.
 * @param {Element} layer an svg that lies over the picture
 * @param {(PlacedDigit | PlacedSign)[]} digits
 * @param {{width: number, height: number}} size of the picture
 */
export function showBoxes(layer, digits, { width, height }) {
  layer.setAttribute("viewBox", `0 0 ${width} ${height}`);
  layer.replaceChildren(...digits.map(({ box }) => frame(box, { width, height })));
}

/**
 * A little larger than the box, so that no ink is covered.
 * @param {[number, number, number, number]} box
 * @param {{width: number, height: number}} size
 */
function frame([x, y, width, height], size) {
  const margin = Math.min(0.015 * Math.min(size.width, size.height), 0.08 * Math.max(width, height));
  const rect = document.createElementNS(namespace, "rect");
  const values = { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin };
  for (const [name, value] of Object.entries(values)) rect.setAttribute(name, String(value));
  return rect;
}

/**
 * Paints each digit of several by itself, in a grid.
 * @param {HTMLCanvasElement} canvas
 * @param {ImageBitmap | HTMLImageElement} picture
 * @param {PlacedDigit[]} digits
 * @param {boolean} isNegative whether black on white becomes white on black
 */
export function showCutOut(canvas, picture, digits, isNegative) {
  canvas.width = canvas.height = 560;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const columns = Math.ceil(Math.sqrt(digits.length));
  const cell = canvas.width / columns;
  const top = (canvas.height - cell * Math.ceil(digits.length / columns)) / 2;
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  if (isNegative) context.fillRect(0, 0, canvas.width, canvas.height);
  digits.forEach(({ box: [x, y, width, height] }, i) => {
    // As in MNIST, 20 of 28 pixels for the longer side, and some paper around it.
    const longer = Math.max(width, height);
    const margin = longer * 0.12;
    const scale = (cell * 20) / 28 / longer;
    const [centreX, centreY] = [((i % columns) + 0.5) * cell, top + (Math.floor(i / columns) + 0.5) * cell];
    const [w, h] = [width + 2 * margin, height + 2 * margin];
    const [left, up] = [centreX - (w * scale) / 2, centreY - (h * scale) / 2];
    context.drawImage(picture, x - margin, y - margin, w, h, left, up, w * scale, h * scale);
  });
  context.globalCompositeOperation = "difference";
  if (isNegative) context.fillRect(0, 0, canvas.width, canvas.height);
}
