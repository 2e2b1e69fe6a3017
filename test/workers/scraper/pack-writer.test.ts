import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { createIds, hasher } from '../../../adapters/clock/ids.ts';
import { createMemoryBlobStore } from '../../support/memory/blob-store.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { Verdict } from '../../../domain/run/dispatch/broker.ts';
import type { PagePicture } from '../../../domain/web/fetch/page-picture.ts';
import type { ScrapeAnswer } from '../../../domain/run/dispatch/message.ts';
import { parseNoted } from '../../../domain/web/fetch/noted-answer.ts';
import { packHead } from '../../../domain/run/stage/pack-head.ts';
import { type PackLimits, type Result, PackWriter } from '../../../workers/scraper/pack-writer.ts';
import { scrapeAnswer } from '../../support/scrape-message.ts';
import { createSilentLog } from '../../support/silent-log.ts';

/** A writer over memory that notes what happens in which order. */
function setUp(limits: Partial<PackLimits> = {}) {
  const order: string[] = [];
  const sent: { replyTo: string; answers: readonly ScrapeAnswer[] }[] = [];
  const failing = { put: false, answer: false, gone: false, full: false };
  const blobs = createMemoryBlobStore();
  const down = (): never => {
    throw new WebloomError('dependency-unavailable', 'down');
  };
  const ports = {
    broker: {
      answer: async (replyTo: string, answers: readonly ScrapeAnswer[]) => {
        if (failing.answer) down();
        order.push('answer');
        sent.push({ replyTo, answers });
        return !failing.gone;
      },
    },
    blobs: {
      put: async (key: string, bytes: Uint8Array) => {
        if (failing.put) down();
        if (failing.full) throw new WebloomError('disk-full', 'no room');
        await blobs.put(key, bytes);
        order.push('pack');
      },
    },
    ids: createIds(),
    hasher,
    log: createSilentLog(),
  };
  const writer = new PackWriter(ports, 's1', {
    maxResults: 32,
    maxBytes: 1_000,
    maxWaitMs: 60_000,
    handBackMs: 1,
    answerForMs: 50,
    ...limits,
  });
  const add = (
    changes: Partial<ScrapeAnswer>,
    body: string | null,
    replyTo = 'q',
    picture?: PagePicture,
  ): void => {
    const settle = (verdict: Verdict): number => order.push(verdict);
    const bytes = body === null ? null : new TextEncoder().encode(body);
    writer.add({
      answer: scrapeAnswer(changes),
      replyTo: () => replyTo,
      body: bytes,
      picture,
      settle,
    } satisfies Result);
  };
  return { writer, add, order, sent, failing, blobs };
}

test('results of a chunk share a pack; it is written, then answered, then acknowledged', async () => {
  const { writer, add, order, sent, blobs } = setUp();
  add({ urlKey: 'a' }, 'first');
  add({ urlKey: 'b', outcome: 'not-modified' }, null);
  add({ urlKey: 'c' }, 'second!');
  await writer.finish();
  expect(order).toEqual(['pack', 'answer', 'ack', 'ack', 'ack']);
  const [a, b, c] = sent[0]?.answers ?? [];
  expect(b?.pack).toBeUndefined();
  const key = a?.pack?.key ?? '';
  const head = packHead(key).length;
  expect(c?.pack).toEqual({ key, offset: head + 5, length: 7, crc32: crc32('second!') });
  expect(a?.pack?.key).toMatch(/^runs\/r1\/1\/pack\.s1\./);
  const bytes = await blobs.get(key);
  expect(Buffer.from(bytes ?? []).toString()).toBe(`webloom-pack ${key}\nfirstsecond!`);
  expect(c?.hash).toBe(hasher.sha256('second!'));
});

test('a picture lies behind the body of its page', async () => {
  const { writer, add, sent, blobs } = setUp();
  const png = new TextEncoder().encode('a picture');
  add({ urlKey: 'a' }, 'first', 'q', { png, width: 2, height: 3 });
  add({ urlKey: 'b' }, 'second');
  await writer.finish();
  const [a, b] = sent[0]?.answers ?? [];
  const { key = '', offset = 0 } = a?.pack ?? {};
  const slice = { key, offset: offset + 5, length: 9, crc32: crc32(png) };
  expect(a?.picture).toEqual({ ...slice, width: 2, height: 3, hash: hasher.sha256(png) });
  expect(b?.pack?.offset).toBe(offset + 14);
  expect(Buffer.from((await blobs.get(key)) ?? []).toString()).toContain('firsta picturesecond');
});

test('what the server sent lies behind the body as well', async () => {
  const { writer, sent, blobs } = setUp();
  const [body, document] = [new TextEncoder().encode('made'), new TextEncoder().encode('<p>sent</p>')];
  const settle = (): void => undefined;
  const served = { html: document, url: 'https://shop.example/a' };
  writer.add({ answer: scrapeAnswer({}), replyTo: () => 'q', body, served, settle });
  await writer.finish();
  const [a] = sent[0]?.answers ?? [];
  const { key = '', offset = 0 } = a?.pack ?? {};
  const slice = { key, offset: offset + 4, length: 11, crc32: crc32(document) };
  expect(a?.served).toEqual({ ...slice, url: served.url, hash: hasher.sha256(document) });
  expect(Buffer.from((await blobs.get(key)) ?? []).toString()).toContain('made<p>sent</p>');
});

test('a failure may have a picture without a body, and is answered without it where there is no room', async () => {
  const { writer, add, sent, blobs, failing } = setUp();
  const png = new TextEncoder().encode('a picture');
  const failed = { outcome: 'failed', reason: 'step-failed', retryable: true } as const;
  add({ urlKey: 'a', ...failed }, null, 'q', { png, width: 2, height: 3 });
  await writer.finish();
  const [a] = sent[0]?.answers ?? [];
  expect(a).toMatchObject({ ...failed, picture: { length: 9, crc32: crc32(png), width: 2, height: 3 } });
  expect(a?.pack).toBeUndefined();
  const { key = '', offset = 0 } = a?.picture ?? {};
  expect(Buffer.from((await blobs.get(key)) ?? []).toString('utf8', offset)).toBe('a picture');

  failing.full = true;
  add({ urlKey: 'b', ...failed }, null, 'q', { png, width: 2, height: 3 });
  await writer.finish();
  const [b] = sent[1]?.answers ?? [];
  expect(b).toMatchObject({ urlKey: 'b', ...failed });
  expect(b?.picture).toBeUndefined();
});

test('what a page got lies behind its body as well', async () => {
  const { writer, sent, blobs } = setUp();
  const noted = [{ url: 'https://a/b', kind: 'json', status: 200, bytes: 2, text: '{}' }] as const;
  const body = new TextEncoder().encode('first');
  const settle = (): void => undefined;
  writer.add({ answer: scrapeAnswer({ urlKey: 'a' }), replyTo: () => 'q', body, noted, settle });
  await writer.finish();
  const { key = '', offset = 0, length = 0 } = sent[0]?.answers[0]?.noted ?? {};
  const bytes = (await blobs.get(key)) ?? new Uint8Array();
  expect(parseNoted(bytes.slice(offset, offset + length))).toEqual(noted);
});

test('chunks do not share packs, and each dispatcher gets its own answers', async () => {
  const { writer, add, sent } = setUp();
  add({ chunkNo: 1, urlKey: 'a' }, 'x', 'q1');
  add({ chunkNo: 1, urlKey: 'b' }, 'y', 'q2');
  add({ chunkNo: 2, urlKey: 'c' }, 'z', 'q1');
  await writer.finish();
  expect(sent.map(({ replyTo, answers }) => [replyTo, answers.map((answer) => answer.urlKey)])).toEqual(
    expect.arrayContaining([
      ['q1', ['a']],
      ['q2', ['b']],
      ['q1', ['c']],
    ]),
  );
  expect(new Set(sent.map(({ answers }) => answers[0]?.pack?.key)).size).toBe(2);
});

test('nothing to pack, no pack', async () => {
  const { writer, add, order } = setUp();
  add({ outcome: 'late' }, null);
  await writer.finish();
  expect(order).toEqual(['answer', 'ack']);
});

test.each([
  ['many results', { maxResults: 2 }, 'x'],
  ['many bytes', { maxBytes: 10 }, 'xxxxxx'],
  ['a short while', { maxWaitMs: 1 }, 'x'],
])('a batch is written after %s, unasked', async (_name, limits, body) => {
  const { add, sent } = setUp(limits);
  add({ urlKey: 'a' }, body);
  add({ urlKey: 'b' }, body);
  await expect.poll(() => sent.length).toBe(1);
  expect(sent[0]?.answers.map(({ urlKey }) => urlKey)).toEqual(['a', 'b']);
});

test.each(['put', 'answer'] as const)('when %s fails, everything is handed back', async (step) => {
  const { writer, add, order, failing } = setUp();
  failing[step] = true;
  add({ urlKey: 'a' }, 'x');
  add({ urlKey: 'b', outcome: 'failed' }, null);
  await writer.finish();
  expect(order.filter((entry) => entry !== 'pack')).toEqual(['requeue', 'requeue']);
});

test('an answer nobody can take just now is offered again, under the same pack', async () => {
  const { writer, add, order, failing } = setUp({ answerForMs: 10_000 });
  failing.answer = true;
  add({ urlKey: 'a' }, 'x');
  const finished = writer.finish();
  await expect.poll(() => order).toEqual(['pack']);
  failing.answer = false;
  await finished;
  expect(order).toEqual(['pack', 'answer', 'ack']);
});

test('what came too late for a dispatcher that is gone is offered once; what was fetched, for as long as it may come back', async () => {
  const { writer, add, sent, failing } = setUp();
  failing.gone = true;
  add({ urlKey: 'a', outcome: 'late' }, null);
  add({ urlKey: 'b', outcome: 'late' }, null);
  await writer.finish();
  expect(sent).toHaveLength(1);
  add({ urlKey: 'c', outcome: 'late' }, null);
  add({ urlKey: 'd' }, 'page');
  await writer.finish();
  const later = sent.slice(2).map(({ answers }) => answers.map(({ urlKey }) => urlKey));
  expect(later.length).toBeGreaterThan(1);
  expect(new Set(later.flat())).toEqual(new Set(['d']));
});
