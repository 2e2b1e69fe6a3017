// A pack that holds what another run fetched: no page is read out of it, the others of the chunk are.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createParse } from '../../../activities/parse.ts';
import { readBody } from '../../../activities/pack/read-pack.ts';
import { readDocument } from '../../../activities/source/unpack.ts';
import { createMemoryBlobStore } from '../../support/memory/blob-store.ts';
import type { PackSlice } from '../../../domain/run/pack-slice.ts';
import { NO_FIELDS } from '../../../domain/reading/part/field/field-rule.ts';
import { packHead } from '../../../domain/run/stage/pack-head.ts';
import { readPage } from '../../../workers/pipeline/read-page.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';
import { createDispatchScene } from '../../support/dispatch-scene.ts';
import { inActivity } from '../../support/in-activity.ts';
import { scrapeRow } from '../../support/visit-context.ts';

const PACK = 'runs/run_1/1/pack.s.01';
const OTHER = 'runs/run_2/1/pack.s.02';

const html = (text: string): Buffer => Buffer.from(`<title>${text}</title><p>${text} and more of it</p>`);

/** What a scraper writes under `key` for these bodies, and where it says they lie. */
function packOf(key: string, bodies: readonly Buffer[]): { bytes: Buffer; slices: PackSlice[] } {
  const head = packHead(key);
  let offset = head.length;
  const slices = bodies.map((body) => {
    const slice = { key, offset, length: body.length, crc32: crc32(body) };
    offset += body.length;
    return slice;
  });
  return { bytes: Buffer.concat([head, ...bodies]), slices };
}

async function parsed(slices: readonly PackSlice[], bytes: Uint8Array): Promise<unknown[]> {
  const { ports, stores } = createDispatchScene(() => null);
  await stores.runs.insert(
    sampleRun('run_1', {
      config: configOf({ source: { kind: 'pages', urls: ['http://shop.test/'] } }),
      createdAt: new Date(),
      state: 'running',
    }),
  );
  await ports.blobs.put(PACK, bytes);
  const scrape = 'runs/run_1/1/scrape.0';
  const rows = slices.map((pack, index) =>
    scrapeRow({ urlKey: `page-${index}`, hash: `raw-${index}`, pack }),
  );
  await ports.files.write('scrape', scrape, rows);
  const parser = {
    parse: async (requests: Parameters<typeof readPage>[0][]) =>
      requests.map((request) => readPage(request, { fields: NO_FIELDS, watched: null, wantLinks: false })),
  };
  const activity = createParse({ ...ports, parser });
  const { file } = await inActivity(() => activity.parse({ runId: 'run_1', chunkNo: 1, files: { scrape } }));
  return (await ports.files.read('parse', file)).map((row) =>
    row?.kind === 'parsed' ? row.title : row?.kind === 'failed' ? row.reason : row,
  );
}

describe('a pack', () => {
  const bodies = [html('one'), html('two'), html('three')];
  const own = packOf(PACK, bodies);

  it('that is whole is read', async () => {
    expect(await parsed(own.slices, own.bytes)).toEqual(['one', 'two', 'three']);
  });

  it('of another run is not read, though its bodies have the same lengths', async () => {
    const foreign = packOf(OTHER, [html('six'), html('ten'), html('seven')]).bytes;
    expect(await parsed(own.slices, foreign)).toEqual(['body-lost', 'body-lost', 'body-lost']);
  });

  it('with one damaged body costs that page alone', async () => {
    const damaged = Buffer.from(own.bytes);
    damaged.write('X', own.slices[1]?.offset ?? 0);
    expect(await parsed(own.slices, damaged)).toEqual(['one', 'body-lost', 'three']);
  });

  it('that is cut off costs the pages that are missing', async () => {
    const cut = own.bytes.subarray(0, own.bytes.length - 4);
    expect(await parsed(own.slices, cut)).toEqual(['one', 'two', 'body-lost']);
  });

  it('of the version before, without head and checksums, is read', async () => {
    const slices = own.slices.map(({ key, offset, length }) => ({
      key,
      offset: offset - packHead(PACK).length,
      length,
    }));
    expect(await parsed(slices, Buffer.concat(bodies))).toEqual(['one', 'two', 'three']);
  });
});

describe('a body that is read alone', () => {
  const body = Buffer.from('User-agent: *\nDisallow: /private\n');
  const own = packOf(PACK, [body]);
  const [slice] = own.slices;

  async function storeWith(bytes: Uint8Array): Promise<ReturnType<typeof createMemoryBlobStore>> {
    const blobs = createMemoryBlobStore();
    await blobs.put(PACK, bytes);
    return blobs;
  }

  it('is null when its pack is of another run, or its bytes differ', async () => {
    if (slice === undefined) throw new Error('the pack has no body');
    const read = async (bytes: Uint8Array) => readBody(await storeWith(bytes), slice);
    const hashOf = (bytes: Uint8Array | null): string =>
      createHash('sha256')
        .update(bytes ?? '')
        .digest('hex');
    expect(hashOf(await read(own.bytes))).toBe(hashOf(body));
    expect(await read(packOf(OTHER, [body]).bytes)).toBeNull();
    expect(await read(Buffer.concat([packHead(PACK), Buffer.alloc(body.length, 'x')]))).toBeNull();
  });

  it('is no document of a source when its pack is of another run', async () => {
    if (slice === undefined) throw new Error('the pack has no body');
    const pieces = readDocument(await storeWith(packOf(OTHER, [body]).bytes), slice);
    expect(await pieces.next()).toEqual({ done: true, value: 'body-missing' });
  });
});
