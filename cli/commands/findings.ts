// The commands for findings: changes, prices, and the difference of two versions of a page.
import type { Command } from 'commander';
import type { ChangeView, DiffView } from '../../api/client/client.ts';
import { parseChangeId } from '../../domain/page/change-id.ts';
import { RULE_EXAMPLES } from '../../domain/price/rule/rule-examples.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { findJobId } from '../find-job.ts';
import { formatTime, plain } from '../print-table.ts';
import { type PriceOptions, showPrices } from './prices.ts';
import { sayMore } from './runs.ts';

interface FindingOptions {
  readonly run?: string;
  readonly page?: string;
  readonly state?: string;
  readonly limit: string;
  readonly cursor?: string;
}

export function registerFindings(program: Command, run: Run): void {
  const list = (name: string, summary: string): Command =>
    program
      .command(name)
      .summary(summary)
      .argument('[job]', 'only of this job: id or name')
      .option('--run <run>', 'only of this run')
      .option('--page <page>', 'only of this page')
      .option('--limit <n>', 'how many', '50')
      .option('--cursor <cursor>', 'go on where a list ended');
  list('changes', 'list changes, newest first')
    .option('--state <states>', 'pending, confirmed, withdrawn')
    .action((job: string | undefined, options: FindingOptions) =>
      run((context) => listChanges(context, job, options)),
    );
  list('prices', 'list observed prices, newest first; their figures; what a rule would have told')
    .option('--summary', 'low, high, median, 30-day low of each page, and whether its "was" price ever was')
    .option('--would <rule>', `when a rule would have fired: ${RULE_EXAMPLES}`)
    .action((job: string | undefined, options: PriceOptions) =>
      run((context) => showPrices(context, job, options)),
    );
  program
    .command('diff')
    .summary('show what differs between two versions of a page')
    .argument('<id>', 'id of a page or of a change')
    .option('--from <snapshot>', 'an id, previous or first', 'previous')
    .option('--to <snapshot>', 'an id or latest', 'latest')
    .action((id: string, options: { from: string; to: string }) =>
      run((context) => showDiff(context, id, options)),
    );
}

async function toQuery({ api }: CliContext, job: string | undefined, options: FindingOptions) {
  const jobId = job === undefined ? undefined : await findJobId(api, job);
  const { run: runId, page: pageId, state, limit, cursor } = options;
  return { jobId, runId, pageId, state, limit, cursor };
}

async function listChanges(
  context: CliContext,
  job: string | undefined,
  options: FindingOptions,
): Promise<void> {
  const changes = await context.api.changes(await toQuery(context, job, options));
  if (context.json) return printJson(context, changes);
  if (changes.items.length === 0) context.err('No changes.\n');
  for (const [change, same] of foldSiteWide(changes.items))
    context.out(describeChange(context, change, same));
  sayMore(context, changes.nextCursor);
}

/** Shows a template change once per run, with the number of pages in this list that have it. */
function foldSiteWide(changes: readonly ChangeView[]): [ChangeView, number][] {
  const shown: [ChangeView, number][] = [];
  const places = new Map<string, [ChangeView, number]>();
  for (const change of changes) {
    const key = change.siteWide === null ? null : `${change.runId} ${change.siteWide}`;
    const known = key === null ? undefined : places.get(key);
    if (known === undefined) shown.push([change, 1]);
    else known[1] += 1;
    const last = shown.at(-1);
    if (key !== null && known === undefined && last !== undefined) places.set(key, last);
  }
  return shown;
}

function describeChange({ paint }: Pick<CliContext, 'paint'>, change: ChangeView, same: number): string {
  const severity = change.severity === 'major' ? paint.red(change.severity) : change.severity;
  const pending = change.state === 'confirmed' ? '' : paint.yellow(` [${change.state}]`);
  return [
    `${formatTime(change.at)}  ${change.kind}, ${severity}${pending}  ${paint.bold(plain(change.summary, 160))}`,
    `  ${plain(change.url, 160)}${same > 1 ? ` and ${same - 1} more pages: the template of the site changed` : ''}`,
    ...change.rules.map(({ name, reason }) => `  price rule “${plain(name, 100)}”: ${plain(reason, 160)}`),
    paint.dim(`  ${plain(change.reason, 160)}  ${change.changeId}`),
    '',
  ].join('\n');
}

async function showDiff(
  context: CliContext,
  id: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const { api } = context;
  const change = parseChangeId(id) === null ? null : await api.change(id);
  const pageId = change?.pageId ?? id;
  const sides = { from: change?.fromSnapshot ?? from, to: change?.toSnapshot ?? to };
  const diff = await api.diff(pageId, sides);
  if (context.json) return printJson(context, diff);
  context.out(formatDiff(context, diff));
}

function formatDiff({ paint }: CliContext, diff: DiffView): string {
  const lines = [
    paint.bold(plain(diff.url, 200)),
    paint.dim(
      `${formatTime(diff.from.at)} → ${formatTime(diff.to.at)}, ${diff.unchangedBlocks} blocks as before`,
    ),
  ];
  if (diff.same) lines.push('No difference in the readable text.');
  for (const { before, after, fromLine } of diff.hunks) {
    lines.push(paint.cyan(`@@ block ${fromLine}  ${plain((after[0] ?? before[0])?.path ?? '', 100)}`));
    for (const { text } of before) lines.push(paint.red(`- ${plain(text, 2_000)}`));
    for (const { text } of after) lines.push(paint.green(`+ ${plain(text, 2_000)}`));
  }
  return `${lines.join('\n')}\n`;
}
