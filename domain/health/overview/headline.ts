// The state of a workspace in one sentence, and the numbers under it in another.
import type { Attention } from './attention.ts';
import { counted } from '../../system/counted.ts';
import { capital } from '../../system/capital.ts';

export interface HeadlineFacts {
  /** Jobs that are not archived; null: not known now. */
  readonly jobs: number | null;
  /** Changes of the last day; `atLeast`: there are more than were counted. */
  readonly changes: { readonly count: number; readonly atLeast: boolean } | null;
  readonly attention: readonly Pick<Attention, 'kind' | 'severity' | 'subject'>[];
}

export function headlineOf({ jobs, changes, attention }: HeadlineFacts): string {
  const away = attention.find(({ kind, severity }) => kind === 'service-away' && severity === 'critical');
  if (away !== undefined) return `${away.subject.name} is away: ${EFFECTS[away.subject.id] ?? 'runs wait'}`;
  const silent = attention.find(({ kind, severity }) => kind === 'agent-silent' && severity === 'critical');
  if (silent !== undefined) return `${silent.subject.name} is silent, so runs wait`;
  const full = attention.find(({ kind, severity }) => kind === 'disk-low' && severity === 'critical');
  if (full !== undefined) return 'The disk is full, so nothing is fetched';
  if (jobs === 0) return 'Nothing is watched yet';
  return `${capital(changesInWords(changes))}${needsInWords(attention)}`;
}

const EFFECTS: Readonly<Record<string, string>> = {
  store: 'nothing can be read or stored',
  broker: 'nothing is fetched',
  temporal: 'no run goes on',
};

function changesInWords(changes: HeadlineFacts['changes']): string {
  if (changes === null) return 'changes can not be counted now';
  const { count, atLeast } = changes;
  if (count === 0) return 'no changes since yesterday';
  const many = atLeast ? `more than ${numberInWords(count)}` : numberInWords(count);
  return `${many} ${count === 1 ? 'change' : 'changes'} since yesterday`;
}

function needsInWords(attention: HeadlineFacts['attention']): string {
  const count = attention.length;
  if (count === 0) return ', all is well';
  const isJobs = attention.every(({ subject }) => subject.type === 'job');
  const [one, many] = isJobs ? ['job', 'jobs'] : ['thing', 'things'];
  return count === 1 ? `, one ${one} needs you` : `, ${numberInWords(count)} ${many} need you`;
}

/** `24 jobs, 3 running. 1,316 pages looked at in the last hour.` */
export function summaryOf(facts: {
  readonly jobs: number | null;
  readonly running: number | null;
  readonly pages: number | null;
}): string {
  const { jobs, running, pages } = facts;
  if (jobs === 0) return 'Give an address, and Webloom shows what it understands of the page.';
  const watched =
    jobs === null ? '' : `${counted(jobs, 'job')}${running === null ? '' : `, ${grouped(running)} running`}.`;
  const looked = pages === null ? '' : `${counted(pages, 'page')} looked at in the last hour.`;
  return [watched, looked].filter((part) => part !== '').join(' ');
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

function numberInWords(count: number): string {
  return WORDS[count] ?? grouped(count);
}
