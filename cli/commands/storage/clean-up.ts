// The commands that clean up, and tell what clean-ups have freed.
import type { Command } from 'commander';
import type { CleanUpView } from '../../../api/client/client.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { type ListOptions, sayMore } from '../../list-page.ts';
import { EXIT } from '../../exit-code.ts';
import { formatBytes, formatTime, plain, printTable } from '../../print-table.ts';

const LOOK_AGAIN_MS = 500;

export function registerCleanUp(program: Command, run: Run): void {
  const cleanUp = program
    .command('clean-up')
    .summary('delete what is kept no longer, as happens every night; waits for its end')
    .option('--dry-run', 'only tell what would go')
    .option('--no-wait', 'do not wait for its end')
    .action((options: { dryRun?: boolean; wait: boolean }) => run((context) => start(context, options)));
  cleanUp
    .command('list')
    .summary('list clean-ups and what each freed')
    .option('--limit <n>', 'how many', '20')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((options: ListOptions) => run((context) => list(context, options)));
  cleanUp
    .command('show')
    .summary('show one clean-up, pass by pass')
    .argument('[id]', 'the latest when it is left out')
    .action((id: string | undefined) => run((context) => show(context, id)));
}

async function start(
  context: CliContext,
  { dryRun = false, wait: waits }: { readonly dryRun?: boolean; readonly wait: boolean },
): Promise<number> {
  let cleanUp = await context.api.startCleanUp(dryRun);
  while (waits && cleanUp.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    cleanUp = await context.api.cleanUp(cleanUp.cleanUpId);
  }
  return print(context, cleanUp);
}

async function show(context: CliContext, id: string | undefined): Promise<number> {
  if (id !== undefined) return print(context, await context.api.cleanUp(id));
  const [latest] = (await context.api.cleanUps({ limit: 1 })).items;
  if (latest !== undefined) return print(context, latest);
  context.err('There was no clean-up yet; the first one comes tonight: webloom clean-up --dry-run\n');
  return EXIT.ok;
}

function print(context: CliContext, cleanUp: CleanUpView): number {
  const { out, paint } = context;
  const code = cleanUp.state === 'failed' ? EXIT.error : EXIT.ok;
  if (context.json) {
    printJson(context, cleanUp);
    return code;
  }
  const { headline, freed, reason, passes } = cleanUp;
  const size = freed.bytes > 0 ? `, ${formatBytes(freed.bytes)} of files` : '';
  out(`${code === EXIT.ok ? paint.green('✓') : paint.red('✕')} ${headline}${size}\n`);
  if (reason !== null) out(`  ${plain(reason, 500)}\n`);
  printTable(context, ['LOOKED THROUGH', 'SEEN', 'DOCUMENTS', 'FILES', 'SIZE'], passes.map(passRow));
  return code;
}

function passRow({ name, seen, freed }: CleanUpView['passes'][number]): string[] {
  return [name, String(seen), String(freed.documents), String(freed.files), formatBytes(freed.bytes)];
}

async function list(context: CliContext, { limit, cursor }: ListOptions): Promise<void> {
  const found = await context.api.cleanUps({ limit, cursor });
  if (context.json) return printJson(context, found);
  if (found.items.length === 0) context.err('There was no clean-up yet.\n');
  else printTable(context, ['ID', 'BEGAN', 'STATE', 'WHAT', 'SIZE', 'BY'], found.items.map(toRow));
  sayMore(context, found.nextCursor);
}

function toRow({ cleanUpId, startedAt, state, headline, freed, by }: CleanUpView): string[] {
  return [cleanUpId, formatTime(startedAt), state, headline, formatBytes(freed.bytes), plain(by, 100)];
}
