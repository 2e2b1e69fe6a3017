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

export const health = readiness
  .extend({
    status: z.enum(['healthy', 'degraded']),
    /** Processes of each role that gave a sign of life of late. */
    agents: z.record(z.string(), z.number()),
    problems: z.array(z.string()),
  })
  .meta({ id: 'Health' });

export type AgentView = z.infer<typeof agent>;
export type Readiness = z.infer<typeof readiness>;
export type Health = z.infer<typeof health>;
