// The commands for prices: the list, the figures of each page, and a rule tried on stored points.
import type { PriceSummaryView, PriceView, RulePreviewView } from '../../api/client/client.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { SavedPriceRule } from '../../domain/price/rule/rule-input.ts';
import { type CliContext, printJson } from '../context.ts';
import { type ListOptions, sayMore } from '../list-page.ts';
import { findJobId } from '../find-job.ts';
import { formatTime, plain, printTable } from '../print-table.ts';

const NONE =
  'No prices: they are recorded of pages that show one product. A price in other text is told as a change.\n';

export interface PriceOptions extends ListOptions {
  readonly run?: string;
  readonly page?: string;
  readonly summary?: boolean;
  readonly would?: string;
}

export async function showPrices(
  context: CliContext,
  job: string | undefined,
  options: PriceOptions,
): Promise<void> {
  if (options.would !== undefined) return previewRule(context, job, options.would);
  return options.summary === true ? showSummary(context, job, options) : listPrices(context, job, options);
}

async function listPrices(
  context: CliContext,
  job: string | undefined,
  options: PriceOptions,
): Promise<void> {
  const { api } = context;
  const jobId = job === undefined ? undefined : await findJobId(api, job);
  const { run: runId, page: pageId, limit, cursor } = options;
  const prices = await api.prices({ jobId, runId, pageId, limit, cursor });
  if (context.json) return printJson(context, prices);
  if (prices.items.length === 0) context.err(NONE);
  else
    printTable(
      context,
      ['SEEN', 'PRICE', 'BEFORE', '%', 'STOCK', 'NAME', 'URL'],
      prices.items.map(toPriceRow),
    );
  sayMore(context, prices.nextCursor);
}

function toPriceRow(point: PriceView): string[] {
  return [
    formatTime(point.at),
    withVariants(point.price, point.variants),
    point.before === null ? '–' : money(point.before),
    point.percent === null || point.percent === 0
      ? '–'
      : `${point.percent > 0 ? '+' : ''}${point.percent.toFixed(1)}`,
    point.availability,
    plain(point.name, 30),
    plain(point.url, 80),
  ];
}

/** "3.49 USD (2 variants, 3.49–19.99 USD)". */
function withVariants(price: PriceView['price'], variants: PriceView['variants']): string {
  return variants === null ? money(price) : `${money(price)} (${variants.words})`;
}

function money({ amount, currency }: { amount: string; currency: string }): string {
  return `${amount} ${currency}`.trim();
}

async function needJob({ api }: CliContext, job: string | undefined, option: string): Promise<string> {
  if (job !== undefined) return findJobId(api, job);
  throw new WebloomError('validation', `${option} needs a job: webloom prices JOB ${option} …`);
}

async function showSummary(
  context: CliContext,
  job: string | undefined,
  { page, limit }: PriceOptions,
): Promise<void> {
  const { api } = context;
  const answer =
    page === undefined
      ? await api.priceSummaries(await needJob(context, job, '--summary'), { limit })
      : { items: [await api.priceSummary(page)], pages: 1, truncated: false };
  if (context.json) return printJson(context, answer);
  if (answer.items.length === 0) return context.err(NONE);
  const head = [
    'NOW',
    'LEVEL',
    'ALL-TIME LOW',
    '30-DAY LOW',
    'MEDIAN',
    'HIGH',
    'STOCK',
    'POINTS',
    'NOTE',
    'NAME',
    'URL',
  ];
  printTable(context, head, answer.items.map(toSummaryRow));
  for (const { name, level } of answer.items)
    if (level.level !== 'unknown') context.out(`${plain(name, 30)}: ${plain(level.words, 160)}\n`);
  for (const { was, url } of answer.items)
    if (was?.verdict === 'never-seen') context.out(`${plain(url)}: ${plain(was.reason, 160)}\n`);
  if (answer.pages > answer.items.length)
    context.err(`${answer.items.length} of ${answer.pages} pages; --limit shows more.\n`);
  if (answer.truncated) context.err('Older prices were left out.\n');
}

function toSummaryRow(summary: PriceSummaryView): string[] {
  const { current, variants, level, allTimeLow, low30Days, median, high, availability, points, name, url } =
    summary;
  return [
    withVariants(current, variants),
    level.level === 'unknown' ? '–' : level.level,
    ...[allTimeLow, low30Days, median, high].map(money),
    availability,
    String(points),
    noteOf(summary),
    plain(name, 30),
    plain(url, 80),
  ];
}

function noteOf({ isAllTimeLow, isLow30Days, was }: PriceSummaryView): string {
  const notes = [
    isAllTimeLow ? 'lowest ever' : isLow30Days ? 'lowest in 30 days' : '',
    was?.verdict === 'never-seen' ? `"was ${money(was.price)}" never seen` : '',
  ].filter((note) => note !== '');
  return notes.length === 0 ? '–' : notes.join(', ');
}

async function previewRule(context: CliContext, job: string | undefined, text: string): Promise<void> {
  const { parseNamedRule } = await import('../../domain/price/rule/rule-text.ts');
  const rule = parseNamedRule(text);
  await previewPriceRules(context, await needJob(context, job, '--would'), [rule]);
}

/** What rules would have told over the stored prices; without rules: those the job has. */
export async function previewPriceRules(
  context: CliContext,
  jobId: string,
  rules?: readonly SavedPriceRule[],
): Promise<void> {
  const preview = await context.api.previewPriceRules(jobId, rules);
  if (context.json) return printJson(context, preview);
  if (preview.firings.length > 0)
    printTable(context, ['WHEN', 'PRICE', 'RULE', 'WHY', 'NAME', 'URL'], preview.firings.map(toFiringRow));
  for (const { name, fired } of preview.rules) {
    const times = fired === 1 ? 'once' : `${fired} times`;
    context.out(
      `"${plain(name, 100)}" would have fired ${times} over ${preview.points} stored prices of ${preview.pages} pages.\n`,
    );
  }
  if (preview.truncated) context.err('Older prices were left out.\n');
}

function toFiringRow({ at, price, rule, reason, name, url }: RulePreviewView['firings'][number]): string[] {
  return [formatTime(at), money(price), plain(rule, 40), plain(reason, 100), plain(name, 30), plain(url, 80)];
}
