// What the stored versions of a job take, as the API shows it.
import { z } from 'zod';
import { links, time, timeOrNull } from '../paging.ts';

const bytesOrNull = z.number().nullable();
const putAway = z.object({
  archivedAt: time.describe('When it was archived, ISO 8601 in UTC. It begins ten minutes later.'),
  done: z.boolean().describe('It is over.'),
  versions: z.number().describe('Versions that went, because no change names them.'),
  bytesBefore: bytesOrNull.describe('Bytes stored before it; null: it has not begun.'),
  bytesAfter: bytesOrNull.describe('Bytes stored after it; null: it goes on.'),
  finishedAt: timeOrNull.describe('When it was over, ISO 8601 in UTC; null: it goes on.'),
});

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
    putAway: putAway
      .nullable()
      .describe(
        'How far an archived job is put away; null: it is not archived, or was before this was done.',
      ),
    links,
  })
  .meta({ id: 'JobStorage' });
export type JobStorageView = z.infer<typeof jobStorageView>;
