// Jobs and settings of tags kept as files, in JSON or YAML: one of them, a list, `{"tagSettings": […], "jobs": […]}`, several documents of
// YAML, or JSON lines as `webloom export configuration` writes them, in any order. A job is known by its name, settings by their tag.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { CliContext } from '../../context.ts';
import { normalNote } from '../../../domain/config/note.ts';
import { toJobFile } from '../job-file.ts';
import { type Config, objectOf } from '../job-options.ts';
import { parseDocuments } from './parse-documents.ts';
import { readAll } from '../read-input.ts';
import {
  type KeptSettings,
  isSettingsDocument,
  refuseTwice,
  toKeptSettings,
} from '../tag-settings/kept-settings.ts';

export interface KeptJob {
  readonly name: string;
  readonly config: Config;
  readonly start: boolean;
  /** Undefined: the file says nothing of them. */
  readonly tags: readonly unknown[] | undefined;
  /** Null: it has none. Undefined: the file says nothing of it. */
  readonly note: unknown;
  /** File it is from. */
  readonly file: string;
}

export interface KeptFiles {
  readonly jobs: readonly KeptJob[];
  readonly settings: readonly KeptSettings[];
}

export async function readKeptFiles(
  context: Pick<CliContext, 'lines'>,
  paths: readonly string[],
): Promise<KeptFiles> {
  const jobs: KeptJob[] = [];
  const settings: KeptSettings[] = [];
  for (const file of paths.flatMap(filesOf)) {
    const text = await readAll(context, file);
    const documents = documentsOf(await parseDocuments(text, file));
    for (const [at, one] of documents.entries()) {
      if (isSettingsDocument(one)) settings.push(toKeptSettings(one, file, at));
      else jobs.push(toKeptJob(one, file, at));
    }
  }
  refuseTwice(settings);
  const twice = jobs.find(({ name }, at) => jobs.findIndex((other) => other.name === name) !== at);
  if (twice !== undefined)
    throw new WebloomError('validation', `${twice.file}: "${twice.name}" is the name of two jobs.`, {
      facts: { remedy: 'Give each job a name of its own: apply knows them by it.' },
    });
  return { jobs, settings };
}

function filesOf(path: string): string[] {
  if (path === '-') return [path];
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new WebloomError('validation', `${path} does not exist.`);
  if (!stat.isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => /\.(?:(?:nd)?json|ya?ml)$/.test(name));
  if (names.length === 0)
    throw new WebloomError('validation', `There is no .json, .ndjson or .yaml file in ${path}.`);
  return names.toSorted().map((name) => join(path, name));
}

function documentsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(documentsOf);
  const { jobs, tagSettings } = objectOf(value);
  if (!Array.isArray(jobs) && !Array.isArray(tagSettings)) return [value];
  return [tagSettings, jobs].flatMap((some: unknown) => (Array.isArray(some) ? (some as unknown[]) : []));
}

function toKeptJob(value: unknown, file: string, at: number): KeptJob {
  const { name, config, start, tags, note, $schema: _editors, ...more } = toJobFile(objectOf(value));
  const where = `${file}, job ${at + 1}`;
  if (typeof name !== 'string' || name === '')
    throw new WebloomError('validation', `${where} has no name; apply knows jobs by it.`);
  const [unknown] = Object.keys(more);
  if (unknown !== undefined)
    throw new WebloomError(
      'validation',
      `${where} has "${unknown}"; a job has name, config, tags, note and start.`,
    );
  return {
    name,
    config: objectOf(config),
    start: start === true,
    tags: Array.isArray(tags) ? tags : undefined,
    note: typeof note === 'string' ? (normalNote(note) ?? null) : note,
    file,
  };
}
