// The lamps of the demo shop: what the server sends says nothing, what the script asks for says all, and no page that is crawled
// leads there.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stateOfAct } from '../../../../cli/demo/shop/act.ts';
import { LAMPS, lampCents, lampChanges, lampPath } from '../../../../cli/demo/shop/lamp.ts';
import { type Shop, startShop } from '../../../../cli/demo/shop/shop.ts';
import { pagePaths } from '../../../../cli/demo/shop/site-map.ts';

let shop: Shop;

beforeEach(async () => {
  shop = await startShop({ port: 0 });
});

afterEach(() => shop.stop());

async function get(path: string): Promise<{ status: number; body: string }> {
  const response = await fetch(shop.url + path);
  return { status: response.status, body: await response.text() };
}

async function data(name: string) {
  return JSON.parse((await get(`/app/data/${name}`)).body);
}

describe('the lamps of the demo shop', () => {
  it('are sent without a word of what they are', async () => {
    for (const path of ['/app', '/app/lamp-1']) {
      const { status, body } = await get(path);
      expect(status).toBe(200);
      expect(body).not.toContain('Fjord');
    }
  });

  it('say their price as data, and another one in the next act', async () => {
    expect(await data('lamp-1.json')).toMatchObject({ name: 'Fjord Table Lamp', cents: 8_900 });
    shop.advance();
    expect(await data('lamp-1.json')).toMatchObject({ cents: 7_550 });
    shop.advance();
    expect(await data('lamp-1.json')).toMatchObject({ cents: 8_900 });
  });

  it('come in parts until there are no more', async () => {
    const names: string[] = [];
    for (let next: number | null = 0; next !== null; ) {
      const part = await data(`lamps?from=${next}`);
      names.push(...part.lamps.map(({ name }: { name: string }) => name));
      next = part.next;
    }
    expect(names).toEqual(LAMPS.map(({ name }) => name));
  });

  it.each(['/app/lamp-0', '/app/lamp-99', '/app/data/lamp-99.json', '/app/data/lamps', '/app/data/'])(
    'answer 404 at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('are linked from nothing that is crawled', async () => {
    for (const path of [...pagePaths(stateOfAct(1)), '/sitemap.xml'])
      expect((await get(path)).body, path).not.toContain('/app');
  });

  it('are told to change exactly where their price does', () => {
    const changed = LAMPS.filter((lamp) => lampCents(lamp, 1) !== lampCents(lamp, 2)).map(lampPath);
    expect(lampChanges(1, 2).map(({ path }) => path)).toEqual(changed);
    expect(lampChanges(1, 2)[0]?.words).toBe('Fjord Table Lamp became cheaper: €75.50 instead of €89.00.');
    expect(lampChanges(1, 1)).toEqual([]);
  });
});
