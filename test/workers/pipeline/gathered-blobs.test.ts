// What a thread hands over: the blobs of a batch in memory of exactly their size.
import { expect, test } from 'vitest';
import type { ParseReply } from '../../../domain/run/stage/page-parser.ts';
import { gatherBlobs } from '../../../workers/pipeline/gathered-blobs.ts';
import { readPage } from '../../../workers/pipeline/read-page.ts';

const rules = { fields: { fields: [] }, watched: null, wantLinks: true };

function read(text: string, wantLinks = true): ParseReply {
  const body = new TextEncoder().encode(`<title>T</title><main><p>${text}<a href="/next">on</a></main>`);
  return readPage({ url: 'http://site.test/', contentType: 'text/html', body }, { ...rules, wantLinks });
}

function bytesOf(replies: readonly ParseReply[]): Uint8Array[] {
  return replies.flatMap((reply) => {
    if (!reply.ok) return [];
    return reply.links === null ? [reply.blocks.bytes] : [reply.blocks.bytes, reply.links.bytes];
  });
}

test('blobs keep their bytes, in one memory that holds nothing else', () => {
  const failed: ParseReply = { ok: false, reason: 'parse-failed', detail: 'broken' };
  const replies = [read('one'), failed, read('two', false), read('three '.repeat(2_000))];
  const gathered = gatherBlobs(replies);
  const [before, after] = [bytesOf(replies), bytesOf(gathered.replies)];
  expect(after.map((bytes) => Buffer.from(bytes))).toEqual(before.map((bytes) => Buffer.from(bytes)));
  expect(new Set(after.map(({ buffer }) => buffer))).toEqual(new Set([gathered.memory]));
  expect(gathered.memory.byteLength).toBe(before.reduce((sum, { length }) => sum + length, 0));
  expect(gathered.replies[1]).toEqual(failed);
});

test('a batch of failures has no memory to hand over', () => {
  expect(gatherBlobs([{ ok: false, reason: 'parse-timeout', detail: '' }]).memory.byteLength).toBe(0);
});
