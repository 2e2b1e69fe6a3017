// What the stored versions of a job take, as the API shows it.
import { z } from 'zod';
import { links, timeOrNull } from '../paging.ts';

export const jobStorageView = z
  .object({
    jobId: z.string().describe('Id of the job.'),
    versions: z.number().describe('Stored versions of its pages.'),
    pinned: z.number().describe('Of these, pinned ones.'),
    bytes: z
      .number()
      .describe('Bytes of the files that hold texts, bodies and links of its pages, compressed.'),
    oldestAt: timeOrNull.describe(
      'When the oldest version was stored, ISO 8601 in UTC; null: there is none.',
    ),
    newestAt: timeOrNull.describe(
      'When the newest version was stored, ISO 8601 in UTC; null: there is none.',
    ),
    measuredAt: timeOrNull.describe(
      'When that was measured, ISO 8601 in UTC; null: not yet, which takes some minutes after the first run.',
    ),
    links,
  })
  .meta({ id: 'JobStorage' });
export type JobStorageView = z.infer<typeof jobStorageView>;
