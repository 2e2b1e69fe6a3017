// The command that fetches only the failed pages of a run again.
import type { Command } from 'commander';
import type { RerunInput } from '../../../api/client/recovery-calls.ts';
import { type CliContext, type Run, printJson } from '../../context.ts';
import { findRunId } from '../../find-job.ts';
import { plain } from '../../print-table.ts';
import { confirm } from '../../terminal/confirm.ts';
import { counted } from '../../../domain/system/counted.ts';
import { tellForecast } from './dead.ts';

interface RerunOptions {
  readonly skipped?: boolean;
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export function registerRerun(program: Command, run: Run): void {
  program
    .command('rerun')
    .summary('fetch only the failed pages of a run again')
    .argument('<run>', 'id of a run, or a job: then its latest')
    .option('--skipped', 'the skipped ones instead, also those a stop left')
    .option('--reason <code>', 'only pages with this reason code; several with commas between')
    .option('--dry-run', 'only tell how many pages that is, and how long it takes')
    .option('--yes', 'do not ask')
    .action((name: string, options: RerunOptions) => run((context) => rerun(context, name, options)));
}

async function rerun(context: CliContext, name: string, options: RerunOptions): Promise<void> {
  const { skipped, reason, dryRun = false, yes = false } = options;
  const runId = await findRunId(context.api, name);
  const body: RerunInput = {
    ...(skipped === true ? { only: 'skipped' } : {}),
    ...(reason === undefined ? {} : { reasons: reason.split(',') }),
  };
  if (dryRun || !yes) {
    const forecast = await context.api.forecastRerun(runId, body);
    if (dryRun && context.json) return printJson(context, forecast);
    tellForecast(context, forecast);
    if (dryRun || !(await confirm(context, 'Fetch these pages again?', false))) return;
  }
  const started = await context.api.rerun(runId, body);
  if (context.json) return printJson(context, started);
  const { paint, out, err } = context;
  out(`${paint.green('✓')} ${counted(started.pages, 'page')} of ${runId} in ${started.runId}\n`);
  if (started.left > 0) err(`  ${counted(started.left, 'page')} beyond the limit of one run are left\n`);
  if (started.note !== null) err(`  ${plain(started.note, 400)}\n`);
}
