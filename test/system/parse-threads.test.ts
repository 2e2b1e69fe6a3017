// The pool of parse threads as it is built (threads take no TypeScript): a thread that read a page of megabytes is replaced,
// since its heap does not shrink.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ParseRequest } from '../../domain/stage/page-parser.ts';
import type { ParsePool } from '../../workers/pipeline/parse-pool.ts';

const OPTIONS = { fields: [], watched: null, wantLinks: true };

let pool: ParsePool;
beforeEach(async () => {
  const built = new URL('../../dist/workers/pipeline/parse-pool.js', import.meta.url).href;
  const { ParsePool: Built } = (await import(built)) as { ParsePool: typeof ParsePool };
  pool = new Built({ size: 1, pageDeadlineMs: 20_000, heapMb: 256 });
});
afterEach(() => pool.close());

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
