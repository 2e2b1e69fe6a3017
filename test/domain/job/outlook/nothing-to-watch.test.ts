import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../domain/job/job.ts';
import { wishKey } from '../../../../domain/job/found-selectors.ts';
import { nothingToWatch } from '../../../../domain/job/outlook/nothing-to-watch.ts';
import { type JobInput, jobConfigSchema } from '../../../../domain/config/schema.ts';
import { NO_COUNTS, type RunTotals } from '../../../../domain/run/ledger.ts';
import type { Run } from '../../../../domain/run/run.ts';
import { sampleRun } from '../../../contracts/sample-documents.ts';

const SEEN = { pages: 1, fieldPages: { price: 1 }, fieldFound: {}, types: {}, bodies: 1, bodyBytes: 1 };

function configOf(fields: JobInput['config']['fields'] = []) {
  return jobConfigSchema.parse({ source: { kind: 'pages', urls: ['https://shop.test/a'] }, fields });
}

function judged(totals: Partial<RunTotals>, more: Partial<Run> = {}, selectors?: Job['selectors']) {
  const config = more.config ?? configOf();
  const run = sampleRun('run', {
    state: 'completed',
    config,
    totals: { ...NO_COUNTS, chunks: 1, discovered: 1, durationMs: 1, ...totals },
    ...more,
  });
  return nothingToWatch(run, { config, ...(selectors && { selectors }) });
}

describe('a job has nothing to watch', () => {
  it.each<[string, Partial<RunTotals>, string]>([
    [
      'whose only page was a 404 from the first look',
      { failed: 1, reasons: { 'not-found': 1 } },
      'Its only page can not be watched. The site answered 404 or 410 and the page was never known.',
    ],
    [
      'whose pages robots.txt forbids',
      { discovered: 3, skipped: 3, reasons: { 'robots-disallowed': 2, 'not-a-page': 1 } },
      'None of its 3 pages can be watched. robots.txt does not allow it.',
    ],
    ['whose source has no pages', { discovered: 0 }, 'Its source has no pages, so nothing is watched.'],
    [
      'whose page is still gone',
      { unchanged: 1, reasons: { 'still-removed': 1 } },
      'Its only page can not be watched. The page was recorded as removed and is still gone.',
    ],
    [
      'whose part fits nothing',
      { stored: 2, discovered: 2, missingFields: { 'watched part': 2 } },
      'The part it watches fits nothing on any of 2 pages, so no change of it can be seen.',
    ],
  ])('is said, with what to do, of a job %s', (_what, totals, text) => {
    expect(judged(totals)).toMatchObject({ text, remedy: expect.stringMatching(/^[A-Z].*\.$/) });
  });

  it('whose field has a selector that fits nothing', () => {
    const config = configOf([{ name: 'price', locators: [{ selector: '.price' }] }]);
    expect(judged({ stored: 1, seen: SEEN }, { config })).toMatchObject({
      subject: 'price',
      text: '“price” was found on no page: its selector fits nothing.',
    });
  });

  it('whose field has an example that is on none of the pages', () => {
    const config = configOf([{ name: 'colour', example: 'sea green' }]);
    const note = 'the example is on none of the pages';
    const searched = { key: wishKey(config), tries: 1, fields: [{ name: 'colour', locators: [], note }] };
    expect(judged({ stored: 1, seen: SEEN }, { config }, searched)).toMatchObject({
      subject: 'colour',
      text: `“colour” was found on no page: ${note}.`,
    });
  });
});

describe('no job is said to have nothing to watch', () => {
  const price = configOf([{ name: 'price', locators: [{ selector: '.price' }] }]);
  it.each<[string, Partial<RunTotals>, Partial<Run>]>([
    ['whose page was stored', { stored: 1, reasons: { 'first-visit': 1 } }, {}],
    [
      'of which one page is there',
      { discovered: 2, unchanged: 1, failed: 1, reasons: { 'not-found': 1 } },
      {},
    ],
    ['whose host fails', { failed: 1, countedFailures: 1, reasons: { 'http-error': 1 } }, {}],
    ['whose run failed', { failed: 1, reasons: { 'not-found': 1 } }, { state: 'failed' }],
    ['whose run was stopped', { skipped: 1, reasons: { stopped: 1 } }, { state: 'stopped' }],
    ['whose known page may be gone', { failed: 1, reasons: { 'removal-pending': 1 } }, {}],
    ['judged by a run of some pages', { failed: 1, reasons: { 'not-found': 1 } }, { trigger: 'replay' }],
    [
      'judged by a run of given pages',
      { failed: 1, reasons: { 'not-found': 1 } },
      { onlyUrls: ['https://a.test/'] },
    ],
    [
      'whose field was found on some page',
      { stored: 9, seen: { ...SEEN, fieldFound: { price: 1 } } },
      { config: price },
    ],
    [
      'whose field was not searched for yet',
      { stored: 1, seen: SEEN },
      { config: configOf([{ name: 'price' }]) },
    ],
    ['whose part is on one page', { stored: 9, missingFields: { 'watched part': 8 } }, {}],
  ])('says nothing of a job %s', (_what, totals, more) => {
    expect(judged(totals, more)).toBeNull();
  });
});
