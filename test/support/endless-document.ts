// A sitemap that is made as it is read, as large as is asked for; what the reader holds is weighed on the way, after a
// collection every few megabytes.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';

export interface EndlessDocument {
  readonly store: BlobStore;
  readonly bytes: number;
  read(): number;
  heldMb(): number;
  peakMb(): number;
  /** Most CPU between two pieces: so long everything else in the process is kept waiting. */
  longestTurnMs(): number;
}

export function endlessDocument(store: BlobStore, bytes: number): EndlessDocument {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heldMb = (): number => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1024 / 1024;
  };
  let [read, weighedAt, peak, longest, last] = [0, 0, 0, 0, cpuMs()];
  const piece = (offset: number, length: number): Uint8Array => {
    const text = Array.from({ length: Math.ceil(length / 60) }, (_, i) =>
      `<url><loc>http://shop.test/p-${String(offset / 1_024 + i).padStart(18, '0')}</loc></url>`.padEnd(60),
    );
    const head = offset === 0 ? '<urlset>' : '';
    return Buffer.from(head + text.join('')).subarray(0, length);
  };
  const slice: BlobStore['slice'] = async (key, offset, length) => {
    if (key !== 'endless') return store.slice(key, offset, length);
    if (offset > 2) longest = Math.max(longest, cpuMs() - last);
    read = Math.max(read, offset + length);
    if (read - weighedAt > 2 * 1024 * 1024) {
      weighedAt = read;
      peak = Math.max(peak, heldMb());
    }
    await new Promise((resolve) => setImmediate(resolve));
    last = cpuMs();
    return piece(offset, length);
  };
  const made = Object.assign(Object.create(store) as BlobStore, { slice });
  return { store: made, bytes, read: () => read, heldMb, peakMb: () => peak, longestTurnMs: () => longest };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
