// Jobs kept as JSON files: a file has one job, a list of jobs, or `{"jobs": […]}`. A job is known by its name.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WebloomError } from '../../domain/system/errors.ts';
import type { CliContext } from '../context.ts';
import { toJobFile } from './job-file.ts';
import { type Config, objectOf } from './job-options.ts';
import { parseJson, readAll } from './read-input.ts';

export interface KeptJob {
  readonly name: string;
  readonly config: Config;
  readonly start: boolean;
  /** Undefined: the file says nothing of them. */
  readonly tags: readonly unknown[] | undefined;
  /** File it is from. */
  readonly file: string;
}

export async function readKeptJobs(
  context: Pick<CliContext, 'lines'>,
  paths: readonly string[],
): Promise<KeptJob[]> {
  const jobs: KeptJob[] = [];
  for (const file of paths.flatMap(filesOf)) {
    const value = parseJson(await readAll(context, file), file === '-' ? 'Standard input' : file);
    jobs.push(...jobsOf(value).map((one, at) => toKeptJob(one, file, at)));
  }
  const twice = jobs.find(({ name }, at) => jobs.findIndex((other) => other.name === name) !== at);
  if (twice !== undefined)
    throw new WebloomError('validation', `${twice.file}: "${twice.name}" is the name of two jobs.`, {
      facts: { remedy: 'Give each job a name of its own: apply knows them by it.' },
    });
  return jobs;
}

function filesOf(path: string): string[] {
  if (path === '-') return [path];
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new WebloomError('validation', `${path} does not exist.`);
  if (!stat.isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith('.json'));
  if (names.length === 0) throw new WebloomError('validation', `There is no .json file in ${path}.`);
  return names.toSorted().map((name) => join(path, name));
}

function jobsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const { jobs } = objectOf(value);
  return Array.isArray(jobs) ? jobs : [value];
}

function toKeptJob(value: unknown, file: string, at: number): KeptJob {
  const { name, config, start, tags, $schema: _editors, ...more } = toJobFile(objectOf(value));
  const where = `${file}, job ${at + 1}`;
  if (typeof name !== 'string' || name === '')
    throw new WebloomError('validation', `${where} has no name; apply knows jobs by it.`);
  const [unknown] = Object.keys(more);
  if (unknown !== undefined)
    throw new WebloomError(
      'validation',
      `${where} has "${unknown}"; a job has name, config, tags and start.`,
    );
  return {
    name,
    config: objectOf(config),
    start: start === true,
    tags: Array.isArray(tags) ? tags : undefined,
    file,
  };
}
