import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Availability } from '../../../../domain/reading/page/parsed-page.ts';
import { trackPrice } from '../../../../domain/price/track.ts';
import { decideVisit } from '../../../../domain/run/visit/decide-visit.ts';
import { orderOf } from '../../../../domain/run/visit/visit-context.ts';
import { START } from '../../../contracts/sample-documents.ts';
import {
  CHANGED,
  CHEAPER,
  FIRST,
  FIRST_PRICE,
  parsedRow,
  SAME_TEXT,
  visitContext,
} from '../../../support/visit-context.ts';

describe('a required field that is not found', () => {
  const missing = {
    name: 'price',
    value: null,
    raw: '',
    source: 'selector',
    locator: '',
    confidence: 0,
  } as const;
  const fields = [
    { ...missing, missing: true as const },
    { ...missing, name: 'note' },
  ];

  it('is told of the page, whether it is new, changed or the same', () => {
    const parse = parsedRow({ fields });
    const page = visitContext({}).page;
    if (page?.baseline === undefined) throw new Error('the sample page is stored');
    const baseline = { ...page.baseline, fields };
    const looks = [
      decideVisit(visitContext({ rows: { parse, change: FIRST }, page: null })),
      decideVisit(visitContext({ rows: { parse, change: CHANGED } })),
      decideVisit(
        visitContext({ scrape: { result: 'not-modified' }, rows: { parse: null }, page: { baseline } }),
      ),
    ];
    for (const look of looks) {
      expect(look.missingFields).toEqual(['price']);
      expect(look.why.at(-1)).toBe('required but not found: price');
    }
  });

  it('stands beside the watched part, which a mistyped selector does not find', () => {
    const parse = parsedRow({ fields, lostPart: true });
    const look = decideVisit(visitContext({ rows: { parse, change: FIRST }, page: null }));
    expect(look.missingFields).toEqual(['watched part', 'price']);
    expect(look.write?.set.baseline).toMatchObject({ lostPart: true });
  });

  it('says nothing of a page that was not read', () => {
    expect(decideVisit(visitContext({ scrape: { result: 'failed', reason: 'timeout' } }))).not.toHaveProperty(
      'missingFields',
    );
  });
});

describe('a change of a price', () => {
  const before = { minor: 5_500, currency: 'EUR', availability: 'InStock' } as const;
  const saw = (minor: number, availability: Availability) => {
    if (CHEAPER.verdict !== 'changed') throw new Error('no offer');
    const offer = { ...CHEAPER.offer, price: { minor, currency: 'EUR' }, availability };
    return decideVisit(visitContext({ rows: { change: SAME_TEXT, price: trackPrice(before, offer) } }))
      .changes;
  };

  it.each<[string, number, Availability, object]>([
    ['the price alone moved', 4_900, 'InStock', { kind: 'price' }],
    ['the stock moved too', 4_900, 'OutOfStock', { kind: 'price', stockMoved: true }],
    ['the stock alone moved', 5_500, 'OutOfStock', { kind: 'availability', stockMoved: true }],
  ])('says as a value whether %s', (_what, minor, availability, told) => {
    const changes = saw(minor, availability);
    expect(changes.map(({ kind, stockMoved }) => ({ kind, ...(stockMoved && { stockMoved }) }))).toEqual([
      told,
    ]);
  });
});

describe('a removal', () => {
  it('needs a second look, later, that takes the first class back', () => {
    const { reopen } = decideVisit(visitContext({ scrape: { result: 'gone', attempts: 3 } }));
    expect(reopen).toEqual({
      visit: 2,
      attempts: 0,
      dueAt: START.getTime() + 10_000,
      countedAs: 'failed',
      lookAgain: 'removal',
    });
  });

  it('is a confirmed change with its evidence', () => {
    const gone = decideVisit(
      visitContext({ scrape: { result: 'gone', status: 410, visit: 2, lookAgain: 'removal' } }),
    );
    expect(gone.changes).toMatchObject([
      { kind: 'removed', state: 'confirmed', reason: 'answered 410 at two looks' },
    ]);
    expect(gone.write?.set).toMatchObject({ state: 'removed', removedAt: START });
  });
});

describe('a change that waits for confirmation', () => {
  const pending = { id: 'job:kettle:4', textHash: 'text-2-bbbb' };

  it('keeps the baseline and tells nobody until the second look', () => {
    const row = decideVisit(visitContext({ rows: { change: CHANGED }, confirm: true }));
    expect(row.changes).toMatchObject([{ state: 'pending' }]);
    expect(row.write?.set.baseline).toBeUndefined();
    expect(row.snapshot).toBeUndefined();
    expect(row.reopen).toMatchObject({ visit: 2, countedAs: 'stored', lookAgain: 'change' });
  });

  it('is settled once: confirmed without a second change document', () => {
    const second = {
      rows: { change: CHANGED },
      confirm: true,
      scrape: { visit: 2, lookAgain: 'change' },
    } as const;
    const row = decideVisit(visitContext({ ...second, page: { pendingChange: pending } }));
    expect(row.changes).toEqual([]);
    expect(row.settle).toEqual({ changeIds: [pending.id], state: 'confirmed' });
    expect(row.write?.unset).toContain('pendingChange');
    expect(row.snapshot).toBeDefined();
  });

  it('is withdrawn when it is not seen again', () => {
    const row = decideVisit(visitContext({ rows: { change: SAME_TEXT }, page: { pendingChange: pending } }));
    expect(row).toMatchObject({ reason: 'change-withdrawn', settle: { state: 'withdrawn' } });
  });
});

describe('a change left waiting by an earlier run', () => {
  const other = { pendingChange: { id: 'job:kettle:3', textHash: 'text of last week' } };

  it('is withdrawn when another change takes its place', () => {
    const row = decideVisit(visitContext({ rows: { change: CHANGED }, confirm: true, page: other }));
    expect(row.reason).toBe('change-pending');
    expect(row.settle).toEqual({ changeIds: ['job:kettle:3'], state: 'withdrawn' });
  });

  it('is not confirmed by another text, once confirmation is no longer asked for', () => {
    const row = decideVisit(visitContext({ rows: { change: CHANGED }, page: other }));
    expect(row.settle).toEqual({ changeIds: ['job:kettle:3'], state: 'withdrawn' });
    expect(row.changes).toMatchObject([{ state: 'confirmed', _id: 'job:kettle:5' }]);
    expect(row.write?.unset).toContain('pendingChange');
  });

  it('is withdrawn when the page is removed', () => {
    const scrape = { result: 'gone', visit: 2, lookAgain: 'removal' } as const;
    const row = decideVisit(visitContext({ scrape, page: other }));
    expect(row.settle).toEqual({ changeIds: ['job:kettle:3'], state: 'withdrawn' });
    expect(row.write?.unset).toContain('pendingChange');
  });
});

describe('a first visit', () => {
  it('is a baseline without a change while the job is new', () => {
    const row = decideVisit(visitContext({ rows: { change: FIRST, price: FIRST_PRICE }, page: null }));
    expect(row.changes).toEqual([]);
    expect(row.prices).toMatchObject([{ minor: 1_990, changed: false }]);
    expect(row.write).toMatchObject({ expectedV: 0, set: { state: 'live', lowestMinor: 1_990, checks: 1 } });
  });

  it('is news once an earlier run has completed', () => {
    const row = decideVisit(visitContext({ rows: { change: FIRST }, page: null, tellAdded: true }));
    expect(row.changes).toMatchObject([{ kind: 'added', state: 'confirmed', _id: 'job:kettle:1' }]);
  });
});

describe('a price that moved', () => {
  it('names the change, with a point that says what it was before', () => {
    const row = decideVisit(visitContext({ rows: { change: CHANGED, price: CHEAPER } }));
    expect(row.changes).toMatchObject([{ kind: 'price', severity: 'major' }]);
    expect(row.prices).toMatchObject([{ minor: 1_990, beforeMinor: 2_490, percent: -20, changed: true }]);
  });

  it('keeps the lowest price ever seen', () => {
    const low = decideVisit(
      visitContext({ rows: { change: CHANGED, price: CHEAPER }, page: { lowestMinor: 500 } }),
    );
    expect(low.write?.set.lowestMinor).toBe(500);
  });
});

describe('a redirect to another page', () => {
  it('is skipped, and its target offered to the frontier', () => {
    const scrape = { result: 'skipped', reason: 'duplicate', finalUrl: 'http://shop.test/other' } as const;
    expect(decideVisit(visitContext({ scrape })).leadsTo).toBe('http://shop.test/other');
  });
});

describe('the order of writes', () => {
  it('rises with the run, then with the visit', () => {
    const runs = fc.nat({ max: 1_000_000 });
    const visits = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(runs, visits, runs, visits, (a, x, b, y) => {
        const expected = Math.sign(a - b) || Math.sign(x - y);
        expect(Math.sign(orderOf(a, x) - orderOf(b, y))).toBe(expected);
      }),
    );
  });

  it('lets no number of looks reach into the next run', () => {
    expect(orderOf(1, 500)).toBeLessThan(orderOf(2, 1));
  });
});

describe('text that stayed while the bytes moved', () => {
  it('brings validators, bytes and links up to date and keeps the text of the baseline', () => {
    const parse = parsedRow({ linksKey: 'links/new' });
    const { write } = decideVisit(visitContext({ rows: { change: SAME_TEXT, parse } }));
    expect(write?.set.baseline).toMatchObject({
      etag: '"two"',
      rawHash: 'raw-2-bbbbbbbb',
      outlinksKey: 'links/new',
      textHash: expect.stringMatching(/^text-1/),
      extractionVersion: 'v2',
    });
  });
});

describe('a page that was removed', () => {
  it('tells that it is back, with its version, through the outbox', () => {
    const removed = { state: 'removed', removedAt: START } as const;
    const row = decideVisit(visitContext({ rows: { change: SAME_TEXT }, page: removed }));
    expect(row).toMatchObject({ outcome: 'unchanged', reason: 'same-text' });
    expect(row.changes).toMatchObject([
      {
        _id: 'job:kettle:5',
        kind: 'added',
        state: 'confirmed',
        summary: 'The page “A kettle” is back.',
        toSnapshot: 'job:kettle:1:0a1b2c3d',
      },
    ]);
    expect(row.write).toMatchObject({ unset: ['removedAt'], set: { state: 'live', lastChangedAt: START } });
    expect(row.write?.set.outbox).toMatchObject([{ kind: 'change', id: 'job:kettle:5', row: 3 }]);
  });

  it('tells nothing when it was only out of scope', () => {
    const row = decideVisit(visitContext({ rows: { change: SAME_TEXT }, page: { state: 'retired' } }));
    expect(row.changes).toEqual([]);
    expect(row.write?.set).toMatchObject({ state: 'live' });
  });
});

describe('a price read for the first time from text that is known', () => {
  it('is kept, and what comes later is compared with it', () => {
    const row = decideVisit(visitContext({ rows: { change: SAME_TEXT, price: FIRST_PRICE } }));
    expect(row).toMatchObject({ outcome: 'unchanged', changes: [] });
    expect(row.prices).toMatchObject([{ minor: 1_990, changed: false }]);
    expect(row.write?.set).toMatchObject({ price: { minor: 1_990, currency: 'EUR' } });
    expect(row.write?.set.outbox).toMatchObject([{ kind: 'price' }]);
  });
});

describe('the body of a new version', () => {
  it('is kept out of its pack', () => {
    const row = decideVisit(visitContext({ page: null, rows: { change: FIRST } }));
    expect(row.snapshot?.bodyKey).toBe('archives/01BODIES/0.raw-2-bbbbbbbb');
    expect(row.body).toMatchObject({ key: 'runs/run/1/pack.a' });
  });

  it('is not kept again where the baseline has the same', () => {
    const visit = visitContext({ rows: { change: CHANGED } });
    const known = visit.page?.baseline?.bodyKey ?? 'none';
    const row = decideVisit({ ...visit, bodyKey: known });
    expect(row.snapshot?.bodyKey).toBe(known);
    expect(row.body).toBeUndefined();
  });
});
