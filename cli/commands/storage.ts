// The command that tells what is stored: all of it by kind, or the versions of one job.
import type { Command } from 'commander';
import type { JobStorageView } from '../../api/client/version-calls.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { findJobId } from '../find-job.ts';
import { formatBytes, formatTime, printTable } from '../print-table.ts';
import { counted } from '../../domain/system/counted.ts';

export function registerStorage(program: Command, run: Run): void {
  program
    .command('storage')
    .summary('show what is stored, by kind, and the room on the disk; or what the versions of a job take')
    .argument('[job]', 'id or name; left out: all that is stored')
    .action((job: string | undefined) =>
      run((context) => (job === undefined ? showAll(context) : showJob(context, job))),
    );
}

async function showAll(context: CliContext): Promise<void> {
  const storage = await context.api.storage();
  if (context.json) return printJson(context, storage);
  printTable(
    context,
    ['WHAT', 'DOCUMENTS', 'SIZE'],
    storage.items.map(({ what, documents, bytes }) => [what, String(documents), formatBytes(bytes)]),
  );
  const { disk } = storage;
  if (disk === null) return;
  const room = `${formatBytes(disk.freeBytes)} of ${formatBytes(disk.totalBytes)}`;
  context.out(`\nFree on the disk of the files: ${room}\n`);
}

async function showJob(context: CliContext, name: string): Promise<void> {
  const { api, out } = context;
  const storage = await api.jobStorage(await findJobId(api, name));
  if (context.json) return printJson(context, storage);
  const { versions, pinned, bytes, oldestAt, newestAt, measuredAt, putAway } = storage;
  if (measuredAt === null)
    return out('It is not measured yet; that takes a few minutes after the first run.\n');
  out(`versions  ${versions}, ${pinned} pinned\n`);
  out(`size      ${formatBytes(bytes)}\n`);
  if (oldestAt !== null) out(`stored    ${formatTime(oldestAt)} to ${formatTime(newestAt)}\n`);
  out(`measured  ${formatTime(measuredAt)}\n`);
  if (putAway !== null) out(`archived  ${formatTime(putAway.archivedAt)}: ${putAwayText(putAway)}\n`);
}

function putAwayText({
  done,
  versions,
  bytesBefore,
  bytesAfter,
}: NonNullable<JobStorageView['putAway']>): string {
  if (bytesBefore === null) return 'it is put away ten minutes after that';
  if (!done || bytesAfter === null) return 'it is being put away';
  const went = `${counted(versions, 'quiet version')} went`;
  return `${went}, ${formatBytes(bytesBefore)} are ${formatBytes(bytesAfter)} now`;
}
