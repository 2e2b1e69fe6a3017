// The command that reads the stored pages of a job again by its present rules, without fetching.
import type { Command } from 'commander';
import type { ReparsePreviewView } from '../../../api/client/run-calls.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { findJobId } from '../../find-job.ts';
import { plain, printTable } from '../../print-table.ts';

interface ReparseOptions {
  readonly kind?: string;
  readonly match?: string;
  readonly why: string;
  readonly dryRun?: boolean;
}

export function registerReparse(program: Command, run: Run): void {
  program
    .command('reparse')
    .summary('read stored pages again by the present rules of a job, without fetching; no change is told')
    .argument('<job>', 'id or name of a job')
    .option('--kind <type>', 'only pages of this kind, such as product')
    .option('--match <text>', 'only pages with this in their address or title')
    .option('--why <text>', 'why, for the audit', '')
    .option('--dry-run', 'only show what would be read otherwise, of fifty pages')
    .action((job: string, options: ReparseOptions) => run((context) => reparse(context, job, options)));
}

async function reparse(
  context: CliContext,
  job: string,
  { kind, match, why, dryRun }: ReparseOptions,
): Promise<void> {
  const { api } = context;
  const jobId = await findJobId(api, job);
  const only = { pageType: kind, text: match };
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

function showPreview(context: CliContext, { looked, differ, pages, truncated }: ReparsePreviewView): void {
  const more = truncated ? '; there are more' : '';
  context.out(`${differ} of ${looked} pages looked at would be read otherwise${more}.\n`);
  const rows = pages.flatMap(({ url, left, differences }) =>
    left === null
      ? differences.map(({ what, before, after }) => [
          plain(url, 60),
          what,
          plain(before, 40),
          plain(after, 40),
        ])
      : [[plain(url, 60), left, '', '']],
  );
  if (rows.length > 0) printTable(context, ['PAGE', 'WHAT', 'BEFORE', 'AFTER'], rows);
}
