import { describe, expect, it } from 'vitest';
import type { PageClass } from '../../../../domain/reading/page/page-type.ts';
import type { ParsedRow } from '../../../../domain/run/stage/stage-row.ts';
import { decideVisit } from '../../../../domain/run/visit/decide-visit.ts';
import { samplePage, START } from '../../../contracts/sample-documents.ts';
import {
  CHANGED,
  FIRST,
  SAME_TEXT,
  UNJUDGED,
  type VisitFields,
  parsedRow,
  visitContext,
} from '../../../support/visit-context.ts';

const features = (scripts: number): ParsedRow['features'] =>
  ({ scripts }) as unknown as ParsedRow['features'];
const SHELL = parsedRow({ textLength: 12, features: features(3) });
const FULL = parsedRow({ features: features(3) });
const wall = (subtype: PageClass['subtype']): PageClass => ({
  type: 'other',
  ...(subtype === undefined ? {} : { subtype }),
  score: 0.9,
  reasons: ['hardly any text'],
  wall: true,
});
const NEEDS = { classify: wall('needs-javascript'), change: UNJUDGED };
const { baseline } = samplePage('job', 'kettle');
if (baseline === undefined) throw new Error('the sample has a baseline');
const RENDERED = { ...baseline, rendered: { since: Date.parse('2026-01-01T00:00:00Z') } };
const PRICE = { name: 'price', locators: [{ selector: '.price' }] };
const lacking = parsedRow({
  features: features(3),
  fields: [{ name: 'price', value: null, raw: '', source: 'selector', locator: '', confidence: 0 }],
});

interface Case extends VisitFields {
  readonly what: string;
  readonly ends: string;
  readonly render?: string;
}

const CASES: readonly Case[] = [
  {
    what: 'a page that was sent without text',
    page: null,
    rows: { parse: SHELL, ...NEEDS },
    ends: 'needs-rendering',
    render: 'needs-javascript',
  },
  {
    what: 'the same, where its scripts hold what is watched',
    page: null,
    config: { changes: { scope: { include: ['variable:state $.price', '$.stock'] } } },
    rows: { parse: SHELL, classify: wall('needs-javascript'), change: FIRST },
    ends: 'first-visit',
  },
  {
    what: 'the same, where they do not',
    page: null,
    config: { changes: { scope: { include: ['variable:state $.price'] } } },
    rows: { parse: { ...SHELL, lostPart: true }, ...NEEDS },
    ends: 'needs-rendering',
    render: 'needs-javascript',
  },
  {
    what: 'the same, where an element is watched, too, which a browser may fill',
    page: null,
    config: { changes: { scope: { include: ['$.price', '#root'] } } },
    rows: { parse: SHELL, ...NEEDS },
    ends: 'needs-rendering',
    render: 'needs-javascript',
  },
  {
    what: 'an empty page with scripts',
    page: null,
    rows: { parse: SHELL, classify: wall('empty'), change: UNJUDGED },
    ends: 'needs-rendering',
    render: 'needs-javascript',
  },
  {
    what: 'an empty page without scripts',
    page: null,
    rows: { parse: parsedRow({ features: features(0) }), classify: wall('empty'), change: UNJUDGED },
    ends: 'empty',
  },
  {
    what: 'a page without text of a job that renders nothing',
    page: null,
    config: { fetch: { render: 'never' } },
    rows: { parse: SHELL, ...NEEDS },
    ends: 'unjudged',
  },
  {
    what: 'a page without text in a browser either',
    page: null,
    scrape: { rendered: true, render: 'needs-javascript' },
    rows: { parse: SHELL, ...NEEDS },
    ends: 'unjudged',
  },
  {
    what: 'a captcha, which a browser is not asked about',
    page: null,
    rows: { parse: FULL, classify: wall('captcha'), change: UNJUDGED },
    ends: 'unjudged',
  },
  {
    what: 'a new page without the field of the job',
    page: null,
    config: { fields: [PRICE] },
    rows: { parse: lacking, change: FIRST },
    ends: 'needs-rendering',
    render: 'missing:1',
  },
  {
    what: 'the same after a browser did not find it either',
    page: null,
    config: { fields: [PRICE] },
    scrape: { rendered: true, render: 'missing:1' },
    rows: { parse: lacking, change: FIRST },
    ends: 'rendering-useless',
    render: 'plain',
  },
  {
    what: 'the same as it was sent, once that is known',
    page: null,
    config: { fields: [PRICE] },
    scrape: { render: 'plain' },
    rows: { parse: lacking, change: FIRST },
    ends: 'first-visit',
  },
  {
    what: 'a page of a whole site without the field',
    page: null,
    config: { source: { kind: 'site', start: ['http://shop.test/'] }, fields: [PRICE] },
    rows: { parse: lacking, change: FIRST },
    ends: 'first-visit',
  },
  {
    what: 'a known page without the field: its selector may be wrong',
    config: { fields: [PRICE] },
    rows: { parse: lacking, change: SAME_TEXT },
    ends: 'same-text',
  },
  {
    what: 'a page that was rendered, sent with another text',
    page: { baseline: RENDERED },
    rows: { parse: FULL, change: CHANGED },
    ends: 'needs-rendering',
    render: 'rendered-before',
  },
  {
    what: 'a page that was rendered, sent with the same text',
    page: { baseline: RENDERED },
    rows: { parse: parsedRow({ features: features(3), textHash: baseline.textHash }), change: SAME_TEXT },
    ends: 'same-text',
  },
  {
    what: 'a change that a browser shows of a page that was rendered before',
    page: { baseline: RENDERED },
    scrape: { rendered: true },
    rows: { parse: FULL, change: CHANGED },
    ends: 'changed',
  },
  {
    what: 'what differs at the first look by a browser',
    scrape: { rendered: true, render: 'needs-javascript' },
    rows: { parse: FULL, change: CHANGED },
    ends: 'kept-quiet',
  },
  {
    what: 'what differs once no browser is wanted any more',
    page: { baseline: RENDERED },
    config: { fetch: { render: 'never' } },
    rows: { parse: FULL, change: CHANGED },
    ends: 'kept-quiet',
  },
];

describe('whether a browser has to open a page first', () => {
  it.each(CASES)('$what: $ends', (one) => {
    const row = decideVisit(visitContext(one));
    expect({ ends: row.reason, render: row.reopen?.render }).toEqual({ ends: one.ends, render: one.render });
  });

  it('counts a look that was not enough as no attempt, and keeps nothing of it', () => {
    const row = decideVisit(
      visitContext({ page: null, scrape: { attempts: 1 }, rows: { parse: SHELL, ...NEEDS } }),
    );
    expect(row.reopen).toMatchObject({ visit: 1, attempts: 1, dueAt: START.getTime() });
    expect({ write: row.write, snapshot: row.snapshot, changes: row.changes }).toEqual({
      write: undefined,
      snapshot: undefined,
      changes: [],
    });
  });

  it('opens later looks of the same visit in the same way', () => {
    const row = decideVisit(
      visitContext({
        page: { baseline: RENDERED },
        confirm: true,
        scrape: { rendered: true, render: 'rendered-before' },
        rows: { parse: FULL, change: CHANGED },
      }),
    );
    expect(row.reopen).toMatchObject({ visit: 2, render: 'rendered-before' });
  });

  it('keeps since when a browser is needed, and renews it where what was sent was looked at again', () => {
    const since = (fields: VisitFields): number | undefined =>
      decideVisit(
        visitContext({ page: { baseline: RENDERED }, rows: { parse: FULL, change: SAME_TEXT }, ...fields }),
      ).write?.set.baseline?.rendered?.since;
    expect(since({ scrape: { rendered: true } })).toBe(RENDERED.rendered.since);
    expect(since({ scrape: { rendered: true, render: 'rendered-before' } })).toBe(START.getTime());
    const same = parsedRow({ features: features(3), textHash: baseline.textHash });
    expect(
      since({ rows: { parse: same, change: SAME_TEXT } }),
      'no browser is needed any more',
    ).toBeUndefined();
  });

  it('renews it where a browser sends the very bytes it sent before', () => {
    const row = decideVisit(
      visitContext({
        page: { baseline: RENDERED },
        scrape: { rendered: true, render: 'rendered-before' },
        rows: { parse: { kind: 'same', linkCount: 0 }, change: SAME_TEXT },
      }),
    );
    expect(row.write?.set.baseline?.rendered?.since).toBe(START.getTime());
  });

  it('says that a browser opened the page', () => {
    const row = decideVisit(
      visitContext({
        page: { baseline: RENDERED },
        scrape: { rendered: true, elapsedMs: 1_430 },
        rows: { parse: FULL, change: CHANGED },
      }),
    );
    expect(row.why).toContain('opened in a browser, in 1.4 s');
  });
});
