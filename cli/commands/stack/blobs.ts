// `webloom blobs move`: moves blobs between a folder and a bucket while the stack works.
import type { Command } from 'commander';
import { printedText } from '../../../domain/system/printed-text.ts';
import type { MoveReport } from '../../../domain/upkeep/backup/move-blobs.ts';
import type { MoveResult } from '../../backup/move-blobs.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { formatBytes } from '../../print-table.ts';

interface MoveCommand {
  readonly keepNew?: boolean;
}

const MOVE_EXAMPLES = `Examples:
  WEBLOOM_BLOBS=s3://my-bucket/webloom WEBLOOM_BLOBS_BEFORE=/var/lib/webloom/blobs webloom up
  webloom blobs move
`;

export function registerBlobs(program: Command, run: Run): void {
  const blobs = program.command('blobs').summary('move blobs between a folder and a bucket');
  blobs
    .command('move')
    .summary('bring all blobs from WEBLOOM_BLOBS_BEFORE to the present place, while the stack works')
    .addHelpText('before', MOVE_EXAMPLES)
    .option('--keep-new', 'where bytes of both places differ, those of the new place count')
    .action((options: MoveCommand) => run((context) => move(context, options)));
}

async function move(context: CliContext, { keepNew = false }: MoveCommand): Promise<number> {
  const { dataDir, env, interrupted, err, paint } = context;
  const { moveBlobsOf } = await import('../../backup/move-blobs.ts');
  const say = (line: string): void => err(`${paint.dim('·')} ${printedText(line)}\n`);
  const result = await moveBlobsOf({ dataDir, env, interrupted, keepNew, say });
  if (context.json) printJson(context, result);
  else tell(context, result);
  return result.isDone ? EXIT.ok : EXIT.error;
}

function tell({ out, err, paint }: CliContext, { from, to, report, isDone }: MoveResult): void {
  const [old, fresh] = [printedText(from), printedText(to)];
  if (report === null)
    return out(
      `${paint.green('✓')} Nothing is to be moved: this database works with ${fresh} alone. Unset WEBLOOM_BLOBS_BEFORE\n`,
    );
  tellReport({ out, paint }, report);
  if (!isDone) {
    out(`${paint.red('✕')} Not all of ${old} is in ${fresh} as it was: both are needed still\n`);
    return err(paint.dim(`  Run it again, or where the new ones are right: webloom blobs move --keep-new\n`));
  }
  out(`${paint.green('✓')} All blobs of ${old} are in ${fresh}\n`);
  const lines = [
    '  1. Unset WEBLOOM_BLOBS_BEFORE and start the processes again, one after the other or all at once.',
    `  2. When none has it any more, delete ${old}: nothing reads it.`,
  ];
  err(paint.dim(`${lines.join('\n')}\n`));
}

function tellReport({ out, paint }: Pick<CliContext, 'out' | 'paint'>, report: MoveReport): void {
  const { blobs, inNew, copied, copiedBytes, rewritten, gone } = report;
  out(
    `  ${copied} blobs of ${formatBytes(copiedBytes)} copied; counted again: ${blobs} in the old place, ${inNew} in the new one\n`,
  );
  if (rewritten > 0)
    out(`  ${rewritten} of them were thinned by a clean-up since and count as they are new\n`);
  if (gone > 0) out(`  ${gone} of them were deleted or written again while they were counted\n`);
  const { missing, missingCount, differing, differingCount } = report;
  for (const key of missing) out(`${paint.red('✕')} ${key} is not in the new place\n`);
  if (missingCount > missing.length) out(`  and ${missingCount - missing.length} more\n`);
  for (const key of differing) out(`${paint.red('✕')} ${key} differs\n`);
  if (differingCount > differing.length) out(`  and ${differingCount - differing.length} more\n`);
}
