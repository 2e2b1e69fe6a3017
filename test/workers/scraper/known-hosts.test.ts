// What a renderer knows of called hosts is some seconds old; a robots.txt that came since the page before it counts for the next one.
import { expect, test } from 'vitest';
import { KnownHosts } from '../../../workers/scraper/known-hosts.ts';
import { createHostStore } from '../../support/memory/host-store.ts';
import { createSilentLog } from '../../support/silent-log.ts';

const HOST = 'shop.example';
const CALL = `https://${HOST}/api/price`;
const RULES = 'User-agent: *\nDisallow: /api';

function scene() {
  const hosts = createHostStore();
  let nowMs = Date.UTC(2026, 11, 1);
  let reads = 0;
  const counted = { get: (host: string) => ((reads += 1), hosts.get(host)) };
  const clock = { now: () => new Date(nowMs) };
  const known = new KnownHosts({ hosts: counted, clock, log: createSilentLog() });
  const page = { url: `https://${HOST}/chair`, userAgent: 'webloom-test', obeysRobots: true };
  return {
    visit: () => known.judgeFor(page),
    saveRobots: () => hosts.saveRobots(HOST, { fetchedAt: nowMs, status: 'rules', text: RULES }),
    later: (ms: number) => (nowMs += ms),
    reads: () => reads,
  };
}

test('a robots.txt that is read just before a visit counts for it', async () => {
  const { visit, saveRobots, later } = scene();
  expect(await visit().judge(CALL)).not.toHaveProperty('why');
  later(500);
  await saveRobots();
  later(500);
  expect(await visit().judge(CALL)).toMatchObject({ why: expect.stringContaining('does not allow it') });
});

test('a host is read once for the calls of a page, and one with a robots.txt once in some seconds', async () => {
  const { visit, saveRobots, later, reads } = scene();
  const first = visit();
  for (let n = 0; n < 5; n += 1) await first.judge(CALL);
  expect(reads()).toBe(1);
  later(1);
  await saveRobots();
  for (let n = 0; n < 5; n += 1) await visit().judge(CALL);
  expect(reads()).toBe(2);
});
