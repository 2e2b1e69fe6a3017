// `/healthz` is about this process, `/readyz` about Webloom's ability to work, `/v1/health` about all.
import { type AgentHeartbeat, isDraining } from '../../domain/agent/agent.ts';
import { describeDisk } from '../../domain/disk/disk-space.ts';
import { withinDeadline } from '../http/deadline.ts';
import { aliveByRole, isAlive } from '../query/idle-facts.ts';
import type { ApiPorts } from '../ports.ts';
import type { ReadinessWatch } from '../query/readiness.ts';
import { type Health, alive, health, readiness } from '../schemas/health.ts';
import type { ApiServer } from '../http/server-type.ts';

const TAGS = ['health'];
const CHECK_MS = 2_000;

export function registerHealth(app: ApiServer, ports: ApiPorts, watch: ReadinessWatch): void {
  const { version } = ports.settings;
  app.get('/healthz', { schema: { tags: TAGS, response: { 200: alive } } }, () => ({
    status: 'ok' as const,
    version,
  }));
  app.get(
    '/readyz',
    { schema: { tags: TAGS, response: { 200: readiness, 503: readiness } } },
    async (_request, reply) => {
      const result = await watch.look();
      return reply.code(result.ready ? 200 : 503).send(result);
    },
  );
  app.get('/v1/health', { schema: { tags: TAGS, response: { 200: health } } }, () =>
    judgeHealth(ports, watch),
  );
}

async function judgeHealth(ports: ApiPorts, watch: ReadinessWatch): Promise<Health> {
  const disk = ports.disk.space();
  const [result, heartbeats] = await Promise.all([watch.look(), readAgents(ports)]);
  const now = ports.clock.now().getTime();
  const agents = aliveByRole(heartbeats, now);
  const problems = [
    // A full disk is among the checks already.
    ...(disk?.state === 'low' ? [describeDisk(disk)] : []),
    ...result.checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail ?? 'not usable'}`),
    ...heartbeats.filter((agent) => isAlive(agent, now) && isDraining(agent)).map(tellDraining),
  ];
  return { ...result, status: problems.length === 0 ? 'healthy' : 'degraded', agents, disk, problems };
}

function tellDraining({ role, pid, load }: AgentHeartbeat): string {
  const size = `${load['rssMb'] ?? 0} of ${load['rssBoundMb'] ?? 0} MB`;
  return `The ${role} ${pid} has grown beyond its memory bound (${size}): it finishes what it has and is replaced.`;
}

/** Empty if the store can't be read; the store's own check reports that. */
async function readAgents({ agents }: ApiPorts) {
  return withinDeadline('The store', agents.list(), CHECK_MS).catch(() => []);
}
