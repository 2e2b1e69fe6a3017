// The tool about prices: points as they were seen, or figures of each page.
import { WebloomError } from '../../domain/system/errors.ts';
import { counted } from '../../domain/system/counted.ts';
import type { PriceSummaryView, PriceView } from '../client/client.ts';
import { type InputOf, priceInput } from '../schemas/mcp/tool-input.ts';
import { findJobId, jobIdOf } from './find-job.ts';
import { listRows, moreRows } from './list-rows.ts';
import { oneLine } from './page-text.ts';
import { defineTool, type ToolAnswer, type ToolContext } from './tool.ts';

type PriceInput = InputOf<typeof priceInput>;
type Money = PriceView['price'];

const list = defineTool({
  name: 'list_prices',
  title: 'Prices',
  description:
    'Lists prices as they were seen, newest first (with pageId: the history of one page), or with summary the low, high, median and 30-day low of each page, whether its price is low now, and whether a "was" price was ever asked.',
  input: priceInput,
  needs: 'viewer',
  effect: 'read',
  run: (context, input) => (input.summary ? summaries(context, input) : points(context, input)),
});

async function points({ api }: ToolContext, { job, pageId, limit, cursor }: PriceInput): Promise<ToolAnswer> {
  const query = { jobId: await jobIdOf(api, job), pageId, cursor };
  const { items, text, nextCursor } = await listRows({ read: api.prices, query, limit, show: pointLine });
  return {
    said: [items.length === 0 ? 'No prices.' : `${counted(items.length, 'price')}, newest first:`],
    pageText: text,
    after: moreRows(nextCursor),
    data: { items: items.map(pointFacts), nextCursor },
  };
}

function pointFacts(point: PriceView): object {
  const { priceId, pageId, jobId, runId, at, price, listPrice, availability, changed, before, percent } =
    point;
  return {
    priceId,
    pageId,
    jobId,
    runId,
    at,
    price: moneyText(price),
    listPrice: listPrice === null ? null : moneyText(listPrice),
    before: before === null ? null : moneyText(before),
    percent,
    changed,
    fromPage: {
      name: oneLine(point.name, 200),
      url: oneLine(point.url, 500),
      availability: oneLine(availability, 40),
    },
  };
}

function pointLine({ at, price, before, percent, availability, name, url, pageId }: PriceView): string {
  const move =
    before === null || percent === null ? '' : `, before ${moneyText(before)} (${percent.toFixed(1)} %)`;
  return `- ${at} ${moneyText(price)}${move}, ${oneLine(availability, 40)}: ${oneLine(name, 200)} <${oneLine(url, 300)}> ${pageId}`;
}

function moneyText({ amount, currency }: Money): string {
  return oneLine(`${amount} ${currency}`, 60);
}

async function summaries({ api }: ToolContext, { job, pageId, limit }: PriceInput): Promise<ToolAnswer> {
  const found =
    pageId === undefined
      ? await api.priceSummaries(await findJobId(api, neededJob(job)), { limit })
      : { items: [await api.priceSummary(pageId)], pages: 1 };
  const rest = found.pages - found.items.length;
  return {
    said: [found.items.length === 0 ? 'No prices.' : `Figures of ${counted(found.items.length, 'page')}:`],
    pageText: found.items.map(summaryLine).join('\n'),
    after: rest > 0 ? [`${counted(rest, 'more page')}: ask again with a larger limit.`] : [],
    data: { items: found.items.map(summaryFacts), pages: found.pages },
  };
}

function neededJob(job: string | undefined): string {
  if (job !== undefined) return job;
  throw new WebloomError(
    'validation',
    'A summary needs a job or a pageId: list_jobs and list_prices have them.',
  );
}

function summaryFacts(summary: PriceSummaryView): object {
  const { pageId, points: count, since, isAllTimeLow, isLow30Days, level, was } = summary;
  return {
    pageId,
    points: count,
    current: moneyText(summary.current),
    since,
    allTimeLow: moneyText(summary.allTimeLow),
    low30Days: moneyText(summary.low30Days),
    median: moneyText(summary.median),
    high: moneyText(summary.high),
    isAllTimeLow,
    isLow30Days,
    level: level.level,
    was: was === null ? null : { price: moneyText(was.price), verdict: was.verdict },
    fromPage: { name: oneLine(summary.name, 200), url: oneLine(summary.url, 500) },
  };
}

function summaryLine(summary: PriceSummaryView): string {
  const {
    current,
    allTimeLow,
    low30Days,
    median,
    high,
    points: count,
    level,
    was,
    name,
    url,
    pageId,
  } = summary;
  const figures = [
    `all-time low ${moneyText(allTimeLow)}`,
    `30-day low ${moneyText(low30Days)}`,
    `median ${moneyText(median)}`,
    `high ${moneyText(high)}`,
    `${counted(count, 'point')}`,
  ].join(', ');
  const former = was === null ? '' : `; "was" ${moneyText(was.price)}: ${oneLine(was.reason, 200)}`;
  const verdict = level.level === 'unknown' ? '' : `; ${oneLine(level.words, 200)}`;
  return `- ${moneyText(current)} now; ${figures}${verdict}${former}: ${oneLine(name, 200)} <${oneLine(url, 300)}> ${pageId}`;
}

export const PRICE_TOOLS = [list] as const;
