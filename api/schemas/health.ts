// Health: the process and its dependencies.
import { z } from 'zod';
import { timeOrNull } from './paging.ts';

export const alive = z.object({
  status: z.literal('ok').describe('The process lives.'),
  version: z.string().describe('Version of Webloom.'),
});

export const readiness = z
  .object({
    ready: z.boolean().describe('Every check is well: runs can start and go on.'),
    checks: z
      .array(
        z.object({
          name: z.string().describe('A service (`store`, `broker`, `temporal`), or the role of a process.'),
          ok: z.boolean().describe('Whether it is well.'),
          latencyMs: z.number().describe('How long it took to answer, in ms.'),
          detail: z.string().nullable().describe('What is wrong with it; null while it is well.'),
          since: timeOrNull.describe('Since when it is so: as seen from here, or its last sign of life.'),
        }),
      )
      .describe('What is needed for that, part by part.'),
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
    status: z.enum(['healthy', 'degraded']).describe('healthy, or degraded while something is wrong.'),
    agents: z
      .record(z.string(), z.number())
      .describe('Processes of each role that gave a sign of life of late.'),
    problems: z.array(z.string()).describe('What is wrong, in words.'),
  })
  .meta({ id: 'Health' });

export type Readiness = z.infer<typeof readiness>;
export type Health = z.infer<typeof health>;
