// How a run did against the runs of its job before it.
import { z } from 'zod';
import { timeOrNull } from '../paging.ts';
import { FINDING_KINDS } from '../../../domain/config/gate/finding.ts';

const runFinding = z.object({
  kind: z
    .enum(FINDING_KINDS)
    .describe(
      'pages: far fewer were read; failures: far more failed; field: it is hardly found any more; page-type: pages are told as another type; body-size: pages are far smaller or larger; duration: it took far longer.',
    ),
  name: z.string().nullable().describe('Of a field or a page type its name; null: the whole run.'),
  now: z
    .number()
    .describe('Pages, bytes of a page, or ms; a share from 0 to 1 of failures, fields and types.'),
  usual: z.number().describe('The same in the runs it was compared with: the median.'),
  low: z.number().describe('The least of them.'),
  high: z.number().describe('The most of them.'),
  text: z.string().describe('The finding in words.'),
  remedy: z.string().describe('What to do about it.'),
});

export const degradationView = z
  .object({
    judged: z.boolean().describe('False: there are too few earlier runs that watched the same.'),
    least: z.number().describe('How many it takes.'),
    comparedWith: z.array(z.string()).describe('Ids of the runs it was compared with, latest first.'),
    findings: z.array(runFinding).describe('What is worse than usual; empty: nothing, or it was not judged.'),
  })
  .nullable()
  .describe('How it did against earlier runs; null: it goes on, or did not go through all its pages.');

export const gateHits = z
  .array(
    z.object({
      gate: z.string().describe('The quality gate, as it is typed.'),
      text: z.string().describe('What closed it, in words.'),
      action: z
        .literal('hold-changes')
        .optional()
        .describe('hold-changes: its changes are held back; absent: its job was paused.'),
    }),
  )
  .describe('Quality gates that it has closed; empty: none.');

export const releaseView = z
  .object({
    state: z
      .enum(['held', 'confirmed', 'withdrawn'])
      .describe('held: its changes are told to nobody until somebody decides; else what was decided.'),
    gates: z.array(z.string()).describe('The gates, as they are typed.'),
    by: z.string().nullable().describe('Who decided; null: nobody has.'),
    at: timeOrNull.describe('When, ISO 8601 in UTC; null: nobody has.'),
  })
  .nullable()
  .describe('The changes that its gates hold back; null: none does.');

export const decidedRun = z
  .object({ runId: z.string().describe('Id of the run.'), hold: releaseView })
  .meta({ id: 'DecidedRun' });
export type DegradationView = z.infer<typeof degradationView>;
