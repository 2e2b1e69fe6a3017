import { expect, it } from 'vitest';
import { jobConfigSchema } from '../../../../domain/config/schema.ts';
import type { FieldValue } from '../../../../domain/reading/page/parsed-page.ts';
import { NO_COUNTS } from '../../../../domain/run/ledger.ts';
import { countRows } from '../../../../domain/run/visit/count-rows.ts';
import { decideVisit } from '../../../../domain/run/visit/decide-visit.ts';
import { samplePage } from '../../../contracts/sample-documents.ts';
import {
  CHEAPER,
  SAME_TEXT,
  UNJUDGED,
  type VisitFields,
  parsedRow,
  storeRow,
  visitContext,
} from '../../../support/visit-context.ts';

const { baseline } = samplePage('job', 'kettle');
const TODAY = { ...baseline, extractionVersion: 'v2' } as NonNullable<typeof baseline>;
const FOUND_LATER: FieldValue = {
  name: 'price',
  value: '19.90',
  raw: '19.90',
  source: 'selector',
  locator: '.now',
  confidence: 0.9,
  healed: true,
};
const { healed: _healed, ...FOUND } = FOUND_LATER;
const LOST: FieldValue = { ...FOUND, value: null, raw: '', locator: '' };
const FINE = { attempts: 0 } as const;

interface Case extends VisitFields {
  readonly what: string;
  readonly kinds: readonly string[];
}

const read = (fields: readonly FieldValue[], more: object = {}): VisitFields => ({
  scrape: FINE,
  page: { baseline: TODAY },
  rows: { parse: parsedRow({ fields }), change: SAME_TEXT, ...more },
});

const CASES: readonly Case[] = [
  { what: 'all went as meant', ...read([FOUND]), kinds: [] },
  { what: 'a later selector found the value', ...read([FOUND_LATER]), kinds: ['other-selector'] },
  {
    what: 'the stored version of an unchanged page had it from a later selector',
    scrape: { ...FINE, result: 'not-modified' },
    page: { baseline: { ...TODAY, fields: [FOUND_LATER] } },
    rows: { parse: null },
    kinds: ['other-selector'],
  },
  {
    what: 'a browser opened it',
    ...read([FOUND]),
    scrape: { ...FINE, rendered: true, render: 'needs-javascript' },
    kinds: ['rendered'],
  },
  {
    what: 'robots.txt kept scripts of the page from asking for something',
    ...read([FOUND]),
    scrape: { ...FINE, rendered: true, calls: [{ host: 'api.test', sent: 1, refused: 2, why: 'no' }] },
    config: { fetch: { render: 'always' } },
    kinds: ['refused-calls'],
  },
  {
    what: 'all calls of the page were made',
    ...read([FOUND]),
    scrape: { ...FINE, rendered: true, calls: [{ host: 'api.test', sent: 3, refused: 0 }] },
    config: { fetch: { render: 'always' } },
    kinds: [],
  },
  {
    what: 'the job has all its pages opened in a browser',
    ...read([FOUND]),
    scrape: { ...FINE, rendered: true },
    config: { fetch: { render: 'always' } },
    kinds: [],
  },
  { what: 'no selector found the price, and the page tells none', ...read([LOST]), kinds: [] },
  {
    what: 'no selector found the price, but the page tells it',
    ...read([LOST], { price: CHEAPER }),
    kinds: ['page-data'],
  },
  {
    what: 'no selector found the stock, but the page tells it',
    ...read([{ ...LOST, name: 'stock' }]),
    rows: {
      parse: parsedRow({
        fields: [{ ...LOST, name: 'stock' }],
        product: { availability: 'InStock', availabilitySource: 'json-ld' },
      }),
      change: SAME_TEXT,
    },
    kinds: ['page-data'],
  },
  {
    what: 'another field is lost, which no page tells of itself',
    ...read([{ ...LOST, name: 'delivery' }], { price: CHEAPER }),
    kinds: [],
  },
  {
    what: 'a later attempt brought the page',
    ...read([]),
    scrape: { attempts: 2 },
    kinds: ['later-attempt'],
  },
  {
    what: 'it is read by other rules than before',
    ...read([]),
    page: { baseline: { ...TODAY, etag: '"one"', extractionVersion: 'v1' } },
    kinds: ['whole-page'],
  },
  {
    what: 'it is read by other rules, and the site gives no marks to ask with',
    ...read([]),
    page: { baseline: { ...withoutMarks(TODAY), extractionVersion: 'v1' } },
    kinds: [],
  },
  {
    what: 'the body that was to be read again is gone',
    ...read([]),
    rows: { parse: parsedRow({ isBaselineLost: true }), change: SAME_TEXT },
    kinds: ['lost-version'],
  },
  {
    what: 'a known page failed',
    scrape: { result: 'failed', reason: 'timeout' },
    page: { baseline: TODAY },
    kinds: ['stored-version'],
  },
  { what: 'a new page failed', scrape: { result: 'failed', reason: 'timeout' }, page: null, kinds: [] },
  {
    what: 'a known page is a wall, and is looked at again',
    scrape: FINE,
    page: { baseline: TODAY },
    rows: { change: UNJUDGED },
    kinds: [],
  },
  {
    what: 'a known page is a wall at the second look too',
    scrape: { ...FINE, visit: 2, lookAgain: 'unjudged', countedAs: 'failed' },
    page: { baseline: TODAY },
    rows: { change: UNJUDGED },
    kinds: ['stored-version'],
  },
  { what: 'the page was handed back', scrape: { result: 'deferred', attempts: 2 }, kinds: [] },
];

function withoutMarks({ etag: _etag, lastModified: _lastModified, ...kept }: typeof TODAY): typeof TODAY {
  return kept;
}

it.each(CASES)('where $what, the fallbacks are $kinds', ({ kinds, ...parts }) => {
  const locators = [{ selector: '.price' }, { selector: '.now' }];
  const fields = ['price', 'stock', 'delivery'].map((name) => ({ name, locators }));
  const row = decideVisit(visitContext({ ...parts, config: { fields, changes: {}, ...parts.config } }));
  expect((row.fallbacks ?? []).map(({ kind }) => kind)).toEqual(kinds);
});

it('the reason tells which selector, which source and which version', () => {
  const told = (parts: VisitFields): string[] => {
    const visit = visitContext(parts);
    const fields = [{ name: 'price', locators: [{ selector: '.price' }] }];
    const config = { ...visit.run.config, fields: jobConfigSchema.shape.fields.parse(fields) };
    return (decideVisit({ ...visit, run: { ...visit.run, config } }).fallbacks ?? []).map(
      ({ detail }) => detail,
    );
  };
  expect(told(read([FOUND_LATER]))).toEqual(['Its first selector found nothing: price by “.now”.']);
  expect(told(read([LOST], { price: CHEAPER }))).toEqual([
    'No selector of the job found it: price from its structured data (JSON-LD).',
  ]);
  expect(told({ scrape: { result: 'failed', reason: 'timeout' }, page: { baseline: TODAY } })).toEqual([
    `The page took longer than the deadline. The version of ${TODAY.at.toISOString().slice(0, 10)} stays.`,
  ]);
});

const TAKEN = { kind: 'other-selector', detail: 'why' } as const;

it('a page counts once, at the look that ended it', () => {
  const rows = [
    storeRow({ url: 'http://shop.test/b', fetchedAt: 20, fallbacks: [TAKEN] }),
    storeRow({ url: 'http://shop.test/a', fetchedAt: 10, fallbacks: [TAKEN] }),
    storeRow({ url: 'http://shop.test/a', fetchedAt: 30, visit: 2, countedAs: 'stored', fallbacks: [TAKEN] }),
    storeRow({ url: 'http://shop.test/c', fetchedAt: 40, visit: 2, countedAs: 'failed', fallbacks: [TAKEN] }),
    storeRow(),
  ];
  expect(countRows(rows, 1).fallbacks).toEqual([
    {
      kind: 'other-selector',
      count: 3,
      since: 10,
      url: 'http://shop.test/a',
      urlKey: 'kettle',
      detail: 'why',
    },
  ]);
  expect(countRows([storeRow()], 1)).not.toHaveProperty('fallbacks');
  expect(NO_COUNTS).not.toHaveProperty('fallbacks');
});

it('a chunk that waited for the store counts beside its pages', () => {
  const { fallbacks } = countRows([storeRow({ fallbacks: [TAKEN] })], 1, { since: 5_000, ms: 12_400 });
  expect(fallbacks).toMatchObject([
    { kind: 'other-selector', count: 1 },
    { kind: 'slow-store', count: 1, since: 5_000, url: 'http://shop.test/kettle' },
  ]);
  expect(fallbacks?.[1]?.detail).toBe('The chunk that begins with it waited 12 s.');
});
