const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/**
 * A zip archive, nothing compressed: pictures are already.
 * @param {{name: string, content: Blob}[]} files
 * @returns {Promise<Blob>}
 */
export async function zip(files) {
  const [parts, directory] = [/** @type {BlobPart[]} */ ([]), /** @type {BlobPart[]} */ ([])];
  let offset = 0;
  let directorySize = 0;
  for (const { name, content } of files) {
    const encoded = new TextEncoder().encode(name);
    const common = commonFields(encoded.length, content.size, crc32(await content.arrayBuffer()));
    const local = record([[4, 0x04034b50], ...common]);
    const central = record([
      [4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset],
    ]);
    parts.push(local, encoded, content);
    directory.push(central, encoded);
    offset += local.length + encoded.length + content.size;
    directorySize += central.length + encoded.length;
  }
  if (files.length > 0xffff || offset + directorySize > 0xffffffff) {
    throw new Error("more than a zip archive holds: 65,535 files and 4 GB");
  }
  const end = record([
    [4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, directorySize], [4, offset], [2, 0],
  ]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

/**
 * What a file's header and its entry in the directory have in common: version, flags (names are UTF-8), method
 * (stored), time, date (that of the format's beginning, for the same bytes each time), CRC, sizes, length of the name
 * and of extras.
 * @param {number} nameLength
 * @param {number} size
 * @param {number} crc
 * @returns {[number, number][]}
 */
function commonFields(nameLength, size, crc) {
  return [[2, 20], [2, 0x0800], [2, 0], [2, 0], [2, 0x21], [4, crc], [4, size], [4, size], [2, nameLength], [2, 0]];
}

/**
 * @param {[number, number][]} fields width in bytes, and value
 * @returns {Uint8Array<ArrayBuffer>} little-endian
 */
function record(fields) {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0));
  let place = 0;
  for (const [width, value] of fields) {
    for (let i = 0; i < width; i++) bytes[place++] = (value >>> (8 * i)) & 0xff;
  }
  return bytes;
}

/** @param {ArrayBuffer} content */
function crc32(content) {
  let crc = 0xffffffff;
  for (const byte of new Uint8Array(content)) crc = crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
