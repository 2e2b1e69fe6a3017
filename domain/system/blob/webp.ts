// Tells a WebP file by its container, RIFF: four letters, the length of what follows (uint32, little-endian), and the form.

const HEAD_BYTES = 8;
const FORM_BYTES = 4;

export function isWebp(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  const form = view.toString('latin1', HEAD_BYTES, HEAD_BYTES + FORM_BYTES);
  return view.toString('latin1', 0, FORM_BYTES) === 'RIFF' && form === 'WEBP';
}

/** It is as long as it says to be. */
export function isWholeWebp(bytes: Uint8Array): boolean {
  return isWebp(bytes) && viewOf(bytes).readUInt32LE(FORM_BYTES) + HEAD_BYTES === bytes.length;
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
