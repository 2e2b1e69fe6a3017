// Removals of jobs: what was freed, and which jobs had named the removed one.
import { z } from 'zod';
import { links, pageOf, time, timeOrNull } from '../paging.ts';

export const removalView = z
  .object({
    jobId: z.string().describe('The removed job'),
    name: z.string().describe('What it was called'),
    requestedAt: time.describe('Since then it is gone from every list and route'),
    finishedAt: timeOrNull.describe('When the last of its data was erased; null while it goes on'),
    rows: z.number().describe('Documents erased so far: runs, pages, versions, changes, prices, events'),
    files: z.number().describe('Files erased so far'),
    bytes: z.number().describe('Bytes these files had'),
    lostBy: z
      .array(
        z.object({
          jobId: z.string().describe('A job that named the removed one in `dependents`'),
          name: z.string().describe('What it is called'),
        }),
      )
      .describe('Jobs it was to be started after; each has a new version without its name'),
    links: links.describe('Where the removal can be followed'),
  })
  .meta({ id: 'Removal' });

export const removalList = pageOf(removalView);
export type RemovalView = z.infer<typeof removalView>;
