// The present speed of a run.
import { z } from 'zod';
import { timeOrNull } from '../paging.ts';

export const runLive = z
  .object({
    fetched: z.number().describe('Pages that are fetched and not stored yet.'),
    pagesPerSecond: z.number().describe('Pages fetched per second in the last minute.'),
    doneAt: timeOrNull.describe(
      'When the run will be done at the present rate; null while nothing moves. Pages found until then come on top.',
    ),
    savedAt: timeOrNull.describe(
      'When pages were last stored for good: what was before is kept whatever dies; null: none are yet.',
    ),
  })
  .nullable()
  .describe('How the run is getting on now; null once it has ended.');
