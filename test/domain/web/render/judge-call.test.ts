import { describe, expect, it } from 'vitest';
import { PageCalls, refusedCallWords } from '../../../../domain/web/fetch/page-calls.ts';
import { type Host, newHost } from '../../../../domain/web/host/host.ts';
import { type CalledHost, judgeCall } from '../../../../domain/web/render/judge-call.ts';
import { parseRobots } from '../../../../domain/web/robots/parse.ts';
import { ALLOW_ALL } from '../../../../domain/web/robots/rules.ts';

const NOW = Date.UTC(2026, 11, 2, 12);
const DAY_MS = 86_400_000;
const PAGE = { url: 'https://shop.example/boots', userAgent: 'Webloom/1.0', obeysRobots: true };
const RULES = 'User-agent: *\nDisallow: /api/\nAllow: /api/open';

function known(host: string, doc: Partial<Host> = {}, text = RULES): CalledHost {
  const robots = { fetchedAt: NOW, status: 'rules', text } as const;
  return { doc: { ...newHost(host), robots, ...doc }, rules: parseRobots(text) };
}

const judge = (url: string, host: CalledHost, page = PAGE): unknown => judgeCall(page, url, host, NOW);

describe('a call of a page', () => {
  it.each([
    ['https://shop.example/api/price?sku=1', known('shop.example')],
    ['https://api.example/api/price', known('api.example')],
  ])('to %s is refused where robots.txt of that host does not allow it', (url, host) => {
    const why = `robots.txt of ${host.doc?._id} does not allow it (line 2: disallow /api/)`;
    expect(judge(url, host)).toEqual({ why });
  });

  it('is made where robots.txt allows it, or the job need not keep to it', () => {
    expect(judge('https://shop.example/api/open', known('shop.example'))).toBe('allowed');
    expect(judge('https://shop.example/other', known('shop.example'))).toBe('allowed');
    const free = { ...PAGE, obeysRobots: false };
    expect(judge('https://shop.example/api/price', known('shop.example'), free)).toBe('allowed');
  });

  it('is judged by the rules for the agent that the job asks as', () => {
    const rules = 'User-agent: webloom\nDisallow: /\n\nUser-agent: *\nAllow: /';
    expect(judge('https://shop.example/a', known('shop.example', {}, rules))).toHaveProperty('why');
    const other = { ...PAGE, userAgent: 'Other/1' };
    expect(judge('https://shop.example/a', known('shop.example', {}, rules), other)).toBe('allowed');
  });

  it('to a host that no job asks is judged by nobody here', () => {
    expect(judge('https://cdn.example/api/x', { doc: null, rules: ALLOW_ALL })).toBe('unwatched');
  });

  it('keeps to rules of long ago, and to a robots.txt that could not be read lately', () => {
    const old = known('api.example', {
      robots: { fetchedAt: NOW - 9 * DAY_MS, status: 'rules', text: RULES },
    });
    expect(judge('https://api.example/api/x', old)).toHaveProperty('why');
    const unread = (fetchedAt: number): CalledHost => ({
      ...known('api.example', { robots: { fetchedAt, status: 'unreachable', text: 'status 500' } }),
      rules: ALLOW_ALL,
    });
    expect(judge('https://api.example/', unread(NOW - 60_000))).toEqual({
      why: 'robots.txt of api.example can not be read',
    });
    expect(judge('https://api.example/', unread(NOW - 2 * DAY_MS))).toBe('allowed');
  });
});

describe('another host that is to be left alone', () => {
  const failing = { failedInRow: 6, failingSince: NOW - 9_000, failedAt: NOW - 1_000 };
  const paused = { since: 1, until: null, by: 'Ann', reason: 'it moves' };

  it.each([
    ['asked for it', { notBefore: NOW + 30_000 }, NOW + 30_000, 'asked to be left alone'],
    ['fails', { ...failing, openUntil: NOW + 5_000 }, NOW + 5_000, 'nothing but failures'],
    ['is paused', { held: paused }, NOW + 60_000, 'paused by Ann: it moves'],
    ['is paused until soon', { held: { ...paused, until: NOW + 9_000 } }, NOW + 9_000, 'paused by Ann'],
  ])('because it %s is not called before that time', (_why, doc, until, words) => {
    expect(judge('https://api.example/x', known('api.example', doc))).toEqual({
      until,
      why: expect.stringContaining(words),
    });
  });

  it('is called again after it, and the host of the page itself at any time', () => {
    expect(judge('https://api.example/x', known('api.example', { notBefore: NOW }))).toBe('allowed');
    const probed = known('shop.example', { ...failing, openUntil: NOW + 5_000 });
    expect(judge('https://shop.example/x', probed)).toBe('allowed');
  });
});

it('what a page called is counted by host, and told in words', async () => {
  const calls = new PageCalls({
    judge: (url) => {
      if (url.includes('held')) return Promise.resolve({ why: 'it rests', until: 7 });
      if (url.includes('cdn')) return Promise.resolve('unwatched');
      return Promise.resolve(url.includes('/no') ? { why: `robots.txt of it (${url})` } : 'allowed');
    },
  });
  const asked = [
    'https://a.test/1',
    'https://a.test/no',
    'https://a.test/no2',
    'https://cdn.test/',
    'https://b.test/1',
  ];
  for (const url of asked) await calls.ask(new URL(url).host, url);
  expect(calls.heldUntil).toBeNull();
  await calls.ask('held.test', 'https://held.test/');
  expect(calls.heldUntil).toBe(7);
  expect(calls.told).toEqual([
    { host: 'a.test', sent: 1, refused: 2, why: 'robots.txt of it (https://a.test/no)' },
    { host: 'b.test', sent: 1, refused: 0 },
  ]);
  expect(refusedCallWords(calls.told)).toEqual(['2 calls: robots.txt of it (https://a.test/no)']);
});
