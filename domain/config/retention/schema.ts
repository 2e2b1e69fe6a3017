// The form of what a job or a workspace says about keeping.
import { z } from 'zod';

const MAX_DAYS = 3_650;
const MAX_VERSIONS = 10_000;

function days(what: string) {
  const detail = `Write whole days, from 1 to ${MAX_DAYS}; leave it out to keep as the workspace does.`;
  return z
    .number({ error: detail })
    .int(detail)
    .min(1, detail)
    .max(MAX_DAYS, detail)
    .optional()
    .describe(`${what} Days.`);
}

const VERSIONS = `Write a whole number from 2 to ${MAX_VERSIONS}: the first version and the last one are always kept.`;

export const retentionSchema = z
  .strictObject({
    versionsDays: days('Every version of a page younger than this is kept, older ones are thinned out.'),
    versionsPerPage: z
      .number({ error: VERSIONS })
      .int(VERSIONS)
      .min(2, VERSIONS)
      .max(MAX_VERSIONS, VERSIONS)
      .optional()
      .describe('Versions kept of one page at most, the first, the last and pinned ones included.'),
    runDetailsDays: days(
      'How each page of a run ended, at hand at once; older runs are packed into one compressed file.',
    ),
    packedRunsDays: days(
      'The packed details of runs, from the end of the run on; afterwards its counts and its receipt stay.',
    ),
    eventsDays: days('Events, as streams replay them.'),
    deliveriesDays: days('Messages that were delivered; those given up stay twice as long.'),
  })
  .refine(
    ({ runDetailsDays, packedRunsDays }) =>
      runDetailsDays === undefined || packedRunsDays === undefined || packedRunsDays >= runDetailsDays,
    {
      path: ['packedRunsDays'],
      message: 'Write at least as many days as in runDetailsDays: both count from the end of the run.',
    },
  );
