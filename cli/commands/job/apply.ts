// `webloom apply`: makes the jobs and the settings of tags be as files say. It shows what it would do, and then does it.
import type { Command } from 'commander';
import { collect } from '../../change-options.ts';
import { confirm } from '../../terminal/confirm.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { carryOut } from '../../job/apply/apply-jobs.ts';
import { type PlannedJob, planApply } from '../../job/apply/apply-plan.ts';
import { describeDifferences } from '../../job/describe-difference.ts';
import { readKeptFiles } from '../../job/apply/job-folder.ts';
import { withNamedIds } from '../../job/apply/named-ids.ts';
import { showNotices } from '../../job/show-notices.ts';
import { saveSettings } from '../../job/tag-settings/save-settings.ts';
import { type PlannedSettings, planSettings } from '../../job/tag-settings/settings-plan.ts';
import { describeSettings, settingsCounts, settingsJson } from '../../job/tag-settings/show-settings-plan.ts';
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
    .summary('make jobs and settings of tags be as files say: create, change, and with --prune delete')
    .requiredOption(
      '-f, --file <path>',
      'a file, a folder of .json, .ndjson and .yaml files, or -; may be repeated',
      collect,
    )
    .option('--dry-run', 'show the plan; do nothing')
    .option(
      '--prune',
      'delete jobs that no file has, archived ones apart, and settings of tags if the files have some',
    )
    .option('--yes', 'do not ask before deleting')
    .action((options: ApplyOptions) => run((context) => apply(context, options)));
}

async function apply(context: CliContext, options: ApplyOptions): Promise<number> {
  const { api, err } = context;
  const kept = await withNamedIds(context, await readKeptFiles(context, options.file));
  const prune = options.prune === true;
  const { plan: settings, layersOf } = await planSettings(api, kept.settings, { prune });
  const planning = { prune, layersOf };
  const planned = await planApply(api, kept.jobs, planning);
  const shown = { settings, jobs: planned.plan };
  if (!context.json) {
    describeSettings(context, settings);
    describePlan(context, planned.plan);
  }
  if (options.dryRun === true) {
    if (context.json) printPlan(context, shown, false);
    err('Nothing was done: --dry-run.\n');
    return EXIT.ok;
  }
  if (!(await isSure(context, shown, options.yes === true))) {
    err('Nothing was done.\n');
    return EXIT.error;
  }
  // Jobs whose tags say something else now are others than those that were planned for.
  const hasChanged = await saveSettings(context, settings);
  const { plan, idsByName } = hasChanged ? await planApply(api, kept.jobs, planning) : planned;
  const notices = await carryOut(api, plan, idsByName);
  if (context.json) printPlan(context, shown, true);
  else {
    const ofTags = settings.length === 0 ? '' : `settings of tags: ${settingsCounts(settings)}; jobs: `;
    context.out(`${context.paint.green('✓')} ${ofTags}${countsOf(planned.plan)}\n`);
  }
  showNotices(context, notices);
  return EXIT.ok;
}

interface Shown {
  readonly settings: readonly PlannedSettings[];
  readonly jobs: readonly PlannedJob[];
}

function isSure(context: CliContext, { settings, jobs }: Shown, isSaid: boolean): Promise<boolean> {
  const doomed = jobs.filter(({ action }) => action === 'delete').length;
  const cleared = settings.filter(({ action }) => action === 'delete').length;
  const what = [
    ...(doomed === 0 ? [] : [`${doomed} jobs`]),
    ...(cleared === 0 ? [] : [`the settings of ${cleared} tags`]),
  ];
  return confirm(context, `Delete ${what.join(' and ')} that no file has?`, isSaid || what.length === 0);
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

function printPlan(context: CliContext, { settings, jobs }: Shown, applied: boolean): void {
  const items = jobs.map(({ action, name, jobId, kept, differences }) => ({
    action,
    name,
    jobId,
    file: kept?.file ?? null,
    differences: differences.map(({ member, before = null, after = null }) => ({ member, before, after })),
  }));
  printJson(context, { applied, tagSettings: settingsJson(settings), items });
}
