// What the files for Prometheus and Grafana ask for is exported, and every alert has a section that says what to do.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { METRICS, REQUEST_SECONDS } from '../../api/metrics/metric-table.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

const RULES = read('deploy/prometheus/webloom.rules.yml');
const BOARD = read('deploy/grafana/webloom.json');
const DOCUMENT = read('docs/metrics.md');

const ALERTS = [...RULES.matchAll(/^ +- alert: (\w+)$/gm)].map(([, name]) => name ?? '');
const BUILT_IN = ['up'];

/** Each use of a metric with the labels it is asked for, from an expression of PromQL. */
function metricsOf(expressions: readonly string[]): { readonly name: string; readonly labels: string[] }[] {
  return expressions.flatMap((text) =>
    [...text.matchAll(/\b(webloom_\w+|http_request_duration_seconds\w*|up)(?:\{([^}]*)\})?/g)].map(
      ([, name = '', filter = '']) => ({
        name,
        labels: [...filter.matchAll(/(\w+)\s*(?:=~|!=|!~|=)/g)].map(([, label]) => label ?? ''),
      }),
    ),
  );
}

const expressions = {
  rules: [...RULES.matchAll(/^ +expr: (.+)$/gm)].map(([, text]) => text ?? ''),
  board: [...BOARD.matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(([, text]) =>
    String(JSON.parse(text ?? '""')),
  ),
};

function isExported(name: string): boolean {
  const base = name.replace(/_(?:bucket|count|sum)$/, '');
  return BUILT_IN.includes(name) || name in METRICS || isHistogram(base) || base === REQUEST_SECONDS;
}

function isHistogram(name: string): boolean {
  return Object.entries(METRICS).some(([known, { type }]) => known === name && type === 'histogram');
}

function labelsOf(name: string): readonly string[] {
  const base = name.replace(/_(?:bucket|count|sum)$/, '');
  const row = Object.entries(METRICS).find(([known]) => known === name || known === base)?.[1];
  if (row?.type === 'histogram') return [...row.labels, 'le'];
  return row === undefined ? ['job', 'method', 'route', 'status_code', 'le'] : row.labels;
}

it.each(['rules', 'board'] as const)('the %s ask for metrics and labels that are exported', (file) => {
  const used = metricsOf(expressions[file]);
  expect(used.length).toBeGreaterThan(10);
  expect(used.filter(({ name }) => !isExported(name))).toEqual([]);
  const wrong = used.filter(({ name, labels }) => labels.some((label) => !labelsOf(name).includes(label)));
  expect(wrong).toEqual([]);
});

it('every metric stands on the board', () => {
  const shown = new Set(metricsOf(expressions.board).map(({ name }) => name.replace(/_bucket$/, '')));
  expect(Object.keys(METRICS).filter((name) => !shown.has(name))).toEqual([]);
});

it('every alert has a section that says what to do, and every section an alert', () => {
  expect(ALERTS.length).toBeGreaterThan(8);
  const sections = [...DOCUMENT.matchAll(/^### (Webloom\w+)$/gm)].map(([, name]) => name ?? '');
  expect(sections.toSorted()).toEqual(ALERTS.toSorted());
  for (const name of ALERTS) expect(RULES).toContain(`runbook: docs/metrics.md#${name.toLowerCase()}`);
});

it('every metric is named in the document', () => {
  expect(Object.keys(METRICS).filter((name) => !DOCUMENT.includes(`\`${name}`))).toEqual([]);
});
