// What an alert says of a change, a price or a run: title, lines and parts, cut to the size of a message.
import { clip as clipText } from '../../system/clip.ts';
import type { Change, PricePoint } from '../../page/page.ts';
import { formatMoney } from '../../reading/money/money.ts';
import { changeHeadline } from '../../change/headline.ts';
import type { Severity } from '../../change/change.ts';
import { byStrength } from '../../change/words/block-order.ts';
import { MAX_RUN_SUMMARY } from '../../change/words/run-summary.ts';
import type { GateHit } from '../../config/gate/finding.ts';
import { gateWords, releaseWords } from '../../config/gate/finding-words.ts';
import type { RunSummary } from '../../run/run.ts';
import type { AlertMessage, MessageLine, MessageSeverity } from './message.ts';

const MAX_LINES = 20;
const MAX_LINE_LENGTH = 300;
const MAX_TITLE_LENGTH = 200;

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
    title: clip(changeHeadline(change), MAX_TITLE_LENGTH),
    lines: [clip(change.summary, MAX_LINE_LENGTH), change.url],
  };
}

export function changeSubject({ _id, kind, detail, url, title, runId }: Change): Subject {
  const blocks = byStrength(detail.blocks.filter(({ rule }) => rule === undefined));
  const lines = blocks.flatMap(linesOf);
  const [first] = [...detail.fields, ...blocks];
  return {
    run: { id: runId },
    page: { url, title: clip(title, MAX_TITLE_LENGTH) },
    change: {
      id: _id,
      kind,
      before: clipped(first?.before),
      after: clipped(first?.after),
      lines: lines.slice(0, MAX_LINES),
    },
  };
}

function linesOf({ before, after }: { before?: string; after?: string }): MessageLine[] {
  return [
    ...(before === undefined ? [] : [{ op: 'removed' as const, text: clip(before, MAX_LINE_LENGTH) }]),
    ...(after === undefined ? [] : [{ op: 'added' as const, text: clip(after, MAX_LINE_LENGTH) }]),
  ];
}

interface PriceBefore {
  readonly minor: number;
}

export function priceWords({ name, minor, currency, url }: PricePoint, reason: string): Told {
  const price = formatMoney({ minor, currency });
  return { title: clip(`${name || url}: ${price}, ${reason}`, MAX_TITLE_LENGTH), lines: [url] };
}

export function priceSubject(point: PricePoint, before: PriceBefore | null): Subject {
  const { runId, url, name, minor, currency } = point;
  return {
    run: { id: runId },
    page: { url, title: name === '' ? null : clip(name, MAX_TITLE_LENGTH) },
    price: { beforeMinor: before?.minor ?? null, afterMinor: minor, currency },
  };
}

export function failedRunWords(run: Pick<RunSummary, 'endingReason'>, jobName: string): Told {
  const { detail = 'The run failed.', remedy } = run.endingReason ?? {};
  return {
    title: clip(`${jobName} failed`, MAX_TITLE_LENGTH),
    lines: [detail, ...(remedy === undefined ? [] : [remedy])].map((line) => clip(line, MAX_LINE_LENGTH)),
  };
}

export function failingPagesWords(
  failing: readonly { readonly url: string; readonly detail: string }[],
  runs: number,
  jobName: string,
): Told {
  const pages = failing.length === 1 ? '1 page of' : `${failing.length} pages of`;
  const rest = failing.length - MAX_LINES;
  return {
    title: clip(`${pages} ${jobName} ${failedIn(runs)}`, MAX_TITLE_LENGTH),
    lines: [
      ...failing.slice(0, MAX_LINES).map(({ url, detail }) => clip(`${url}: ${detail}`, MAX_LINE_LENGTH)),
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
  const remedies = gateHits.length === 0 ? [] : [(isPaused ? gateWords : releaseWords)(gateHits).remedy];
  const lines = [...findings.slice(0, MAX_LINES), ...remedies].map((line) => clip(line, MAX_LINE_LENGTH));
  return { title: clip(title, MAX_TITLE_LENGTH), lines };
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
      MAX_TITLE_LENGTH,
    ),
    lines: [text, ...(remedy === null ? [] : [remedy])].map((line) => clip(line, MAX_LINE_LENGTH)),
  };
}

export function noRunWords(jobName: string, due: Date): Told {
  return {
    title: clip(`${jobName} did not run when it was due`, MAX_TITLE_LENGTH),
    lines: [`A run was due at ${due.toISOString()} and none has begun.`],
  };
}

/** Of what one run found beyond the number that is told one by one. */
export function gatheringWords(kind: 'change' | 'price', jobName: string): Told {
  const what = kind === 'change' ? 'More changes' : 'More prices';
  return { title: clip(`${what} in one run of ${jobName}`, MAX_TITLE_LENGTH), lines: [] };
}

export function siteWideWords(change: Pick<Change, 'summary'>): Told {
  const title = clip(`The same change on many pages: ${change.summary}`, MAX_TITLE_LENGTH);
  return { title, lines: [] };
}

/** Of a number and the words around it. */
const MAX_AROUND = 15;

/** Characters that a title has for the line of many changes, beside a name. */
export function summaryRoom(name: string): number {
  return Math.min(MAX_RUN_SUMMARY, Math.max(60, MAX_TITLE_LENGTH - MAX_AROUND - name.length));
}

/** Of whatever differs in the frames of a host's pages. */
export function frameWords(host: string): Told {
  return { title: clip(`The frame of ${host} changed`, MAX_TITLE_LENGTH), lines: [] };
}

export function clip(text: string, most: number): string {
  return clipText(text.replaceAll(/\s+/g, ' ').trim(), most);
}

function clipped(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : clip(text, MAX_LINE_LENGTH);
}
