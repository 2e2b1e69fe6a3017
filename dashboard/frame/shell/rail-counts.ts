// The numbers in the rail: jobs and what is new of the day, from the overview that is asked for anyway, and open dead letters.
import { useLetterCounts } from '../../run/dead-letter-list/use-letters.ts';
import { useOverview } from '../../operation/overview/use-overview.ts';

export interface RailCount {
  readonly value: number;
  /** For readers, after the number. */
  readonly what: string;
  /** Asks for attention. */
  readonly hot: boolean;
}

/** By the address of the place; absent: nothing to count, or it is not known. */
export function useRailCounts(): Readonly<Partial<Record<string, RailCount>>> {
  const { data } = useOverview();
  const open = useLetterCounts().data?.open ?? 0;
  const { jobs = null, changes = null, running = null } = data ?? {};
  return {
    ...(jobs === null || jobs.total === 0
      ? {}
      : { '/jobs': { value: jobs.total, what: 'jobs', hot: false } }),
    ...(changes === null || changes.unread === 0
      ? {}
      : { '/changes': { value: changes.unread, what: 'unread changes of a day', hot: true } }),
    ...(running === null || running.length === 0
      ? {}
      : { '/runs': { value: running.length, what: 'runs that go on', hot: false } }),
    ...(open === 0 ? {} : { '/dead-letters': { value: open, what: 'open dead letters', hot: false } }),
  };
}
