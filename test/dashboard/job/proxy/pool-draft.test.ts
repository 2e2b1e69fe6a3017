import { expect, it } from 'vitest';
import { changedServer, draftOf, inputOf, NEW_POOL } from '../../../../dashboard/job/proxy/pool-draft.ts';

const AT = '2026-03-01T10:00:00.000Z';
const GATE = { url: 'socks5://gate.example:1080', user: 'ada', password: '•••' };

it('a pool that is read and sent again is the same, with the masks of its passwords', () => {
  const state = { state: 'ok', detail: null, since: null } as const;
  const pool = {
    poolId: 'pxp_1',
    name: 'Shops',
    servers: [
      { ...GATE, ...state },
      { url: 'http://open.example:3128', ...state },
    ],
    hosts: ['shop.example', '*.shop.example'],
    tags: ['kitchen sale', 'news'],
    createdAt: AT,
    updatedAt: AT,
  };
  expect(inputOf(draftOf(pool))).toEqual({
    name: 'Shops',
    servers: [GATE, { url: 'http://open.example:3128' }],
    hosts: ['shop.example', '*.shop.example'],
    tags: ['kitchen sale', 'news'],
  });
  expect(inputOf({ ...NEW_POOL, name: ' Empty ' })).toEqual({
    name: 'Empty',
    servers: [{ url: '' }],
    hosts: [],
    tags: [],
  });
});

it('a kept password does not go along to another address or user', () => {
  expect(changedServer(GATE, { url: 'socks5://evil.example:1080' })).toMatchObject({ password: '' });
  expect(changedServer(GATE, { user: 'bob' })).toMatchObject({ password: '' });
  expect(changedServer(GATE, { password: 'new' })).toEqual({ ...GATE, password: 'new' });
  expect(changedServer({ ...GATE, password: 'new' }, { user: 'bob' })).toMatchObject({ password: 'new' });
});
