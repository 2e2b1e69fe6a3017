// How many jobs fit a search, by state: one pass over them, and a short one over those with unread changes.
import { needsAttention } from '../../../domain/job/job-trouble.ts';
import type { JobTally } from '../../../domain/job/list/criterion.ts';
import { JOB_STATES, type JobState } from '../../../domain/run/job-state.ts';
import type { ApiPorts } from '../../ports.ts';
import type { JobCounts } from '../../schemas/job/job-list.ts';
import { searchCriteria } from '../search-jobs.ts';

export async function countJobs(
  ports: Pick<ApiPorts, 'clock' | 'inbox' | 'jobs'>,
  workspaceId: string,
  text: string,
): Promise<JobCounts> {
  const [criteria, unread] = await Promise.all([
    searchCriteria(ports, text, { workspaceId }),
    searchCriteria(ports, 'is:unread', { workspaceId }),
  ]);
  const [all, ofUnread] = await Promise.all([
    ports.jobs.tally({ workspaceId, criteria }),
    ports.jobs.tally({ workspaceId, criteria: [...criteria, ...unread] }),
  ]);
  const states = JOB_STATES.map((state) => [state, sum(all.filter((row) => row.state === state))] as const);
  return {
    total: sum(all),
    states: Object.fromEntries(states) as Record<JobState, number>,
    attention: sum(all.filter(({ state, trouble }) => needsAttention(state, trouble))),
    unread: sum(ofUnread),
  };
}

function sum(rows: readonly JobTally[]): number {
  return rows.reduce((total, { jobs }) => total + jobs, 0);
}
