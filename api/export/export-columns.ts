// The columns of each kind of export. They are stable: new ones come last, and none changes its meaning.
import { restrictionWords } from '../../domain/config/schedule/window-text.ts';
import type { ChangeView } from '../schemas/change/change.ts';
import type { PageSummary, PriceView } from '../schemas/page.ts';
import type { JobSummary } from '../schemas/job/job.ts';
import type { RunSummaryView } from '../schemas/run/run-list.ts';
import type { ValueView } from '../schemas/job-detail/field.ts';
import type { Cell } from './csv-text.ts';

export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => Cell;
}

type Columns<Row> = readonly (readonly [string, (row: Row) => Cell])[];

function toColumns<Row>(columns: Columns<Row>): Column<Row>[] {
  return columns.map(([name, cell]) => ({ name, cell }));
}

/** Columns that are members of the row as they are, under their names. */
function members<Name extends string>(...names: readonly Name[]) {
  return names.map((name) => [name, (row: { readonly [Member in Name]: Cell }) => row[name]] as const);
}

export const JOB_COLUMNS = toColumns<JobSummary>([
  ...members('jobId', 'name', 'state', 'headline', 'sourceKind', 'firstUrl'),
  ['schedule', ({ schedule }) => scheduleCell(schedule)],
  ...members('createdAt', 'updatedAt', 'nextRunAt'),
  ['runs', ({ metrics }) => metrics.runs],
  ['completedRuns', ({ metrics }) => metrics.completedRuns],
  ['pages', ({ metrics }) => metrics.pages],
  ['changes', ({ metrics }) => metrics.changes],
  ['lastRunId', ({ metrics }) => metrics.lastRunId],
  ['lastRunState', ({ metrics }) => metrics.lastRunState],
  ['lastRunAt', ({ metrics }) => metrics.lastRunAt],
]);

function scheduleCell(schedule: JobSummary['schedule']): string {
  if (schedule === null) return '';
  return schedule.kind === 'cron'
    ? `${schedule.cron} (${schedule.timezone})${restrictionWords(schedule)}`
    : `every ${schedule.everyMs} ms${restrictionWords(schedule)}`;
}

export const PAGE_COLUMNS = toColumns<PageSummary>([
  ...members('pageId', 'jobId', 'url', 'title', 'state', 'pageType'),
  ['price', ({ price }) => price?.amount ?? null],
  ['currency', ({ price }) => price?.currency ?? null],
  ['availability', ({ price }) => price?.availability ?? null],
  ...members('firstSeenAt', 'lastCheckedAt', 'lastChangedAt', 'removedAt', 'checks'),
  ['missingFields', ({ missingFields }) => missingFields.join(' ')],
]);

/** Fields in the order of the configuration, each under `fields.` so that none hides another column. */
export function valueColumns(fields: readonly string[]): Column<ValueView>[] {
  return toColumns<ValueView>([
    ...members('pageId', 'url', 'title', 'pageType', 'lastCheckedAt'),
    ...fields.map((name) => [`fields.${name}`, (row: ValueView) => row.fields[name] ?? null] as const),
  ]);
}

export const CHANGE_COLUMNS = toColumns<ChangeView>([
  ...members('changeId', 'at', 'jobId', 'runId', 'pageId', 'url', 'title'),
  ...members('state', 'kind', 'severity', 'summary', 'reason', 'step', 'jobName', 'inbox'),
  ['before', (change) => sideOf(change, 'before')],
  ['after', (change) => sideOf(change, 'after')],
]);

/** What the fields and blocks of a change were, or are, a line each; fields by name where there are several. */
function sideOf({ fields, blocks }: ChangeView, side: 'before' | 'after'): string {
  const values = fields.flatMap(({ name, [side]: value }) =>
    value === null ? [] : [fields.length > 1 ? `${name}: ${value}` : value],
  );
  return [...values, ...blocks.flatMap(({ [side]: text }) => text ?? [])].join('\n');
}

export const PRICE_COLUMNS = toColumns<PriceView>([
  ...members('priceId', 'at', 'jobId', 'runId', 'pageId', 'url', 'name'),
  ['price', ({ price }) => price.amount],
  ['currency', ({ price }) => price.currency],
  ['listPrice', ({ listPrice }) => listPrice?.amount ?? null],
  ['variants', ({ variants }) => variants?.words ?? null],
  ...members('availability', 'changed'),
  ['before', ({ before }) => before?.amount ?? null],
  ...members('percent', 'confidence', 'source', 'raw'),
]);

export const RUN_COLUMNS = toColumns<RunSummaryView>([
  ...members('runId', 'jobId', 'seq', 'trigger', 'state'),
  ...members('createdAt', 'startedAt', 'finishedAt', 'durationMs'),
  ['reason', ({ endingReason }) => endingReason?.code ?? null],
  ['detail', ({ endingReason }) => endingReason?.detail ?? null],
  ['discovered', ({ ledger }) => ledger.discovered],
  ['stored', ({ ledger }) => ledger.stored],
  ['unchanged', ({ ledger }) => ledger.unchanged],
  ['failed', ({ ledger }) => ledger.failed],
  ['skipped', ({ ledger }) => ledger.skipped],
  ['changes', ({ metrics }) => metrics.changes],
  ['jobName', ({ jobName }) => jobName],
]);
