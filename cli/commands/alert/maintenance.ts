// The commands for maintenance windows: times in which nobody is told.
import type { Command } from 'commander';
import type { WindowInput, WindowView } from '../../../api/client/incident-calls.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { parseEvery } from '../../../domain/config/schedule/interval-text.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';
import { parseHours, scopeOf } from './rule-scope.ts';

interface WindowOptions {
  readonly from?: string;
  readonly until?: string;
  readonly for?: string;
  readonly weekly?: string;
  readonly hours?: string;
  readonly zone: string;
  readonly job?: string;
  readonly tag?: string;
  readonly dropChanges?: boolean;
}

export function registerMaintenance(alerts: Command, run: Run): void {
  const maintenance = alerts
    .command('maintenance')
    .summary('times in which nobody is told, because somebody works on what is watched');
  maintenance
    .command('list')
    .summary('list maintenance windows, the newest first')
    .action(() => run(list));
  maintenance
    .command('add')
    .summary('tell nobody for a time; what still lasts at its end is told then')
    .addHelpText(
      'before',
      'Examples: webloom alerts maintenance add "The shop moves" --for 2h --tag shop\n' +
        '          webloom alerts maintenance add "Backup" --weekly sat,sun --hours 02:00-04:00\n',
    )
    .argument('<reason>', 'why; shown where nobody was told')
    .option('--for <time>', 'how long from the begin, as 30m, 2h')
    .option('--from <time>', 'when it begins, ISO 8601; absent: now')
    .option('--until <time>', 'when it ends, ISO 8601')
    .option('--weekly <days>', 'each week on these days, as sat,sun; with --hours')
    .option('--hours <times>', 'from when to when on these days, as 22:00-06:00')
    .option('--zone <zone>', 'time zone of --hours', 'UTC')
    .option('--job <job>', 'only of this job: id or name')
    .option('--tag <tag>', 'only of jobs with this tag')
    .option('--drop-changes', 'tell changes and prices not even at its end')
    .action((reason: string, options: WindowOptions) => run((context) => add(context, reason, options)));
  maintenance
    .command('remove')
    .summary('remove maintenance windows; what they held back is told now')
    .argument('<windowId...>', 'ids of maintenance windows')
    .action((ids: string[]) => run((context) => removeAll(context, ids)));
}

async function list(context: CliContext): Promise<void> {
  const windows = await context.api.maintenanceWindows();
  if (context.json) return printJson(context, windows);
  if (windows.items.length === 0) context.err('There are no maintenance windows.\n');
  else printTable(context, ['WINDOW', 'WHEN', 'WHERE', 'REASON', 'STATE'], windows.items.map(toRow));
}

function toRow(window: WindowView): string[] {
  const { windowId, text, scope, reason } = window;
  const where =
    scope.kind === 'job' ? scope.jobId : scope.kind === 'tag' ? `tag ${plain(scope.tag)}` : 'all jobs';
  return [windowId, plain(text), where, plain(reason, 40), stateOf(window)];
}

function stateOf({ activeUntil, isOver }: WindowView): string {
  if (activeUntil !== null) return `on until ${formatTime(activeUntil)}`;
  return isOver ? 'over' : 'to come';
}

async function add(context: CliContext, reason: string, options: WindowOptions): Promise<void> {
  const window = await context.api.addMaintenanceWindow({
    reason,
    scope: await scopeOf(context, options),
    when: options.weekly === undefined ? onceOf(options) : weeklyOf(options.weekly, options),
    ...(options.dropChanges === true ? { changes: 'drop' } : {}),
  });
  if (context.json) return printJson(context, window);
  context.out(
    `${context.paint.green('✓')} ${window.windowId}  ${plain(window.text)}  ${plain(window.reason)}\n`,
  );
}

function onceOf({ from, until, for: span }: WindowOptions): WindowInput['when'] {
  const begin = from === undefined ? {} : { from: timeOf(from).toISOString() };
  if (span !== undefined && until === undefined) {
    const start = from === undefined ? new Date() : timeOf(from);
    const end = new Date(start.getTime() + parseEvery(span, '--for'));
    return { kind: 'once', ...begin, until: end.toISOString() };
  }
  if (until !== undefined && span === undefined)
    return { kind: 'once', ...begin, until: timeOf(until).toISOString() };
  throw new WebloomError(
    'validation',
    'Say how long: --for 2h, or --until with a time, or --weekly with --hours.',
  );
}

function timeOf(text: string): Date {
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  throw new WebloomError('validation', `"${text}" is no time. Write it as 2026-03-01T12:00:00Z.`);
}

function weeklyOf(days: string, { hours, zone, from, until, for: span }: WindowOptions): WindowInput['when'] {
  if (hours === undefined || [from, until, span].some((one) => one !== undefined))
    throw new WebloomError(
      'validation',
      '--weekly goes with --hours, as --hours 22:00-06:00, and nothing else.',
    );
  return parseWeekly({ kind: 'weekly', days: days.toLowerCase().split(','), ...parseHours(hours), zone });
}

/** The API says what is wrong with it. */
function parseWeekly(when: object): WindowInput['when'] {
  return when as WindowInput['when'];
}

async function removeAll(context: CliContext, ids: readonly string[]): Promise<void> {
  for (const windowId of ids) {
    await context.api.removeMaintenanceWindow(windowId);
    if (context.json) printJson(context, { windowId, removed: true });
    else context.out(`${context.paint.green('✓')} ${windowId} is removed\n`);
  }
}
