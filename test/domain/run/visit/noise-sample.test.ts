import { describe, expect, it } from 'vitest';
import { learnNoise } from '../../../../domain/change/learn-noise.ts';
import { jobConfigSchema } from '../../../../domain/config/schema.ts';
import { skeletonOf } from '../../../../domain/page/skeleton.ts';
import type { Template } from '../../../../domain/page/template.ts';
import { decideVisit } from '../../../../domain/run/visit/decide-visit.ts';
import {
  type NoiseRound,
  kindOfVisit,
  planLooksAtChanges,
  planNoiseLooks,
  samplesNoise,
} from '../../../../domain/run/visit/noise-sample.ts';
import { given } from '../../../../domain/system/given.ts';
import { START } from '../../../contracts/sample-documents.ts';
import {
  CHANGED,
  FIRST,
  SAME_TEXT,
  UNJUDGED,
  parsedRow,
  visitContext,
} from '../../../support/visit-context.ts';

const LOOK = { visit: 2, countedAs: 'stored', lookAgain: 'noise' } as const;

function firstVisit(url: string, urlKey = 'kettle') {
  return decideVisit(visitContext({ scrape: { url, urlKey }, rows: { change: FIRST }, page: null }));
}

describe('planNoiseLooks', () => {
  const SKELETON = skeletonOf(['main/h1', 'main/p']);
  const kind = { skeleton: SKELETON, pageType: 'other', shape: '/*' };
  const round = (rows: readonly unknown[], known: Partial<NoiseRound> = {}): NoiseRound => ({
    jobId: 'job',
    seq: 2,
    chunkNo: 1,
    now: START,
    templates: new Map(),
    kinds: rows.map(() => kind),
    ...known,
  });

  it('opens three new pages of a kind again, two seconds later, and tells their template', () => {
    const rows = ['a', 'a', 'a', 'a', 'b'].map((host, n) =>
      firstVisit(`http://${host}.test/${n}`, `key-${n}`),
    );
    const planned = planNoiseLooks(rows, round(rows));
    expect(planned.map(({ reopen }) => reopen !== undefined)).toEqual([true, true, true, false, true]);
    expect(planned[0]?.reopen).toEqual({ ...LOOK, attempts: 0, dueAt: START.getTime() + 2_000 });
    expect(planned.map(({ sample }) => sample?.urlKey)).toEqual([
      'key-0',
      'key-1',
      'key-2',
      undefined,
      'key-4',
    ]);
    expect(planned[4]?.sample).toEqual({
      id: 'job:b.test',
      jobId: 'job',
      host: 'b.test',
      urlKey: 'key-4',
      kind: { ...kind, seq: 2 },
    });
  });

  it('leaves known pages, second looks and pages of no known kind alone', () => {
    const changed = decideVisit(visitContext({ rows: { change: CHANGED } }));
    const second = decideVisit(visitContext({ scrape: LOOK, rows: { change: FIRST } }));
    expect(planNoiseLooks([changed, second], round([changed, second]))).toEqual([changed, second]);
    const first = firstVisit('http://a.test/');
    expect(planNoiseLooks([first], round([first], { kinds: [null] }))).toEqual([first]);
  });

  it('asks for none of a kind that has its three samples', () => {
    const first = firstVisit('http://a.test/4', 'key-4');
    const keys = ['key-1', 'key-2', 'key-3'];
    const template: Template = {
      _id: 'job:a.test',
      jobId: 'job',
      host: 'a.test',
      samples: Object.fromEntries(keys.map((key) => [key, []])),
      kinds: Object.fromEntries(keys.map((key) => [key, { ...kind, seq: 1 }])),
    };
    const templates = new Map([[template._id, template]]);
    expect(planNoiseLooks([first], round([first], { templates }))).toEqual([first]);
  });

  it('takes the kind of a visit from its rows', () => {
    const { rows } = visitContext({ rows: { parse: parsedRow({ skeleton: SKELETON }) } });
    expect(kindOfVisit(rows)).toEqual(kind);
    const classify = { type: 'product', score: 1, reasons: [], wall: false } as const;
    expect(kindOfVisit({ ...rows, classify })?.pageType).toBe('product');
    expect(kindOfVisit({ ...rows, parse: { kind: 'same', linkCount: 0 } })).toBeNull();
    expect(kindOfVisit({ ...rows, parse: parsedRow() })).toBeNull();
  });
});

describe('planLooksAtChanges', () => {
  const changed = () => decideVisit(visitContext({ rows: { change: CHANGED } }));

  it('opens a page whose text changed again, two seconds later, with the change as it was told', () => {
    const [row] = planLooksAtChanges([changed()], START);
    expect(row).toMatchObject({ reason: 'changed', reopen: { ...LOOK, dueAt: START.getTime() + 2_000 } });
    expect(row?.changes).toHaveLength(1);
    expect(row?.sample).toBeUndefined();
  });

  it('leaves new pages, second looks, and pages that were looked at again five times', () => {
    const again = decideVisit(visitContext({ scrape: { visit: 2 }, rows: { change: CHANGED } }));
    const { page } = visitContext();
    const baseline = page?.baseline === undefined ? undefined : { ...page.baseline, noiseLooks: 5 };
    const known = decideVisit(
      visitContext({ rows: { change: CHANGED }, page: { ...page, ...given({ baseline }) } }),
    );
    const rows = [firstVisit('http://a.test/1'), again, known];
    expect(planLooksAtChanges(rows, START)).toEqual(rows);
  });

  it('asks a site of which everything changed for a bounded number of pages', () => {
    const rows = Array.from({ length: 60 }, changed);
    const reopened = planLooksAtChanges(rows, START).filter(({ reopen }) => reopen !== undefined);
    expect(reopened).toHaveLength(24);
  });
});

describe('samplesNoise', () => {
  const lone = { source: { kind: 'pages', urls: ['http://a.test/'] } };
  const every = (everyMs: number) => ({ ...lone, schedule: { kind: 'interval', everyMs } });
  it.each([
    ['a site', { source: { kind: 'site', start: ['http://a.test/'] } }, true],
    ['a lone page every minute', every(60_000), true],
    ['a lone page every ten seconds', every(10_000), false],
    ['a lone page looked at once', lone, false],
    ['a job that asks for none', { ...every(60_000), changes: { sampleNoise: false } }, false],
  ])('of %s', (_, config, expected) => {
    expect(samplesNoise({ config: jobConfigSchema.parse(config), trigger: 'schedule' })).toBe(expected);
  });

  it('of no replay, which asks for each page once', () => {
    const config = jobConfigSchema.parse({ source: { kind: 'site', start: ['http://a.test/'] } });
    expect(samplesNoise({ config, trigger: 'replay' })).toBe(false);
  });
});

describe('the second look of a noise sample', () => {
  const learned = ['footer/p\t*'];
  const verdict = { verdict: 'unchanged', step: 'noise', reason: 'one', suppressed: [], learned } as const;

  it('keeps what differs by itself with the page and its host, counted as stored', () => {
    const visit = visitContext({ scrape: LOOK, rows: { change: verdict } });
    const row = decideVisit(visit);
    expect(row).toMatchObject({
      outcome: 'stored',
      reason: 'noise-sampled',
      countedAs: 'stored',
      changes: [],
      prices: [],
      sample: { id: 'job:shop.test', urlKey: 'kettle', patterns: learned },
      write: { expectedV: 4, order: 22, set: { baseline: { volatile: learned } } },
    });
    expect(row.write?.set.baseline?.textHash).toBe(visit.page?.baseline?.textHash);
  });

  it.each([
    ['nothing that differs', { rows: { change: { ...verdict, learned: [] } } }],
    ['the same text', { rows: { change: SAME_TEXT } }],
    ['the same bytes', { rows: { parse: { kind: 'same', linkCount: 0 } as const } }],
  ])('tells its template of %s, and leaves the page', (_, parts: Parameters<typeof visitContext>[0]) => {
    const row = decideVisit(visitContext({ ...parts, scrape: LOOK }));
    expect(row).toMatchObject({ reason: 'noise-sampled', sample: { urlKey: 'kettle', patterns: [] } });
    expect(row.write ?? row.touch ?? row.reopen).toBeUndefined();
  });

  it.each([
    ['a wall', { rows: { change: UNJUDGED } }],
    ['a failure', { scrape: { result: 'failed', reason: 'timeout' } as const }],
    ['a page that is gone', { scrape: { result: 'gone', status: 404 } as const }],
  ])('learns nothing from %s and takes nothing back', (_, parts: Parameters<typeof visitContext>[0]) => {
    const row = decideVisit(visitContext({ ...parts, scrape: { ...parts?.scrape, ...LOOK } }));
    expect(row).toMatchObject({ outcome: 'stored', reason: 'noise-sampled', countedAs: 'stored' });
    expect(row.write ?? row.touch ?? row.reopen ?? row.sample).toBeUndefined();
  });

  it('is planned again, as what it is, when its host keeps it waiting', () => {
    const row = decideVisit(visitContext({ scrape: { ...LOOK, result: 'deferred', dueAt: 7 } }));
    expect(row).toMatchObject({ outcome: 'deferred', reopen: { ...LOOK, dueAt: 7 } });
  });
});

describe('learnNoise', () => {
  const side = (...texts: string[]) => ({
    blocks: texts.map((text, n) => ({ path: `main/p${n}`, text })),
    textHash: texts.join(),
    fields: [],
    pageType: 'product',
    volatile: [],
  });
  const still =
    'A long paragraph that stays as it is, whoever asks, and says enough to be a page of its own. '.repeat(3);

  it('names the places that differ', () => {
    const verdict = learnNoise(side(still, 'Buy soap'), side(still, 'Eat bread'));
    expect(verdict).toMatchObject({ verdict: 'unchanged', learned: ['main/p1\t*'] });
    expect(verdict.reason).toContain('main/p1');
  });

  it('learns nothing from a wall or a collapse', () => {
    expect(learnNoise(side(still), { ...side('Sign in'), wall: 'login' }).verdict).toBe('unjudged');
    expect(learnNoise(side(still), side('Oops')).verdict).toBe('unjudged');
  });
});

describe('the second look at a change', () => {
  const learned = ['footer/p\t*'];
  const verdict = { verdict: 'unchanged', step: 'noise', reason: 'one', suppressed: [], learned } as const;
  const known = (volatile: readonly string[], noiseLooks?: number) => {
    const { page } = visitContext();
    const baseline =
      page?.baseline === undefined ? undefined : { ...page.baseline, volatile, ...given({ noiseLooks }) };
    return { ...page, checks: 5, ...given({ baseline }) };
  };

  it('adds what differs by itself to what the page is known for', () => {
    const row = decideVisit(
      visitContext({ scrape: LOOK, rows: { change: verdict }, page: known(['nav/p\t*'], 1) }),
    );
    expect(row).toMatchObject({
      outcome: 'stored',
      reason: 'change-sampled',
      countedAs: 'stored',
      changes: [],
      write: { set: { baseline: { volatile: ['footer/p\t*', 'nav/p\t*'], noiseLooks: 2 } } },
    });
    expect(row.sample).toBeUndefined();
  });

  it('is counted where nothing differs, so that a page is not asked for twice at each change', () => {
    const row = decideVisit(
      visitContext({ scrape: LOOK, rows: { change: SAME_TEXT }, page: known(['nav/p\t*']) }),
    );
    expect(row).toMatchObject({
      reason: 'change-sampled',
      write: { set: { baseline: { volatile: ['nav/p\t*'], noiseLooks: 1 } } },
    });
  });

  it('learns nothing from a wall and takes nothing back', () => {
    const row = decideVisit(visitContext({ scrape: LOOK, rows: { change: UNJUDGED }, page: known([]) }));
    expect(row).toMatchObject({ outcome: 'stored', reason: 'change-sampled' });
    expect(row.write).toBeUndefined();
  });
});
