// The figures of several runs as one table in Markdown, ready for a document.
import { cpus } from 'node:os';
import type { RunCost } from './watch-site.ts';

/** The processes every page passes; the others are counted but not part of a page's cost. */
const DATA_PATH = ['scraper', 'dispatcher', 'pipeline'];

function round(value: number, digits: number): string {
  return value.toFixed(digits);
}

function row(name: string, cells: readonly string[]): string {
  return `| ${[name, ...cells].join(' | ')} |`;
}

function perPage(cost: RunCost, names: readonly string[]): string {
  const cpuMs = names.reduce((sum, name) => sum + (cost.cpuMs.get(name) ?? 0), 0);
  return round(cpuMs / Math.max(1, cost.requests), 2);
}

export function costTable(costs: readonly RunCost[]): string {
  const names = [...(costs[0]?.cpuMs.keys() ?? [])];
  const cells = (cell: (cost: RunCost) => string): string[] => costs.map(cell);
  const peak = (name: string): string[] =>
    cells(({ load }) => `${load.get(name)?.rssMb ?? 0} (${load.get(name)?.peakMb ?? 0})`);
  return [
    row(
      `${cpus().length} cores`,
      costs.map((_, index) => `run ${index + 1}`),
    ),
    row(
      '---',
      costs.map(() => '---:'),
    ),
    row(
      'seconds',
      cells(({ seconds }) => round(seconds, 1)),
    ),
    row(
      'load average of the machine',
      cells(({ machineLoad }) => round(machineLoad, 1)),
    ),
    row(
      'requests at the site',
      cells(({ requests }) => `${requests}`),
    ),
    row(
      'pages per second',
      cells(({ requests, seconds }) => round(requests / seconds, 1)),
    ),
    row(
      'megabytes from the site',
      cells(({ bytes }) => round(bytes / 1e6, 1)),
    ),
    row(
      'chunks',
      cells(({ chunks }) => `${chunks}`),
    ),
    row(
      'CPU per page, scraper + dispatcher + pipeline, ms',
      cells((cost) => perPage(cost, DATA_PATH)),
    ),
    ...names.map((name) =>
      row(
        `CPU per page, ${name}, ms`,
        cells((cost) => perPage(cost, [name])),
      ),
    ),
    ...names.map((name) => row(`memory after the run (peak), ${name}, MB`, peak(name))),
  ].join('\n');
}
