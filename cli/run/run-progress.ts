// Describes a run in progress: everything on one line, or only what is new since the last time.
import type { RunView, WhyIdleView } from '../../api/client/client.ts';
import { formatDuration } from '../print-table.ts';

export interface RunNow {
  readonly run: RunView;
  /** Why nothing moves, and the pace of the hosts, as read last. */
  readonly reasons: WhyIdleView['reasons'];
  /** Nothing has moved for a while, so the reasons are shown. */
  readonly isStalled: boolean;
  /** Epoch ms. */
  readonly now: number;
}

const SHOWN_HOSTS = 2;

function doneOf({ ledger }: RunView): number {
  return ledger.stored + ledger.unchanged + ledger.failed + ledger.skipped;
}

function pages({ run, now }: RunNow): string {
  const { ledger, live, metrics } = run;
  const parts = [`${doneOf(run)} of ${ledger.discovered} pages`];
  if (live !== null && live.fetched > 0) parts.push(`${live.fetched} more fetched`);
  parts.push(`${(live?.pagesPerSecond ?? metrics.pagesPerSecond).toFixed(1)}/s`);
  const left = live === null || live.doneAt === null ? 0 : Date.parse(live.doneAt) - now;
  // A shorter time would be over before it is read.
  if (left >= 3_000) parts.push(`done in about ${formatDuration(Math.round(left / 1_000) * 1_000)}`);
  return parts.join(', ');
}

function paces(reasons: RunNow['reasons']): string[] {
  return reasons
    .filter(({ code, delayMs }) => code === 'host-delay' && delayMs !== null)
    .map(({ host, delayMs }) => `${host} every ${formatDuration(delayMs ?? 0)}`);
}

function waits({ reasons, isStalled }: RunNow): string[] {
  const [reason] = reasons;
  return isStalled && reason !== undefined ? [reason.detail] : [];
}

/** `running: 12 of 150 pages, 4 more fetched, 1.0/s, done in about 2 min 18 s, shop.test every 1.0 s …` */
export function describeNow(seen: RunNow): string {
  const { run, reasons } = seen;
  const { ledger, metrics } = run;
  const parts = [
    `${run.state}: ${pages(seen)}`,
    ...paces(reasons).slice(0, SHOWN_HOSTS),
    `${metrics.changes} changes`,
    `${metrics.pricePoints} prices`,
  ];
  if (ledger.failed > 0) parts.push(`${ledger.failed} failed`);
  const waiting = waits(seen).map((detail) => ` – ${detail}`);
  return `${parts.join(', ')} (${formatDuration(run.durationMs)})${waiting.join('')}`;
}

/** One line for each thing that is new since `before`. */
export function linesSince(before: RunNow | null, seen: RunNow): string[] {
  const { run } = seen;
  return [
    ...(before?.run.state === run.state ? [] : [run.state]),
    ...added(({ reasons }) => paces(reasons), before, seen),
    ...(movedOf(before) === movedOf(seen) ? [] : [pages(seen)]),
    ...grown(before, run),
    ...added(waits, before, seen).map((detail) => `waiting: ${detail}`),
  ];
}

/** Of the lines that are said now, those that were not said before. */
function added(linesOf: (now: RunNow) => string[], before: RunNow | null, seen: RunNow): string[] {
  const told = before === null ? [] : linesOf(before);
  return linesOf(seen).filter((line) => !told.includes(line));
}

/** Pages that are done or fetched. */
function movedOf(now: RunNow | null): number {
  return now === null ? 0 : doneOf(now.run) + (now.run.live?.fetched ?? 0);
}

const COUNTS: readonly (readonly [(run: RunNow['run']) => number, string])[] = [
  [({ metrics }) => metrics.changes, 'changes'],
  [({ metrics }) => metrics.pricePoints, 'prices'],
  [({ ledger }) => ledger.failed, 'failed'],
];

function grown(before: RunNow | null, run: RunNow['run']): string[] {
  return COUNTS.filter(([of]) => of(run) > (before === null ? 0 : of(before.run))).map(
    ([of, word]) => `${of(run)} ${word}`,
  );
}
