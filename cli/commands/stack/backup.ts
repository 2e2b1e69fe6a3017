// `webloom backup`: takes a backup while the stack works, looks whether one is whole, restores one into an empty place.
import type { Command } from 'commander';
import type { BackupRecord } from '../../../domain/upkeep/backup/backup-record.ts';
import type { RestoreResult } from '../../backup/restore.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { formatBytes, formatDuration, formatTime, plain, printTable } from '../../print-table.ts';
import { maskLogins } from '../../../domain/system/secret/mask.ts';
import { printedText } from '../../../domain/system/printed-text.ts';
import { VERSION } from '../../../domain/system/version.ts';

interface TakeCommand {
  readonly withSecretKey?: boolean;
}

interface RestoreCommand {
  readonly to?: string;
}

const RESTORE_EXAMPLES = `Examples:
  webloom backup restore /backup/webloom --data-dir /var/lib/webloom
  webloom backup restore /backup/webloom --data-dir /var/lib/webloom --to mongodb://127.0.0.1:27017/
`;

export function registerBackup(program: Command, run: Run): void {
  const backup = program
    .command('backup')
    .summary('take a backup of everything into a folder or a bucket, while the stack works')
    .argument(
      '<place>',
      'where it goes: a folder, or s3://bucket/prefix; new, or with an earlier backup, and then only new blobs are copied',
    )
    .option(
      '--with-secret-key',
      'put secret.key in it too: whoever has the backup can then open the secrets of jobs',
    )
    .action((place: string, options: TakeCommand) => run((context) => take(context, place, options)));
  backup
    .command('list')
    .summary('list the backups that were taken, newest first')
    .action(() => run(list));
  backup
    .command('verify')
    .summary('read a whole backup and compare it with its checksums')
    .argument('<place>', 'the folder or s3://bucket/prefix that “webloom backup” wrote')
    .action((place: string) => run((context) => verify(context, place)));
  backup
    .command('restore')
    .summary('restore a backup into an empty --data-dir, its database into that of --to or MONGODB_URI')
    .addHelpText('before', RESTORE_EXAMPLES)
    .argument('<place>', 'the folder or s3://bucket/prefix that “webloom backup” wrote')
    .option(
      '--to <address>',
      'a MongoDB whose database is empty, as in mongodb://user:password@host:27017/ (or set MONGODB_URI, which no list of processes shows); the blobs go into --data-dir, or the bucket of WEBLOOM_BLOBS, all the same',
    )
    .action((place: string, options: RestoreCommand) => run((context) => restore(context, place, options)));
}

async function take(
  context: CliContext,
  place: string,
  { withSecretKey = false }: TakeCommand,
): Promise<void> {
  const { dataDir, env, interrupted, out, paint } = context;
  const { takeBackupTo } = await import('../../backup/take.ts');
  const request = { place, dataDir, env, interrupted, version: VERSION, say: sayOf(context) };
  const record = await takeBackupTo({ ...request, withSecretKey });
  if (context.json) return printJson(context, toView(record));
  out(`${paint.green('✓')} Backup ${record._id} of ${describe(record)} in ${record.place}\n`);
  if (record.missing > 0)
    out(`${paint.yellow('!')} ${record.missing} blobs that documents name were not there\n`);
  if (!withSecretKey)
    context.err(
      paint.dim(`  Without secret.key: keep that apart (${dataDir}/secret.key, or WEBLOOM_SECRET_KEY)\n`),
    );
}

function describe({ documents, blobs, bytes, startedAt, finishedAt }: BackupRecord): string {
  const took = formatDuration(finishedAt.getTime() - startedAt.getTime());
  return `${documents} documents and ${blobs} files, ${formatBytes(bytes)}, took ${took},`;
}

function toView({ _id: backupId, startedAt, finishedAt, ...record }: BackupRecord): object {
  return { backupId, ...record, startedAt: startedAt.toISOString(), finishedAt: finishedAt.toISOString() };
}

async function list(context: CliContext): Promise<void> {
  const backups = await context.api.backups();
  if (context.json) return printJson(context, backups);
  if (backups.items.length === 0) return context.err('No backup was taken yet: webloom backup PLACE\n');
  const rows = backups.items.map(({ backupId, finishedAt, bytes, host, place }) => [
    backupId,
    formatTime(finishedAt),
    formatBytes(bytes),
    plain(host),
    plain(place, 200),
  ]);
  printTable(context, ['BACKUP', 'TAKEN', 'SIZE', 'HOST', 'PLACE'], rows);
}

async function verify(context: CliContext, place: string): Promise<number> {
  const { env, out, paint } = context;
  const { verifyBackupIn } = await import('../../backup/restore.ts');
  const { manifest, documents, faults, faultCount } = await verifyBackupIn({
    place,
    env,
    say: sayOf(context),
  });
  const { backupId, startedAt, blobs } = manifest;
  const code = faultCount === 0 ? EXIT.ok : EXIT.error;
  if (context.json) {
    printJson(context, {
      backupId,
      startedAt,
      documents,
      blobs: blobs.files,
      whole: faultCount === 0,
      faults,
      faultCount,
    });
    return code;
  }
  for (const fault of faults) out(`${paint.red('✕')} ${printedText(fault)}\n`);
  if (faultCount > faults.length) out(`  and ${faultCount - faults.length} more\n`);
  if (code === EXIT.ok)
    out(
      `${paint.green('✓')} Whole: ${printedText(backupId)} of ${startedAt}, ${documents} documents and ${blobs.files} files\n`,
    );
  return code;
}

async function restore(context: CliContext, place: string, { to }: RestoreCommand): Promise<void> {
  const { dataDir, env } = context;
  const { restoreInto } = await import('../../backup/restore.ts');
  const result = await restoreInto({ place, dataDir, env, to, say: sayOf(context) });
  if (context.json) return printJson(context, toResult(result));
  tellRestored(context, result, to);
}

function toResult({ manifest, ...result }: RestoreResult): object {
  return {
    backupId: manifest.backupId,
    startedAt: manifest.startedAt,
    blobs: manifest.blobs.files,
    ...result,
  };
}

function tellRestored(context: CliContext, result: RestoreResult, to: string | undefined): void {
  const { out, paint, dataDir } = context;
  const { manifest, documents, heldDeliveries, removedJobs, migrated, needsKey } = result;
  out(
    `${paint.green('✓')} Restored ${printedText(manifest.backupId)} of ${manifest.startedAt}: ${documents} documents and ${manifest.blobs.files} files\n`,
  );
  const notes = [
    heldDeliveries > 0 &&
      `${heldDeliveries} messages had waited for more than a day and are not sent: webloom deliveries --failed`,
    removedJobs > 0 && `${removedJobs} jobs were removed while it was taken; they are removed again`,
    migrated.length > 0 && `brought to this version: ${migrated.join(', ')}`,
    needsKey && `bring the key of its secrets before the start: ${dataDir}/secret.key, or WEBLOOM_SECRET_KEY`,
  ];
  for (const note of notes) if (note !== false) out(`${paint.yellow('!')} ${note}\n`);
  tellStart(context, result, to);
}

/** Where both parts are now, and what has to be set so that they are found. */
function tellStart(
  { err, paint, dataDir, env }: CliContext,
  { database, blobPlace }: RestoreResult,
  to: string | undefined,
): void {
  const start = `webloom up --data-dir ${dataDir}`;
  if (to === undefined) return err(paint.dim(`  Start it: ${start}\n`));
  const namespace = env['WEBLOOM_NAMESPACE'] ? ` WEBLOOM_NAMESPACE=${database}` : '';
  const lines = [
    `  Documents: the database ${database} of ${maskLogins(to)}; blobs: ${blobPlace}`,
    `  Start it: MONGODB_URI="${maskLogins(to)}"${namespace} ${start}`,
    '  The old installation has to stay ended: two would look at the same sites and tell the same changes.',
  ];
  err(paint.dim(`${lines.join('\n')}\n`));
}

function sayOf({ err, paint }: CliContext): (line: string) => void {
  return (line) => err(`${paint.dim('·')} ${printedText(line)}\n`);
}
