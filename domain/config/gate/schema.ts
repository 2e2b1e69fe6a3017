// The form of a quality gate: what of a run stops the job from going on by itself.
import { z } from 'zod';
import { FINDING_KINDS } from './finding.ts';

/** What becomes of a job whose run closes the gate. */
const GATE_ACTIONS = ['pause-job', 'hold-changes'] as const;

const share = z.number().gt(0).lt(1);

const condition = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('worse').describe('The run is worse than those before it.'),
    finding: z.enum(FINDING_KINDS).optional().describe('Only in this way; absent: in any.'),
  }),
  z.strictObject({
    kind: z.literal('failures').describe('Too many of its pages failed.'),
    above: share.describe('More than this share of them, as 0.3.'),
  }),
  z.strictObject({
    kind: z.literal('field').describe('A field was found on too few pages.'),
    name: z.string().min(1).max(64).describe('Name of the field.'),
    below: share.describe('Fewer than this share of them, as 0.2.'),
  }),
  z.strictObject({
    kind: z.literal('pages').describe('Too few pages were read.'),
    below: share.describe('Fewer than this share of what is usual, as 0.5; judged from five runs on.'),
  }),
]);

export const gateSchema = z.strictObject({
  when: condition.describe('What of a run closes the gate.'),
  action: z
    .enum(GATE_ACTIONS)
    .default('pause-job')
    .describe(
      'pause-job: the job is paused after the run; hold-changes: it goes on, and the changes of the run are told to nobody until somebody confirms them.',
    ),
});

export type Gate = z.infer<typeof gateSchema>;
export type GateCondition = Gate['when'];
