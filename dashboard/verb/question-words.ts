// What the dialog before a stop or a removal says: pages in flight, the schedule, and what is kept.
import type { JobView } from '../../api/schemas/job/job.ts';
import type { JobStorageView } from '../../api/schemas/job-detail/storage.ts';
import type { RunView } from '../../api/schemas/run/run.ts';
import { counted } from '../../domain/system/counted.ts';
import { formatBytes, formatDuration } from '../ui/appearance/format.ts';
import type { Verb } from './verb.ts';

export interface Stakes {
  /** Null: not known yet. */
  readonly job: Pick<JobView, 'schedule' | 'metrics'> | null;
  /** The run that goes on; null: none does. */
  readonly run: Pick<RunView, 'ledger' | 'graceMs' | 'seq'> | null;
  /** What its versions take; absent or null: not known yet. */
  readonly storage?: Pick<JobStorageView, 'versions' | 'bytes' | 'measuredAt'> | null;
}

export function stakesOf(
  verb: Verb | 'stop-run' | 'force-stop-run',
  { job, run, storage = null }: Stakes,
): string[] {
  if (verb === 'archive') return archiveWords(storage);
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

function archiveWords(storage: NonNullable<Stakes['storage']> | null): string[] {
  const now =
    storage === null || storage.measuredAt === null
      ? []
      : [`It stores ${counted(storage.versions, 'version')}, ${formatBytes(storage.bytes)}.`];
  return [
    'It starts no more by itself. Its pages, changes and prices stay readable.',
    ...now,
    'In ten minutes the versions go that no change names, but for the first, the last and pinned ones; the rest is packed smaller.',
    'Restoring it before that keeps all; after that it comes back with what is left.',
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
