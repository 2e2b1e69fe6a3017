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

export const JOB_COLUMNS = toColumns<JobSummary>([
  ['jobId', ({ jobId }) => jobId],
  ['name', ({ name }) => name],
  ['state', ({ state }) => state],
  ['headline', ({ headline }) => headline],
  ['sourceKind', ({ sourceKind }) => sourceKind],
  ['firstUrl', ({ firstUrl }) => firstUrl],
  ['schedule', ({ schedule }) => scheduleCell(schedule)],
  ['createdAt', ({ createdAt }) => createdAt],
  ['updatedAt', ({ updatedAt }) => updatedAt],
  ['nextRunAt', ({ nextRunAt }) => nextRunAt],
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
  ['pageId', ({ pageId }) => pageId],
  ['jobId', ({ jobId }) => jobId],
  ['url', ({ url }) => url],
  ['title', ({ title }) => title],
  ['state', ({ state }) => state],
  ['pageType', ({ pageType }) => pageType],
  ['price', ({ price }) => price?.amount ?? null],
  ['currency', ({ price }) => price?.currency ?? null],
  ['availability', ({ price }) => price?.availability ?? null],
  ['firstSeenAt', ({ firstSeenAt }) => firstSeenAt],
  ['lastCheckedAt', ({ lastCheckedAt }) => lastCheckedAt],
  ['lastChangedAt', ({ lastChangedAt }) => lastChangedAt],
  ['removedAt', ({ removedAt }) => removedAt],
  ['checks', ({ checks }) => checks],
  ['missingFields', ({ missingFields }) => missingFields.join(' ')],
]);

/** Fields in the order of the configuration, each under `fields.` so that none hides another column. */
export function valueColumns(fields: readonly string[]): Column<ValueView>[] {
  return toColumns<ValueView>([
    ['pageId', ({ pageId }) => pageId],
    ['url', ({ url }) => url],
    ['title', ({ title }) => title],
    ['pageType', ({ pageType }) => pageType],
    ['lastCheckedAt', ({ lastCheckedAt }) => lastCheckedAt],
    ...fields.map((name) => [`fields.${name}`, (row: ValueView) => row.fields[name] ?? null] as const),
  ]);
}

export const CHANGE_COLUMNS = toColumns<ChangeView>([
  ['changeId', ({ changeId }) => changeId],
  ['at', ({ at }) => at],
  ['jobId', ({ jobId }) => jobId],
  ['runId', ({ runId }) => runId],
  ['pageId', ({ pageId }) => pageId],
  ['url', ({ url }) => url],
  ['title', ({ title }) => title],
  ['state', ({ state }) => state],
  ['kind', ({ kind }) => kind],
  ['severity', ({ severity }) => severity],
  ['summary', ({ summary }) => summary],
  ['reason', ({ reason }) => reason],
  ['step', ({ step }) => step],
  ['jobName', ({ jobName }) => jobName],
  ['inbox', ({ inbox }) => inbox],
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
  ['priceId', ({ priceId }) => priceId],
  ['at', ({ at }) => at],
  ['jobId', ({ jobId }) => jobId],
  ['runId', ({ runId }) => runId],
  ['pageId', ({ pageId }) => pageId],
  ['url', ({ url }) => url],
  ['name', ({ name }) => name],
  ['price', ({ price }) => price.amount],
  ['currency', ({ price }) => price.currency],
  ['listPrice', ({ listPrice }) => listPrice?.amount ?? null],
  ['availability', ({ availability }) => availability],
  ['changed', ({ changed }) => changed],
  ['before', ({ before }) => before?.amount ?? null],
  ['percent', ({ percent }) => percent],
  ['confidence', ({ confidence }) => confidence],
  ['source', ({ source }) => source],
  ['raw', ({ raw }) => raw],
]);

export const RUN_COLUMNS = toColumns<RunSummaryView>([
  ['runId', ({ runId }) => runId],
  ['jobId', ({ jobId }) => jobId],
  ['seq', ({ seq }) => seq],
  ['trigger', ({ trigger }) => trigger],
  ['state', ({ state }) => state],
  ['createdAt', ({ createdAt }) => createdAt],
  ['startedAt', ({ startedAt }) => startedAt],
  ['finishedAt', ({ finishedAt }) => finishedAt],
  ['durationMs', ({ durationMs }) => durationMs],
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
