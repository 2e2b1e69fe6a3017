// Queries of exports, and their answers as text.
import { z } from 'zod';
import { JOB_STATES } from '../../domain/run/job-state.ts';
import { changeQuery } from './change/change.ts';
import { searchText } from './job/job-list.ts';
import { historyQuery } from './page.ts';
import { pageListQuery } from './job-detail/page-list.ts';
import { choices } from './paging.ts';
import { valueListQuery } from './job-detail/field.ts';
import { runListQuery } from './run/run-list.ts';

const form = {
  bom: z
    .enum(['true', 'false'])
    .optional()
    .describe(
      'true: a CSV file begins with a byte order mark, which some spreadsheets need for letters beyond ASCII.',
    ),
};
const jobId = z.string().min(1).max(64).describe('Id of the job.');
const CONTENT_FORMS = ['markdown', 'text', 'links', 'html', 'tables'] as const;
const NO_PAGING = { limit: true, cursor: true } as const;

/** `served`: what the server sent, which is kept of versions alone. */
const EXPORTED_FORMS = [...CONTENT_FORMS, 'served'] as const;

export type ContentForm = (typeof CONTENT_FORMS)[number];
export type ExportedForm = (typeof EXPORTED_FORMS)[number];

export const EXPORT_QUERIES = {
  jobs: z.strictObject({ ...form, state: choices(JOB_STATES), q: searchText.optional() }),
  pages: pageListQuery
    .omit({ ...NO_PAGING, sort: true })
    .extend({ ...form, jobId: jobId.optional() })
    .strict(),
  values: valueListQuery
    .omit(NO_PAGING)
    .extend({ ...form, jobId })
    .strict(),
  changes: changeQuery.omit(NO_PAGING).extend(form).strict(),
  prices: historyQuery.omit(NO_PAGING).extend(form).strict(),
  contents: z.strictObject({
    runId: z.string().min(1).max(64).optional().describe('The run.'),
    jobId: jobId.optional().describe('Its latest run, instead of runId.'),
    as: choices(EXPORTED_FORMS).describe(
      'How the content is wanted; served: what the server sent, where the job keeps that. Absent: as Markdown.',
    ),
    whole: z.enum(['true', 'false']).optional().describe('true: with the frames of the pages.'),
    follow: z
      .enum(['true', 'false'])
      .optional()
      .describe('true: until the run has ended, each page when it is done.'),
  }),
  configuration: z.strictObject({}),
  runs: runListQuery
    .omit({ ...NO_PAGING, counts: true })
    .extend(form)
    .strict(),
};

export const csvText = {
  description:
    'The rows as CSV (RFC 4180): a line of names, then one line for each row. An answer that is cut short breaks the connection before its end; the trailer `webloom-rows` of a whole one says how many rows it has.',
  content: { 'text/csv': { schema: z.string() } },
};
export const ndjsonText = {
  description:
    'The rows as in the list, one JSON document a line. The last line of a whole answer is {"end":true,"rows":…}.',
  content: { 'application/x-ndjson': { schema: z.string() } },
};

/** What each export answers, for the table of answers. */
export const EXPORT_ANSWERS = {
  'GET /v1/exports/jobs.csv': csvText,
  'GET /v1/exports/runs.csv': csvText,
  'GET /v1/exports/pages.csv': csvText,
  'GET /v1/exports/values.csv': csvText,
  'GET /v1/exports/changes.csv': csvText,
  'GET /v1/exports/prices.csv': csvText,
  'GET /v1/exports/jobs.ndjson': ndjsonText,
  'GET /v1/exports/runs.ndjson': ndjsonText,
  'GET /v1/exports/contents.ndjson': ndjsonText,
  'GET /v1/exports/configuration.ndjson': ndjsonText,
  'GET /v1/exports/pages.ndjson': ndjsonText,
  'GET /v1/exports/values.ndjson': ndjsonText,
  'GET /v1/exports/changes.ndjson': ndjsonText,
  'GET /v1/exports/prices.ndjson': ndjsonText,
} as const;
