// Writes blobs that say whose they are into a shared folder, as fast as it can, then reads them back: prints its process
// number and how many of them hold something else. `blob-writer.ts FOLDER NAME COUNT`; begins at a line on its input.
import { once } from 'node:events';
import { createFileBlobStore } from '../../../adapters/blobs/file-blob-store.ts';

const [folder = '', name = '', count = '0'] = process.argv.slice(2);
const blobs = await createFileBlobStore({ folder });
process.stdout.write('ready\n');
await once(process.stdin, 'data');

const keyOf = (index: number): string => `runs/run_${name}/${index % 50}/parse.${index}`;
/** Sizes differ, so that a mixture of two has the length of one of them only. */
const bodyOf = (index: number): Buffer => Buffer.alloc(100_000 + name.length * 700, `${name}:${index}:`);

let failed = 0;
for (let index = 0; index < Number(count); index += 10) {
  const puts = Array.from({ length: 10 }, (_, more) => blobs.put(keyOf(index + more), bodyOf(index + more)));
  failed += (await Promise.allSettled(puts)).filter(({ status }) => status === 'rejected').length;
}
let foreign = 0;
for (let index = 0; index < Number(count); index += 1) {
  const found = await blobs.get(keyOf(index));
  if (found === null || !bodyOf(index).equals(found)) foreign += 1;
}
process.stdout.write(`${JSON.stringify({ pid: process.pid, failed, foreign })}\n`);
process.stdin.destroy();
