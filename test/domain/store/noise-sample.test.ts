import { describe, expect, it } from 'vitest';
import { learnNoise } from '../../../domain/change/learn-noise.ts';
import { jobConfigSchema } from '../../../domain/job/schema.ts';
import { type Template, sharedPatterns, wantsSample } from '../../../domain/page/template.ts';
import { decideVisit } from '../../../domain/store/decide-visit.ts';
import { planNoiseLooks, sampleRoom, samplesNoise } from '../../../domain/store/noise-sample.ts';
import { START } from '../../contracts/sample-documents.ts';
import { CHANGED, FIRST, UNJUDGED, visitContext } from '../../support/visit-context.ts';

const LOOK = { visit: 2, countedAs: 'stored', lookAgain: 'noise' } as const;

function firstVisit(url: string) {
  return decideVisit(visitContext({ scrape: { url }, rows: { change: FIRST }, page: null }));
}

describe('planNoiseLooks', () => {
  it('opens the first three new pages of each host again, two seconds later', () => {
    const urls = ['a', 'a', 'a', 'a', 'b'].map((host, n) => `http://${host}.test/${n}`);
    const rows = planNoiseLooks(urls.map(firstVisit), 3, START);
    expect(rows.map(({ reopen }) => reopen !== undefined)).toEqual([true, true, true, false, true]);
    expect(rows[0]?.reopen).toEqual({ ...LOOK, attempts: 0, dueAt: START.getTime() + 2_000 });
  });

  it('leaves known pages and second looks alone', () => {
    const changed = decideVisit(visitContext({ rows: { change: CHANGED } }));
    const second = decideVisit(visitContext({ scrape: LOOK, rows: { change: FIRST } }));
    expect(planNoiseLooks([changed, second], 3, START)).toEqual([changed, second]);
  });

  it('goes on in the second chunk where the first was a lone start page', () => {
    expect([sampleRoom(1, 0), sampleRoom(2, 1), sampleRoom(2, 20), sampleRoom(3, 1)]).toEqual([3, 2, 0, 0]);
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
    expect(samplesNoise(jobConfigSchema.parse(config))).toBe(expected);
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
    ['a wall', { rows: { change: UNJUDGED } }],
    ['a failure', { scrape: { result: 'failed', reason: 'timeout' } as const }],
    ['a page that is gone', { scrape: { result: 'gone', status: 404 } as const }],
    ['the same bytes', { rows: { parse: { kind: 'same', linkCount: 0 } as const } }],
  ])('learns nothing from %s and takes nothing back', (_, parts: Parameters<typeof visitContext>[0]) => {
    const row = decideVisit(visitContext({ ...parts, scrape: { ...parts?.scrape, ...LOOK } }));
    expect(row).toMatchObject({ outcome: 'stored', reason: 'noise-sampled', countedAs: 'stored' });
    expect(row.write ?? row.touch ?? row.reopen).toBeUndefined();
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

describe('a template', () => {
  const template = (samples: Template['samples']): Template => ({
    _id: 'job:a.test',
    jobId: 'job',
    host: 'a.test',
    samples,
  });

  it('holds what two sampled pages agree on', () => {
    expect(sharedPatterns(undefined)).toEqual([]);
    expect(sharedPatterns(template({ a: ['x', 'y', 'y'], b: ['x'], c: ['z'] }))).toEqual(['x']);
  });

  it('wants no more than six samples, and the same one again', () => {
    const full = template(Object.fromEntries('abcdef'.split('').map((key) => [key, []])));
    expect([wantsSample(full, 'g'), wantsSample(full, 'a'), wantsSample(undefined, 'g')]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
