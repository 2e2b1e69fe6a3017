// Versions of a page of which robots.txt keeps different calls from being made.
import { expect, it } from 'vitest';
import { decideVisit } from '../../../../domain/run/visit/decide-visit.ts';
import type { StoreRow } from '../../../../domain/run/stage/stage-row.ts';
import { samplePage } from '../../../contracts/sample-documents.ts';
import { CHANGED, SAME_TEXT, visitContext } from '../../../support/visit-context.ts';

const { baseline } = samplePage('job', 'kettle');
if (baseline === undefined) throw new Error('the sample has a baseline');
const SINCE = Date.parse('2026-01-01T00:00:00Z');
const REFUSED = [
  { host: 'a.test', sent: 1, refused: 2, why: 'no' },
  { host: 'b.test', sent: 0, refused: 1, why: 'no' },
  { host: 'c.test', sent: 3, refused: 0 },
];

function look(without: string | undefined, calls: typeof REFUSED, change = CHANGED as object): StoreRow {
  const rendered = { since: SINCE, ...(without === undefined ? {} : { without }) };
  return decideVisit(
    visitContext({
      page: { baseline: { ...baseline, rendered } as NonNullable<typeof baseline> },
      scrape: { rendered: true, calls },
      rows: { change: change as typeof CHANGED },
      config: { fetch: { render: 'always' } },
    }),
  );
}

it.each([
  ['some that were made before are not made', undefined, REFUSED],
  ['some that were not made before are made', 'a.test b.test', []],
])('where %s, what differs is taken over and not told', (_what, without, calls) => {
  const row = look(without, calls);
  expect(row.changes).toEqual([]);
  expect(row.why.join(' ')).toContain('robots.txt now keeps other calls from being made');
  expect(row.write?.set.baseline?.rendered?.without).toBe(calls.length === 0 ? undefined : 'a.test b.test');
});

it('a change between two versions that lack the same is told', () => {
  const row = look('a.test b.test', REFUSED);
  expect(row).toMatchObject({ outcome: 'stored', reason: 'changed' });
  expect(row.changes).toHaveLength(1);
});

it('an unchanged page remembers what it lacks', () => {
  const row = look('a.test b.test', REFUSED, SAME_TEXT);
  expect(row).toMatchObject({ outcome: 'unchanged' });
  expect(row.fallbacks?.map(({ kind, detail }) => `${kind}: ${detail}`)).toContain(
    'refused-calls: 2 calls: no; 1 call: no.',
  );
});
