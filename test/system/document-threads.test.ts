// The reader of documents as it is built (threads take no TypeScript): what is hostile costs its own visit alone.
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ParseRequest } from '../../domain/run/stage/page-parser.ts';
import type { ParsePool } from '../../workers/pipeline/parse-pool.ts';
import type * as Documents from '../../workers/pipeline/read-documents.ts';
import type * as Reader from '../../workers/pipeline/thread-document-reader.ts';
import { lockedPdf, makePdf } from '../support/document/make-pdf.ts';

const OPTIONS = { fields: [], watched: null, wantLinks: false };
const LIST = makePdf({ title: 'Price list', pages: [['Oak board\t€ 49.90', 'Pine board\t€ 19.90']] });
const HASTY = { deadlineMs: 3_000, maxGrowthMb: 2_000 };
const SPARING = { deadlineMs: 60_000, maxGrowthMb: 150 };
const BOMB_BYTES = 600 * 1024 * 1024;

let pool: ParsePool;
type Titles = (...bodies: readonly Uint8Array[]) => Promise<unknown[]>;
let [hasty, sparing]: (Titles | undefined)[] = [];

async function built<Module>(path: string): Promise<Module> {
  return (await import(new URL(`../../dist/workers/pipeline/${path}`, import.meta.url).href)) as Module;
}

beforeAll(async () => {
  const { ParsePool: Pool } = await built<{ ParsePool: typeof ParsePool }>('parse-pool.js');
  const { parserOfDocuments } = await built<typeof Documents>('read-documents.js');
  const { createDocumentReader } = await built<typeof Reader>('thread-document-reader.js');
  pool = new Pool({ size: 1, pageDeadlineMs: 20_000, heapMb: 256 });
  const titlesBy = (options: Reader.DocumentReaderOptions): Titles => {
    const parser = parserOfDocuments(pool, createDocumentReader(options));
    return async (...bodies) => {
      const replies = await parser.parse(bodies.map(request), OPTIONS);
      return replies.map((reply) => (reply.ok ? reply.row.title : reply.reason));
    };
  };
  [hasty, sparing] = [titlesBy(HASTY), titlesBy(SPARING)];
});
afterAll(() => pool.close());

function request(body: Uint8Array, at: number): ParseRequest {
  return { url: `https://a.example/${at}`, contentType: 'text/html', body };
}

const PAGE = Buffer.from('<title>A page</title><p>Words.</p>');

function streamOf(content: Buffer): Buffer {
  const bytes = deflateSync(content);
  return makePdf({ pages: [], streams: [{ bytes, members: '/Filter /FlateDecode' }] });
}

test('documents and pages of one batch are read, each by its reader, in their order', async () => {
  expect(await sparing?.(PAGE, LIST, PAGE, lockedPdf(), LIST.subarray(0, 700))).toEqual([
    'A page',
    'Price list',
    'A page',
    'document-locked',
    'document-broken',
  ]);
});

// Operators that keep nothing: they cost time alone, 40 s on a fast machine, so that memory is not what ends it.
const SLOW = streamOf(Buffer.from('q Q '.repeat(60_000_000)));

test('a document that takes too long is given up, and the page and the document beside it are read', async () => {
  // A thread that runs already has its deadline alone, without the time that a fresh one has to start.
  expect(await hasty?.(makePdf({ title: 'First', pages: [['Words']] }))).toEqual(['First']);
  expect(await hasty?.(SLOW, PAGE, LIST)).toEqual(['parse-timeout', 'A page', 'Price list']);
}, 60_000);

test('a document that unpacks to hundreds of megabytes is given up for its memory', async () => {
  const bomb = streamOf(Buffer.alloc(BOMB_BYTES, ' '));
  expect(bomb.length).toBeLessThan(1_000_000);
  expect(await sparing?.(bomb, LIST, PAGE)).toEqual(['document-too-large', 'Price list', 'A page']);
}, 60_000);
