// Health: the process and its dependencies.
import { z } from 'zod';
import { HEALTH_STATES, COMPONENT_KINDS, COMPONENT_STATES } from '../../domain/health/health.ts';
import { deprecated } from './deprecated.ts';
import { timeOrNull } from './paging.ts';

export const alive = z.object({
  state: z.literal('ok').describe('The process lives.'),
  status: deprecated(z.literal('ok'), '`state`'),
  version: z.string().describe('Version of Webloom.'),
});

const part = z.object({
  id: z
    .string()
    .describe(
      '`store`, `broker`, `temporal`, `blobs`, a role, `disk`, `names`, `hosts`, `look`, or `queue:` and its name.',
    ),
  kind: z.enum(COMPONENT_KINDS).describe('What kind of thing it is.'),
  name: z.string().describe('Its name, for people.'),
  state: z
    .enum(COMPONENT_STATES)
    .describe(
      'critical: nothing or little works until it is over; warning: it limps; unknown: it could not be looked at, which is neither well nor a fault.',
    ),
  text: z.string().describe('What is so, and what it does.'),
  since: timeOrNull.describe('Since when it is not well or not known; null: it is well.'),
  remedy: z.string().nullable().describe('What to do; null: nothing.'),
  figures: z
    .record(z.string(), z.number().nullable())
    .describe('Its figures by name, with their unit (`latencyMs`, `oldestMs` …); null: not known.'),
});

export const readiness = z
  .object({
    state: z
      .enum(HEALTH_STATES)
      .describe('ok: this process can serve; down: it can not, for something it needs is away.'),
    parts: z.array(part).describe('What is needed for that, part by part.'),
    ready: deprecated(z.boolean(), '`state`'),
    checks: deprecated(
      z.array(
        z.object({
          name: z
            .string()
            .describe('A service (`store`, `broker`, `temporal`, `blobs`), or the role of a process.'),
          ok: z.boolean().describe('Whether it is well.'),
          latencyMs: z.number().describe('How long it took to answer, in ms.'),
          detail: z.string().nullable().describe('What is wrong with it; null while it is well.'),
          since: timeOrNull.describe('Since when it is so: as seen from here, or its last sign of life.'),
        }),
      ),
      '`parts`',
    ),
  })
  .meta({ id: 'Readiness' });

const disk = z
  .object({
    state: z
      .enum(['ok', 'low', 'full'])
      .describe('`low`: people are warned. `full`: nothing is fetched and runs wait, until there is room.'),
    folder: z.string().describe('The folder with the least room of those Webloom keeps its data in.'),
    freeBytes: z.number().describe('Bytes left for Webloom there.'),
    totalBytes: z.number().describe('Bytes of that disk.'),
    floorBytes: z.number().describe('Nothing is fetched below this (WEBLOOM_DISK_FLOOR_MB).'),
  })
  .meta({ id: 'Disk' });

export const health = readiness
  .extend({
    disk: disk.nullable().describe('How much room is left; null where the system does not tell.'),
    state: z
      .enum(HEALTH_STATES)
      .describe(
        'down: something without which little works is away. blind: nothing is known to be, but the monitor has not looked for three of its periods. degraded: it works, and something limps. ok: none of these.',
      ),
    headline: z.string().describe('The same in one sentence.'),
    status: deprecated(z.enum(['healthy', 'degraded']), '`state`'),
    parts: z.array(part).describe('Everything that was looked at, well or not, with reason and remedy.'),
    lookedAt: timeOrNull.describe(
      'When the monitor looked last; null: never, or what it saw can not be read. What the API sees itself is of now.',
    ),
    lookedBy: z.string().nullable().describe('The process that looked; null: none.'),
    lookEveryMs: z.number().nullable().describe('Time between two looks, ms; null: none was made.'),
    agents: z
      .record(z.string(), z.number())
      .describe('Processes of each role that gave a sign of life of late.'),
    problems: deprecated(z.array(z.string()), '`text` of those `parts` whose `state` is not ok'),
  })
  .meta({ id: 'Health' });

export type Readiness = z.infer<typeof readiness>;
export type Health = z.infer<typeof health>;
