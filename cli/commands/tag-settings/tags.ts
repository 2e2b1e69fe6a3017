// The commands for settings of tags: what every job with a tag has, unless it says it itself.
import type { Command } from 'commander';
import type { TagSettingsView } from '../../../api/client/tag-calls.ts';
import { mergePatch } from '../../../domain/config/merge-patch.ts';
import { membersIn, valueOf } from '../../../domain/config/tag-settings/config-members.ts';
import { WebloomError, isWebloomError } from '../../../domain/system/errors.ts';
import { given } from '../../../domain/system/given.ts';
import { collect } from '../../change-options.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import {
  type Config,
  type JobOptions,
  type TypedLists,
  addJobOptions,
  noteOption,
  objectOf,
  toConfigPatch,
} from '../../job/job-options.ts';
import { readCount } from '../../job/option/read-value.ts';
import { readJsonObject } from '../../job/read-input.ts';
import { resetPatch } from '../../job/reset-member.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';
import { confirm } from '../../terminal/confirm.ts';
import { showEffect } from './show-effect.ts';
import { readMembers } from './read-members.ts';

interface SetOptions extends JobOptions {
  readonly file?: string;
  readonly reset?: readonly string[];
  readonly priority?: number;
  readonly note?: string;
  readonly dryRun?: boolean;
}

interface ClearOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export function registerTagSettings(program: Command, run: Run): void {
  const tags = program
    .command('tags')
    .summary('settings that all jobs of a tag have: list, show, set, clear');
  tags
    .command('list')
    .summary('list the tags that have settings')
    .action(() => run(list));
  tags
    .command('show')
    .summary('show the settings of a tag')
    .argument('<tag>')
    .action((tag: string) => run((context) => show(context, tag)));
  registerSet(tags, run);
  tags
    .command('clear')
    .summary('remove the settings of a tag; its jobs keep what they say themselves')
    .argument('<tag>')
    .option('--dry-run', 'show which jobs would change; change nothing')
    .option('--yes', 'do not ask')
    .action((tag: string, options: ClearOptions) => run((context) => clear(context, tag, options)));
}

function registerSet(tags: Command, run: Run): void {
  const set = tags
    .command('set')
    .summary('set how all jobs of a tag are, unless they say it themselves')
    .argument('<tag>')
    .argument(
      '[member=value...]',
      'members of a configuration, as in fetch.delayMs=5000; null takes one away',
    );
  const typed = addJobOptions(set);
  // Taken to be refused with a word of where it belongs.
  set.addOption(noteOption().hideHelp());
  set
    .option('-f, --file <file>', 'these settings alone: their JSON, a file, or -')
    .option('--reset <member>', 'take a member out of the settings, as in limits.maxPages', collect)
    .option('--priority <n>', 'where several tags of a job say one member, the highest wins', readPriority)
    .option('--dry-run', 'show which jobs would change; change nothing')
    .addHelpText(
      'before',
      `Examples: webloom tags set sale --every 1h --delay 5s --dry-run
          webloom tags set sale fetch.obeyRobots=false retry.attempts=2 --priority 10
          webloom tags set sale -f sale.json
What is set is added to the settings that the tag has; -f takes the place of all of them.
`,
    )
    .action((tag: string, members: string[], options: SetOptions) =>
      run((context) => save(context, tag, { members, options, typed })),
    );
}

function readPriority(text: string): number {
  return text.startsWith('-') ? -readCount(text.slice(1)) : readCount(text);
}

async function list(context: CliContext): Promise<void> {
  const all = await context.api.allTagSettings();
  if (context.json) return printJson(context, all);
  if (all.items.length === 0)
    context.err('No tag has settings. "webloom tags set TAG --every 1h" sets some.\n');
  else
    printTable(
      context,
      ['TAG', 'PRIORITY', 'SETS', 'CHANGED', 'STILL DUE', 'REFUSED'],
      all.items.map(({ tag, priority, settings, updatedAt, jobs }) => [
        plain(tag, 40),
        String(priority),
        plain(membersIn(settings).join(', '), 80),
        formatTime(updatedAt),
        String(jobs.due),
        String(jobs.refused),
      ]),
    );
}

async function show(context: CliContext, tag: string): Promise<void> {
  const found = await context.api.tagSettings(tag);
  if (context.json) return printJson(context, found);
  const { settings, priority, by, updatedAt, jobs } = found;
  context.out(`${plain(found.tag)}  priority ${priority}  by ${plain(by, 60)}, ${formatTime(updatedAt)}\n`);
  const rows = membersIn(settings).map((member) => [
    member,
    plain(JSON.stringify(valueOf(settings, member)), 160),
  ]);
  printTable(context, ['MEMBER', 'VALUE'], rows);
  if (jobs.due > 0) context.err(`  ${jobs.due} jobs are still to be brought in line.\n`);
  if (jobs.refused > 0)
    context.err(`  ! ${jobs.refused} jobs do not fit and keep what they had: webloom show JOB says why.\n`);
}

interface Asked {
  readonly members: readonly string[];
  readonly options: SetOptions;
  readonly typed: TypedLists;
}

async function save(context: CliContext, tag: string, { members, options, typed }: Asked): Promise<void> {
  if (options.name !== undefined)
    throw new WebloomError('validation', 'A name belongs to one job: webloom edit JOB --name.');
  if (options.note !== undefined)
    throw new WebloomError('validation', 'A note belongs to one job: webloom edit JOB --note.');
  const present = await presentSettings(context, tag);
  const before: Config = present?.settings ?? {};
  const whole = options.file === undefined ? before : await readSettingsFile(context, options.file);
  const reset = objectOf(mergePatch(whole, resetPatch(options.reset ?? [], whole)));
  const typedMembers = objectOf(mergePatch(reset, readMembers(members)));
  const patch = await toConfigPatch(context, { urls: [], options, typed }, typedMembers);
  const settings = objectOf(mergePatch(typedMembers, patch));
  const { priority, dryRun = false } = options;
  const effect = await context.api.saveTagSettings(
    tag,
    { settings, ...given({ priority }) },
    { dryRun, version: present?.version },
  );
  if (context.json) return printJson(context, effect);
  showEffect(context, tag, effect);
}

/** A file as `webloom tags show --json` prints it is one, too. */
async function readSettingsFile(context: CliContext, source: string): Promise<Config> {
  const value = await readJsonObject(context, source);
  return value['settings'] === undefined ? value : objectOf(value['settings']);
}

/** Null: the tag has none. */
async function presentSettings({ api }: CliContext, tag: string): Promise<TagSettingsView | null> {
  try {
    return await api.tagSettings(tag);
  } catch (error) {
    if (isWebloomError(error) && error.code === 'not-found') return null;
    throw error;
  }
}

async function clear(context: CliContext, tag: string, options: ClearOptions): Promise<number> {
  const { dryRun = false, yes = false } = options;
  const name = plain(tag, 40);
  if (!dryRun && !(await confirm(context, `Remove the settings of the tag "${name}" from its jobs?`, yes))) {
    context.err('Nothing was removed.\n');
    return EXIT.error;
  }
  const effect = await context.api.removeTagSettings(tag, { dryRun });
  if (context.json) printJson(context, effect);
  else showEffect(context, tag, effect);
  return EXIT.ok;
}
