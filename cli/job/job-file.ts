// Jobs as JSON: `{"name": …, "config": {…}}`, or the configuration alone.
import type { JobInput } from '../../domain/config/schema.ts';
import type { CliContext } from '../context.ts';
import { type Config, objectOf } from './job-options.ts';
import { readJsonObject } from './read-input.ts';

/** What the API shows of a job and does not take back. */
const TAKEN = ['name', 'config', 'start', 'tags'];

export async function readJobFile(context: Pick<CliContext, 'lines'>, source: string): Promise<Config> {
  return toJobFile(await readJsonObject(context, source));
}

/** A job as `webloom show --json` prints it is a job file too: its other members are left out. */
export function toJobFile(value: Config): Config {
  if (value['config'] === undefined && value['source'] !== undefined) return { config: value };
  if (value['jobId'] === undefined) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => TAKEN.includes(name)));
}

/** The API checks it, and names every fault; nothing is checked twice. */
export function parseJobInput(job: Config): JobInput {
  return { ...job, config: objectOf(job['config']) } as JobInput;
}
