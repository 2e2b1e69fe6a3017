// Health: the process, what it depends on, and the agents.
import { z } from 'zod';
import { AGENT_ROLES } from '../../domain/agent/agent.ts';
import { time } from './paging.ts';

export const alive = z.object({ status: z.literal('ok'), version: z.string() });

export const readiness = z
  .object({
    ready: z.boolean(),
    checks: z.array(
      z.object({
        name: z.string(),
        ok: z.boolean(),
        latencyMs: z.number(),
        detail: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Readiness' });

const agent = z.object({
  agentId: z.string(),
  role: z.enum(AGENT_ROLES),
  pid: z.number(),
  health: z.enum(['healthy', 'draining', 'silent']),
  startedAt: time,
  lastSeenAt: time,
  silentMs: z.number(),
  version: z.string(),
  storeId: z.string(),
  load: z.record(z.string(), z.number()),
});
export const agentList = z.object({ items: z.array(agent) }).meta({ id: 'Agents' });

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
    status: z.enum(['healthy', 'degraded']),
    /** Processes of each role that gave a sign of life of late. */
    agents: z.record(z.string(), z.number()),
    problems: z.array(z.string()),
  })
  .meta({ id: 'Health' });

export type AgentView = z.infer<typeof agent>;
export type Readiness = z.infer<typeof readiness>;
export type Health = z.infer<typeof health>;
