// Limits in words: their names, amounts, and what can be done where one is met.
import { formatEvery } from '../../config/schedule/interval-text.ts';
import type { LimitName } from './plan.ts';

export const LIMIT_LABELS: Readonly<Record<LimitName, string>> = {
  jobs: 'Jobs',
  hosts: 'Hosts',
  shortestIntervalMs: 'Shortest interval',
  concurrentRuns: 'Runs at a time',
  pagesPerRun: 'Pages of a run',
  pagesPerMonth: 'Pages of a month',
  deliveriesPerDay: 'Messages of a day',
  storedBytes: 'Stored bytes',
  retentionDays: 'Days of versions',
};

export const LIMIT_MEANING: Readonly<Record<LimitName, string>> = {
  jobs: 'Jobs that are not archived.',
  hosts:
    'Different hosts: of a list of pages, those of all its addresses; sites, sitemaps and feeds count by the addresses they begin with, which is an estimate, because links may lead to more.',
  shortestIntervalMs: 'The shortest time between two starts by a schedule.',
  concurrentRuns: 'Runs that go on at the same time.',
  pagesPerRun: 'Pages that one run looks at, at most.',
  pagesPerMonth: 'Pages looked at since the first of the month in UTC; skipped ones do not count.',
  storedBytes:
    'Files that hold the versions of pages, of all jobs, archived ones too; measured some minutes after a run.',
  retentionDays: 'For how many days every version of a page is kept at most; jobs may keep them shorter.',
  deliveriesPerDay: 'Messages sent since midnight in UTC; repeats of one that failed do not count.',
};

const MORE = 'An admin of the installation can give the workspace another plan.';

const REMEDIES: Readonly<Record<LimitName, string>> = {
  jobs: `Archive or remove a job that is not needed. ${MORE}`,
  hosts: `Archive or remove the jobs of a host that is not needed. ${MORE}`,
  shortestIntervalMs: `Choose a schedule with more time between two runs. ${MORE}`,
  concurrentRuns: `Wait until a run has ended, or stop one. ${MORE}`,
  pagesPerRun: `Make the source smaller, or split it into several jobs. ${MORE}`,
  pagesPerMonth: `Let jobs run less often, or with fewer pages. ${MORE}`,
  storedBytes: `Archive or delete a job that is not needed, or keep versions for fewer days. ${MORE}`,
  retentionDays: `Pin the versions that have to stay longer. ${MORE}`,
  deliveriesPerDay: `Let fewer rules tell, or gather messages into digests. ${MORE}`,
};

export function remedyOf(limit: LimitName): string {
  return REMEDIES[limit];
}

/** `1h` for times, `1.2 GB` for bytes, `20,000` for numbers. `limit`: its name. */
export function amountText(limit: string, amount: number): string {
  if (limit === 'shortestIntervalMs') return formatEvery(amount);
  return limit === 'storedBytes' ? bytesText(amount) : amount.toLocaleString('en-US');
}

const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

function bytesText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** step;
  return `${step === 0 ? value : value.toFixed(1)} ${BYTE_UNITS[step] ?? 'B'}`;
}

/** What one of them is called after a number. */
const UNITS: Readonly<Record<Exclude<LimitName, 'shortestIntervalMs'>, readonly [string, string]>> = {
  jobs: ['job', 'jobs'],
  hosts: ['host', 'hosts'],
  concurrentRuns: ['run at a time', 'runs at a time'],
  pagesPerRun: ['page of a run', 'pages of a run'],
  pagesPerMonth: ['page of a month', 'pages of a month'],
  deliveriesPerDay: ['message of a day', 'messages of a day'],
  storedBytes: ['of stored versions', 'of stored versions'],
  retentionDays: ['day of versions', 'days of versions'],
};

/** `20,000 pages of a month`, `an interval of 1h`. */
export function limitText(limit: LimitName, value: number): string {
  if (limit === 'shortestIntervalMs') return `an interval of ${amountText(limit, value)}`;
  const [one, many] = UNITS[limit];
  return `${amountText(limit, value)} ${value === 1 ? one : many}`;
}
