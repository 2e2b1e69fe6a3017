// The first line of a pack: it names the pack's key, and with it the run and the chunk. Whoever reads a body out of a pack
// compares it, so that the bytes of another run are noticed whatever put them there.

const MARK = 'webloom-pack';

export function packHead(key: string): Uint8Array {
  return new TextEncoder().encode(`${MARK} ${key}\n`);
}

/** `bytes`: those the pack begins with. */
export function beginsAsPack(key: string, bytes: Uint8Array): boolean {
  return packHead(key).every((byte, index) => bytes[index] === byte);
}
