// Gives the character maps that a PDF names. They are unpacked when the first is asked for: most documents need none.
import { brotliDecompressSync } from 'node:zlib';

let unpacked: Promise<ReadonlyMap<string, Uint8Array>> | null = null;

/** Null: there is none of that name. */
export async function characterMap(name: string): Promise<Uint8Array | null> {
  unpacked ??= unpack();
  return (await unpacked).get(name) ?? null;
}

async function unpack(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { CHARACTER_MAP_DATA, CHARACTER_MAP_LENGTHS } = await import('./character-map-data.ts');
  const bytes = brotliDecompressSync(Buffer.from(CHARACTER_MAP_DATA, 'base64'));
  const maps = new Map<string, Uint8Array>();
  let from = 0;
  for (const entry of CHARACTER_MAP_LENGTHS.split(' ')) {
    const [name = '', length = '0'] = entry.split(':');
    maps.set(name, bytes.subarray(from, from + Number(length)));
    from += Number(length);
  }
  return maps;
}
