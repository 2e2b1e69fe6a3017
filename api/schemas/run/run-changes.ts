// What a run found, in words: one line, and a line for each thing that can be told of it.
import { z } from 'zod';
import { SEVERITIES } from '../../../domain/change/change.ts';
import { links } from '../paging.ts';

export const runChanges = z
  .object({
    runId: z.string().describe('Id of the run.'),
    total: z.number().describe('Changes that the run found, without those that were taken back.'),
    atLeast: z.boolean().describe('There are more; the newest so many are summed up.'),
    pending: z.number().describe('Those of them that nobody is told of yet: they wait for a second look.'),
    summary: z
      .string()
      .describe(
        'All of them in one line of at most 160 characters, the gravest first; empty: there are none.',
      ),
    topics: z
      .array(
        z.object({
          severity: z.enum(SEVERITIES).describe('Of the gravest of its changes.'),
          pages: z.number().describe('Pages that it is about.'),
          words: z.string().describe('What it is, in one line of at most 160 characters.'),
          changeIds: z.array(z.string()).describe('Its changes, 20 at most.'),
        }),
      )
      .describe('What can be told, the gravest first: changes that say alike are one.'),
    links,
  })
  .meta({ id: 'RunChanges' });

export type RunChangesView = z.infer<typeof runChanges>;
