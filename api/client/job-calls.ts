// Calls of the API about one job looked at closely, about price histories, and exports.
import type { JobInput } from '../../domain/config/schema.ts';
import type { Answer } from './answer.ts';
import type { Query } from './list-of.ts';
import { type Ask, segment } from './ask.ts';
import { tagCalls } from './tag-calls.ts';

export type { FieldHitsView, ValueView } from '../schemas/job-detail/field.ts';
export type { JobMetricsView } from '../schemas/job-detail/job-metrics.ts';
export type { StartLinkView } from '../schemas/job/start-link.ts';
export type { OutlookView } from '../schemas/job-detail/outlook.ts';

export type ExportKind = 'jobs' | 'pages' | 'values' | 'changes' | 'prices' | 'runs';
/** What the pages of a run say is no table, and neither is a configuration. */
export type ExportFile = `${ExportKind}.${ExportFormat}` | 'contents.ndjson' | 'configuration.ndjson';
export type ExportFormat = 'csv' | 'ndjson';

type ChangesInput = NonNullable<JobInput['config']['changes']>;

/** Answers when the head of the answer is there; refusals throw. */
export type Open = (
  path: string,
  asked: { readonly query: Query; readonly signal: AbortSignal },
) => Promise<Answer>;

export interface Asking {
  readonly json: Ask;
  readonly open: Open;
}

export function jobCalls({ json, open }: Asking) {
  const jobPath = (jobId: string) => `/v1/jobs/${segment(jobId)}` as const;
  return {
    ...tagCalls(json),
    /** `of`: a job that is there, as it would become. */
    validateJob: (input: JobInput, of?: string) =>
      json('/v1/jobs/validate', { method: 'POST', body: input, ...(of !== undefined && { query: { of } }) }),
    /** Looks at a page, and waits for what it finds. */
    preview: (body: { url: string } & Pick<JobInput['config'], 'fetch' | 'fields' | 'changes'>) =>
      json('/v1/preview', { method: 'POST', body }),
    /** A look that goes on, or is over. */
    previewed: (previewId: string) => json(`/v1/previews/${segment(previewId)}`),
    /** Judges rules on what a look saw. */
    tryRules: (previewId: string, body: { readonly changes: ChangesInput }) =>
      json(`/v1/previews/${segment(previewId)}/try`, { method: 'POST', body }),
    versions: (jobId: string, query: Query = {}) => json(`${jobPath(jobId)}/versions`, { query }),
    outlook: (jobId: string) => json(`${jobPath(jobId)}/outlook`),
    jobMetrics: (jobId: string) => json(`${jobPath(jobId)}/metrics`),
    fields: (jobId: string) => json(`${jobPath(jobId)}/fields`),
    startLinks: (jobId: string) => json(`${jobPath(jobId)}/triggers`),
    createStartLink: (jobId: string, body: { readonly name: string }) =>
      json(`${jobPath(jobId)}/triggers`, { method: 'POST', body }),
    revokeStartLink: (jobId: string, triggerId: string) =>
      json(`${jobPath(jobId)}/triggers/${segment(triggerId)}`, {
        method: 'DELETE',
      }),
    values: (jobId: string, query: Query = {}) => json(`${jobPath(jobId)}/values`, { query }),
    products: (query: Query = {}) => json('/v1/prices/products', { query }),
    exported: (file: ExportFile, query: Query, signal: AbortSignal) =>
      open(`/v1/exports/${file}`, { query, signal }),
  };
}
