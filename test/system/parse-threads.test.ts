// The pool of parse threads as it is built (threads take no TypeScript): a thread that read a page of megabytes is replaced,
// since its heap does not shrink.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ParseRequest } from '../../domain/run/stage/page-parser.ts';
import type { ParsePool } from '../../workers/pipeline/parse-pool.ts';

const DEADLINE_MS = 20_000;
const OPTIONS = { fields: [], watched: null, wantLinks: true };

let pool: ParsePool;
let Built: typeof ParsePool;
beforeAll(async () => {
  const built = new URL('../../dist/workers/pipeline/parse-pool.js', import.meta.url).href;
  ({ ParsePool: Built } = (await import(built)) as { ParsePool: typeof ParsePool });
});
beforeEach(() => {
  pool = open(DEADLINE_MS);
});
afterEach(() => pool.close());

function open(pageDeadlineMs: number): ParsePool {
  return new Built({ size: 1, pageDeadlineMs, heapMb: 256 });
}

function page(name: string, paragraphs: number): ParseRequest {
  const text = `<p>Words of a paragraph of ${name}, which is as long as the paragraphs of pages mostly are.</p>`;
  const html = `<html><head><title>${name}</title></head><body>${text.repeat(paragraphs)}</body></html>`;
  return { url: `https://a.example/${name}`, contentType: 'text/html', body: Buffer.from(html) };
}

async function titles(...requests: ParseRequest[]): Promise<unknown[]> {
  const replies = await pool.parse(requests, OPTIONS);
  return replies.map((reply) => (reply.ok ? reply.row.title : reply.reason));
}

test('small pages share one thread', async () => {
  const small = Array.from({ length: 100 }, (_, i) => page(`page ${i}`, 3));
  expect(await titles(...small)).toEqual(small.map((_, i) => `page ${i}`));
  expect(pool.started).toBe(1);
});

test('a page of megabytes is read alone, and the next ones by a fresh thread', async () => {
  expect(await titles(page('before', 3), page('large', 60_000), page('after', 3))).toEqual([
    'before',
    'large',
    'after',
  ]);
  expect(pool.started).toBe(2);
  expect(await titles(page('later', 3))).toEqual(['later']);
  expect(pool.started).toBe(2);
});

/** As if so much time went by before the new thread could load its code: it gets no turn meanwhile. */
async function titleAfter(ms: number, pageDeadlineMs: number): Promise<unknown> {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    pool = open(pageDeadlineMs);
    const reading = titles(page('first', 3));
    await nextTurn();
    vi.advanceTimersByTime(ms);
    return (await reading)[0];
  } finally {
    vi.useRealTimers();
  }
}

test('the time of a page begins when its thread has started', async () => {
  expect(await titleAfter(6_000, 1_000)).toBe('first');
});

test('a thread that does not start is given up', async () => {
  expect(await titleAfter(60_000, 1_000)).toBe('parse-timeout');
});
