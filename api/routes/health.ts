// `/healthz` tells whether this process lives, `/readyz` whether it can serve now, `/v1/health` how everything is.
import { AGENT_ROLES } from '../../domain/system/agent/agent.ts';
import { healthHeadline } from '../../domain/health/headline.ts';
import { type HealthComponent, isUnwell } from '../../domain/health/health.ts';
import { withinDeadline } from '../http/deadline.ts';
import { aliveByRole } from '../query/idle-facts.ts';
import type { ApiPorts } from '../ports.ts';
import { readHealth } from '../query/read-health.ts';
import type { ReadinessChecks } from '../query/readiness.ts';
import { type Health, alive, health, readiness } from '../schemas/health.ts';
import type { ApiServer } from '../http/server-type.ts';

const TAGS = ['health'];
const CHECK_MS = 2_000;
const ROLES: ReadonlySet<string> = new Set(AGENT_ROLES);

export function registerHealth(app: ApiServer, ports: ApiPorts, watch: ReadinessChecks): void {
  const { version } = ports.settings;
  app.get('/healthz', { schema: { tags: TAGS, response: { 200: alive } } }, () => ({
    state: 'ok' as const,
    status: 'ok' as const,
    version,
  }));
  app.get(
    '/readyz',
    { schema: { tags: TAGS, response: { 200: readiness, 503: readiness } } },
    async (_request, reply) => {
      const { checks, parts } = await watch.look();
      // A role without a process is no reason to send nobody here any more: this is where it is told.
      const needed = checks.filter(({ name }) => !ROLES.has(name));
      const ready = needed.every(({ ok }) => ok);
      const state = ready ? 'ok' : 'down';
      const told = parts.filter(({ kind }) => kind !== 'agent').map(toComponentView);
      return reply.code(ready ? 200 : 503).send({ state, parts: told, ready, checks: needed });
    },
  );
  app.get('/v1/health', { schema: { tags: TAGS, response: { 200: health } } }, () =>
    tellHealth(ports, watch),
  );
}

async function tellHealth(ports: ApiPorts, watch: ReadinessChecks): Promise<Health> {
  const [{ state, own, parts, document }, heartbeats] = await Promise.all([
    readHealth(ports, watch),
    readAgents(ports),
  ]);
  const { ready, checks } = own;
  const problems = [
    ...checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail ?? 'not usable'}`),
    // What has a check that failed is told by it.
    ...parts
      .filter((part) => isUnwell(part) && !checks.some(({ name, ok }) => name === part.id && !ok))
      .map(({ text }) => text),
    ...(state === 'blind' ? parts.filter(({ id }) => id === 'look').map(({ text }) => text) : []),
  ];
  return {
    ready,
    checks,
    state,
    headline: healthHeadline(state, parts),
    status: state === 'ok' ? 'healthy' : 'degraded',
    parts: parts.map(toComponentView),
    lookedAt: document?.at.toISOString() ?? null,
    lookedBy: document?.by ?? null,
    lookEveryMs: document?.everyMs ?? null,
    agents: aliveByRole(heartbeats, ports.clock.now().getTime()),
    disk: ports.disk.space(),
    problems,
  };
}

function toComponentView({ since, ...part }: HealthComponent): Health['parts'][number] {
  return {
    ...part,
    figures: { ...part.figures },
    since: since === null ? null : new Date(since).toISOString(),
  };
}

/** Empty if the store can't be read; the store's own check reports that. */
async function readAgents({ agents }: ApiPorts) {
  return withinDeadline('The store', agents.list(), CHECK_MS).catch(() => []);
}
