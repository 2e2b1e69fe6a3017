// Jobs and runs as people name them: a job by its id or its exact name, its latest run by the job.
import type { ApiClient } from '../api/client.ts';
import { WebloomError } from '../domain/errors.ts';

const MAX_PAGES = 20;

export async function findJobId(api: ApiClient, text: string): Promise<string> {
  if (text.startsWith('job_')) return text;
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { items, nextCursor } = await api.jobs({ limit: 200, cursor });
    found.push(...items.filter((job) => job.name === text).map((job) => job.jobId));
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const remedy =
    found.length === 0 ? '"webloom list" shows all jobs.' : `Use one of the ids: ${found.join(', ')}.`;
  const message =
    found.length === 0 ? `There is no job "${text}".` : `${found.length} jobs are called "${text}".`;
  if (found.length === 0) throw new WebloomError('not-found', message, { facts: { remedy } });
  throw new WebloomError('conflict', message, { facts: { title: 'Which one is meant?', remedy } });
}

/** A run's id, or the latest run of a job. */
export async function findRunId(api: ApiClient, text: string): Promise<string> {
  if (text.startsWith('run_')) return text;
  const jobId = await findJobId(api, text);
  const { items } = await api.runs({ jobId, limit: 1 });
  const latest = items[0];
  if (latest !== undefined) return latest.runId;
  throw new WebloomError('not-found', `The job ${text} has no run yet.`, {
    facts: { remedy: `"webloom start ${text}" starts one.` },
  });
}
