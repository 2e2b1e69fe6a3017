// Jobs as JSON: `{"name": …, "config": {…}}`, or the configuration alone.
import type { JobInput } from '../../domain/config/schema.ts';
import { onlyMembers } from '../../domain/config/tag-settings/config-members.ts';
import type { CliContext } from '../context.ts';
import { type Config, objectOf } from './job-options.ts';
import { readJsonObject } from './read-input.ts';

/** What the API shows of a job and does not take back. */
const TAKEN = ['name', 'config', 'start', 'tags', 'note'];

export async function readJobFile(context: Pick<CliContext, 'lines'>, source: string): Promise<Config> {
  return toJobFile(await readJsonObject(context, source));
}

/** A job as `webloom show --json` prints it is a job file too: its other members are left out. */
export function toJobFile(value: Config): Config {
  if (value['config'] === undefined && value['source'] !== undefined) return { config: value };
  if (value['jobId'] === undefined) return value;
  const taken = Object.fromEntries(Object.entries(value).filter(([name]) => TAKEN.includes(name)));
  return { ...taken, config: ownConfig(value) };
}

/** What the job says itself: what it has by its tags or by default, it has again by them. */
function ownConfig({ config, provenance }: Config): Config {
  if (!Array.isArray(provenance)) return objectOf(config);
  const own = provenance.flatMap((one) => {
    const { member, tag } = objectOf(one);
    return tag === null && typeof member === 'string' ? [member] : [];
  });
  return onlyMembers(objectOf(config), own);
}

/** The API checks it, and names every fault; nothing is checked twice. */
export function parseJobInput(job: Config): JobInput {
  return { ...job, config: objectOf(job['config']) } as JobInput;
}
