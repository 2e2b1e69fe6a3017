// The command that changes a job: by the options of `add`, by a JSON merge patch, or in an editor. It shows what
// differs, and saves only over the version it has read.
import type { Command } from 'commander';
import type { JobView } from '../../../api/client/client.ts';
import { isWebloomError, WebloomError } from '../../../domain/system/errors.ts';
import { differingMembers } from '../../../domain/system/differing-members.ts';
import { normalNote } from '../../../domain/config/note.ts';
import { mergeJobPatch, mergePatchBetween } from '../../../domain/config/merge-patch.ts';
import { collect } from '../../change-options.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { findJobId } from '../../find-job.ts';
import { readAddresses } from '../../job/address-file.ts';
import { describeDifferences } from '../../job/describe-difference.ts';
import { editText } from '../../job/edit-text.ts';
import {
  addJobOptions,
  noteOption,
  type Config,
  type JobOptions,
  objectOf,
  toConfigPatch,
  type TypedLists,
} from '../../job/job-options.ts';
import { parseObject, readJsonObject } from '../../job/read-input.ts';
import { resetPatch } from '../../job/reset-member.ts';
import { showNotices } from '../../job/show-notices.ts';
import { quoteName } from '../../verb-text.ts';
import { given } from '../../../domain/system/given.ts';

interface EditOptions extends JobOptions {
  readonly url?: readonly string[];
  readonly note?: string;
  readonly reset?: readonly string[];
  readonly jsonPatch?: string;
  readonly dryRun?: boolean;
}

interface Asked {
  readonly options: EditOptions;
  readonly typed: TypedLists;
}

/** What of a job can be changed. */
interface JobText {
  readonly name: string;
  /** Absent: it has none. */
  readonly note?: unknown;
  readonly config: Config;
}

export function registerEdit(program: Command, run: Run): void {
  const command = program
    .command('edit')
    .summary('change a job; without options: in your editor')
    .argument('<job>', 'id or name');
  const typed = addJobOptions(command);
  command
    .addOption(noteOption())
    .option('--url <url>', 'watch this address instead; may be repeated', collect)
    .option('--no-schedule', 'run it only when somebody starts it')
    .option('--reset <member>', 'put a member back to its default, as in limits.maxPages', collect)
    .option('--json-patch <json>', 'a JSON merge patch of name, note and config: its text, a file, or -')
    .option('--dry-run', 'show what would change; change nothing')
    .addHelpText(
      'before',
      `Examples: webloom edit tent --every 30m --name "Tent prices"
          webloom edit tent --no-schedule --reset limits.maxPages --then "Price report"
          webloom edit tent --json-patch '{"config": {"retry": {"attempts": 2}}}' --dry-run
          webloom edit tent
New filters, fields, headers and the like are added to those the job has; --reset takes them away first.
`,
    )
    .action((job: string, options: EditOptions) => run((context) => edit(context, job, { options, typed })));
}

async function edit(context: CliContext, name: string, asked: Asked): Promise<void> {
  const { api } = context;
  const job = await api.job(await findJobId(api, name));
  const before = toJobText(job);
  if (isAsked(asked)) return save(context, job, await toText(context, before, asked));
  await editByHand(context, job, { before, isDry: asked.options.dryRun === true });
}

function isAsked({ options, typed }: Asked): boolean {
  const given = Object.entries(options).some(([name, value]) => value !== undefined && name !== 'dryRun');
  return given || typed.fields.length + typed.filters.length > 0;
}

async function toText(context: CliContext, before: JobText, { options, typed }: Asked): Promise<Changed> {
  const fromFile = options.urls === undefined ? [] : await readAddresses(context, options.urls);
  const urls = [...(options.url ?? []), ...fromFile.map(({ url }) => url)];
  const reset = mergeJobPatch(before, { config: resetPatch(options.reset ?? [], before.config) });
  const patched =
    options.jsonPatch === undefined
      ? reset
      : mergeJobPatch(toJobText(reset), await readJsonObject(context, options.jsonPatch));
  const base = toJobText(patched);
  const config = await toConfigPatch(context, { urls, options, typed }, base.config);
  const patch = { config, ...given({ name: options.name, note: options.note }) };
  return { before, after: toJobText(mergeJobPatch(base, patch)), isDry: options.dryRun === true };
}

function toJobText(value: unknown): JobText {
  const { name, note, config } = objectOf(value);
  const said = typeof note === 'string' ? normalNote(note) : (note ?? undefined);
  return { name: String(name), ...given({ note: said }), config: objectOf(config) };
}

interface Changed {
  readonly before: JobText;
  readonly after: JobText;
  readonly isDry: boolean;
}

async function editByHand(
  context: CliContext,
  job: JobView,
  { before, isDry }: Omit<Changed, 'after'>,
): Promise<void> {
  if (!context.hasTerminal)
    throw new WebloomError('validation', 'Say what to change: there is no terminal for an editor.', {
      facts: { remedy: 'webloom edit --help lists the options; --json-patch takes JSON.' },
    });
  const text = `${JSON.stringify(before, null, 2)}\n`;
  const edited = await editText(context, { name: `${job.jobId}.json`, text });
  try {
    const after = toJobText(parseObject(edited.text, edited.path));
    await save(context, job, { before, after, isDry });
  } catch (error) {
    context.err(`Your text is kept: ${edited.path}\n`);
    throw error;
  }
  edited.discard();
}

async function save(context: CliContext, job: JobView, { before, after, isDry }: Changed): Promise<void> {
  const { out, err, paint } = context;
  const patch = mergePatchBetween(before, after);
  const name = quoteName(job.name);
  if (patch === undefined) {
    if (context.json) return printJson(context, job);
    return err(`Nothing changes: ${name} is so already.\n`);
  }
  if (isDry && context.json) return printJson(context, patch);
  if (!context.json) out(describeDifferences(paint, differingMembers(before, after)));
  if (isDry) return err('Nothing was changed: --dry-run.\n');
  const saved = await saveOver(context, job, patch);
  if (context.json) return printJson(context, saved);
  out(`${paint.green('✓')} Changed ${quoteName(saved.name)}  ${job.jobId}  version ${saved.version}\n`);
  if (saved.activeRun !== null) err('  The run that goes on keeps what it began with.\n');
  showNotices(context, saved.notices);
}

async function saveOver(context: CliContext, job: JobView, patch: unknown): Promise<JobView> {
  const { api } = context;
  try {
    // A change of the note makes no version.
    return await api.changeJob(job.jobId, patch, 'note' in objectOf(patch) ? job.etag : job.version);
  } catch (error) {
    if (!isWebloomError(error) || error.code !== 'precondition-failed') throw error;
    throw await describeConflict(context, job, error);
  }
}

/** What somebody else has changed since the job was read. */
async function describeConflict(
  context: CliContext,
  read: JobView,
  error: WebloomError,
): Promise<WebloomError> {
  const { api } = context;
  const [now, versions] = await Promise.all([api.job(read.jobId), api.versions(read.jobId, { limit: 1 })]);
  const by = versions.items[0]?.by ?? 'unknown';
  const differences = differingMembers(toJobText(read), toJobText(now));
  const what = differences.map(({ member }) => member).join(', ') || 'nothing that differs now';
  return new WebloomError(
    'precondition-failed',
    `Version ${now.version} of “${now.name}” was saved by ${by} at ${now.updatedAt}; it changed: ${what}.`,
    {
      facts: {
        ...error.facts,
        title: 'Somebody else changed the job meanwhile',
        version: now.version,
        by,
        differences,
        remedy: 'Run the command again: it begins with the new version.',
      },
      cause: error,
    },
  );
}
