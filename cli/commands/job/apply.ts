// `webloom apply`: makes the jobs be as files say. It shows what it would do, and then does it.
import type { Command } from 'commander';
import { collect } from '../../change-options.ts';
import { confirm } from '../../terminal/confirm.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { carryOut } from '../../job/apply-jobs.ts';
import { type PlannedJob, planApply } from '../../job/apply-plan.ts';
import { describeDifferences } from '../../job/describe-difference.ts';
import { readKeptJobs } from '../../job/job-folder.ts';
import { showNotices } from '../../job/show-notices.ts';
import { quoteName } from '../../verb-text.ts';

interface ApplyOptions {
  readonly file: readonly string[];
  readonly dryRun?: boolean;
  readonly prune?: boolean;
  readonly yes?: boolean;
}

export function registerApply(program: Command, run: Run): void {
  program
    .command('apply')
    .summary('make the jobs be as JSON files say: create, change, and with --prune delete')
    .requiredOption('-f, --file <path>', 'a file, a folder of .json files, or -; may be repeated', collect)
    .option('--dry-run', 'show the plan; do nothing')
    .option('--prune', 'delete jobs that no file has')
    .option('--yes', 'do not ask before deleting')
    .action((options: ApplyOptions) => run((context) => apply(context, options)));
}

async function apply(context: CliContext, options: ApplyOptions): Promise<number> {
  const { api, err } = context;
  const kept = await readKeptJobs(context, options.file);
  const { plan, idsByName } = await planApply(api, kept, { prune: options.prune === true });
  if (!context.json) describePlan(context, plan);
  if (options.dryRun === true) {
    if (context.json) printPlan(context, plan, false);
    err('Nothing was done: --dry-run.\n');
    return EXIT.ok;
  }
  const doomed = plan.filter(({ action }) => action === 'delete').length;
  const isSure = options.yes === true || doomed === 0;
  if (!(await confirm(context, `Delete ${doomed} jobs that no file has?`, isSure))) {
    err('Nothing was done.\n');
    return EXIT.error;
  }
  const notices = await carryOut(api, plan, idsByName);
  if (context.json) printPlan(context, plan, true);
  else context.out(`${context.paint.green('✓')} ${countsOf(plan)}\n`);
  showNotices(context, notices);
  return EXIT.ok;
}

function describePlan({ out, err, paint }: CliContext, plan: readonly PlannedJob[]): void {
  const signs = { create: paint.green('+'), update: paint.yellow('~'), delete: paint.red('-') };
  for (const { action, name, jobId, kept, differences, hasUnseenSecrets } of plan) {
    if (hasUnseenSecrets)
      err(`  “${name}”: whether its secret headers differ can not be seen; webloom edit sets them.\n`);
    if (action === 'unchanged') continue;
    out(`${signs[action]} ${action}  ${quoteName(name)}  ${jobId ?? kept?.file ?? ''}\n`);
    out(describeDifferences(paint, differences));
  }
  out(`${countsOf(plan)}\n`);
}

function countsOf(plan: readonly PlannedJob[]): string {
  const count = (wanted: PlannedJob['action']): number =>
    plan.filter(({ action }) => action === wanted).length;
  return `${count('create')} to create, ${count('update')} to change, ${count('delete')} to delete, ${count('unchanged')} as they are`;
}

function printPlan(context: CliContext, plan: readonly PlannedJob[], applied: boolean): void {
  const items = plan.map(({ action, name, jobId, kept, differences }) => ({
    action,
    name,
    jobId,
    file: kept?.file ?? null,
    differences: differences.map(({ member, before = null, after = null }) => ({ member, before, after })),
  }));
  printJson(context, { applied, items });
}
