// A run in words: its headline, why it started, how it ended, the reasons of its pages.
import { callerWords } from '../../domain/system/access/caller-words.ts';
import { clip } from '../../domain/system/clip.ts';
import type { RunSummaryView } from '../../api/schemas/run/run-list.ts';
import type { RunReasonView } from '../../api/schemas/run/run-work.ts';
import { counted } from '../../domain/system/counted.ts';
import { formatCount } from '../ui/appearance/format.ts';
import { mendedWords, mendWords } from '../verb/mend/mend-words.ts';

type Told = Pick<
  RunSummaryView,
  'seq' | 'state' | 'phase' | 'ledger' | 'metrics' | 'endingReason' | 'ending'
> & { readonly mend?: RunSummaryView['mend'] };

/** What is known of a reason of its pages. */
export type ToldReason = Pick<RunReasonView, 'count' | 'outcome' | 'examples'>;

const MAX_CAUSE_LENGTH = 140;

/** `Run 41 is two thirds done`, `Run 12 failed: larch.example answered 403 to everything`. */
export function runHeadline(run: Told, reasons: readonly ToldReason[] = []): string {
  const name = `Run ${run.seq}`;
  const { mend = null } = run;
  if (mend !== null && run.state !== 'failed')
    return mend.done ? `${name} is complete: ${mendedWords(mend)}` : `${name} ${mendWords(mend)}`;
  return `${name} ${STATE_WORDS[run.state](run, reasons)}`;
}

const COLLECTING = 'is collecting its pages';

const STATE_WORDS: Readonly<Record<Told['state'], (run: Told, reasons: readonly ToldReason[]) => string>> = {
  starting: () => COLLECTING,
  running: ({ phase, ledger }) =>
    phase === 'discovering' && ledger.discovered === 0
      ? COLLECTING
      : shareWords(doneOf(ledger), ledger.discovered),
  paused: ({ ledger }) =>
    `is paused at ${formatCount(doneOf(ledger))} of ${counted(ledger.discovered, 'page')}`,
  stopping: () => 'is being stopped',
  finalizing: () => 'is finishing',
  completed: (run) => `is complete: ${resultWords(run)}`,
  failed: (run, reasons) => `failed: ${wallWords(run, reasons) ?? causeOf(run)}`,
  stopped: ({ ledger }) =>
    `was stopped after ${formatCount(doneOf(ledger) - ledger.skipped)} of ${counted(ledger.discovered, 'page')}`,
};

function doneOf({ stored, unchanged, failed, skipped }: Told['ledger']): number {
  return stored + unchanged + failed + skipped;
}

const SHARES: readonly (readonly [number, string])[] = [
  [0.05, 'has just begun'],
  [0.2, 'has begun'],
  [0.29, 'is a quarter done'],
  [0.41, 'is a third done'],
  [0.58, 'is half done'],
  [0.71, 'is two thirds done'],
  [0.85, 'is three quarters done'],
  [1, 'is nearly done'],
];

function shareWords(done: number, all: number): string {
  if (all === 0) return 'has just begun';
  if (done >= all) return 'has looked at every page it knows';
  return SHARES.find(([upTo]) => done / all < upTo)?.[1] ?? 'is nearly done';
}

function resultWords({ ledger, metrics }: Told): string {
  const parts = [
    counted(ledger.discovered, 'page'),
    metrics.changes === 0 ? 'nothing changed' : counted(metrics.changes, 'change'),
    ...(ledger.failed === 0 ? [] : [`${formatCount(ledger.failed)} failed`]),
  ];
  return parts.join(', ');
}

/** Where one host answers every page with the same error: `larch.example answered 403 to everything`. */
function wallWords({ ledger }: Told, reasons: readonly ToldReason[]): string | null {
  const [reason] = reasons;
  if (reason === undefined || reason.outcome !== 'failed' || ledger.failed < ledger.discovered) return null;
  const hosts = new Set(reason.examples.map(({ url }) => hostOf(url)));
  const statuses = new Set(reason.examples.map(({ status }) => status));
  const [host] = hosts;
  const [status] = statuses;
  if (hosts.size !== 1 || statuses.size !== 1 || reason.count < ledger.discovered) return null;
  return status === null || status === undefined
    ? `no page of ${host ?? ''} could be had`
    : `${host ?? ''} answered ${status} to everything`;
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/?#]+)/.exec(url)?.[1] ?? '';
}

/** The first clause of what was observed; the whole of it stands below the headline. */
function causeOf({ endingReason, ledger }: Told): string {
  const detail =
    (endingReason?.detail ?? '')
      .split(/[;(]|\.\s/)[0]
      ?.trim()
      .replace(/\.$/, '') ?? '';
  if (detail === '') return `${formatCount(ledger.failed)} of ${counted(ledger.discovered, 'page')} failed`;
  return clip(detail, MAX_CAUSE_LENGTH + 1);
}

const TRIGGERS: Readonly<Record<string, string>> = {
  manual: 'started by hand',
  schedule: 'by its schedule',
  dependency: 'after another job',
  retry: 'tried again',
  restart: 'started again after a stop',
  confirm: 'to look twice at changes',
  replay: 'replayed',
};

export function triggerWords({
  trigger,
  startedBy,
  mend = null,
}: Pick<RunSummaryView, 'trigger' | 'startedBy'> & { readonly mend?: RunSummaryView['mend'] }): string {
  if (mend !== null) return `${mendWords(mend)}, asked for by ${callerWords(mend.by)}`;
  const words = TRIGGERS[trigger] ?? trigger;
  if (startedBy === null) return words;
  if (startedBy === 'temporal') return `${words} (in Temporal)`;
  // Its runs are stored as started by `webhook deploys`.
  if (startedBy.startsWith('webhook '))
    return `started by the start link ${startedBy.slice('webhook '.length)}`;
  return `${words} by ${callerWords(startedBy)}`;
}

/** How a row of the list says what came of a run, in one line. */
export function endWords(run: Told): string {
  const { endingReason, state, ledger, mend = null } = run;
  if (mend !== null && state !== 'failed') return mendedWords(mend);
  if (state === 'completed') return resultWords(run);
  if (endingReason !== null && (state === 'failed' || state === 'stopped')) return endingReason.means;
  return `${formatCount(doneOf(ledger))} of ${counted(ledger.discovered, 'page')}`;
}

/** Of two runs whose pages ended alike; `failed`: pages of the later one. */
export function sameWords(seq: number, failed: number): string {
  if (failed === 0) return `The same pages as in run ${seq}, and none fails.`;
  const [which, what] = failed === 1 ? ['the page', 'fails'] : [`the ${formatCount(failed)} pages`, 'fail'];
  return `The same pages as in run ${seq}: ${which} that ${what} now failed then, too.`;
}
