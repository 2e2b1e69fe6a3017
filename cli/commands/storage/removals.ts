// The commands that remove jobs and show what their erasure has freed.
import type { Command } from 'commander';
import type { JobView, RemovalView } from '../../../api/client/client.ts';
import { type BulkOptions, actOnFitting, isForAll } from '../../bulk.ts';
import { confirm } from '../../terminal/confirm.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { type ListOptions, sayMore } from '../../list-page.ts';
import { EXIT } from '../../exit-code.ts';
import { findJobId } from '../../find-job.ts';
import { formatBytes, formatTime, plain, printTable } from '../../print-table.ts';
import { quoteName } from '../../verb-text.ts';

export function registerRemovalCommands(program: Command, run: Run): void {
  program
    .command('delete')
    .alias('remove')
    .summary('delete a job with all that is stored of it; its run is ended at once')
    .argument('[job...]', 'ids or names')
    .option('--filter <search>', 'all jobs that fit this search, instead of naming them')
    .option('--dry-run', 'with --filter: only say what would become of each')
    .option('--yes', 'do not ask')
    .action((names: string[], options: BulkOptions) =>
      run((context) =>
        isForAll('delete', names, options)
          ? actOnFitting(context, { verb: 'delete' }, options)
          : deleteAll(context, names, options.yes === true),
      ),
    );
  program
    .command('removals')
    .summary('list removed jobs and what erasing them freed')
    .option('--limit <n>', 'how many', '20')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((options: ListOptions) => run((context) => list(context, options)));
}

async function deleteAll(context: CliContext, names: readonly string[], yes: boolean): Promise<number> {
  const { api } = context;
  const jobs: JobView[] = [];
  // All are found before one is deleted: a misspelt name deletes nothing.
  for (const name of names) jobs.push(await api.job(await findJobId(api, name)));
  const named = jobs.map(({ name }) => quoteName(name)).join(', ');
  const what = jobs.length === 1 ? named : `these ${jobs.length} jobs: ${named}`;
  if (!(await confirm(context, `Delete ${what} with all that is stored of it?`, yes))) {
    context.err('Nothing was deleted.\n');
    return EXIT.error;
  }
  for (const { jobId } of jobs) await deleteOne(context, jobId);
  return EXIT.ok;
}

async function deleteOne(context: CliContext, jobId: string): Promise<void> {
  const { api, out, paint } = context;
  const removal = await api.removeJob(jobId);
  if (context.json) return printJson(context, removal);
  out(`${paint.green('✓')} Deleted ${quoteName(removal.name)}  ${removal.jobId}\n`);
  for (const { jobId: otherId, name } of removal.lostBy)
    out(`  ${plain(name)}  ${otherId} no longer starts it\n`);
  context.err(paint.dim('  Its data is erased within a minute: webloom removals\n'));
}

async function list(context: CliContext, { limit, cursor }: ListOptions): Promise<void> {
  const removals = await context.api.removals({ limit, cursor });
  if (context.json) return printJson(context, removals);
  if (removals.items.length === 0) context.err('No job was removed of late.\n');
  else
    printTable(
      context,
      ['JOB', 'NAME', 'ERASED', 'SIZE', 'REMOVED', 'ROWS', 'FILES'],
      removals.items.map(toRow),
    );
  sayMore(context, removals.nextCursor);
}

function toRow({ jobId, name, requestedAt, finishedAt, rows, files, bytes }: RemovalView): string[] {
  return [
    jobId,
    plain(name, 200),
    finishedAt === null ? 'going on' : formatTime(finishedAt),
    formatBytes(bytes),
    formatTime(requestedAt),
    String(rows),
    String(files),
  ];
}
