// The commands that remove jobs and show what their erasure has freed.
import type { Command } from 'commander';
import type { RemovalView } from '../../api/client/client.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { findJobId } from '../find-job.ts';
import { formatBytes, formatTime, plain, printTable } from '../print-table.ts';
import { sayMore } from './runs.ts';

interface ListOptions {
  readonly limit: string;
  readonly cursor?: string;
}

export function registerRemovalCommands(program: Command, run: Run): void {
  program
    .command('remove')
    .summary('remove a job with all that is stored of it; its run is ended at once')
    .argument('<job...>', 'ids or names')
    .action((names: string[]) => run((context) => removeAll(context, names)));
  program
    .command('removals')
    .summary('list removed jobs and what erasing them freed')
    .option('--limit <n>', 'how many', '20')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((options: ListOptions) => run((context) => list(context, options)));
}

async function removeAll(context: CliContext, names: readonly string[]): Promise<void> {
  for (const name of names) await remove(context, name);
}

async function remove(context: CliContext, name: string): Promise<void> {
  const { api, out, paint } = context;
  const removal = await api.removeJob(await findJobId(api, name));
  if (context.json) return printJson(context, removal);
  out(`${paint.green('✓')} ${plain(removal.name)}  ${removal.jobId} is removed\n`);
  for (const { jobId, name: other } of removal.lostBy)
    out(`  ${plain(other)}  ${jobId} no longer starts it\n`);
  out(paint.dim('  Its data is erased within a minute: webloom removals\n'));
}

async function list(context: CliContext, { limit, cursor }: ListOptions): Promise<void> {
  const removals = await context.api.removals({ limit, cursor });
  if (context.json) return printJson(context, removals);
  if (removals.items.length === 0) context.err('No job was removed of late.\n');
  else
    printTable(
      context,
      ['JOB', 'NAME', 'REMOVED', 'DATA', 'ROWS', 'FILES', 'SIZE'],
      removals.items.map(toRow),
    );
  sayMore(context, removals.nextCursor);
}

function toRow({ jobId, name, requestedAt, finishedAt, rows, files, bytes }: RemovalView): string[] {
  const data = finishedAt === null ? 'being erased' : `erased ${formatTime(finishedAt)}`;
  return [
    jobId,
    plain(name, 40),
    formatTime(requestedAt),
    data,
    String(rows),
    String(files),
    formatBytes(bytes),
  ];
}
