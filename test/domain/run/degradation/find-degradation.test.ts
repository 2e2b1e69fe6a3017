import { describe, expect, it } from 'vitest';
import { MAX_COMPARED, findDegradation } from '../../../../domain/run/degradation/find-degradation.ts';
import type { RunMeasure } from '../../../../domain/run/degradation/measure.ts';
import { type Noise, course } from './run-course.ts';

const QUIET: Noise = {
  pages: 400,
  jitter: 0.03,
  drift: 0,
  failing: 0.01,
  found: 0.97,
  products: 0.8,
  slowness: 0.1,
};
const BEFORE = course(QUIET, 12, 1);

function run(more: Partial<RunMeasure>): RunMeasure {
  const [usual] = course(QUIET, 1, 77);
  if (usual === undefined) throw new Error('A course has runs.');
  return { ...usual, ...more };
}

const share = (count: number, total: number): RunMeasure['fields'] => new Map([['price', { count, total }]]);
const types = (product: number, other: number): RunMeasure['types'] =>
  new Map([
    ['product', product],
    ['other', other],
  ]);

const found = (now: RunMeasure, before: readonly RunMeasure[] = BEFORE): string[] =>
  findDegradation(now, before).map(({ kind }) => kind);

describe('a run against the runs of its job before it', () => {
  it.each<[string, Partial<RunMeasure>, string[]]>([
    ['nothing', {}, []],
    ['no page at all', { pages: 0, failed: 0, fields: new Map(), types: new Map(), bodies: 0 }, ['pages']],
    ['a fifth of its pages', { pages: 80, fields: share(78, 80), types: types(64, 16) }, ['pages']],
    ['two thirds of its pages', { pages: 270, fields: share(262, 270), types: types(216, 54) }, []],
    ['a third of its pages failing', { pages: 270, failed: 130 }, ['failures']],
    ['a twentieth of its pages failing', { pages: 380, failed: 20 }, []],
    ['a price on 3 of 400 pages', { fields: share(3, 400) }, ['field']],
    ['a price on 6 of 10 pages', { fields: share(240, 400) }, []],
    ['hardly a product', { types: types(20, 380) }, ['page-type']],
    ['somewhat fewer products', { types: types(240, 160) }, []],
    ['pages of a tenth of the size', { bodies: 400, bodyBytes: 400 * 4_000 }, ['body-size']],
    ['pages of five times the size', { bodies: 400, bodyBytes: 400 * 200_000 }, ['body-size']],
    ['pages of twice the size', { bodies: 400, bodyBytes: 400 * 80_000 }, []],
    ['four times the time', { activeMs: 640_000 }, ['duration']],
    ['twice the time', { activeMs: 320_000 }, []],
    ['a new field', { fields: new Map([['stock', { count: 0, total: 400 }]]) }, []],
    ['no bodies, because nothing was modified', { bodies: 0, bodyBytes: 0 }, []],
  ])('with %s is told of %j', (_what, more, kinds) => {
    expect(found(run(more))).toEqual(kinds);
  });

  it('has the figures of the runs it is compared with as evidence', () => {
    const [finding] = findDegradation(run({ fields: share(3, 400) }), BEFORE);
    expect(finding).toMatchObject({ kind: 'field', name: 'price', now: 0.0075, count: 3, total: 400 });
    expect(finding?.usual).toBeCloseTo(0.97, 1);
    expect(finding?.low).toBeLessThanOrEqual(finding?.usual ?? 0);
    expect(finding?.high).toBeGreaterThanOrEqual(finding?.usual ?? 1);
  });

  it('is not judged by fewer than five', () => {
    expect(found(run({ pages: 0 }), BEFORE.slice(0, 4))).toEqual([]);
    expect(found(run({ pages: 0, failed: 0 }), BEFORE.slice(0, 5))).toContain('pages');
  });

  it('of many pages takes longer without being slow', () => {
    expect(found(run({ pages: 1_600, activeMs: 640_000, fields: share(1_550, 1_600) }))).toEqual([]);
  });

  it.each([1, 3, 9])('of a job with %i pages is told only when none is left', (pages) => {
    const noise = { ...QUIET, pages, jitter: 0 };
    const before = course(noise, 20, 3).map((one) => ({ ...one, pages, failed: 0 }));
    const few = { ...run({}), pages: 1, fields: share(0, 1), types: types(0, 1), bodies: 1, bodyBytes: 900 };
    expect(found({ ...few, activeMs: 400 }, before)).toEqual([]);
    expect(found({ ...few, pages: 0, failed: 1, activeMs: 400 }, before)).toEqual([]);
    expect(found({ ...few, pages: 0, failed: 0, activeMs: 400 }, before)).toEqual(['pages']);
  });

  it('is told for as long as a lasting change is younger than what was before', () => {
    const lost = run({ fields: share(3, 400) });
    const healthy = BEFORE.slice(0, 8);
    const later = (times: number): RunMeasure[] => [...Array.from({ length: times }, () => lost), ...healthy];
    expect(found(lost, later(0))).toEqual(['field']);
    expect(found(lost, later(9))).toEqual([]);
  });
});

/** Findings in a thousand judged runs of jobs on which nothing is wrong. */
function falseFindings(noise: Noise, jobs: number): number {
  let judged = 0;
  let told = 0;
  for (let job = 0; job < jobs; job += 1) {
    const runs = course(noise, 60, job * 7_919 + 13);
    for (let index = 5; index < runs.length; index += 1) {
      const [now] = runs.slice(index, index + 1);
      if (now === undefined) continue;
      judged += 1;
      const before = runs.slice(Math.max(0, index - MAX_COMPARED), index);
      if (findDegradation(now, before).length > 0) told += 1;
    }
  }
  return (told * 1_000) / judged;
}

describe('noise alone', () => {
  it.each<[string, Partial<Noise>, number]>([
    ['a quiet site', {}, 0],
    ['a site of a dozen pages', { pages: 12, jitter: 0.1 }, 0.5],
    ['a site whose pages come and go', { jitter: 0.25 }, 0.5],
    ['a site on which a fifth of the pages fails', { failing: 0.2 }, 0.5],
    ['a dozen pages of which a fifth fails', { pages: 12, failing: 0.2, jitter: 0.1 }, 2],
    ['a field found on nine pages of ten, of six', { pages: 6, found: 0.9 }, 0.5],
    ['a site that is slow at times', { slowness: 0.6 }, 2],
    ['a site that walks at random', { drift: 0.08 }, 0.5],
  ])('of %s tells hardly anything', (_what, noise, most) => {
    const rate = falseFindings({ ...QUIET, pages: 60, ...noise }, 60);
    expect(rate).toBeLessThanOrEqual(most);
  });
});
