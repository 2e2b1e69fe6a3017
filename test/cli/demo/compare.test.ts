import { expect, test } from 'vitest';
import type { ChangeView, PriceView } from '../../../api/client/client.ts';
import { compareFindings } from '../../../cli/demo/compare.ts';
import type { ExpectedChange } from '../../../cli/demo/shop/expected-change.ts';

const cheaper: ExpectedChange = {
  path: '/p/tent',
  kind: 'price',
  price: { currency: 'EUR', beforeMinor: 12_995, afterMinor: 10_995 },
  words: 'The tent became cheaper.',
};

function change(
  path: string,
  kind: ChangeView['kind'],
  state: ChangeView['state'] = 'confirmed',
): ChangeView {
  const texts = { title: '', summary: '', reason: '', at: '2026-01-01T00:00:00.000Z' };
  const ids = {
    severity: 'notable',
    inbox: 'unread',
    marked: null,
    picture: null,
    rolledBack: null,
    heldBy: null,
    modelSummary: null,
    jobName: '',
    changeId: path,
    pageId: path,
    jobId: 'j',
    runId: 'r',
    fromSnapshot: null,
    toSnapshot: null,
    step: 'blocks',
    siteWide: null,
    frameOnly: false,
  } as const;
  return {
    ...texts,
    ...ids,
    rules: [],
    url: `http://shop.example${path}`,
    kind,
    state,
    blocks: [],
    fields: [],
    links: {},
  };
}

function price(path: string, before: number, after: number): PriceView {
  const money = (minor: number) => ({ amount: '', minor, currency: 'EUR' });
  const ids = {
    priceId: path,
    pageId: path,
    jobId: 'j',
    runId: 'r',
    name: '',
    at: '2026-01-01T00:00:00.000Z',
  };
  const facts = {
    listPrice: null,
    variants: null,
    availability: 'InStock',
    changed: true,
    percent: null,
    confidence: 1,
  };
  const texts = { source: 'json-ld', raw: '', links: {}, url: `http://shop.example${path}` };
  return { ...ids, ...facts, ...texts, price: money(after), before: money(before) };
}

test('a price counts as found only with the right numbers', () => {
  const changes = [change('/p/tent', 'price')];
  const right = compareFindings([cheaper], [], { changes, prices: [price('/p/tent', 12_995, 10_995)] });
  expect([right.found.length, right.missed.length]).toEqual([1, 0]);
  const wrong = compareFindings([cheaper], [], { changes, prices: [price('/p/tent', 12_995, 1_099)] });
  expect(wrong.missed).toEqual([cheaper]);
});

test('a change nobody made is a false alarm; an echo of news is not, nor is a withdrawn one', () => {
  const changes = [change('/about', 'text'), change('/list', 'text'), change('/home', 'text', 'withdrawn')];
  const { falseAlarms, echoes } = compareFindings([], [{ path: '/list', why: 'echo' }], {
    changes,
    prices: [],
  });
  expect(falseAlarms.map(({ url }) => url)).toEqual(['http://shop.example/about']);
  expect(echoes).toHaveLength(1);
});
