// The command that tells the figures of a job over its runs.
import type { Command } from 'commander';
import type { JobMetricsView } from '../../../api/client/job-calls.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { findJobId } from '../../find-job.ts';
import { formatBytes, formatDuration, plain, printTable } from '../../print-table.ts';

const SHOWN_REASONS = 8;

export function registerJobMetrics(program: Command, run: Run): void {
  program
    .command('metrics')
    .summary('tell the figures of a job over the last 90 days: runs, pages, changes, failures')
    .argument('<job>', 'id or name')
    .action((job: string) => run((context) => tellMetrics(context, job)));
}

async function tellMetrics(context: CliContext, name: string): Promise<void> {
  const { api, out } = context;
  const metrics = await api.jobMetrics(await findJobId(api, name));
  if (context.json) return printJson(context, metrics);
  for (const line of sumLines(metrics)) out(`${line}\n`);
  for (const [title, counts] of [
    ['failed', metrics.failures],
    ['ended', metrics.endings],
  ] as const)
    for (const { code, count, means } of counts.slice(0, SHOWN_REASONS))
      out(`${title.padEnd(9)} ${String(count).padStart(6)} × ${code}: ${plain(means, 200)}\n`);
  const days = metrics.days.filter(({ runs }) => runs > 0);
  if (days.length === 0) return;
  printTable(
    context,
    ['DAY (UTC)', 'RUNS', 'FAILED', 'PAGES', 'CHANGES', 'PRICE CHANGES'],
    days.map(({ day, ...figures }) => [
      day,
      ...[figures.runs, figures.failedRuns, figures.pages, figures.changes, figures.priceChanges].map(String),
    ]),
  );
}

function sumLines(metrics: JobMetricsView): string[] {
  const { runs, completedRuns, failedRuns, stoppedRuns, successRate, meanDurationMs, whole } = metrics;
  const share = successRate === null ? '' : `, ${Math.round(successRate * 100)} % well`;
  const daily = metrics.changesPerDay === null ? '' : `, ${metrics.changesPerDay.toFixed(1)} a day`;
  return [
    `runs      ${runs} = ${completedRuns} completed + ${failedRuns} failed + ${stoppedRuns} stopped${share}`,
    ...(meanDurationMs === null ? [] : [`took      ${formatDuration(meanDurationMs)} on average`]),
    `pages     ${metrics.pages} read, ${metrics.failedPages} failed`,
    `changes   ${metrics.changes}${daily}; ${metrics.priceChanges} of prices and stock`,
    `traffic   ${metrics.requests} requests, ${formatBytes(metrics.wireBytes)}`,
    ...(whole ? [] : ['          The latest runs are summed; there are more.']),
  ];
}
