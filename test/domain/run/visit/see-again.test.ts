// Which changes wait for another look of the same run, and what becomes of them.
import { describe, expect, it } from 'vitest';
import type { Change, Page } from '../../../../domain/page/page.ts';
import { jobConfigSchema } from '../../../../domain/config/schema.ts';
import type { Trigger } from '../../../../domain/run/run.ts';
import { decideVisit } from '../../../../domain/run/visit/decide-visit.ts';
import { unsureVisits } from '../../../../domain/run/visit/see-again.ts';
import type { VisitContext } from '../../../../domain/run/visit/visit-context.ts';
import { samplePage, START } from '../../../contracts/sample-documents.ts';
import {
  CHANGED,
  CHEAPER,
  SAME_TEXT,
  parsedRow,
  type VisitFields,
  visitContext,
} from '../../../support/visit-context.ts';

function knownPage(volatile: readonly string[]): Pick<Page, 'baseline'> {
  const { baseline } = samplePage('job', 'kettle');
  return baseline === undefined ? {} : { baseline: { ...baseline, volatile } };
}

const RESTLESS = knownPage(['p\t*']);
const AGAIN = { visit: 2, countedAs: 'stored', lookAgain: 'text:blobs/text-1-aaaa' } as const;

function changedVisit(fields: VisitFields = {}): VisitContext {
  return visitContext({ page: RESTLESS, ...fields, rows: { change: CHANGED, ...fields.rows } });
}

/** Whether the change of the first of the visits waits. */
function waits(
  visits: readonly VisitContext[],
  changes: object = {},
  { trigger = 'schedule', told = [] }: { readonly trigger?: Trigger; readonly told?: readonly Change[] } = {},
): boolean {
  const source = { kind: 'pages', urls: ['http://shop.test/', 'http://shop.test/kettle'] };
  const run = { config: jobConfigSchema.parse({ source, changes }), trigger };
  const verdicts = visits.map(({ rows }) => rows.change);
  return unsureVisits(run, visits, { verdicts, told }).has(0);
}

describe('unsureVisits', () => {
  it('has the change of a page that is known to differ by itself, or shows that it does', () => {
    const quiet = { page: knownPage([]) };
    const suppressed = (rule: string) =>
      [{ op: 'replaced', path: 'p', before: 'a', after: 'b', rule }] as const;
    const showing = (rule: string): VisitContext =>
      changedVisit({
        ...quiet,
        rows: { change: { ...CHANGED, suppressed: suppressed(rule) } as typeof CHANGED },
      });
    expect(waits([changedVisit()])).toBe(true);
    expect(waits([changedVisit(quiet)])).toBe(false);
    expect(waits([showing('counter')])).toBe(true);
    expect(waits([showing('copyright-year')])).toBe(false);
  });

  it('has none where looks are not wanted, or the job confirms its changes itself', () => {
    const visits = [changedVisit()];
    expect(waits(visits, { sampleNoise: false })).toBe(false);
    expect(waits(visits, { noise: 'none' })).toBe(false);
    expect(waits(visits, { confirm: true })).toBe(false);
    expect(waits(visits, {}, { trigger: 'replay' })).toBe(false);
  });

  it('has no price and no page that is unchanged or was removed', () => {
    expect(waits([changedVisit({ rows: { price: CHEAPER } })])).toBe(false);
    expect(waits([changedVisit({ rows: { change: SAME_TEXT } })])).toBe(false);
    expect(waits([changedVisit({ page: { ...RESTLESS, state: 'removed' } })])).toBe(false);
  });

  it('has a change until its third look, and none that is looked at for another reason', () => {
    expect(waits([changedVisit({ scrape: AGAIN })])).toBe(true);
    expect(waits([changedVisit({ scrape: { ...AGAIN, visit: 3 } })])).toBe(false);
    expect(waits([changedVisit({ scrape: { visit: 2, lookAgain: 'unjudged' } })])).toBe(false);
  });

  it('has none of a host of which many pages changed', () => {
    const pages = (count: number): VisitContext[] => Array.from({ length: count }, () => changedVisit());
    expect(waits(pages(8))).toBe(true);
    expect(waits(pages(9))).toBe(false);
    const elsewhere = changedVisit({ scrape: { url: 'http://other.test/' } });
    expect(waits([elsewhere, ...pages(9)])).toBe(true);
  });
});

describe('a text that several pages of a host show', () => {
  const moved = {
    op: 'replaced',
    path: 'footer/p',
    before: 'Mill Lane 4',
    after: 'Harbour Street 9',
  } as const;
  const footer = { ...CHANGED, change: { ...CHANGED.change, blocks: [moved] } };
  const at = (url: string): VisitContext => changedVisit({ scrape: { url }, rows: { change: footer } });

  it('comes from the site and does not wait', () => {
    expect(waits([at('http://shop.test/a')])).toBe(true);
    expect(waits([at('http://shop.test/a'), at('http://shop.test/b')])).toBe(false);
    expect(waits([at('http://shop.test/a'), at('http://other.test/b')])).toBe(true);
  });

  it('does not wait either where the run has told it before', () => {
    const [told] = decideVisit(at('http://shop.test/b')).changes;
    expect(waits([at('http://shop.test/a')], {}, { told: told === undefined ? [] : [told] })).toBe(false);
  });
});

describe('a change that waits', () => {
  it('is neither told nor stored, and the page is looked at again in two seconds', () => {
    const row = decideVisit({ ...changedVisit(), isUnsure: true });
    expect([row.outcome, row.reason, row.changes, row.write, row.snapshot]).toEqual([
      'stored',
      'change-pending',
      [],
      undefined,
      undefined,
    ]);
    expect(row.reopen).toEqual({
      visit: 2,
      attempts: 0,
      dueAt: START.getTime() + 2_000,
      countedAs: 'stored',
      lookAgain: `text:${parsedRow().blocksKey}`,
    });
    expect(row.why.join()).toContain('told only if another look sees it too');
  });

  it('is told by the look that still shows it, and what differed meanwhile is kept with the page', () => {
    const change = { ...CHANGED, learned: ['li\t*'] };
    const row = decideVisit(changedVisit({ scrape: { ...AGAIN, visit: 3 }, rows: { change } }));
    expect([row.reason, row.changes.length]).toEqual(['changed', 1]);
    expect(row.write?.set.baseline?.volatile).toEqual(['li\t*', 'p\t*']);
  });

  it('is dropped by a look that does not, which teaches what comes and goes', () => {
    const change = { ...SAME_TEXT, learned: ['li\t*'] };
    const row = decideVisit(changedVisit({ scrape: AGAIN, rows: { change } }));
    expect([row.outcome, row.changes]).toEqual(['unchanged', []]);
    expect(row.write?.set.baseline?.volatile).toEqual(['li\t*', 'p\t*']);
  });
});
