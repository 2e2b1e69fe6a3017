// Health: the process, its dependencies, and the agents.
import { z } from 'zod';
import { AGENT_ROLES } from '../../domain/agent/agent.ts';
import { time, timeOrNull } from './paging.ts';

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

const agent = z.object({
  agentId: z.string().describe('Id of the process: role, machine and process number.'),
  role: z.enum(AGENT_ROLES).describe('What it does.'),
  pid: z.number().describe('Process number.'),
  health: z.enum(['healthy', 'draining', 'silent']).describe('healthy, or silent for too long.'),
  startedAt: time.describe('When it began, ISO 8601 in UTC.'),
  lastSeenAt: time.describe('Its last sign of life, ISO 8601 in UTC.'),
  silentMs: z.number().describe('Time since then, ms.'),
  version: z.string().describe('Version of Webloom it runs.'),
  storeId: z.string().describe('Id of the blob store it works with.'),
  load: z.record(z.string(), z.number()).describe('What it is at work on, in numbers.'),
});
export const agentList = z
  .object({ items: z.array(agent).describe('The entries, in the order of the list.') })
  .meta({ id: 'Agents' });

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

export type AgentView = z.infer<typeof agent>;
export type Readiness = z.infer<typeof readiness>;
export type Health = z.infer<typeof health>;
