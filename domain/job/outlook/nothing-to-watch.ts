// Whether a run has shown that its job has nothing to watch: none of its pages is one, its part fits nothing, or a field is
// on none of its pages. Hosts that fail for a while are told by the failed run.
import { WATCHED_PART } from '../../run/chunk.ts';
import { isReasonCode, type ReasonCode, REASONS } from '../../run/outcome.ts';
import { remedyOf } from '../../run/report/reason-remedy.ts';
import type { RunTotals } from '../../run/ledger.ts';
import type { Run } from '../../run/run.ts';
import { foundOf } from '../found-selectors.ts';
import type { Job } from '../job.ts';

export interface NothingToWatch {
  /** `pages`, `part`, or the name of the field. */
  readonly subject: string;
  readonly text: string;
  readonly remedy: string;
}

type Watching = Pick<Job, 'config' | 'selectors'>;

/** Null: it has something to watch, or this run does not tell. */
export function nothingToWatch(run: Run, job: Watching): NothingToWatch | null {
  const { totals } = run;
  if (run.state !== 'completed' || totals === undefined || !wentThroughAll(run)) return null;
  const pages = pagesOf(totals);
  if (pages === 0) return noPages(totals);
  return noPart(totals, pages) ?? noField(run, totals, job);
}

/** A run of some pages alone says nothing about the others. */
function wentThroughAll({ trigger, onlyUrls, mend }: Run): boolean {
  return trigger !== 'confirm' && trigger !== 'replay' && onlyUrls === undefined && mend === undefined;
}

/** Pages that are there: a removed one ends as stored or unchanged, too. */
function pagesOf({ stored, unchanged, reasons }: RunTotals): number {
  return stored + unchanged - (reasons['page-removed'] ?? 0) - (reasons['still-removed'] ?? 0);
}

/** A page that ended so may be one the next time, or is one already. */
const UNDECIDED: readonly ReasonCode[] = [
  'removal-pending',
  'judgement-pending',
  'superseded',
  'stopped',
  'disk-full',
];

function noPages({ discovered, countedFailures, reasons }: RunTotals): NothingToWatch | null {
  if (discovered === 0)
    return {
      subject: 'pages',
      text: 'Its source has no pages, so nothing is watched.',
      remedy:
        'Open the address in a browser, and check what the job takes of it: scope, item links, patterns.',
    };
  if (countedFailures > 0 || UNDECIDED.some((code) => (reasons[code] ?? 0) > 0)) return null;
  const code = mostFrequent(reasons);
  if (code === null) return null;
  const which = discovered === 1 ? 'Its only page can not' : `None of its ${discovered} pages can`;
  return {
    subject: 'pages',
    text: `${which} be watched. ${REASONS[code].means}`,
    remedy: remedyOf(code) ?? 'Open the address in a browser; correct it in the job if it moved.',
  };
}

function mostFrequent(reasons: RunTotals['reasons']): ReasonCode | null {
  const [first] = Object.entries(reasons).toSorted((a, b) => b[1] - a[1]);
  return first !== undefined && isReasonCode(first[0]) ? first[0] : null;
}

function noPart({ missingFields = {} }: RunTotals, pages: number): NothingToWatch | null {
  if ((missingFields[WATCHED_PART] ?? 0) < pages) return null;
  return {
    subject: 'part',
    text: `The part it watches fits nothing on ${onWhich(pages)}, so no change of it can be seen.`,
    remedy: 'Look at the page and choose the part again.',
  };
}

function noField({ config }: Run, { seen }: RunTotals, job: Watching): NothingToWatch | null {
  if (seen === undefined || seen.pages === 0) return null;
  for (const { name, locators } of config.fields) {
    if ((seen.fieldFound[name] ?? 0) > 0) continue;
    const note = locators.length > 0 ? 'its selector fits nothing' : noteOf(name, job);
    if (note === null) continue;
    return {
      subject: name,
      text: `“${name}” was found on ${seen.pages === 1 ? 'no page' : `none of ${seen.pages} pages`}: ${note}.`,
      remedy: 'Look at the page, then give the field a selector, or an example as the page shows it now.',
    };
  }
  return null;
}

/** A field without a selector is searched for when the run ends. Null: it was found, or not searched for yet. */
function noteOf(name: string, job: Watching): string | null {
  const searched = foundOf(job).find((field) => field.name === name);
  if (searched === undefined || searched.locators.length > 0) return null;
  return searched.note ?? 'no place on the pages fits it';
}

function onWhich(pages: number): string {
  return pages === 1 ? 'the page' : `any of ${pages} pages`;
}
