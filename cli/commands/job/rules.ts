// The commands for a job's change rules: show them, try them on stored versions, save them.
import type { Command } from 'commander';
import type { ChangePreviewView, JobView } from '../../../api/client/client.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { ChangesPatch } from '../../../domain/config/schema.ts';
import type { TextFilter } from '../../../domain/reading/part/watch-rules.ts';
import { addChangeOptions, type ChangeOptions, toChanges } from '../../change-options.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { findJobId } from '../../find-job.ts';
import { formatTime, plain } from '../../print-table.ts';

interface RuleOptions extends ChangeOptions {
  readonly clear?: boolean;
  readonly preview?: boolean;
  readonly save?: boolean;
}

export function registerRules(program: Command, run: Run): void {
  const command = program
    .command('rules')
    .summary('show the change rules of a job, try others on what is stored, save them')
    .argument('<job>', 'id or name');
  const filters = addChangeOptions(command);
  command
    .option('--clear', 'begin without the rules the job has; otherwise new ones are added to them')
    .option('--preview', 'how often the rules would have fired over the stored versions')
    .option('--save', 'save them')
    .addHelpText(
      'before',
      'Examples: webloom rules tent --ignore-text "/[0-9]+ people are looking/" --preview\n' +
        "          webloom rules tent --clear --part 'xpath://h2' --keep-lines price --when 'number < 100' --save\n",
    )
    .action((job: string, options: RuleOptions) =>
      run((context) => rules(context, job, { options, filters })),
    );
}

interface AskedRules {
  readonly options: RuleOptions;
  readonly filters: readonly TextFilter[];
}

async function rules(context: CliContext, name: string, { options, filters }: AskedRules): Promise<void> {
  const { api } = context;
  const job = await api.job(await findJobId(api, name));
  const present = (job.config['changes'] ?? {}) as ChangesPatch;
  const { clear = false, preview: previews = false, save = false } = options;
  const changes = { ...(clear ? CLEARED : {}), ...toChanges(options, filters, clear ? {} : present) };
  const isAsked = Object.keys(changes).length > 0;
  if (!isAsked && !previews && !save) return showRules(context, present);
  if (save && !isAsked)
    throw new WebloomError('validation', 'There is nothing to save: name a rule, or --clear.');
  // Without --save, or with --preview, the rules are tried.
  if (previews || !save) await preview(context, job.jobId, changes);
  if (save) await saveRules(context, job, changes, previews);
}

/** With --preview the trial is what was printed. */
async function saveRules(
  context: CliContext,
  { jobId, version }: JobView,
  changes: ChangesPatch,
  isTried: boolean,
): Promise<void> {
  const saved = await context.api.changeJob(jobId, { config: { changes } }, version);
  if (context.json && !isTried) printJson(context, saved.config['changes']);
  else context.err(`Saved as version ${saved.version}; runs that begin from now on use it.\n`);
}

/** A merge patch that takes every rule back to its default; how often a page is looked at stays as it is. */
const CLEARED: ChangesPatch = {
  scope: null,
  format: null,
  compare: null,
  linkTargets: null,
  keepWhitespace: null,
  arrayKeys: null,
  filters: null,
  noise: null,
  frame: null,
  bodyParts: null,
  frameParts: null,
  ignoreText: null,
  triggerText: null,
  blockWhilePresent: null,
  only: null,
  newLinesOnly: null,
  comparedVersions: null,
  conditions: null,
  minSeverity: null,
  onlyNumbersBeyondPercent: null,
  emptyIsChange: null,
  remainingAtMost: null,
};

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
  const lines = item.told.map(({ at, fires, step, reason }) => {
    const sign = step === undefined ? paint.dim('unread') : fires ? paint.green('fires') : paint.dim('quiet');
    const by = step === undefined || step === 'blocks' ? '' : paint.dim(`  (${step})`);
    return `  ${formatTime(at)}  ${sign}  ${plain(reason, 140)}${by}`;
  });
  return [`${plain(item.url, 160)}  ${item.fired} instead of ${item.firedNow}`, ...lines, ''].join('\n');
}
