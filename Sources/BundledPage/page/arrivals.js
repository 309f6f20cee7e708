/** @import { Intake } from "./intake.js" */
import { fromDrop, fromList } from "./intake.js";

/**
 * Takes files however they come: dropped anywhere on the page, pasted, or chosen by the buttons.
 * @param {(intake: Intake) => void} take
 */
export function acceptFiles(take) {
  acceptDrops(take);
  acceptPastes(take);
  for (const [button, input] of [["choose-files", "files"], ["choose-folder", "folder"]]) {
    element(button).addEventListener("click", () => element(input).click());
    element(input).addEventListener("change", async () => {
      take(await fromList([...element(input).files]));
      element(input).value = "";
    });
  }
}

/** @param {(intake: Intake) => void} take */
function acceptDrops(take) {
  let depth = 0;
  const show = () => document.body.classList.toggle("dragging", depth > 0);
  const hasFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragenter", (event) => {
    if (hasFiles(event)) depth++;
    show();
  });
  document.addEventListener("dragleave", (event) => {
    if (hasFiles(event)) depth = Math.max(0, depth - 1);
    show();
  });
  document.addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  document.addEventListener("drop", async (event) => {
    depth = 0;
    show();
    if (!event.dataTransfer || !hasFiles(event)) return;
    event.preventDefault();
    element("drop").scrollIntoView({ block: "start" });
    take(await fromDrop(event.dataTransfer));
  });
}

/** @param {(intake: Intake) => void} take */
function acceptPastes(take) {
  let count = 0;
  document.addEventListener("paste", async (event) => {
    const data = event.clipboardData;
    if (!data || data.files.length === 0) return;
    event.preventDefault();
    element("drop").scrollIntoView({ block: "start" });
    const intake = await fromDrop(data);
    // Browsers give every copied picture the same name.
    for (const input of intake.inputs) if (input.path === "image.png") input.path = `pasted-${++count}.png`;
    take(intake);
  });
}

/** @param {string} id @returns {any} */
function element(id) {
  return document.getElementById(id);
}
