// A host keeps its server: for every process, after every restart, and while other servers come and go.
import { describe, expect, it } from 'vitest';
import {
  chooseServer,
  type KnownServer,
  rankServers,
} from '../../../../domain/config/proxy-pool/choose-server.ts';
import { CLOSED, type ServerCircuit } from '../../../../domain/config/proxy-pool/server-circuit.ts';

const HOSTS = Array.from({ length: 400 }, (_, n) => `shop-${n}.example`);
const DOWN: ServerCircuit = {
  ...CLOSED,
  opened: { since: 0, until: 1_000, times: 1, cause: 'away', why: 'nothing listens' },
};

function servers(count: number, down: readonly number[] = []): KnownServer[] {
  return Array.from({ length: count }, (_, n) => ({
    key: `http://proxy-${n}.example:3128`,
    circuit: down.includes(n) ? DOWN : CLOSED,
  }));
}

function placeOf(all: readonly KnownServer[], host: string): string {
  return chooseServer(all, host, 0)?.server.key ?? 'none';
}

describe('the server of a host', () => {
  it('does not depend on the order in which servers are listed', () => {
    const turned = servers(7).toReversed();
    expect(HOSTS.map((host) => placeOf(turned, host))).toEqual(
      HOSTS.map((host) => placeOf(servers(7), host)),
    );
  });

  it('is one of all, and none has much more than its share', () => {
    const shares = new Map<string, number>();
    for (const host of HOSTS) {
      const key = placeOf(servers(4), host);
      shares.set(key, (shares.get(key) ?? 0) + 1);
    }
    expect(shares.size).toBe(4);
    for (const share of shares.values()) expect(share).toBeGreaterThan(60);
  });

  it('changes for the hosts of a server that is left alone, and for no other', () => {
    const before = HOSTS.map((host) => placeOf(servers(5), host));
    const now = HOSTS.map((host) => placeOf(servers(5, [2]), host));
    const gone = servers(5)[2]?.key;
    before.forEach((key, at) => {
      if (key === gone) expect(now[at]).not.toBe(gone);
      else expect(now[at]).toBe(key);
    });
  });

  it('changes for some hosts alone when a server is added', () => {
    const moved = HOSTS.filter((host) => placeOf(servers(5), host) !== placeOf(servers(6), host));
    expect(moved.every((host) => placeOf(servers(6), host) === servers(6)[5]?.key)).toBe(true);
    expect(moved.length).toBeLessThan(HOSTS.length / 3);
  });

  it('is asked by one page whether it is back, and named where all are left alone', () => {
    const [host = ''] = HOSTS;
    const home = rankServers(servers(3), host)[0]?.key;
    const all = servers(3).map((server) => (server.key === home ? { ...server, circuit: DOWN } : server));
    expect(chooseServer(all, host, 1_000)).toMatchObject({
      kind: 'server',
      probes: true,
      server: { key: home },
    });
    expect(chooseServer(servers(3, [0, 1, 2]), host, 0)).toMatchObject({
      kind: 'none',
      server: { key: home },
    });
    expect(chooseServer([], host, 0)).toBeNull();
  });
});
