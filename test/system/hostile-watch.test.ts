// Rules and bodies made to hurt, in the parse threads of a pipeline: each page ends in a reason or is cut, within its
// deadline and its memory, and the pages beside it are read.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ParseReply, ParseRequest } from '../../domain/run/stage/page-parser.ts';
import { type WatchRules, WHOLE_PAGE } from '../../domain/reading/part/watch-rules.ts';
import type { ParsePool } from '../../workers/pipeline/parse-pool.ts';

const PAGE_DEADLINE_MS = 10_000;
const HEAP_MB = 256;
const MB = 1024 * 1024;

interface Hostile {
  readonly type: string;
  readonly body: () => string;
  readonly rules?: Partial<WatchRules>;
}

const words = (bytes: number) => 'tin oak ash elm yew\n'.repeat(Math.ceil(bytes / 20));
const html = (body: string) => `<!doctype html><html lang="en"><body>${body}</body></html>`;
const many = (count: number, write: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => write(at)).join('');
const replace = (pattern: string, flags = '') => ({
  filters: [{ kind: 'replace', pattern, with: 'x', flags }] as const,
});
const include = (selector: string, more: Partial<WatchRules> = {}) => ({ include: [selector], ...more });

const CASES: Record<string, Hostile> = {
  'a quadratic XPath': {
    type: 'text/html',
    body: () => html('<p>x</p>'.repeat(30_000)),
    rules: include('//p[count(preceding::p) > count(following::p)]'),
  },
  'an XPath that compares all with all': {
    type: 'application/xml',
    body: () => `<a>${many(40_000, (at) => `<b>${at}</b>`)}</a>`,
    rules: include('//b[. = //b/following::b]', { format: 'xml' }),
  },
  'an XPath that joins all text at every node': {
    type: 'text/html',
    body: () => html('<div>'.repeat(200) + '<p>some text</p>'.repeat(20_000)),
    rules: include('//*[contains(string(/), "nothing")]'),
  },
  'CSS that looks into everything': {
    type: 'text/html',
    body: () => html('<div><p>x</p>'.repeat(20_000)),
    rules: include('div:has(div:has(div:has(b))) ~ div:not(:has(i))'),
  },
  'a pattern that would backtrack': {
    type: 'text/plain',
    body: () => 'a'.repeat(2 * MB),
    rules: replace('(a+)+b'),
  },
  'a pattern of repetitions of repetitions': {
    type: 'text/plain',
    body: () => words(5 * MB),
    rules: replace('((a{0,30}){0,30}){0,1}x'),
  },
  'a filter that matches every character': {
    type: 'text/plain',
    body: () => words(5 * MB),
    rules: replace('.'),
  },
  'a filter that matches between all characters': {
    type: 'text/plain',
    body: () => words(5 * MB),
    rules: replace('', 's'),
  },
  'a filter that makes a page larger each time': {
    type: 'text/plain',
    body: () => words(MB),
    rules: {
      filters: Array.from({ length: 20 }, () => ({
        kind: 'replace',
        pattern: '.',
        with: '$0$0$0$0$0$0$0$0',
      })),
    },
  },
  'a filter that extracts every character': {
    type: 'text/plain',
    body: () => words(5 * MB),
    rules: { filters: [{ kind: 'extract', matching: ['/./', '/(.)(.)/s', 'a'] }] },
  },
  'lines kept by fifty patterns over lines': {
    type: 'text/plain',
    body: () => words(5 * MB),
    rules: {
      filters: [{ kind: 'keep-lines', containing: Array.from({ length: 50 }, (_, at) => `/^.*${at}.*$/ms`) }],
    },
  },
  'a JSONPath over a huge array': {
    type: 'application/json',
    body: () => `[${many(200_000, (at) => `{"a":{"b":${at}}},`)}0]`,
    rules: include('$..[?@.b == 5]'),
  },
  'a JSONPath of descents': {
    type: 'application/json',
    body: () => '{"a":['.repeat(400) + '1' + ']}'.repeat(400),
    rules: include('$..*..*..*..*'),
  },
  'a JSONPath whose pattern would backtrack': {
    type: 'application/json',
    body: () => JSON.stringify([{ a: 'a'.repeat(MB) }]),
    rules: include("$[?search(@.a, '(a+)+b')]"),
  },
  'JSON nested 100,000 deep': {
    type: 'application/json',
    body: () => '['.repeat(100_000) + ']'.repeat(100_000),
    rules: { format: 'json' },
  },
  'JSON nested 100,000 deep, with a path': {
    type: 'application/json',
    body: () => '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000),
    rules: include('$..a'),
  },
  'JSON nested 100,000 deep, printed': {
    type: 'application/json',
    body: () => '[1,'.repeat(100_000) + '1' + ']'.repeat(100_000),
    rules: { format: 'json-pretty' },
  },
  'JSON nested 100,000 deep, left out': {
    type: 'application/json',
    body: () => '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000),
    rules: { exclude: ['$..b'] },
  },
  'XML that multiplies entities': {
    type: 'application/xml',
    body: () =>
      `<!DOCTYPE a [<!ENTITY e0 "boom">${many(30, (at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`)}]><a>&e30;</a>`,
    rules: { format: 'xml' },
  },
  'a feed of 100,000 entries': {
    type: 'application/rss+xml',
    body: () =>
      `<rss><channel>${many(100_000, (at) => `<item><title>Title ${at}</title><guid>${at}</guid></item>`)}</channel></rss>`,
    rules: { format: 'feed' },
  },
  'a feed whose entries are pages': {
    type: 'application/rss+xml',
    body: () =>
      `<rss><channel>${many(2_000, (at) => `<item><title>T ${at}</title><description>${'&lt;b&gt;x'.repeat(300)}</description></item>`)}</channel></rss>`,
  },
  'CSV with a million columns': {
    type: 'text/csv',
    body: () => `${'a,'.repeat(1_000_000)}a\n${'1,'.repeat(1_000_000)}1\n`,
    rules: { filters: [{ kind: 'csv-to-text' }] },
  },
  'CSV with a million columns and many lines': {
    type: 'text/csv',
    body: () => `${'a,'.repeat(1_000_000)}a\n${'1,2,3\n'.repeat(100_000)}`,
    rules: { filters: [{ kind: 'csv-to-text' }] },
  },
  'a calendar of 50 MB': {
    type: 'text/calendar',
    body: () =>
      `BEGIN:VCALENDAR\n${many(400_000, (at) => `BEGIN:VEVENT\nUID:${at}\nDTSTART:20260401T100000Z\nSUMMARY:Event ${at} of the harbour, with a long name\nEND:VEVENT\n`)}END:VCALENDAR\n`,
    rules: { filters: [{ kind: 'ical-to-text' }] },
  },
  'a calendar that folds its lines for ever': {
    type: 'text/calendar',
    body: () =>
      `BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:${'x\n '.repeat(1_000_000)}\nEND:VEVENT\nEND:VCALENDAR\n`,
    rules: { filters: [{ kind: 'ical-to-text' }], keepWhitespace: true },
  },
  'unsorted numbers without end': {
    type: 'text/plain',
    body: () => many(300_000, (at) => `${(at * 7919) % 300_007}\n`),
    rules: { filters: [{ kind: 'sort', order: 'number' }, { kind: 'unique' }] },
  },
};

let pool: ParsePool;
beforeAll(async () => {
  const built = new URL('../../dist/workers/pipeline/parse-pool.js', import.meta.url).href;
  const { ParsePool: Built } = (await import(built)) as { ParsePool: typeof ParsePool };
  pool = new Built({ size: 1, pageDeadlineMs: PAGE_DEADLINE_MS, heapMb: HEAP_MB });
});
afterAll(() => pool.close());

const request = (type: string, body: string): ParseRequest => ({
  url: 'https://h.example/',
  contentType: type,
  body: Buffer.from(body),
});

function endsWell(reply: ParseReply | undefined): string {
  if (reply === undefined) return 'no answer';
  if (!reply.ok) return reply.detail.length > 10 ? 'well' : `no reason: ${reply.detail}`;
  return reply.row.blockCount <= 100_000 ? 'well' : `${reply.row.blockCount} blocks`;
}

describe('a page made to hurt', () => {
  it.each(Object.entries(CASES))(
    'ends well and in time: %s',
    async (...[, { type, body, rules }]) => {
      const started = Date.now();
      const beside = request('text/plain', '');
      const options = { fields: [], watched: { ...WHOLE_PAGE, ...rules }, wantLinks: false };
      const [before, hurt, after] = await pool.parse([beside, request(type, body()), beside], options);
      expect(endsWell(hurt)).toBe('well');
      expect([before?.ok, after?.ok]).toEqual([true, true]);
      expect(Date.now() - started).toBeLessThan(4 * PAGE_DEADLINE_MS);
    },
    60_000,
  );
});
