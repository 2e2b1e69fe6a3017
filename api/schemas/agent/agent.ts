// Agents: the processes of Webloom, what each works on, and how it fares.
import { z } from 'zod';
import { AGENT_ROLES } from '../../../domain/system/agent/agent.ts';
import { AGENT_STATES } from '../../../domain/system/agent/presence.ts';
import { deprecated } from '../deprecated.ts';
import { time } from '../paging.ts';

const work = z.object({
  what: z
    .string()
    .describe(
      'Name of the activity (scrape, parse, store, planChunks …), or fetch for a page being fetched.',
    ),
  means: z.string().describe('The same in words.'),
  runId: z.string().nullable().describe('The run it is for; null: for none.'),
  chunkNo: z.number().nullable().describe('Number of the chunk; null: it is not about one.'),
  host: z.string().nullable().describe('The host that is asked; null: none is.'),
  since: time.describe('When it began, ISO 8601 in UTC.'),
});

const agent = z
  .object({
    agentId: z.string().describe('Id of the process: role, machine and process number.'),
    role: z.enum(AGENT_ROLES).describe('What it does.'),
    host: z.string().describe('The machine it runs on.'),
    pid: z.number().describe('Process number.'),
    state: z
      .enum(AGENT_STATES)
      .describe(
        'working or idle: whether it has work in hand; draining: it finishes that and is replaced; silent: no sign of life for 15 s; gone: none for 60 s, it was killed; replaced: it was killed, and another one has its place.',
      ),
    health: deprecated(z.enum(['healthy', 'draining', 'silent']), '`state`'),
    startedAt: time.describe('When it began, ISO 8601 in UTC.'),
    lastSeenAt: time.describe('Its last sign of life, ISO 8601 in UTC; one is given every 5 s.'),
    silentMs: z.number().describe('Time since then, ms.'),
    uptimeMs: z.number().describe('From its begin to its last sign of life, ms.'),
    version: z.string().describe('Version of Webloom it runs.'),
    storeId: z.string().describe('Id of the blob store it works with.'),
    work: z.array(work).describe('What it has in hand, the longest first, eight at most.'),
    slots: z
      .object({
        used: z.number().describe('Pieces of work in hand.'),
        total: z.number().describe('Most it takes at a time.'),
      })
      .nullable()
      .describe('How busy it is; null: it has no slots.'),
    rates: z
      .object({
        perMinute: z.number().describe('Pieces of work done in the last minute.'),
        done: z.number().describe('Done since it began.'),
        failed: z.number().describe('Failed since it began; each is repeated as its policy says.'),
      })
      .nullable()
      .describe('How much it gets done; null: it has no slots.'),
    memoryMb: z.number().nullable().describe('Memory it takes, MB; null: not told.'),
    memoryBoundMb: z.number().nullable().describe('Above this it is replaced, MB; null: not told.'),
    memoryFreshMb: z
      .number()
      .nullable()
      .describe(
        'What it held when it was ready, MB; a quarter more than this it may hold, however low the bound is; null: not told.',
      ),
    replacedInRow: z
      .number()
      .describe(
        'Processes before it that were replaced in a row, each soon, because they had grown too large.',
      ),
    cpuPercent: z
      .number()
      .nullable()
      .describe('CPU it took between its last two signs, of one core; null: not told.'),
    lagMs: z
      .number()
      .nullable()
      .describe('Longest time its event loop was held up between its last two signs, ms; null: not told.'),
    lastError: z
      .object({
        at: time.describe('When, ISO 8601 in UTC.'),
        what: z.string().describe('What failed: the name of the activity, or fetch.'),
        message: z.string().describe('The error.'),
      })
      .nullable()
      .describe('The last thing that went wrong and was not put down to a page; null: nothing did.'),
    load: z.record(z.string(), z.number()).describe('All figures of its last sign of life, by name.'),
  })
  .meta({ id: 'Agent' });

export const agentList = z
  .object({ items: z.array(agent).describe('The entries, in the order of the list.') })
  .meta({ id: 'Agents' });

export type AgentView = z.infer<typeof agent>;
