// The commands for a job's change rules: show them, try them on stored versions, save them.
import { type Command, Option } from 'commander';
import type { ChangePreviewView } from '../../api/client/client.ts';
import { WebloomError } from '../../domain/errors.ts';
import type { ChangesPatch } from '../../domain/job/schema.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { findJobId } from '../find-job.ts';
import { formatTime, plain } from '../print-table.ts';

interface RuleOptions {
  readonly ignoreText?: readonly string[];
  readonly triggerText?: readonly string[];
  readonly blockWhile?: readonly string[];
  readonly minSeverity?: 'minor' | 'notable' | 'major';
  readonly onlyNumbersBeyond?: string;
  readonly clear?: boolean;
  readonly preview?: boolean;
  readonly save?: boolean;
}

function collect(value: string, all: readonly string[] = []): string[] {
  return [...all, value];
}
const TEXT = 'a text, or /pattern/; may be repeated';

export function registerRules(program: Command, run: Run): void {
  program
    .command('rules')
    .summary('show the change rules of a job, try others on what is stored, save them')
    .argument('<job>', 'id or name')
    .option('--ignore-text <text>', `do not compare lines with ${TEXT}`, collect)
    .option('--trigger-text <text>', `tell changes only when the page has ${TEXT}`, collect)
    .option('--block-while <text>', `tell nothing while the page has ${TEXT}`, collect)
    .addOption(
      new Option('--min-severity <severity>', 'smaller changes are kept quiet').choices([
        'minor',
        'notable',
        'major',
      ]),
    )
    .option('--only-numbers-beyond <percent>', 'tell only numbers that moved by more than this share')
    .option('--clear', 'begin without the rules the job has; otherwise new ones are added to them')
    .option('--preview', 'how often the rules would have fired over the stored versions')
    .option('--save', 'save them')
    .addHelpText(
      'before',
      'Example: webloom rules tent --ignore-text "/[0-9]+ people are looking/" --preview\n',
    )
    .action((job: string, options: RuleOptions) => run((context) => rules(context, job, options)));
}

async function rules(context: CliContext, name: string, options: RuleOptions): Promise<void> {
  const { api } = context;
  const job = await api.job(await findJobId(api, name));
  const present = (job.config['changes'] ?? {}) as ChangesPatch;
  const changes = toPatch(present, options);
  const isAsked = Object.keys(changes).length > 0;
  if (!isAsked && options.preview !== true && options.save !== true) return showRules(context, present);
  if (options.save === true && !isAsked)
    throw new WebloomError('validation', 'There is nothing to save: name a rule, or --clear.');
  // Without --save, or with --preview, the rules are tried.
  if (options.preview === true || options.save !== true) await preview(context, job.jobId, changes);
  if (options.save !== true) return;
  const saved = await api.changeJob(job.jobId, { config: { changes } }, job.version);
  if (context.json && options.preview !== true) printJson(context, saved.config['changes']);
  else context.err(`Saved as version ${saved.version}; runs that begin from now on use it.\n`);
}

/** A merge patch of `config.changes`: null removes a rule. */
function toPatch(present: ChangesPatch, options: RuleOptions): ChangesPatch {
  const { ignoreText, triggerText, blockWhile, minSeverity, onlyNumbersBeyond, clear = false } = options;
  const list = (name: 'ignoreText' | 'triggerText' | 'blockWhilePresent', added?: readonly string[]) => {
    if (added === undefined && !clear) return {};
    const kept = clear ? [] : (present[name] ?? []);
    return { [name]: [...new Set([...kept, ...(added ?? [])])] };
  };
  return {
    ...list('ignoreText', ignoreText),
    ...list('triggerText', triggerText),
    ...list('blockWhilePresent', blockWhile),
    ...(clear ? { minSeverity: null, onlyNumbersBeyondPercent: null } : {}),
    ...(minSeverity === undefined ? {} : { minSeverity }),
    ...(onlyNumbersBeyond === undefined ? {} : { onlyNumbersBeyondPercent: toPercent(onlyNumbersBeyond) }),
  };
}

function toPercent(text: string): number {
  const percent = Number(text.replace(/\s*%$/, '').replace(',', '.'));
  if (text.trim() !== '' && Number.isFinite(percent)) return percent;
  throw new WebloomError('validation', `"${text}" is no share. Write 5 or 2.5.`);
}

function showRules(context: CliContext, present: ChangesPatch): void {
  if (context.json) return printJson(context, present);
  for (const [name, value] of Object.entries(present))
    context.out(
      `${name.padEnd(26)}${plain(typeof value === 'string' ? value : JSON.stringify(value), 200)}\n`,
    );
}

async function preview(context: CliContext, jobId: string, changes: ChangesPatch): Promise<void> {
  const answer = await context.api.previewChangeRules(jobId, changes);
  if (context.json) return printJson(context, answer);
  for (const item of answer.items) if (item.told.length > 0) context.out(describePage(context, item));
  context.out(
    `${context.paint.bold(answer.summary)} (${answer.versions} versions of ${answer.pages} pages)\n`,
  );
  if (answer.truncated) context.err('Not everything that is stored was looked at.\n');
}

function describePage({ paint }: CliContext, item: ChangePreviewView['items'][number]): string {
  const lines = item.told.map(({ at, fires, reason }) => {
    const sign = fires ? paint.green('fires') : paint.dim('quiet');
    return `  ${formatTime(at)}  ${sign}  ${plain(reason, 140)}`;
  });
  return [`${plain(item.url, 160)}  ${item.fired} instead of ${item.firedNow}`, ...lines, ''].join('\n');
}
