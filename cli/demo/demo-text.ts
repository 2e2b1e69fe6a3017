// The texts of the demo, for people who see Webloom for the first time.
import type { ChangeView, PageSummary, PriceView, RunView } from '../../api/client/client.ts';
import type { CliContext } from '../context.ts';
import { formatDuration, pad, plain } from '../print-table.ts';
import { type Comparison, pathOf } from './compare.ts';
import { counted } from '../../domain/system/counted.ts';
import { OWN_COMMAND } from '../stack/build-root.ts';

type Style = Pick<CliContext, 'paint'>;

const SHOWN = 6;

export function describeFirstRun(
  { paint }: Style,
  run: RunView,
  { pages, prices }: { pages: readonly PageSummary[]; prices: readonly PriceView[] },
): string {
  const types = countBy(pages.map((page) => page.pageType ?? 'not judged'));
  const examples = prices.slice(0, SHOWN).map(({ name, url, price, availability }) => {
    const label = plain(name === '' ? pathOf(url) : name, 40);
    return `    ${pad(label, 40)} ${`${price.amount} ${price.currency}`.padStart(14)}  ${availability}`;
  });
  return [
    `${paint.green('✓')} Run 1 ${run.state} in ${formatDuration(run.durationMs)}: ${run.ledger.stored} pages stored, ${run.metrics.requests} requests.`,
    `  What the pages are: ${types}.`,
    `  Prices found on ${new Set(prices.map((point) => point.pageId)).size} pages, for example:`,
    ...examples,
    ...describeTrouble(run),
    '',
  ].join('\n');
}

function countBy(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([word, n]) => `${n} ${word}`)
    .join(', ');
}

function describeTrouble(run: RunView): string[] {
  return run.reasons
    .filter(({ outcome }) => outcome === 'failed' || outcome === 'skipped')
    .map(({ code, count, means }) => `  ${counted(count, 'page')}: ${code}. ${means}`);
}

export function describeSecondRun({ paint }: Style, run: RunView, comparison: Comparison): string {
  const { found, missed, falseAlarms, echoes } = comparison;
  const { ledger } = run;
  const lines = [
    `${paint.green('✓')} Run 2 ${run.state} in ${formatDuration(run.durationMs)}: ${ledger.unchanged} pages unchanged, ${ledger.stored} with something new to store.`,
    '',
    paint.bold('What changed, and how Webloom knows:'),
  ];
  for (const { expected, change } of found) {
    lines.push(`  ${paint.green('✓')} ${expected.words}`);
    lines.push(paint.dim(`      found: ${plain(change.summary, 120)}`));
    lines.push(paint.dim(`      why:   ${plain(evidenceOf(change), 160)}`));
  }
  for (const expected of missed)
    lines.push(`  ${paint.red('✕ missed:')} ${expected.words} (${expected.path})`);
  for (const change of falseAlarms)
    lines.push(`  ${paint.red('✕ false alarm:')} ${plain(change.summary, 100)} (${pathOf(change.url)})`);
  if (echoes.length > 0)
    lines.push(
      paint.dim(`  Also noticed: ${echoes.length} listings that repeat these news or were reordered.`),
    );
  lines.push(
    '',
    `  Not reported, because it means nothing: clocks, visitor counters, tokens and advertisements that`,
  );
  lines.push(`  differ on every request. ${verdict(comparison)}`, '');
  return lines.join('\n');
}

/** The first piece of evidence, as it is on the page. */
function evidenceOf({ blocks, reason }: ChangeView): string {
  const [block] = blocks;
  if (block === undefined) return reason;
  const { op, before = '', after = '', path } = block;
  const more = blocks.length > 1 ? `, and ${blocks.length - 1} more` : '';
  const what = { added: `“${after}” was added`, removed: `“${before}” is gone`, moved: `“${after}” moved` }[
    op
  ];
  return `${what ?? `“${before}” became “${after}”`} at ${path}${more}`;
}

function verdict({ found, missed, falseAlarms }: Comparison): string {
  return `${found.length} of ${found.length + missed.length} expected changes found, ${falseAlarms.length} false alarms.`;
}

export function describeLinks(
  { paint }: Style,
  links: {
    apiUrl: string;
    runs: readonly RunView[];
    temporalUiUrl: string | undefined;
    shopUrl: string | null;
  },
): string {
  const { apiUrl, runs, temporalUiUrl, shopUrl } = links;
  const last = runs.at(-1);
  const rows: [string, string][] = [
    ['Dashboard', apiUrl],
    ['API docs', `${apiUrl}/docs`],
  ];
  if (shopUrl !== null) rows.push(['Demo shop', shopUrl]);
  if (last !== undefined) {
    rows.push(
      ['Changes', `${apiUrl}/changes?runId=${last.runId}`],
      ['Last run', `${apiUrl}/runs/${last.runId}`],
    );
    if (last.links['temporal'] !== undefined) rows.push(['Workflow', last.links['temporal']]);
  }
  if (temporalUiUrl !== undefined) rows.push(['Temporal UI', temporalUiUrl]);
  rows.push(['Try', `${OWN_COMMAND} changes        ${OWN_COMMAND} list        ${OWN_COMMAND} why JOB URL`]);
  if (shopUrl !== null)
    rows.push(
      ['', `${OWN_COMMAND} add ${shopUrl}/app/lamp-1 --start        a page that JavaScript builds`],
      ['', `curl -X POST ${shopUrl}/__advance        moves the shop on`],
    );
  return `${paint.bold('Where to look')}\n${rows.map(([name, value]) => `  ${name.padEnd(12)} ${value}\n`).join('')}`;
}
