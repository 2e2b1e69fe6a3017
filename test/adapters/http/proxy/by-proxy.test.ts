import { expect, it } from 'vitest';
import { ByProxy } from '../../../../adapters/http/proxy/by-proxy.ts';
import { proxiedPolicy } from '../../../support/proxied-policy.ts';

it('each proxy has a client of its own, and clients that nobody uses are kept up to a bound', async () => {
  const closed: string[] = [];
  const clients = new ByProxy(
    (proxy) => `client of ${proxy?.port ?? 'none'}`,
    (client) => closed.push(client),
  );
  const proxies = Array.from({ length: 70 }, (_, n) => proxiedPolicy(`http://proxy:${n + 1_000}`).proxy);
  expect(await clients.use(undefined, async (client) => client)).toBe('client of none');
  const [first] = proxies;
  let free = (): void => undefined;
  const inUse = clients.use(
    first,
    (client) => new Promise<string>((resolve) => (free = () => resolve(client))),
  );
  for (const proxy of proxies.slice(1)) await clients.use(proxy, async (client) => client);
  expect(closed).toEqual([
    'client of 1001',
    'client of 1002',
    'client of 1003',
    'client of 1004',
    'client of 1005',
    'client of 1006',
    'client of 1007',
  ]);
  free();
  expect(await inUse).toBe('client of 1000');
  await clients.close();
  expect(new Set(closed).size).toBe(71);
});
