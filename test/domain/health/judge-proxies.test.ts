// What health tells of servers of proxy pools: how many, since when and why; no name, for people of every workspace read it.
import { describe, expect, it } from 'vitest';
import { judgeProxies } from '../../../domain/health/proxy/judge-proxies.ts';
import { leftServers } from '../../../domain/health/proxy/left-servers.ts';
import type { AgentHeartbeat, AgentProxyFault } from '../../../domain/system/agent/agent.ts';

const NOW = Date.UTC(2026, 2, 1, 12);

function fault(fields: Partial<AgentProxyFault> = {}): AgentProxyFault {
  return {
    poolId: 'pxp_1',
    server: 'gate.example:3128',
    why: 'nothing listens at the address of the proxy (ECONNREFUSED)',
    since: NOW - 180_000,
    until: NOW + 5_000,
    of: 2,
    ...fields,
  };
}

function beat(_id: string, proxies: readonly AgentProxyFault[], at = NOW): AgentHeartbeat {
  const died = { startedAt: new Date(at), at: new Date(at) };
  return { _id, role: 'scraper', pid: 1, storeId: 'x', version: '1', load: {}, proxies, ...died };
}

describe('the servers of proxy pools', () => {
  it('are well while none is left alone', () => {
    expect(judgeProxies([], NOW)).toMatchObject({ state: 'ok', remedy: null });
    expect(judgeProxies(null, NOW)).toMatchObject({ state: 'unknown' });
  });

  it('are a warning while pages go by others, with the first one’s reason and time, and no name', () => {
    const left = leftServers(
      [beat('a', [fault()]), beat('b', [fault({ since: NOW - 60_000, why: 'later' })])],
      NOW,
    );
    expect(left).toMatchObject([{ by: 2, since: NOW - 180_000 }]);
    const part = judgeProxies(left, NOW);
    expect(part).toMatchObject({ state: 'warning', figures: { left: 1, emptyPools: 0 } });
    expect(part.text).toBe(
      'One server is left alone, the first for 3 min: nothing listens at the address of the proxy (ECONNREFUSED).',
    );
    expect(part.remedy).toContain('webloom proxies list');
    expect(JSON.stringify(part)).not.toMatch(/gate\.example|pxp_1/);
  });

  it('are critical where a pool has none left', () => {
    const both = [fault(), fault({ server: 'other.example:1080' })];
    expect(judgeProxies(leftServers([beat('a', both)], NOW), NOW)).toMatchObject({
      state: 'critical',
      text: expect.stringContaining('A pool has no other one: pages wait.'),
    });
  });

  it('are not told by a process that is gone', () => {
    expect(leftServers([beat('a', [fault()], NOW - 120_000)], NOW)).toEqual([]);
  });
});
