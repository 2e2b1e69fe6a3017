// The command that shows what differs between two versions of a page: by words, by lines, or its fields.
import type { Command } from 'commander';
import type { DiffView } from '../../api/client/client.ts';
import { summaryWords } from '../../domain/page/model-summary/model-summary.ts';
import { parseChangeId } from '../../domain/page/change-id.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { findPageId } from '../job/find-page.ts';
import { fitTable, formatTime, plain } from '../print-table.ts';

interface DiffOptions {
  readonly from?: string;
  readonly to?: string;
  readonly by: string;
  readonly context?: string;
  readonly order: string;
  readonly served?: boolean;
}

export function registerDiff(program: Command, run: Run): void {
  program
    .command('diff')
    .summary('show what differs between two versions of a page, or what a change consists of')
    .argument('<job>', 'id or name of a job; or the id of a page or of a change')
    .argument('[address]', 'address of the page')
    .option('--from <snapshot>', 'of a page: an id, previous or first (default: previous)')
    .option('--to <snapshot>', 'of a page: an id or latest (default: latest)')
    .option('--by <what>', 'words, lines or fields', 'words')
    .option('--served', 'what the server sent, where the job keeps that (see --keep-served)')
    .option('--order <order>', 'of what differs: strength, as its line tells it, or page', 'strength')
    .option('--context <n>', 'equal lines around each change (default: 3; 1 in another order than the page)')
    .addHelpText(
      'before',
      'Examples: webloom diff tent https://shop.example/tent --by fields      webloom diff ID --from first\n',
    )
    .action((job: string, address: string | undefined, options: DiffOptions) =>
      run(async (context) => {
        return showDiff(context, await idOf(context, job, address), options);
      }),
    );
}

/** Of a page or of a change. */
async function idOf({ api }: CliContext, job: string, address: string | undefined): Promise<string> {
  if (address !== undefined) return findPageId(api, address, job);
  return parseChangeId(job) === null ? findPageId(api, job) : job;
}

async function showDiff(context: CliContext, id: string, options: DiffOptions): Promise<void> {
  const first = await askDiff(context, id, options);
  if (context.json) return printJson(context, first);
  context.out(formatHead(context, first));
  if (first.by === 'fields') return context.out(formatFields(context, first));
  context.out(formatHunks(context, first));
  let cursor = first.nextCursor;
  while (cursor !== null) {
    const more: DiffView = await askDiff(context, id, options, cursor);
    context.out(formatHunks(context, more));
    cursor = more.nextCursor;
  }
}

function askDiff(
  { api }: CliContext,
  id: string,
  { from, to, by, context, order, served: isServed = false }: DiffOptions,
  cursor?: string,
): Promise<DiffView> {
  const served = isServed ? 'true' : undefined;
  const isChange = parseChangeId(id) !== null && from === undefined && to === undefined;
  if (isChange) return api.changeDiff(id, { by, context, order, served, cursor });
  return api.diff(parseChangeId(id)?.pageId ?? id, { from, to, by, context, order, served, cursor });
}

function formatHead({ paint }: CliContext, diff: DiffView): string {
  const { from, to, totals } = diff;
  const at = `${formatTime(from?.at ?? null)} → ${formatTime(to?.at ?? null)}`;
  const counts = (['added', 'removed', 'replaced', 'moved'] as const)
    .filter((op) => totals[op] > 0)
    .map((op) => `${totals[op]} ${op}`);
  const told = [...counts, `${totals.same} lines as before`, `${totals.fields} fields differ`].join(', ');
  const lines = [paint.bold(plain(diff.url, 200)), paint.dim(`${at}, ${told}`)];
  if (diff.modelSummary !== null) lines.push(plain(summaryWords(diff.modelSummary), 300));
  if (diff.served) lines.push('What the server sent, before a browser made the page of it.');
  if (diff.verdict !== null)
    lines.push(
      paint.dim(`${diff.verdict.verdict}: ${plain(diff.verdict.reason, 160)} (${diff.verdict.step})`),
    );
  if (diff.missing !== null) lines.push(paint.yellow(`Only what the change kept: ${diff.missing}.`));
  if (diff.first) lines.push('This is the first version.');
  else if (diff.missing === null && diff.to === null)
    lines.push('The page is gone. This was its last version.');
  else if (diff.same) lines.push(sameWords(diff));
  return `${lines.join('\n')}\n`;
}

function sameWords({ served }: DiffView): string {
  return served
    ? 'The server sent the same both times. Scripts of the page made what differs, or what they fetched.'
    : 'No difference.';
}

function formatFields({ columns }: CliContext, { fields }: DiffView): string {
  const rows = fields.map(({ name, kind, before, after, changed, percent }) => [
    changed ? '*' : '',
    plain(name, 30),
    kind,
    plain(before ?? '–', 40),
    plain(after ?? '–', 40),
    percent === null ? '' : `${percent > 0 ? '+' : ''}${percent.toFixed(1)} %`,
  ]);
  return fields.length === 0
    ? 'The job takes no fields of this page.\n'
    : fitTable(['', 'FIELD', 'KIND', 'BEFORE', 'AFTER', 'MOVE'], rows, columns()).text;
}

type Hunk = DiffView['hunks'][number];
type Line = Hunk['lines'][number];

function formatHunks(context: CliContext, { hunks, first }: DiffView): string {
  return hunks
    .map(({ lines, under, inFrame }) => {
      const [top] = lines;
      const place = under ?? lines.find(({ op }) => op !== 'same')?.path ?? '';
      const head = `@@ line ${top?.toLine ?? top?.fromLine ?? '?'}  ${plain(place, 100)}${inFrame ? ' (around the text)' : ''}`;
      const shown = lines.flatMap((line) => formatLine(context, line));
      return [...(first ? [] : [context.paint.cyan(head)]), ...shown, ''].join('\n');
    })
    .join('');
}

function formatLine({ paint }: CliContext, line: Line): string[] {
  const { op, before, after, words, silent, movedFrom } = line;
  const why = silent === null ? '' : paint.dim(`  (silent: ${plain(silent.meaning, 80)})`);
  const text = (value: string | null): string => plain(value ?? '', 2_000);
  if (op === 'same') return [`  ${text(after)}`];
  if (op === 'moved')
    return [
      `${paint.cyan(`~ ${text(after)}`)}${movedFrom === null ? '' : `  (was under ${text(movedFrom)})`}${why}`,
    ];
  if (op === 'replaced' && words.length > 0) return [`! ${formatWords(paint, words)}${why}`];
  return [
    ...(before === null ? [] : [`${paint.red(`- ${text(before)}`)}${after === null ? why : ''}`]),
    ...(after === null ? [] : [`${paint.green(`+ ${text(after)}`)}${why}`]),
  ];
}

/** As `git diff --word-diff` writes it, so that it can be read without colours too. */
function formatWords(paint: CliContext['paint'], words: Line['words']): string {
  const whole = words.map(({ op, text }) => {
    const shown = plain(text, 2_000);
    const blank = text.startsWith(' ') && shown !== '' ? ' ' : '';
    const end = text.endsWith(' ') ? ' ' : '';
    if (op === 'removed') return `${blank}${paint.red(`[-${shown}-]`)}${end}`;
    return op === 'added' ? `${blank}${paint.green(`{+${shown}+}`)}${end}` : `${blank}${shown}${end}`;
  });
  return whole.join('');
}
