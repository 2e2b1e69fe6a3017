// `webloom import`: jobs of other tools. It says of each entry what becomes of it, then makes the jobs, paused.
import type { Command } from 'commander';
import { IMPORT_KINDS } from '../../../domain/upkeep/import/import-entry.ts';
import { given } from '../../../domain/system/given.ts';
import { parseEvery } from '../../../domain/config/schedule/interval-text.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { describeError, EXIT } from '../../exit-code.ts';
import { plain } from '../../print-table.ts';
import { isWebloomError, type WebloomError } from '../../../domain/system/errors.ts';
import { describeReport } from '../../job/import/describe-import.ts';
import { groupFiles } from '../../job/import/group-files.ts';
import { type ImportAsked, sendImport } from '../../job/import/send-import.ts';
import { counted } from '../../../domain/system/counted.ts';

interface ImportOptions {
  readonly dryRun?: boolean;
  readonly from?: string;
  readonly tag?: string;
  readonly every?: string;
  readonly start?: boolean;
  readonly knownTexts?: boolean;
}

export function registerImport(program: Command, run: Run): void {
  program
    .command('import')
    .summary('make jobs of what another tool watches: changedetection.io, urlwatch, webchanges, Distill …')
    .argument(
      '<file...>',
      'job lists, with the database of texts beside them; backups, exports, tables, OPML, bookmarks, lists of addresses; a data folder; or -',
    )
    .option('--dry-run', 'say what would become of each entry; make nothing')
    .option('--from <kind>', `what the files are: ${IMPORT_KINDS.join(', ')}; their content tells otherwise`)
    .option('--tag <tag>', 'tag of all the jobs; import- and the day otherwise')
    .option('--every <interval>', 'how often jobs run of which the file does not say it; 1h otherwise')
    .option(
      '--no-known-texts',
      'leave what the other tool knew of its pages; it becomes their first version otherwise',
    )
    .option('--start', 'let them run; they begin paused otherwise')
    .action((files: string[], options: ImportOptions) =>
      run((context) => importFiles(context, files, options)),
    );
}

async function importFiles(
  context: CliContext,
  files: readonly string[],
  options: ImportOptions,
): Promise<number> {
  const { dryRun = false, start = false, knownTexts = true } = options;
  const asked: ImportAsked = {
    query: queryOf(options),
    dryRun,
  };
  const done = [];
  let failure: WebloomError | null = null;
  const wanted = { withKnownTexts: knownTexts, now: new Date() };
  const groups = await groupFiles(context, files, wanted);
  for (const group of groups)
    try {
      const file = group.name;
      const bytes = await group.read();
      const report = await sendImport(context, { file, bytes, asked });
      done.push({ file, ...report });
      if (!context.json) context.out(describeReport(context.paint, file, report));
    } catch (error) {
      // One file that can not be read keeps no other back.
      if (!isWebloomError(error) || error.code !== 'validation' || groups.length === 1) throw error;
      failure = error;
      context.err(`${plain(group.name)}\n${describeError(error, context.paint)}`);
    }
  const entries = done.flatMap((report) => report.entries);
  const made = entries.filter(({ jobId, known }) => jobId !== null && !known).length;
  const known = entries.filter((entry) => entry.known).length;
  if (context.json) printJson(context, { dryRun, files: done });
  else sayEnd(context, { tags: [...new Set(done.map(({ tag }) => tag))], made, known, dryRun, start });
  if (failure !== null) return EXIT.usage;
  return dryRun || made + known > 0 ? EXIT.ok : EXIT.error;
}

function queryOf({ from, tag, every, start, knownTexts }: ImportOptions): ImportAsked['query'] {
  if (every !== undefined) parseEvery(every, '--every');
  return {
    ...given({ from, tag, every }),
    ...(start === true ? { start: 'true' } : {}),
    ...(knownTexts === false ? { knownTexts: 'false' } : {}),
  };
}

interface End {
  readonly tags: readonly string[];
  readonly made: number;
  readonly known: number;
  readonly dryRun: boolean;
  readonly start: boolean;
}

function sayEnd({ out, err, paint }: CliContext, { tags, made, known, dryRun, start }: End): void {
  if (dryRun) return err('Nothing was made: --dry-run.\n');
  const there =
    known === 0
      ? ''
      : `; ${counted(known, 'job')} of these files ${known === 1 ? 'was' : 'were'} there already`;
  out(
    `${paint.green('✓')} Made ${counted(made, 'job')}${made === 0 ? '' : `, tagged ${tags.join(', ')}`}${there}\n`,
  );
  if (made === 0) return;
  const search = tags.map((tag) => `tag:${tag.includes(' ') ? `"${tag}"` : tag}`).join(' ');
  err(
    start
      ? `  → webloom list '${search}'\n`
      : `  They are paused. Let them run: webloom resume --filter '${search}'\n`,
  );
}
