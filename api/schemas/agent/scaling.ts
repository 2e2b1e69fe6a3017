// How many scrapers, pipelines and renderers are wanted and why, and what people have set.
import { z } from 'zod';
import { MAX_PROCESSES, SCALED_ROLES } from '../../../domain/health/scaling/process-range.ts';
import { time, timeOrNull } from '../paging.ts';

const role = z.enum(SCALED_ROLES).describe('What the processes do.');

export const scalingParams = z.strictObject({ role });

const HOW = `Write a whole number of processes, up to ${MAX_PROCESSES}.`;
const count = z.int(HOW).min(0, HOW).max(MAX_PROCESSES, HOW);
const floor = count.describe('The least there are.');
const ceiling = count.describe('The most there are; the same as the least: the number is fixed.');

export const rangeBody = z.strictObject({ floor, ceiling }).meta({ id: 'ProcessRange' });

const signs = z
  .object({
    alive: z.number().describe('Processes that give signs of life and take work.'),
    waiting: z.number().nullable().describe('What waits for them; null: its server could not be asked.'),
    oldestMs: z.number().nullable().describe('How long the oldest has waited, ms; null: not known.'),
    used: z.number().describe('Pieces of work in hand.'),
    slots: z.number().describe('Most they can have in hand.'),
    slow: z.number().describe('Requests in hand whose host has not answered for 3 s.'),
    cpuPercent: z.number().describe('CPU of all of them, of one core.'),
    idlePercent: z
      .number()
      .nullable()
      .describe('CPU that the machine with the most room has left; null: nobody says.'),
    freeMemoryMb: z.number().nullable().describe('Memory it has left, MB; null: nobody says.'),
  })
  .describe('What was seen when it was decided last.');

const decision = z.object({
  at: time.describe('When, ISO 8601 in UTC.'),
  from: z.number().describe('As many were wanted before.'),
  to: z.number().describe('As many from then on.'),
  reason: z.string().describe('Why, in words.'),
});

export const roleScaling = z
  .object({
    role,
    wanted: z.number().describe('As many processes are wanted now.'),
    running: z
      .number()
      .nullable()
      .describe('As many are run by `webloom up`; null: something else starts them, as on Kubernetes.'),
    reason: z.string().describe('Why there are as many, in words.'),
    since: timeOrNull.describe('When the number changed last; null: nothing was decided yet.'),
    lookedAt: timeOrNull.describe('When it was looked at last; null: nothing was decided yet.'),
    range: z
      .object({ floor, ceiling })
      .describe('As many there may be. Of renderers, a range from 0 means: as soon as one is wanted.'),
    setBy: z.string().nullable().describe('Who has set the range; null: it is what "up" was started with.'),
    setAt: timeOrNull.describe('When that was; null: nobody has.'),
    signs: signs.nullable().describe('Null: the number is fixed, and nothing is looked at.'),
    decisions: z.array(decision).describe('The last fifty changes, newest first.'),
  })
  .meta({ id: 'RoleScaling' });

const fleet = z.object({
  id: z.string().describe('Machine and process number of `webloom up`.'),
  lastSeenAt: time.describe('Its last sign of life, ISO 8601 in UTC; one is given every 2 s.'),
  roles: z
    .array(z.object({ role, running: z.number().describe('As many it runs.'), floor, ceiling }))
    .describe('What it runs, and what it was started for.'),
});

export const scalingView = z
  .object({
    items: z.array(roleScaling).describe('Scrapers, then pipelines, then renderers.'),
    fleets: z.array(fleet).describe('Who starts and drains processes: each `webloom up`.'),
  })
  .meta({ id: 'Scaling' });

export type RoleScalingView = z.infer<typeof roleScaling>;
export type ScalingView = z.infer<typeof scalingView>;
