/**
 * A file to be read, null if the browser gives none, and the path that its row gets.
 * @typedef {{path: string, file: File | null}} Input
 * @typedef {{inputs: Input[], hidden: number, others: number}} Intake others are files that are no images
 */

/** As the server's FolderWalker has it: what is not read gets a row that says so. */
const imageName = /\.(png|jpg|jpeg|jpe|jfif|pdf|tif|tiff|heic|heif|avif|webp|bmp|gif|svg|jp2|jxl|zip)$/i;
const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const jpegStart = [0xff, 0xd8, 0xff];

/**
 * What was dropped: single files as they are, of folders the images, as `digits classify` finds them.
 * Must be called while the drop is being handled, since the transfer is empty afterwards.
 * @param {DataTransfer} transfer
 * @returns {Promise<Intake>}
 */
export async function fromDrop(transfer) {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  const files = [...transfer.files];
  const intake = { inputs: [], hidden: 0, others: 0 };
  if (entries.length < files.length) return fromList(files);
  for (const entry of entries) {
    if (entry.isDirectory) await walk(entry, entry.name, intake);
    else intake.inputs.push({ path: entry.name, file: await fileOf(entry) });
  }
  return intake;
}

/**
 * What was chosen by a button: files, or those of a folder.
 * @param {Iterable<File>} files
 * @returns {Promise<Intake>}
 */
export async function fromList(files) {
  const intake = { inputs: [], hidden: 0, others: 0 };
  for (const file of files) {
    const path = file.webkitRelativePath;
    if (path === "") intake.inputs.push({ path: file.name, file });
    else if (path.split("/").slice(1).some(isHidden)) intake.hidden++;
    else await take(path, file, intake);
  }
  return intake;
}

/** @param {Intake} intake @returns {string} for example "2 hidden, 1 other file"; empty if nothing was skipped */
export function skipped({ hidden, others }) {
  const parts = [];
  if (hidden > 0) parts.push(`${hidden} hidden`);
  if (others > 0) parts.push(others === 1 ? "1 other file" : `${others} other files`);
  return parts.join(", ");
}

/**
 * @param {FileSystemDirectoryEntry} folder
 * @param {string} path
 * @param {Intake} intake
 */
async function walk(folder, path, intake) {
  const reader = folder.createReader();
  for (;;) {
    /** A hundred at a time, and none at the end. @type {FileSystemEntry[]} */
    const entries = await new Promise((resolve) => reader.readEntries(resolve, () => {
      intake.inputs.push({ path, file: null });
      resolve([]);
    }));
    if (entries.length === 0) return;
    for (const entry of entries) {
      const below = `${path}/${entry.name}`;
      if (isHidden(entry.name)) intake.hidden++;
      else if (entry.isDirectory) await walk(/** @type {any} */ (entry), below, intake);
      else await take(below, await fileOf(/** @type {any} */ (entry)), intake);
    }
  }
}

/**
 * @param {string} path
 * @param {File | null} file
 * @param {Intake} intake
 */
async function take(path, file, intake) {
  if (file === null || imageName.test(file.name) || (await beginsLikeImage(file))) intake.inputs.push({ path, file });
  else intake.others++;
}

/** @param {string} name */
function isHidden(name) {
  return name.startsWith(".");
}

/** @param {File} file */
async function beginsLikeImage(file) {
  try {
    const start = new Uint8Array(await file.slice(0, 8).arrayBuffer());
    return [pngStart, jpegStart].some((bytes) => bytes.every((byte, i) => start[i] === byte));
  } catch {
    return false;
  }
}

/** @param {any} entry @returns {Promise<File | null>} */
function fileOf(entry) {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}
