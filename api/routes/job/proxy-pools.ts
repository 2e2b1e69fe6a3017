// Proxy pools: servers by which pages go. Made, listed, changed, tried, removed.
import type { FastifyRequest } from 'fastify';
import type { ProxyPool } from '../../../domain/config/proxy-pool/proxy-pool.ts';
import { type LeftServer, leftServers } from '../../../domain/health/proxy/left-servers.ts';
import {
  changeProxyPool,
  createProxyPool,
  removeProxyPool,
} from '../../../domain/job/verb/manage-proxy-pool.ts';
import { tryProxyPool } from '../../../domain/job/verb/try-proxy-pool.ts';
import { noSuch } from '../../../domain/system/no-such.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { nothing } from '../../schemas/paging.ts';
import {
  poolInput,
  poolList,
  poolParams,
  poolPatch,
  poolTest,
  poolTrials,
  poolView,
} from '../../schemas/job/proxy-pool.ts';
import { toPoolView } from '../../views/job/proxy-pool-view.ts';

const TAGS = ['jobs'];
const ONE = '/v1/proxy-pools/:poolId';

export function registerProxyPools(app: ApiServer, ports: ApiPorts): void {
  registerReading(app, ports);
  registerWriting(app, ports);
  registerTrial(app, ports);
}

function registerReading(app: ApiServer, ports: ApiPorts): void {
  app.get('/v1/proxy-pools', { schema: { tags: TAGS, response: { 200: poolList } } }, async (request) => {
    const [pools, left] = await Promise.all([ports.proxyPools.list(workspaceOf(request)), leftOf(ports)]);
    return { items: pools.map((pool) => toPoolView(pool, left)) };
  });
  app.get(ONE, { schema: { tags: TAGS, params: poolParams, response: { 200: poolView } } }, async (request) =>
    toPoolView(await findPool(ports, request), await leftOf(ports)),
  );
}

function registerWriting(app: ApiServer, ports: ApiPorts): void {
  const { egress } = ports.settings;
  app.post(
    '/v1/proxy-pools',
    { config: { idempotent: true }, schema: { tags: TAGS, body: poolInput, response: { 201: poolView } } },
    async (request, reply) => {
      const wanted = { ...request.body, workspaceId: workspaceOf(request) };
      const pool = await createProxyPool(ports, wanted, egress);
      noteAudit(request, { subjectId: pool._id, subjectName: pool.name });
      return reply.code(201).header('location', `/v1/proxy-pools/${pool._id}`).send(toPoolView(pool, []));
    },
  );
  app.patch(
    ONE,
    { schema: { tags: TAGS, params: poolParams, body: poolPatch, response: { 200: poolView } } },
    async (request) => {
      const pool = await findPool(ports, request);
      noteAudit(request, { subjectName: pool.name });
      const changed = await changeProxyPool(ports, { pool, patch: request.body }, egress);
      return toPoolView(changed, await leftOf(ports));
    },
  );
  app.delete(
    ONE,
    { schema: { tags: TAGS, params: poolParams, response: { 204: nothing } } },
    async (request, reply) => {
      const pool = await findPool(ports, request);
      noteAudit(request, { subjectName: pool.name });
      await removeProxyPool(ports, pool);
      return reply.code(204).send(null);
    },
  );
}

function registerTrial(app: ApiServer, ports: ApiPorts): void {
  app.post(
    `${ONE}/test`,
    { schema: { tags: TAGS, params: poolParams, body: poolTest, response: { 200: poolTrials } } },
    async (request) => {
      const pool = await findPool(ports, request);
      noteAudit(request, { subjectName: pool.name });
      const asked = { pool, url: request.body.url };
      return { items: await tryProxyPool(ports, asked, ports.settings.egress) };
    },
  );
}

async function leftOf({ agents, clock }: Pick<ApiPorts, 'agents' | 'clock'>): Promise<LeftServer[]> {
  return leftServers(await agents.list(), clock.now().getTime());
}

async function findPool(
  { proxyPools }: Pick<ApiPorts, 'proxyPools'>,
  request: FastifyRequest<{ Params: { poolId: string } }>,
): Promise<ProxyPool> {
  const { poolId } = request.params;
  const pool = await proxyPools.get(poolId);
  if (pool !== null && pool.workspaceId === workspaceOf(request)) return pool;
  throw noSuch('proxy pool', { poolId });
}
