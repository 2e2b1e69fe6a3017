// The job that somebody names: by its id, by its name, or by words that only one job has.
import { isJobId } from '../../domain/job/job-id.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { ApiClient } from '../client/client.ts';
import { oneLine } from './page-text.ts';

const MAX_FOUND = 50;
const TOLD = 5;

export async function findJobId(api: ApiClient, text: string): Promise<string> {
  const asked = text.trim();
  if (isJobId(asked)) return asked;
  const words = asked.replaceAll(/["\\]/g, (mark) => `\\${mark}`);
  const { items } = await api.jobs({ q: `"${words}"`, limit: MAX_FOUND });
  const named = items.filter(({ name }) => name.toLowerCase() === asked.toLowerCase());
  const found = named.length > 0 ? named : items;
  const [only] = found;
  if (only === undefined)
    throw new WebloomError(
      'not-found',
      `There is no job "${oneLine(asked, 200)}". list_jobs shows all jobs.`,
    );
  if (found.length === 1) return only.jobId;
  const told = found.slice(0, TOLD).map(({ jobId, name }) => `${jobId} ("${oneLine(name, 80)}")`);
  throw new WebloomError(
    'conflict',
    `${found.length} jobs fit "${oneLine(asked, 200)}". Name one by its id: ${told.join(', ')}${found.length > TOLD ? ' …' : ''}.`,
  );
}

/** Undefined: no job was named, all are meant. */
export async function jobIdOf(api: ApiClient, text: string | undefined): Promise<string | undefined> {
  return text === undefined ? undefined : findJobId(api, text);
}
