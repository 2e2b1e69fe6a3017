import { expect, test } from 'vitest';
import type { AgentHeartbeat } from '../../../../domain/system/agent/agent.ts';
import { type RequestsNow, requestsByHost } from '../../../../domain/system/agent/requests-now.ts';

const NOW = 1_000_000;
type Beat = Pick<AgentHeartbeat, 'role' | 'at' | 'load' | 'work'>;

function scraper(hosts: readonly string[], more: Partial<Beat> = {}): Beat {
  return {
    role: 'scraper',
    at: new Date(NOW - 2_000),
    load: { slotsUsed: hosts.length },
    work: hosts.map((host) => ({ what: 'fetch', host, since: NOW - 3_000 })),
    ...more,
  };
}

const OLDER: Beat = { role: 'scraper', at: new Date(NOW), load: {} };

const UNKNOWN = { count: null, atLeast: false, words: 'not known' };

test.each<[string, readonly Beat[], RequestsNow]>([
  ['nobody fetches', [], UNKNOWN],
  ['the only scraper is silent', [scraper(['a'], { at: new Date(NOW - 15_000) })], UNKNOWN],
  ['another role works', [scraper(['a'], { role: 'dispatcher' })], UNKNOWN],
  ['one asks others', [scraper(['b'])], { count: 0, atLeast: false, words: 'none' }],
  ['two ask it', [scraper(['a', 'b', 'a']), scraper(['a'])], { count: 3, atLeast: false, words: '3' }],
  [
    'a browser opens a page of it',
    [scraper(['b']), scraper(['a'], { role: 'renderer' })],
    { count: 1, atLeast: false, words: '1' },
  ],
  [
    'one has more in hand',
    [scraper(['a'], { load: { slotsUsed: 9 } })],
    { count: 1, atLeast: true, words: 'at least 1' },
  ],
  ['those not named may be its', [scraper(['b'], { load: { slotsUsed: 9 } })], UNKNOWN],
  ['one is of an older version', [OLDER], UNKNOWN],
])('requests to a host are counted where %s', (_case, beats, told) => {
  expect(requestsByHost(beats, NOW)('a')).toEqual(told);
});
