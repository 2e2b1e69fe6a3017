import { describe, expect, it } from 'vitest';
import type { ChangeRow } from '../../../../domain/run/stage/stage-row.ts';
import { decideVisit } from '../../../../domain/run/visit/decide-visit.ts';
import { looksTwice, unsureVisits } from '../../../../domain/run/visit/see-again.ts';
import { samplePage } from '../../../contracts/sample-documents.ts';
import { visitContext, type VisitFields } from '../../../support/visit-context.ts';

const picture = { key: 'archives/A/1.p', width: 1_280, height: 900 };
const slice = {
  key: 'runs/run/1/pack.a',
  offset: 4_000,
  length: 300,
  crc32: 1,
  width: 1_280,
  height: 900,
  hash: 'p',
};
const places = [{ x: 1, y: 2, width: 3, height: 4 }];
const CHANGED: Extract<ChangeRow, { verdict: 'changed' }> = {
  verdict: 'changed',
  step: 'picture',
  change: { kind: 'picture', severity: 'notable', summary: '1 region changed', blocks: [], fields: [] },
  reason: 'the picture differs',
  suppressed: [],
  pictureNoise: places,
};
const scheduled = { schedule: { kind: 'interval', everyMs: 3_600_000 } };
const { baseline: SAMPLE } = samplePage('job', 'kettle');
const PAGE = SAMPLE === undefined ? {} : { baseline: { ...SAMPLE, picture, rendered: { since: 0 } } };
const visit = (change: ChangeRow, fields: VisitFields = {}, changes: object = {}) =>
  visitContext({
    scrape: { picture: slice, rendered: true, ...fields.scrape },
    picture,
    page: PAGE,
    ...fields,
    rows: { change, ...fields.rows },
    config: { changes: { watch: 'picture', ...changes }, ...scheduled },
  });

describe('a change of the picture', () => {
  it('is told with the version, its picture and what moves by itself', () => {
    const row = decideVisit(visit(CHANGED));
    expect(row).toMatchObject({ outcome: 'stored', reason: 'changed', step: 'picture' });
    expect(row.changes[0]).toMatchObject({ kind: 'picture', summary: '1 region changed' });
    expect(row.write?.set.baseline).toMatchObject({ picture, pictureNoise: places });
  });

  it('waits for another look, seconds later, that sees the picture of this one again', () => {
    const row = decideVisit({ ...visit(CHANGED), isUnsure: true });
    expect(row).toMatchObject({ reason: 'change-pending', changes: [] });
    expect(row.reopen).toMatchObject({ visit: 2, lookAgain: 'picture:p', countedAs: 'stored' });
    expect(row).not.toHaveProperty('write');
  });

  it('waits for as long as the job says', () => {
    const at = (changes: object) =>
      decideVisit({ ...visit(CHANGED, {}, changes), isUnsure: true }).reopen?.dueAt ?? 0;
    expect(at({ confirm: true, confirmAfterMs: 600_000 }) - at({})).toBe(600_000 - 2_000);
    expect(decideVisit(visit(CHANGED, {}, { confirm: true }))).toMatchObject({ reason: 'changed' });
  });
});

it.each<[string, Exclude<ChangeRow, null>, object]>([
  [
    'the same',
    { verdict: 'unchanged', step: 'picture', reason: 'the same', suppressed: [], pictureNoise: places },
    { outcome: 'unchanged', reason: 'same-picture' },
  ],
  [
    'too little',
    { verdict: 'unchanged', step: 'picture-share', reason: 'less', suppressed: [] },
    { outcome: 'unchanged', reason: 'held-back' },
  ],
  [
    'taken over',
    { verdict: 'unchanged', step: 'picture', reason: 'fonts', suppressed: [], accepts: true },
    { outcome: 'stored', reason: 'kept-quiet' },
  ],
  [
    'none, again',
    { verdict: 'unjudged', step: 'picture', reason: 'no picture' },
    { outcome: 'failed', reason: 'no-picture' },
  ],
])('a picture that is %s ends with its reason', (_name, change, ending) => {
  const row = decideVisit(visit(change, { scrape: { visit: 2, lookAgain: 'unjudged' } }));
  expect(row).toMatchObject(ending);
  expect(row.changes).toEqual([]);
});

it('what a look learned of the picture is kept with the stored version', () => {
  const same: ChangeRow = {
    verdict: 'unchanged',
    step: 'picture',
    reason: 'the same',
    suppressed: [],
    pictureNoise: places,
  };
  expect(decideVisit(visit(same)).write?.set.baseline).toMatchObject({ pictureNoise: places });
});

it('a noise look that finds what moves is followed by one more', () => {
  const learned: ChangeRow = {
    verdict: 'unchanged',
    step: 'picture',
    reason: 'moves',
    suppressed: [],
    learned: [],
    pictureNoise: places,
  };
  const row = decideVisit(
    visit(learned, { scrape: { visit: 2, lookAgain: 'noise', picture: slice, rendered: true } }),
  );
  expect(row.write?.set.baseline).toMatchObject({ pictureNoise: places });
  expect(row.reopen).toMatchObject({ visit: 3, lookAgain: 'noise' });
});

it('each change of a picture is looked at twice, where the job learns what moves, or wants to be sure', () => {
  const run = (changes: object, schedule: object = scheduled) => {
    const { config } = visitContext({
      config: { changes: { watch: 'picture', ...changes }, ...schedule },
    }).run;
    return { config, trigger: 'schedule' as const };
  };
  const unsure = (one: ReturnType<typeof run>, scrape: object = {}) => {
    const { rows, page } = visit(CHANGED, { scrape });
    return [...unsureVisits(one, [{ rows, page }], { verdicts: [CHANGED], told: [] })];
  };
  expect(unsure(run({}))).toEqual([0]);
  expect(unsure(run({}), { visit: 2, lookAgain: 'picture:p' })).toEqual([]);
  expect(unsure(run({ noise: 'none' }))).toEqual([]);
  expect(unsure(run({ noise: 'none', confirm: true }))).toEqual([0]);
  expect(looksTwice(run({}, {}))).toBe(false);
});
