// The commands that take back what a run stored, or versions of one page, and that undo it.
import type { Command } from 'commander';
import type { MendAnswer, RollbackPreviewView } from '../../../api/client/run-calls.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { findRunId } from '../../find-job.ts';
import { findPageId } from '../../job/find-page.ts';
import { plain, printTable } from '../../print-table.ts';
import { confirm } from '../../terminal/confirm.ts';

interface RollbackOptions {
  readonly page?: string;
  readonly version?: string;
  readonly why: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export function registerRollback(program: Command, run: Run): void {
  program
    .command('rollback')
    .summary('take back what a run stored, or versions of one page; the version before is compared with then')
    .argument('[run]', 'id of a run, or a job: then its latest; with --page the job of the page')
    .option('--page <page>', 'roll back this page alone: its address beside a job, or its id')
    .option(
      '--version <id>',
      'of --page: the version that is taken back, with all later ones; else the newest',
    )
    .option('--why <text>', 'why, for those who were told and for the audit', '')
    .option('--dry-run', 'only show what would be taken back')
    .option('--yes', 'do not ask')
    .action((name: string | undefined, options: RollbackOptions) =>
      run((context) => rollBack(context, name, options)),
    );
  program
    .command('undo-rollback')
    .summary('give back what a roll-back took')
    .argument('<run>', 'the run that rolled back')
    .option('--why <text>', 'why, for the audit', '')
    .action((runId: string, { why }: { readonly why: string }) =>
      run(async (context) => {
        const found = await findRunId(context.api, runId);
        tellStarted(context, await context.api.undoRollback(found, why), 'The roll-back is being undone');
      }),
    );
}

async function rollBack(
  context: CliContext,
  name: string | undefined,
  { page, version, why, dryRun, yes }: RollbackOptions,
): Promise<number> {
  const { api } = context;
  if (name === undefined && page === undefined)
    throw new WebloomError('validation', 'Name a run (or a job: its latest run), or a page with --page.');
  const ofPage = page === undefined ? null : { pageId: await findPageId(api, page, name), version };
  const runId = name === undefined || ofPage !== null ? '' : await findRunId(api, name);
  const preview =
    ofPage === null ? await api.previewRunRollback(runId) : await api.previewPageRollback(ofPage);
  if (dryRun === true) {
    if (context.json) printJson(context, preview);
    else showPreview(context, preview);
    return EXIT.ok;
  }
  const { pages, changes, prices } = preview.counts;
  if (pages === 0) {
    context.out('Nothing of it is in force any more: there is nothing to take back.\n');
    return EXIT.ok;
  }
  const more = preview.truncated ? ' and more' : '';
  const what = `${pages} pages${more}: ${changes} changes and ${prices} prices are withdrawn`;
  if (!(await confirm(context, `Roll back ${what}?`, yes === true))) {
    context.err('Nothing was changed.\n');
    return EXIT.ok;
  }
  const started = ofPage === null ? await api.rollBackRun(runId, why) : await api.rollBackPage(ofPage, why);
  tellStarted(context, started, 'Rolling back');
  return EXIT.ok;
}

function showPreview(context: CliContext, { counts, pages, truncated }: RollbackPreviewView): void {
  const { pages: back, changes, prices, versions, alerts } = counts;
  context.out(
    `${back} pages would go back: ${changes} changes, ${prices} prices, ${versions} versions, ${alerts} alerts.\n`,
  );
  if (truncated) context.out('There are more pages; these are the ones that were looked at.\n');
  if (pages.length === 0) return;
  const rows = pages.map(({ url, why, changes: told, price, laterToo }) => [
    plain(url, 60),
    why,
    price === null ? '' : `${price.from ?? '–'} → ${price.to ?? '–'}`,
    `${plain(told[0] ?? '', 50)}${told.length > 1 ? ` and ${told.length - 1} more` : ''}`,
    laterToo ? 'later runs too' : '',
  ]);
  printTable(context, ['PAGE', 'GOES', 'PRICE', 'WITHDRAWN', 'ALSO'], rows);
}

function tellStarted(context: CliContext, started: MendAnswer, what: string): void {
  if (context.json) return printJson(context, started);
  const note = started.note === null ? '' : ` ${started.note}`;
  context.out(`${what}: ${started.runId}.${note} "webloom run ${started.runId}" tells how far it is.\n`);
}
