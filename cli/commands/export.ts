// The command that exports lists: all rows to standard output, as CSV or as JSON lines.
import { type Command, Option } from 'commander';
import type { ExportFile, ExportFormat, ExportKind } from '../../api/client/job-calls.ts';
import type { Query } from '../../api/client/client.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { CliContext, Run } from '../context.ts';
import { collect } from '../change-options.ts';
import { findJobId } from '../find-job.ts';
import { EXPORTED_FORMS } from '../scrape/contents-folder.ts';
import { type ContentsOptions, exportContents } from '../scrape/export-contents.ts';

const EXPORT_KINDS = [
  'jobs',
  'pages',
  'values',
  'changes',
  'prices',
  'runs',
] as const satisfies readonly ExportKind[];
const EXPORT_FORMATS = ['csv', 'ndjson'] as const satisfies readonly ExportFormat[];

interface ExportOptions extends ContentsOptions {
  readonly format?: ExportFormat;
  readonly page?: string;
  readonly state?: string;
  readonly bom?: boolean;
}

export function registerExport(program: Command, run: Run): void {
  program
    .command('export')
    .summary('write all rows of a list to standard output, as CSV or JSON lines')
    .argument('<kind>', [...EXPORT_KINDS, 'contents', 'configuration'].join(', '))
    .addOption(new Option('--format <format>', 'form of the rows (csv)').choices(EXPORT_FORMATS))
    .option('--job <job>', 'only of this job: id or name; needed for values')
    .option('--page <page>', 'only of this page')
    .option('--run <run>', 'only of this run')
    .option('--state <states>', 'only in these states, as in the list')
    .option('--bom', 'begin with a byte order mark, for spreadsheets that need one')
    .option('--as <form>', `of contents: ${EXPORTED_FORMS.join(', ')} (markdown); may be repeated`, collect)
    .option('--whole', 'of contents: with menus, banners and feet of the pages')
    .option('--follow', 'of contents: until the run has ended, each page when it is done')
    .option('--to <folder>', 'of contents: a file for each page here')
    .action((kind: string, options: ExportOptions) =>
      run((context) => {
        if (kind === 'contents') return exportContents(context, takeLines(options));
        if (kind === 'configuration') return exportConfiguration(context, options);
        return exportRows(context, parseKind(kind), options);
      }),
    );
}

/** What pages say is no table. */
function takeLines(options: ExportOptions): ContentsOptions {
  if (options.format !== 'csv') return options;
  throw new WebloomError(
    'validation',
    'Contents come as JSON lines, or with --to as files; leave out --format.',
  );
}

const FILTERS = ['job', 'page', 'run', 'state', 'bom', 'as', 'whole', 'follow', 'to'] as const;

/** All of it: what is left out would be missing where it is applied. */
async function exportConfiguration(context: CliContext, options: ExportOptions): Promise<void> {
  const filter = FILTERS.find((name) => options[name] !== undefined);
  const left = options.format === 'csv' ? 'format' : filter;
  if (left !== undefined)
    throw new WebloomError(
      'validation',
      `The configuration comes whole, as JSON lines: leave out --${left}. One job alone: webloom show JOB --json.`,
    );
  await writeExport(context, 'configuration.ndjson', {});
}

function parseKind(text: string): ExportKind {
  const kind = EXPORT_KINDS.find((one) => one === text);
  if (kind !== undefined) return kind;
  throw new WebloomError(
    'validation',
    `"${text}" can not be exported: name one of ${EXPORT_KINDS.join(', ')}, contents, configuration.`,
  );
}

async function exportRows(context: CliContext, kind: ExportKind, options: ExportOptions): Promise<void> {
  const { api } = context;
  const { format = 'csv', page: pageId, run: runId, state, bom } = options;
  const jobId = options.job === undefined ? undefined : await findJobId(api, options.job);
  const query = { jobId, pageId, runId, state, bom: bom === true ? 'true' : undefined };
  await writeExport(context, `${kind}.${format}`, query);
}

async function writeExport(context: CliContext, file: ExportFile, query: Query): Promise<void> {
  const answer = await context.api.exported(file, query, context.interrupted);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let end = '';
  try {
    for await (const piece of answer.body ?? []) {
      const text = decoder.decode(piece, { stream: true });
      context.out(text);
      end = `${end}${text}`.slice(-END_LENGTH);
    }
  } catch (cause) {
    throw cutShort(file, cause);
  }
  if (file.endsWith('.ndjson') && !end.includes('"end":true')) throw cutShort(file, null);
}

/** Characters of the last line of a whole answer, and more. */
const END_LENGTH = 100;

function cutShort(file: ExportFile, cause: unknown): WebloomError {
  const message = `The export of ${file.replace(/\.\w+$/, '')} was cut short: what was written is not whole. Run it again.`;
  return new WebloomError('dependency-unavailable', message, { cause });
}
