// The list of jobs with its search, how many jobs there are by state, and the tags and hosts a search can name.
import { workspaceOf } from '../../http/caller.ts';
import { countJobs } from '../../query/job/job-counts.ts';
import { searchJobs } from '../../query/search-jobs.ts';
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
import type { ApiServer } from '../../http/server-type.ts';
import { toJobRows } from '../../views/job/job-row-view.ts';

const TAGS = ['jobs'];

export function registerJobList(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/jobs',
    { schema: { tags: TAGS, querystring: jobListQuery, response: { 200: jobList } } },
    async (request) => {
      const page = await searchJobs(ports, workspaceOf(request), request.query);
      return { items: toJobRows(page), nextCursor: page.nextCursor, total: page.total };
    },
  );
  app.get(
    '/v1/jobs/counts',
    { schema: { tags: TAGS, querystring: jobCountsQuery, response: { 200: jobCounts } } },
    (request) => countJobs(ports, workspaceOf(request), request.query.q ?? ''),
  );
  app.get(
    '/v1/tags',
    { schema: { tags: TAGS, querystring: frequentQuery, response: { 200: tagList } } },
    async (request) => {
      const found = await ports.jobs.frequent(workspaceOf(request), 'tag', request.query.limit);
      return { items: found.map(({ value, jobs }) => ({ tag: value, jobs })) };
    },
  );
  app.get(
    '/v1/job-hosts',
    { schema: { tags: TAGS, querystring: frequentQuery, response: { 200: jobHostList } } },
    async (request) => {
      const found = await ports.jobs.frequent(workspaceOf(request), 'host', request.query.limit);
      return { items: found.map(({ value, jobs }) => ({ host: value, jobs })) };
    },
  );
}
