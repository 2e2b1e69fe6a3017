// What every ProxyPoolStore promises.
import { beforeEach, describe, expect, it } from 'vitest';
import type { ProxyPool, ProxyPoolStore } from '../../domain/config/proxy-pool/proxy-pool.ts';

const AT = new Date('2026-03-01T10:00:00Z');

export function samplePool(_id: string, fields: Partial<ProxyPool> = {}): ProxyPool {
  return {
    _id,
    workspaceId: 'default',
    name: `Pool ${_id}`,
    servers: [{ url: 'socks5://gate.example:1080', user: 'ada', password: 'sealed:v1:00000000:eA' }],
    hosts: [],
    tags: [],
    version: 1,
    createdAt: AT,
    updatedAt: AT,
    ...fields,
  };
}

export function describeProxyPoolStore(
  kind: string,
  create: () => Promise<{ readonly proxyPools: ProxyPoolStore }>,
): void {
  describe(`proxy pools on ${kind}`, () => {
    let pools: ProxyPoolStore;

    beforeEach(async () => {
      ({ proxyPools: pools } = await create());
    });

    it('are told by name, those of a workspace alone', async () => {
      await pools.insert(samplePool('pxp_1', { name: 'b' }));
      await pools.insert(samplePool('pxp_2', { name: 'a' }));
      await pools.insert(samplePool('pxp_3', { workspaceId: 'other' }));
      expect((await pools.list('default')).map(({ name }) => name)).toEqual(['a', 'b']);
      expect(await pools.get('pxp_3')).toMatchObject({ workspaceId: 'other' });
      expect(await pools.get('pxp_4')).toBeNull();
    });

    it('are inserted once', async () => {
      expect(await pools.insert(samplePool('pxp_1'))).toBe(true);
      expect(await pools.insert(samplePool('pxp_1', { name: 'again' }))).toBe(false);
    });

    it('are changed by one of two who have read the same version', async () => {
      await pools.insert(samplePool('pxp_1'));
      const changed = await pools.change('pxp_1', 1, { tags: ['sale'], updatedAt: AT });
      expect(changed).toMatchObject({ version: 2, tags: ['sale'] });
      expect(await pools.change('pxp_1', 1, { tags: ['other'], updatedAt: AT })).toBeNull();
      expect(await pools.get('pxp_1')).toMatchObject({ version: 2, tags: ['sale'] });
    });

    it('are removed from their own workspace alone', async () => {
      await pools.insert(samplePool('pxp_1'));
      expect(await pools.remove('other', 'pxp_1')).toBe(false);
      expect(await pools.remove('default', 'pxp_1')).toBe(true);
      expect(await pools.get('pxp_1')).toBeNull();
    });
  });
}
