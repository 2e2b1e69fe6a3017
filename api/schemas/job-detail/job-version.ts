// Earlier configurations of a job, and the copy of a job, as the API takes and shows them.
import { z } from 'zod';
import { jobInput, jobParams } from '../job/job.ts';
import { cursor, limit, links, pageOf, time } from '../paging.ts';

export const versionParams = jobParams.extend({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'Give the number of a version.')
    .transform(Number)
    .describe('Number of the version.'),
});
export const versionListQuery = z.strictObject({ limit, cursor });

export const versionView = z
  .object({
    jobId: z.string().describe('Id of the job.'),
    version: z.number().describe('Number of the version, rising with every change.'),
    at: time.describe('When it was saved, ISO 8601 in UTC.'),
    by: z.string().describe('Who saved it; unknown where that was not kept.'),
    current: z.boolean().describe('It is the present one.'),
    name: z.string().describe('Name of the job.'),
    changed: z
      .array(z.string())
      .describe('Members that differ from the version before, as `fetch.delayMs`; empty for the first one.'),
    config: z
      .record(z.string(), z.unknown())
      .describe(
        'The configuration; secret values are shown as •••. To restore it, PATCH the job with it: ••• keeps the value that the job has now.',
      ),
    links,
  })
  .meta({ id: 'JobVersion' });
export const jobVersionList = pageOf(versionView);

export const cloneBody = z
  .strictObject({
    name: jobInput.shape.name.describe('Name of the copy; absent: that of the job with "(copy)".'),
    keepSchedule: z
      .boolean()
      .optional()
      .describe('The copy runs on the same schedule; absent: it has none, so that it can be changed first.'),
  })
  .nullish();

export type VersionView = z.infer<typeof versionView>;
