import { describe, expect, it } from 'vitest';
import { AGENT_ROLES } from '../../../domain/system/agent/agent.ts';
import { healthState } from '../../../domain/health/health.ts';
import { judgeHealth } from '../../../domain/health/judge-health.ts';
import { judgeHosts, judgeNames } from '../../../domain/health/judge-outside.ts';
import { judgeQueue } from '../../../domain/health/judge-queue.ts';
import {
  EVERYBODY,
  FULL,
  NOW,
  answer,
  beat,
  facts,
  fault,
  componentOf,
  queue,
  states,
} from '../../support/health-facts.ts';

describe('the health of everything', () => {
  it('is well when everything is, each part by itself', () => {
    const parts = judgeHealth(facts());
    expect(parts.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(parts.map(({ id }) => id)).toEqual([
      'store',
      'broker',
      'temporal',
      'blobs',
      'disk',
      ...AGENT_ROLES,
      'browser',
      'queue:wl.url.to_scrape',
      'starts',
      'names',
      'mail',
      'receivers',
      'logins',
      'proxies',
      'hosts',
      'backup',
      'emergency',
      'clean-up',
    ]);
    expect(healthState(parts, false)).toBe('ok');
  });

  it.each(['store', 'broker', 'temporal'] as const)('is down without the %s', (name) => {
    const services = { ...facts().services, [name]: fault('It is away') };
    const part = componentOf(name, { services });
    expect(part.state).toBe('critical');
    expect(part.text).toMatch(/^It is away\. No/);
    expect(part.remedy).toContain('webloom doctor');
    expect(healthState(judgeHealth(facts({ services })), false)).toBe('down');
  });

  it('tells an alarm of the broker with what it lacks', () => {
    const broker = fault('RabbitMQ takes no messages for now: low on disk.', true);
    expect(componentOf('broker', { services: { ...facts().services, broker } }).remedy).toContain(
      'room on its disk',
    );
  });

  it('limps with a service that answers late', () => {
    expect(
      componentOf('store', { services: { ...facts().services, store: answer(null, 1_500) } }),
    ).toMatchObject({
      state: 'warning',
      figures: { latencyMs: 1_500 },
    });
  });

  it.each([
    ['never ran', []],
    ['ended long ago', [beat('renderer', 90_000)]],
  ])('misses no renderer that %s', (_what, own) => {
    const others = EVERYBODY.filter(({ role }) => role !== 'renderer');
    const part = componentOf('renderer', { heartbeats: answer([...others, ...own]) });
    expect(part).toMatchObject({ state: 'ok', remedy: null });
    expect(part.text).toContain('one is started when a page is to be opened in a browser');
  });

  it.each(AGENT_ROLES)('tells a %s that was killed, with what stands still', (role) => {
    const others = EVERYBODY.filter((agent) => agent.role !== role);
    const part = componentOf(role, { heartbeats: answer([...others, beat(role, 20_000)]) });
    expect(part.state).toBe(['api', 'monitor', 'renderer'].includes(role) ? 'warning' : 'critical');
    expect(part).toMatchObject({ since: NOW - 20_000, figures: { silent: 1, healthy: 0 } });
    expect(part.text).toContain('no sign of life for 20 s');
  });

  it('is well again when a killed process has a successor on its machine', () => {
    const killed = beat('scraper', 20_000);
    const other = beat('scraper', 1_000, { _id: 'scraper:box:2', startedAt: new Date(NOW - 14_000) });
    const others = EVERYBODY.filter((agent) => agent.role !== 'scraper');
    expect(componentOf('scraper', { heartbeats: answer([...others, killed, other]) })).toMatchObject({
      state: 'ok',
      figures: { silent: 0, gone: 1, healthy: 1 },
    });
  });

  it.each([
    ['two that live', [1_000, 2_000], 'ok', '2 processes give signs of life.'],
    ['one that is late', [9_000], 'ok', 'One process gives signs of life.'],
    ['one of two silent', [1_000, 20_000], 'warning', '1 of 2 processes'],
    ['one that was replaced long ago', [1_000, 70_000], 'ok', 'One process gives signs of life.'],
  ] as const)('judges a role of %s', (_what, ages, state, text) => {
    const scrapers = ages.map((age, n) => beat('scraper', age, { _id: `scraper:box:${n}` }));
    const others = EVERYBODY.filter(({ role }) => role !== 'scraper');
    const part = componentOf('scraper', { heartbeats: answer([...others, ...scrapers]) });
    expect(part.state).toBe(state);
    expect(part.text).toContain(text);
  });

  it('tells a process that has grown beyond its bound', () => {
    const grown = beat('pipeline', 1_000, { load: { draining: 1, rssMb: 700, rssBoundMb: 600 } });
    const others = EVERYBODY.filter(({ role }) => role !== 'pipeline');
    expect(componentOf('pipeline', { heartbeats: answer([...others, grown]) })).toMatchObject({
      state: 'warning',
      text: expect.stringContaining('700 of 600 MB'),
      figures: { draining: 1 },
    });
  });

  it('tells a bound that can not be kept, and with which one it could', () => {
    const small = beat('scraper', 1_000, { load: { rssMb: 118, rssBoundMb: 64, rssFreshMb: 112 } });
    const others = EVERYBODY.filter(({ role }) => role !== 'scraper');
    const part = componentOf('scraper', { heartbeats: answer([...others, small]) });
    expect(part).toMatchObject({ state: 'warning', remedy: 'Set WEBLOOM_MEMORY_MB to 170 or more.' });
    expect(part.text).toContain('holds 112 MB with nothing to do');
    expect(part.text).toContain('64 MB can not be kept: it is replaced above 140 MB');
    expect(part.figures).not.toHaveProperty('draining');
  });

  it.each([
    ['two in a row, young', 2, 4 * 60_000, 'warning'],
    ['two in a row, and lived three times as long as it had to', 2, 13 * 60_000, 'ok'],
    ['one alone', 1, 60_000, 'ok'],
  ] as const)('judges a pipeline that follows %s', (_what, replacedInRow, livedMs, state) => {
    const load = { rssMb: 300, rssBoundMb: 220, rssFreshMb: 140, replacedInRow, replaceAfterMs: 4 * 60_000 };
    const startedAt = new Date(NOW - 1_000 - livedMs);
    const follower = beat('pipeline', 1_000, { load, startedAt });
    const others = EVERYBODY.filter(({ role }) => role !== 'pipeline');
    const part = componentOf('pipeline', { heartbeats: answer([...others, follower]) });
    expect(part.state).toBe(state);
    if (state === 'warning')
      expect(part.text).toContain(
        'follows 2 in a row that had grown beyond the memory bound of 220 MB: their work needs more. It is left alone for 4 min',
      );
  });

  it.each([
    ['the store is away', { services: { ...facts().services, store: fault('away') } }],
    ['the disk is full to the last', { disk: FULL, heartbeats: answer([beat('scraper', 40_000)]) }],
    ['they can not be read', { heartbeats: fault('late') }],
  ] as const)('does not know of processes while %s', (_what, fields) => {
    expect(states(fields)).toMatchObject({ scraper: 'unknown', monitor: 'unknown' });
  });

  it('knows of those that give signs of life although the disk is below its floor', () => {
    const beats = [beat('scraper', 1_000), beat('scraper', 40_000), beat('pipeline', 40_000)];
    expect(states({ disk: FULL, heartbeats: answer(beats) })).toMatchObject({
      disk: 'critical',
      scraper: 'ok',
      pipeline: 'unknown',
    });
  });

  it('says of a silent process that a frozen one has to be ended', () => {
    const beats = answer([beat('scraper', 20_000)]);
    expect(componentOf('scraper', { heartbeats: beats }).remedy).toContain('kill -9');
    expect(componentOf('pipeline', { heartbeats: beats }).remedy).not.toContain('kill -9');
  });

  it('does not know of queues while their server is away', () => {
    const told = states({ queueFaults: { rabbitmq: 'away', temporal: null } });
    expect(told['queue:wl.url.to_scrape']).toBe('unknown');
    expect(healthState([{ state: 'unknown' }], false)).toBe('ok');
  });

  it('does not know of the queues of a server that never answered', () => {
    const told = states({ queues: [], queueFaults: { rabbitmq: 'It is away.', temporal: null } });
    expect(told).toMatchObject({ 'queue:rabbitmq': 'unknown' });
    expect(told['queue:temporal']).toBeUndefined();
  });

  it.each([
    ['ok', { ready: 5, oldestMs: 2_000 }],
    ['ok', { ready: 5, consumers: 0, oldestMs: 29_000 }],
    ['critical', { ready: 5, consumers: 0, oldestMs: 31_000 }],
    ['warning', { ready: 5, oldestMs: 301_000 }],
    ['ok', { ready: 0, consumers: 0 }],
    ['unknown', { ready: null }],
    ['warning', { name: 'wl.dead', ready: 1, consumers: 0, oldestMs: null }],
    ['ok', { name: 'wl.dead', ready: 0, consumers: 0 }],
  ] as const)('judges as %s a queue with %o', (state, fields) => {
    expect(judgeQueue(queue(fields), { fault: null, renderers: null }).state).toBe(state);
  });

  it.each([
    ['unknown', []],
    ['ok', ['found']],
    ['ok', ['no-answer', 'found']],
    ['ok', ['absent', 'no-answer']],
    ['warning', ['no-answer', 'no-answer']],
  ] as const)('judges as %s names that were %o', (state, outcomes) => {
    expect(judgeNames(outcomes).state).toBe(state);
  });

  it('knows nothing of names that the proxy looks up', () => {
    expect(judgeNames('by-proxy')).toMatchObject({ state: 'unknown', remedy: null });
  });

  it.each([
    ['ok', 0, null],
    ['ok', 1, 0],
    ['ok', 2, 0],
    ['ok', 5, 5],
    ['warning', 5, 4],
    ['warning', 3, 0],
  ] as const)('judges as %s %i failing hosts beside %o that answer', (state, failing, answered) => {
    expect(judgeHosts(answer({ failing, answered })).state).toBe(state);
  });
});
