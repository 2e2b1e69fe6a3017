// One verb for all jobs that fit a search: says first what would become of them, asks, then follows the work.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { BulkForecastView, BulkInput, BulkView } from '../api/client/client.ts';
import { WebloomError } from '../domain/system/errors.ts';
import { type CliContext, printJson } from './context.ts';
import { counted } from '../domain/system/counted.ts';

export interface BulkOptions {
  readonly filter?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export function withFilter(command: Command): Command {
  return command
    .option('--filter <search>', 'all jobs that fit this search, instead of naming them')
    .option('--dry-run', 'with --filter: only say what would become of each')
    .option('--yes', 'with --filter: do not ask');
}

/** Whether a search says which jobs are meant; throws when nothing, or both, does. */
export function isForAll(verb: string, names: readonly string[], { filter }: BulkOptions): boolean {
  if ((filter === undefined) === (names.length === 0))
    throw new WebloomError('validation', `Name the jobs to ${verb}, or give --filter with a search.`);
  return filter !== undefined;
}

const LOOK_MS = 200;
const FAILED = 1;

/** The exit code: 1 when the verb failed for some job. */
export async function actOnFitting(
  context: CliContext,
  order: Pick<BulkInput, 'verb' | 'tag'>,
  { filter = '', dryRun = false, yes = false }: BulkOptions,
): Promise<number> {
  const input = { ...order, q: filter };
  const forecast = await context.api.forecastBulk(input);
  if (dryRun) {
    if (context.json) printJson(context, forecast);
    else context.out(describeForecast(forecast));
    return 0;
  }
  if (!yes) await confirm(context, forecast);
  const confirmed = order.verb === 'delete' ? { confirm: forecast.total } : {};
  const begun = await context.api.createBulk({ ...input, ...confirmed }, randomUUID());
  // Whoever was asked has read it there.
  if (yes && begun.warning !== null) context.err(`  ! ${begun.warning}\n`);
  const ended = await follow(context, begun);
  if (context.json) printJson(context, ended);
  else context.out(describeEnd(context, ended));
  return ended.failed > 0 ? FAILED : 0;
}

async function confirm(context: CliContext, forecast: BulkForecastView): Promise<void> {
  context.err(describeForecast(forecast));
  if (!context.isTerminal)
    throw new WebloomError(
      'validation',
      'Nothing was done: say --yes to do it, or --dry-run to see it alone.',
    );
  context.err('Go on? [y/N] ');
  for await (const line of context.lines()) {
    if (/^y(es)?$/i.test(line.trim())) return;
    break;
  }
  throw new WebloomError('validation', 'Nothing was done.');
}

async function follow(context: CliContext, begun: BulkView): Promise<BulkView> {
  let action = begun;
  while (action.finishedAt === null && !context.interrupted.aborted) {
    await wait(LOOK_MS);
    action = await context.api.bulk(action.bulkId);
    if (context.isTerminal) context.err(`\r${action.total - action.left} of ${action.total} jobs `);
  }
  if (context.isTerminal) context.err('\r');
  return action;
}

function describeForecast({ verb, total, would, groups, canUndo, warning }: BulkForecastView): string {
  const undo = canUndo ? '' : ' It can not be taken back.';
  const told = warning === null ? '' : `  ! ${warning}\n`;
  return `${verb}: ${would} of ${counted(total, 'job')}.${undo}\n${describeGroups(groups)}${told}`;
}

function describeEnd({ paint }: CliContext, action: BulkView): string {
  const { verb, done, total, state, bulkId, canUndo, groups, failed } = action;
  const sign = failed === 0 && state === 'done' ? paint.green('✓') : paint.red('✗');
  const undo = canUndo ? `  webloom api POST /v1/bulk-actions/${bulkId}/undo takes it back\n` : '';
  return `${sign} ${verb}: ${done} of ${counted(total, 'job')} (${state})\n${describeGroups(groups)}${undo}`;
}

function describeGroups(groups: BulkForecastView['groups']): string {
  return groups
    .filter(({ outcome }) => outcome !== 'done')
    .map(({ outcome, reason, jobs }) => `  ${counted(jobs, 'job')} ${outcome}: ${reason}\n`)
    .join('');
}
