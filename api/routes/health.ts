// Health: `/healthz` asks the process alone, `/readyz` what it depends on, `/v1/health` everything with the agents.
import { AGENT_ROLES, type AgentHeartbeat, isDraining } from '../../domain/agent/agent.ts';
import { type DiskSpace, describeDisk } from '../../domain/disk/disk-space.ts';
import { withinDeadline } from '../deadline.ts';
import { aliveByRole, isAlive } from '../idle-facts.ts';
import type { ApiPorts, DependencyCheck } from '../ports.ts';
import { type Health, type Readiness, alive, health, readiness } from '../schemas/health.ts';
import type { ApiServer } from '../server-type.ts';

const TAGS = ['health'];
const CHECK_MS = 2_000;

export function registerHealth(app: ApiServer, ports: ApiPorts): void {
  const { version } = ports.settings;
  app.get('/healthz', { schema: { tags: TAGS, response: { 200: alive } } }, () => ({
    status: 'ok' as const,
    version,
  }));
  app.get(
    '/readyz',
    { schema: { tags: TAGS, response: { 200: readiness, 503: readiness } } },
    async (_request, reply) => {
      const result = await checkAll(ports);
      return reply.code(result.ready ? 200 : 503).send(result);
    },
  );
  app.get('/v1/health', { schema: { tags: TAGS, response: { 200: health } } }, () => judgeHealth(ports));
}

async function checkAll({ checks, disk }: ApiPorts): Promise<Readiness> {
  const results = [...(await Promise.all(checks.map(runCheck))), checkRoom(disk.space())];
  return { ready: results.every(({ ok }) => ok), checks: results };
}

async function runCheck({ name, check }: DependencyCheck): Promise<Readiness['checks'][number]> {
  const startedAt = performance.now();
  const failure = await withinDeadline(name, check(), CHECK_MS).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const latencyMs = Math.round((performance.now() - startedAt) * 10) / 10;
  return { name, ok: failure === null, latencyMs, detail: failure };
}

function checkRoom(space: DiskSpace | null): Readiness['checks'][number] {
  const isFull = space?.state === 'full';
  return { name: 'disk', ok: !isFull, latencyMs: 0, detail: isFull ? describeDisk(space) : null };
}

async function judgeHealth(ports: ApiPorts): Promise<Health> {
  const disk = ports.disk.space();
  const [result, heartbeats] = await Promise.all([checkAll(ports), readAgents(ports)]);
  const now = ports.clock.now().getTime();
  const agents = aliveByRole(heartbeats, now);
  // Without room no sign of life can be written.
  const missing = disk?.state === 'full' ? [] : AGENT_ROLES.filter((role) => agents[role] === 0);
  const problems = [
    // A full one is among the checks.
    ...(disk?.state === 'low' ? [describeDisk(disk)] : []),
    ...result.checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail ?? 'not usable'}`),
    ...missing.map((role) => `No ${role} has given a sign of life in the last seconds.`),
    ...heartbeats.filter((agent) => isAlive(agent, now) && isDraining(agent)).map(tellDraining),
  ];
  return { ...result, status: problems.length === 0 ? 'healthy' : 'degraded', agents, disk, problems };
}

function tellDraining({ role, pid, load }: AgentHeartbeat): string {
  const size = `${load['rssMb'] ?? 0} of ${load['rssBoundMb'] ?? 0} MB`;
  return `The ${role} ${pid} has grown beyond its memory bound (${size}): it finishes what it has and is replaced.`;
}

/** Without the store nobody can tell who is alive; its own check says so. */
async function readAgents({ agents }: ApiPorts) {
  return withinDeadline('The store', agents.list(), CHECK_MS).catch(() => []);
}
