// The list of jobs with its search, how many jobs there are by state, and the tags and hosts a search can name.
import { JOB_STATES } from '../../../domain/job/lifecycle.ts';
import { workspaceOf } from '../../http/caller.ts';
import { searchCriteria, searchJobs } from '../../query/search-jobs.ts';
import type { ApiPorts } from '../../ports.ts';
import {
  frequentQuery,
  jobCounts,
  jobCountsQuery,
  jobHostList,
  jobList,
  jobListQuery,
  tagList,
} from '../../schemas/job/job-list.ts';
import { PROBLEMS } from '../../schemas/problem.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { toJobRows } from '../../views/job/job-row-view.ts';

const TAGS = ['jobs'];

export function registerJobList(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/jobs',
    { schema: { tags: TAGS, querystring: jobListQuery, response: { 200: jobList, ...PROBLEMS } } },
    async (request) => {
      const page = await searchJobs(ports, workspaceOf(request), request.query);
      return { items: toJobRows(page), nextCursor: page.nextCursor, total: page.total };
    },
  );
  app.get(
    '/v1/jobs/counts',
    { schema: { tags: TAGS, querystring: jobCountsQuery, response: { 200: jobCounts, ...PROBLEMS } } },
    async (request) => {
      const workspaceId = workspaceOf(request);
      const criteria = await searchCriteria(ports, request.query.q ?? '', { workspaceId });
      const within = async (text: string) => {
        const more = await searchCriteria(ports, text, { workspaceId });
        return ports.jobs.countByState({ workspaceId, criteria: [...criteria, ...more] });
      };
      const [all, needing, unread] = await Promise.all([
        ports.jobs.countByState({ workspaceId, criteria }),
        within('is:attention -state:archived'),
        within('is:unread'),
      ]);
      const states = JOB_STATES.map((state) => [state, all.get(state) ?? 0] as const);
      return {
        total: sum(all),
        states: Object.fromEntries(states) as Record<(typeof JOB_STATES)[number], number>,
        attention: sum(needing),
        unread: sum(unread),
      };
    },
  );
  app.get(
    '/v1/tags',
    { schema: { tags: TAGS, querystring: frequentQuery, response: { 200: tagList, ...PROBLEMS } } },
    async (request) => {
      const found = await ports.jobs.frequent(workspaceOf(request), 'tag', request.query.limit);
      return { items: found.map(({ value, jobs }) => ({ tag: value, jobs })) };
    },
  );
  app.get(
    '/v1/job-hosts',
    { schema: { tags: TAGS, querystring: frequentQuery, response: { 200: jobHostList, ...PROBLEMS } } },
    async (request) => {
      const found = await ports.jobs.frequent(workspaceOf(request), 'host', request.query.limit);
      return { items: found.map(({ value, jobs }) => ({ host: value, jobs })) };
    },
  );
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, n) => total + n, 0);
}
