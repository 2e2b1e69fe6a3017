// Finds jobs by id, beginning of an id or exact name; runs by id, its beginning, or the job's latest.
import type { ApiClient, ListOf, Query } from '../api/client/client.ts';
import { WebloomError } from '../domain/system/errors.ts';
import { isJobId } from '../domain/job/job-id.ts';
import { isRunId } from '../domain/run/run-id.ts';

const MAX_PAGES = 20;
/** Characters of `job_` or `run_` and a ULID. */
const ID_LENGTH = 30;

export async function findJobId(api: ApiClient, text: string): Promise<string> {
  if (isJobId(text) && text.length >= ID_LENGTH) return text;
  const named: string[] = [];
  const begun: string[] = [];
  await eachItem(api.jobs, ({ jobId, name }) => {
    if (name === text) named.push(jobId);
    else if (isJobId(text) && jobId.startsWith(text)) begun.push(jobId);
  });
  // The text has the form of an id, so the API decides whether it exists.
  if (isJobId(text) && named.length + begun.length === 0) return text;
  return onlyOne('job', text, named.length > 0 ? named : begun);
}

/** A run by its id or the beginning of it, or the latest run of a job. */
export async function findRunId(api: ApiClient, text: string): Promise<string> {
  if (isRunId(text)) return findBegunRun(api, text);
  const jobId = await findJobId(api, text);
  const { items } = await api.runs({ jobId, limit: 1 });
  const latest = items[0];
  if (latest !== undefined) return latest.runId;
  throw withoutRun(text);
}

export function withoutRun(job: string): WebloomError {
  return new WebloomError('not-found', `The job ${job} has no run yet.`, {
    facts: { remedy: `"webloom start ${job}" starts one.` },
  });
}

async function findBegunRun(api: ApiClient, text: string): Promise<string> {
  if (text.length >= ID_LENGTH) return text;
  const begun: string[] = [];
  await eachItem(api.runs, ({ runId }) => {
    if (runId.startsWith(text)) begun.push(runId);
  });
  return begun.length === 0 ? text : onlyOne('run', text, begun);
}

async function eachItem<Item>(
  read: (query: Query) => Promise<ListOf<Item>>,
  look: (item: Item) => void,
): Promise<void> {
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { items, nextCursor } = await read({ limit: 200, cursor });
    for (const item of items) look(item);
    if (nextCursor === null) return;
    cursor = nextCursor;
  }
}

const SHOWN_IDS = 5;

function onlyOne(kind: 'job' | 'run', text: string, found: readonly string[]): string {
  const [only] = found;
  if (only === undefined)
    throw new WebloomError('not-found', `There is no job "${text}".`, {
      facts: { remedy: '"webloom list" shows all jobs.' },
    });
  if (found.length === 1) return only;
  const more = found.length > SHOWN_IDS ? ' …' : '';
  throw new WebloomError('conflict', `${found.length} ${kind}s are called "${text}" or begin so.`, {
    facts: {
      title: 'Which one is meant?',
      remedy: `Use one of the ids: ${found.slice(0, SHOWN_IDS).join(', ')}${more}.`,
    },
  });
}
