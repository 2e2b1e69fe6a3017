// The command that reads the stored pages of a job again by its present rules, without fetching.
import { type Command, Option } from 'commander';
import type { ReparsePreviewView } from '../../../api/client/run-calls.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { findJobId } from '../../find-job.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';

interface ReparseOptions {
  readonly kind?: string;
  readonly match?: string;
  readonly why: string;
  readonly versions: string;
  readonly since?: string;
  readonly dryRun?: boolean;
}

export function registerReparse(program: Command, run: Run): void {
  program
    .command('reparse')
    .summary('read stored pages again by the present rules of a job, without fetching; no change is told')
    .argument('<job>', 'id or name of a job')
    .addOption(
      new Option('--versions <which>', 'the last version of each page, or all that are stored')
        .choices(['last', 'all'])
        .default('last'),
    )
    .option('--since <time>', 'all versions stored from this time on, as in 2027-01-31T12:00:00Z')
    .option('--kind <type>', 'only pages of this kind, such as product')
    .option('--match <text>', 'only pages with this in their address or title')
    .option('--why <text>', 'why, for the audit', '')
    .option('--dry-run', 'only show what would be read otherwise, of fifty pages')
    .action((job: string, options: ReparseOptions) => run((context) => reparse(context, job, options)));
}

async function reparse(
  context: CliContext,
  job: string,
  { kind, match, why, versions, since, dryRun }: ReparseOptions,
): Promise<void> {
  const { api } = context;
  const jobId = await findJobId(api, job);
  const reach = versions === 'all' || since !== undefined ? 'all' : 'last';
  const only = { pageType: kind, text: match, versions: reach, since } as const;
  if (dryRun === true) {
    const preview = await api.previewReparse(jobId, only);
    if (context.json) return printJson(context, preview);
    return showPreview(context, preview);
  }
  const started = await api.reparse(jobId, { ...only, why });
  if (context.json) return printJson(context, started);
  const note = started.note === null ? '' : ` ${started.note}`;
  context.out(
    `Reading again: ${started.runId}.${note} "webloom run ${started.runId}" tells how far it is.\n`,
  );
}

function showPreview(context: CliContext, preview: ReparsePreviewView): void {
  const { looked, versions, differ, pages, truncated } = preview;
  const more = truncated ? '; there are more' : '';
  const of = versions > looked ? ` (${versions} versions)` : '';
  context.out(`${differ} of ${looked} pages${of} looked at would be read otherwise${more}.\n`);
  const rows = pages.flatMap(({ url, left, differences, more: others }) => [
    ...differences.map(({ at, what, before, after }) => [
      plain(url, 60),
      at === null ? what : `${formatTime(at)} ${what}`,
      plain(before, 40),
      plain(after, 40),
    ]),
    ...(others === 0 ? [] : [[plain(url, 60), `and ${others} more`, '', '']]),
    ...(left === null ? [] : [[plain(url, 60), left, '', '']]),
  ]);
  if (rows.length > 0) printTable(context, ['PAGE', 'WHAT', 'BEFORE', 'AFTER'], rows);
}
