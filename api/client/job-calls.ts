// Calls of the API about one job looked at closely, about price histories, and exports.
import type { JobInput } from '../../domain/config/schema.ts';
import type { TriedRulesView } from '../schemas/preview/preview-part.ts';
import type { PreviewView } from '../schemas/preview/preview.ts';
import type { FieldHitsView, ValueView } from '../schemas/job-detail/field.ts';
import type { JobMetricsView } from '../schemas/job-detail/job-metrics.ts';
import type { OutlookView } from '../schemas/job-detail/outlook.ts';
import type { VersionView } from '../schemas/job-detail/job-version.ts';
import type { ProductView } from '../schemas/price-series.ts';
import type { CreatedStartLink, StartLinkList, StartLinkView } from '../schemas/job/start-link.ts';
import type { Answer } from './answer.ts';
import type { ListOf, Query } from './list-of.ts';

export type { FieldHitsView, ValueView } from '../schemas/job-detail/field.ts';
export type { JobMetricsView } from '../schemas/job-detail/job-metrics.ts';
export type { StartLinkView } from '../schemas/job/start-link.ts';
export type { OutlookView } from '../schemas/job-detail/outlook.ts';
export type { ProductView } from '../schemas/price-series.ts';

export type ExportKind = 'jobs' | 'pages' | 'values' | 'changes' | 'prices' | 'runs';
export type ExportFormat = 'csv' | 'ndjson';

type ChangesInput = NonNullable<JobInput['config']['changes']>;

interface Asking {
  readonly json: <T>(
    path: string,
    asked?: { readonly query?: Query; readonly method?: string; readonly body?: unknown },
  ) => Promise<T>;
  /** Answers when the head of the answer is there; refusals throw. */
  readonly open: (
    path: string,
    asked: { readonly query: Query; readonly signal: AbortSignal },
  ) => Promise<Answer>;
}

export function jobCalls({ json, open }: Asking) {
  const jobPath = (jobId: string): string => `/v1/jobs/${encodeURIComponent(jobId)}`;
  return {
    /** Looks at a page, and waits for what it finds. */
    preview: (body: { url: string } & Pick<JobInput['config'], 'fetch' | 'fields' | 'changes'>) =>
      json<PreviewView>('/v1/preview', { method: 'POST', body }),
    /** Judges rules on what a look saw. */
    tryRules: (previewId: string, body: { readonly changes: ChangesInput }) =>
      json<TriedRulesView>(`/v1/previews/${encodeURIComponent(previewId)}/try`, { method: 'POST', body }),
    versions: (jobId: string, query: Query = {}) =>
      json<ListOf<VersionView>>(`${jobPath(jobId)}/versions`, { query }),
    outlook: (jobId: string) => json<OutlookView>(`${jobPath(jobId)}/outlook`),
    jobMetrics: (jobId: string) => json<JobMetricsView>(`${jobPath(jobId)}/metrics`),
    fields: (jobId: string) => json<FieldHitsView>(`${jobPath(jobId)}/fields`),
    startLinks: (jobId: string) => json<StartLinkList>(`${jobPath(jobId)}/triggers`),
    createStartLink: (jobId: string, body: { readonly name: string }) =>
      json<CreatedStartLink>(`${jobPath(jobId)}/triggers`, { method: 'POST', body }),
    revokeStartLink: (jobId: string, triggerId: string) =>
      json<StartLinkView>(`${jobPath(jobId)}/triggers/${encodeURIComponent(triggerId)}`, {
        method: 'DELETE',
      }),
    values: (jobId: string, query: Query = {}) =>
      json<ListOf<ValueView>>(`${jobPath(jobId)}/values`, { query }),
    products: (query: Query = {}) => json<ListOf<ProductView>>('/v1/prices/products', { query }),
    exported: (file: `${ExportKind}.${ExportFormat}`, query: Query, signal: AbortSignal) =>
      open(`/v1/exports/${file}`, { query, signal }),
  };
}
