// Tags of a job: shown, put on and taken off.
import type { Command } from 'commander';
import type { JobView } from '../../../api/client/client.ts';
import { WebloomError, isWebloomError } from '../../../domain/system/errors.ts';
import { type TagChange, withTags } from '../../../domain/config/tags.ts';
import { type BulkOptions, actOnFitting, withFilter } from '../../bulk.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { findJobId } from '../../find-job.ts';
import { plain, printTable } from '../../print-table.ts';

export function registerTag(program: Command, run: Run): void {
  const command = program
    .command('tag')
    .summary('show the tags of a job, put tags on it or take them off')
    .argument('[words...]', 'the job, then +tag to put on and -tag to take off; nothing: all tags there are')
    .allowUnknownOption();
  withFilter(command).action((words: string[], options: BulkOptions) =>
    run((context) =>
      options.filter === undefined ? tagOne(context, words) : tagAll(context, words, options),
    ),
  );
}

async function tagOne(context: CliContext, [name, ...words]: readonly string[]): Promise<void> {
  if (name === undefined) return listTags(context);
  const { api } = context;
  const jobId = await findJobId(api, name);
  const change = readChange(words);
  const isChange = change.add.length + change.remove.length > 0;
  const after = isChange ? await retag(context, jobId, change) : await api.job(jobId);
  if (context.json) return printJson(context, { jobId: after.jobId, tags: after.tags });
  const tags = after.tags.length === 0 ? 'no tags' : after.tags.map((tag) => plain(tag)).join(', ');
  context.out(`${plain(after.name)}: ${tags}\n`);
}

const MAX_RACES = 5;

/** Tags that somebody else puts on or takes off between reading and writing stay as they made them. */
async function retag({ api }: CliContext, jobId: string, change: TagChange): Promise<JobView> {
  for (let race = 1; ; race += 1) {
    const job = await api.job(jobId);
    try {
      return await api.tagJob(job, withTags(job.tags, change));
    } catch (error) {
      const isStale = isWebloomError(error) && error.code === 'precondition-failed';
      if (!isStale || race === MAX_RACES) throw error;
    }
  }
}

/** A bulk action does one verb, so of many jobs one tag is changed at a time. */
async function tagAll(context: CliContext, words: readonly string[], options: BulkOptions): Promise<number> {
  const { add, remove } = readChange(words);
  const [tag] = [...add, ...remove];
  if (tag === undefined || add.length + remove.length !== 1)
    throw new WebloomError('validation', 'With --filter give one tag: +shop or -old.');
  return actOnFitting(context, { verb: add.length === 1 ? 'tag' : 'untag', tag }, options);
}

function readChange(words: readonly string[]): { add: string[]; remove: string[] } {
  const wrong = words.find((word) => !/^[+-].+$/.test(word));
  if (wrong !== undefined)
    throw new WebloomError('validation', `Write +${wrong} to put this tag on, or -${wrong} to take it off.`);
  const of = (sign: string): string[] =>
    words.filter((word) => word.startsWith(sign)).map((word) => word.slice(1));
  return { add: of('+'), remove: of('-') };
}

async function listTags(context: CliContext): Promise<void> {
  const tags = await context.api.tags();
  if (context.json) return printJson(context, tags);
  if (tags.items.length === 0) context.err('No tags. "webloom tag JOB +shop" puts one on.\n');
  else
    printTable(
      context,
      ['TAG', 'JOBS'],
      tags.items.map(({ tag, jobs }) => [plain(tag, 40), String(jobs)]),
    );
}
