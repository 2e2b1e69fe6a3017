// What an alert says of a change, a price or a run: title, lines and parts, cut to the size of a message.
import { clip as clipText } from '../../system/clip.ts';
import type { Change, PricePoint } from '../../page/page.ts';
import { formatMoney } from '../../reading/money/money.ts';
import { changeHeadline } from '../../change/headline.ts';
import type { Severity } from '../../change/change.ts';
import type { GateHit } from '../../config/gate/finding.ts';
import { gateWords, holdWords } from '../../config/gate/finding-words.ts';
import type { RunSummary } from '../../run/run.ts';
import type { AlertMessage, MessageLine, MessageSeverity } from './message.ts';

const MOST_LINES = 20;
const LONGEST_LINE = 300;
const LONGEST_TITLE = 200;

const SEVERITY: Readonly<Record<Severity, MessageSeverity>> = {
  minor: 'info',
  notable: 'warning',
  major: 'critical',
};

export function messageSeverity(severity: Severity): MessageSeverity {
  return SEVERITY[severity];
}

export interface Told {
  readonly title: string;
  readonly lines: readonly string[];
}

type Subject = Pick<AlertMessage, 'page' | 'run' | 'change' | 'price'>;

export function changeWords(change: Pick<Change, 'kind' | 'summary' | 'title' | 'url'>): Told {
  return {
    title: clip(changeHeadline(change), LONGEST_TITLE),
    lines: [clip(change.summary, LONGEST_LINE), change.url],
  };
}

export function changeSubject({ _id, kind, detail, url, title, runId }: Change): Subject {
  const lines = detail.blocks.filter(({ rule }) => rule === undefined).flatMap(linesOf);
  const [first] = [...detail.fields, ...detail.blocks];
  return {
    run: { id: runId },
    page: { url, title: clip(title, LONGEST_TITLE) },
    change: {
      id: _id,
      kind,
      before: clipped(first?.before),
      after: clipped(first?.after),
      lines: lines.slice(0, MOST_LINES),
    },
  };
}

function linesOf({ before, after }: { before?: string; after?: string }): MessageLine[] {
  return [
    ...(before === undefined ? [] : [{ op: 'removed' as const, text: clip(before, LONGEST_LINE) }]),
    ...(after === undefined ? [] : [{ op: 'added' as const, text: clip(after, LONGEST_LINE) }]),
  ];
}

interface PriceBefore {
  readonly minor: number;
}

export function priceWords({ name, minor, currency, url }: PricePoint, reason: string): Told {
  const price = formatMoney({ minor, currency });
  return { title: clip(`${name || url}: ${price}, ${reason}`, LONGEST_TITLE), lines: [url] };
}

export function priceSubject(point: PricePoint, before: PriceBefore | null): Subject {
  const { runId, url, name, minor, currency } = point;
  return {
    run: { id: runId },
    page: { url, title: name === '' ? null : clip(name, LONGEST_TITLE) },
    price: { beforeMinor: before?.minor ?? null, afterMinor: minor, currency },
  };
}

export function failedRunWords(run: Pick<RunSummary, 'endingReason'>, jobName: string): Told {
  const { detail = 'The run failed.', remedy } = run.endingReason ?? {};
  return {
    title: clip(`${jobName} failed`, LONGEST_TITLE),
    lines: [detail, ...(remedy === undefined ? [] : [remedy])].map((line) => clip(line, LONGEST_LINE)),
  };
}

export function failingPagesWords(
  failing: readonly { readonly url: string; readonly detail: string }[],
  runs: number,
  jobName: string,
): Told {
  const pages = failing.length === 1 ? '1 page of' : `${failing.length} pages of`;
  const rest = failing.length - MOST_LINES;
  return {
    title: clip(`${pages} ${jobName} ${failedIn(runs)}`, LONGEST_TITLE),
    lines: [
      ...failing.slice(0, MOST_LINES).map(({ url, detail }) => clip(`${url}: ${detail}`, LONGEST_LINE)),
      ...(rest > 0 ? [`and ${rest} more`] : []),
    ],
  };
}

export function failedIn(runs: number): string {
  return runs === 1 ? 'failed' : `failed in ${runs} runs one after the other`;
}

/** Gates that closed give the title, and what to do about them. */
export function degradedWords(
  findings: readonly string[],
  jobName: string,
  gateHits: readonly GateHit[] = [],
): Told {
  const isPaused = gateHits.some(({ action }) => action === undefined);
  const gated = isPaused ? 'is paused by its gate' : 'holds its changes back';
  const title = `${jobName} ${gateHits.length === 0 ? 'went worse than usual' : gated}`;
  const remedies = gateHits.length === 0 ? [] : [(isPaused ? gateWords : holdWords)(gateHits).remedy];
  const lines = [...findings.slice(0, MOST_LINES), ...remedies].map((line) => clip(line, LONGEST_LINE));
  return { title: clip(title, LONGEST_TITLE), lines };
}

/** `subject`: what is missing, `pages`, `part` or the name of a field. */
export function nothingWords(
  { subject, text, remedy }: { subject: string; text: string; remedy: string | null },
  jobName: string,
): Told {
  const isField = subject !== 'pages' && subject !== 'part';
  return {
    title: clip(
      `${jobName} ${isField ? `finds “${subject}” nowhere` : 'has nothing to watch'}`,
      LONGEST_TITLE,
    ),
    lines: [text, ...(remedy === null ? [] : [remedy])].map((line) => clip(line, LONGEST_LINE)),
  };
}

export function noRunWords(jobName: string, due: Date): Told {
  return {
    title: clip(`${jobName} did not run when it was due`, LONGEST_TITLE),
    lines: [`A run was due at ${due.toISOString()} and none has begun.`],
  };
}

/** Of what one run found beyond the number that is told one by one. */
export function gatheringWords(kind: 'change' | 'price', jobName: string): Told {
  const what = kind === 'change' ? 'More changes' : 'More prices';
  return { title: clip(`${what} in one run of ${jobName}`, LONGEST_TITLE), lines: [] };
}

export function siteWideWords(change: Pick<Change, 'url' | 'summary'>): Told {
  const title = clip(`The same change on many pages: ${change.summary}`, LONGEST_TITLE);
  return { title, lines: [] };
}

export function clip(text: string, most: number): string {
  return clipText(text.replaceAll(/\s+/g, ' ').trim(), most);
}

function clipped(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : clip(text, LONGEST_LINE);
}
