// What the dialog before a stop or a removal says: pages in flight, the schedule, and what is kept.
import type { JobView } from '../../api/schemas/job/job.ts';
import type { RunView } from '../../api/schemas/run/run.ts';
import { counted, formatDuration } from '../appearance/format.ts';
import type { Verb } from './verb.ts';

export interface Stakes {
  /** Null: not known yet. */
  readonly job: Pick<JobView, 'schedule' | 'metrics'> | null;
  /** The run that goes on; null: none does. */
  readonly run: Pick<RunView, 'ledger' | 'graceMs' | 'seq'> | null;
}

export function stakesOf(verb: Verb | 'stop-run' | 'force-stop-run', { job, run }: Stakes): string[] {
  const lines = run === null ? [] : [flightWords(verb, run)];
  if (verb === 'delete')
    return [
      ...lines,
      'Its runs, pages, versions, changes and prices are erased. This can not be undone.',
      'To put it away and keep them, archive it instead.',
    ];
  if (verb === 'stop-run' || verb === 'force-stop-run')
    return [...lines, 'What is stored is kept. The job stays as it is, with its schedule.'];
  const isScheduled = job?.schedule !== null && job?.schedule !== undefined;
  return [
    ...lines,
    ...(isScheduled
      ? [
          'Its schedule is off until you start it or put it back; times that pass meanwhile are not made up for.',
        ]
      : []),
    'What is stored is kept.',
  ];
}

function flightWords(verb: string, { ledger, graceMs, seq }: NonNullable<Stakes['run']>): string {
  const pages = ledger.inFlight === 0 ? 'no page' : counted(ledger.inFlight, 'page');
  const left =
    ledger.pending === 0
      ? ''
      : `; ${counted(ledger.pending, 'page')} not begun ${ledger.pending === 1 ? 'is' : 'are'} skipped`;
  if (verb.startsWith('force') || verb === 'delete')
    return `Run ${seq} ends at once: ${pages} in flight ${ledger.inFlight === 1 || ledger.inFlight === 0 ? 'is' : 'are'} dropped${left}.`;
  return ledger.inFlight === 0
    ? `Run ${seq} ends as soon as it has stored what it has${left}.`
    : `Run ${seq} has ${pages} in flight: they get ${formatDuration(graceMs)} to end and are stored${left}.`;
}
