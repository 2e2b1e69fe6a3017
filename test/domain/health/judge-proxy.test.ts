import { describe, expect, it } from 'vitest';
import type { HealthDocument } from '../../../domain/health/health.ts';
import { type ProxyFacts, faultOfProxy, judgeProxy } from '../../../domain/health/judge-proxy.ts';

const NOW = Date.UTC(2026, 0, 15, 12);
const FAULT = 'nothing listens at the address of the proxy (ECONNREFUSED)';

function facts(fields: Partial<ProxyFacts>): ProxyFacts {
  return { answer: { answersMs: 3 }, lastFault: null, ...fields };
}

function documentOf(proxy: ProxyFacts): HealthDocument {
  return { _id: 'health', at: new Date(NOW), by: 'monitor', everyMs: 15_000, parts: judgeProxy(proxy, NOW) };
}

describe('the proxy', () => {
  it('is no part of health where none is set', () => {
    expect(judgeProxy(null, NOW)).toEqual([]);
  });

  it.each<[state: string, Partial<ProxyFacts>, words: RegExp, figures: object]>([
    ['ok', {}, /^It answers\.$/, { answersMs: 3, failedMsAgo: null }],
    [
      'ok',
      { lastFault: { at: NOW - 60_000, fault: FAULT } },
      /^It answers\. The last time it did not: nothing listens/,
      { answersMs: 3, failedMsAgo: 60_000 },
    ],
    ['unknown', { answer: null }, /not asked yet/, { failedMsAgo: null }],
    [
      'critical',
      { answer: { fault: FAULT }, lastFault: { at: NOW, fault: FAULT } },
      /^Nothing listens .*: what goes by it waits/,
      { failedMsAgo: 0 },
    ],
  ])('is %s with %o', (...[state, fields, words, figures]) => {
    const [part] = judgeProxy(facts(fields), NOW);
    expect(part).toMatchObject({ id: 'proxy', kind: 'network', state, figures });
    expect(part?.text).toMatch(words);
    expect(part?.remedy === null).toBe(state !== 'critical');
  });

  it('explains why a run stands still only while it is known to be away', () => {
    expect(faultOfProxy(documentOf(facts({ answer: { fault: FAULT } })))?.text).toMatch(/^Nothing listens/);
    expect(faultOfProxy(documentOf(facts({})))).toBeNull();
    expect(faultOfProxy(documentOf(facts({ answer: null })))).toBeNull();
    expect(faultOfProxy(null)).toBeNull();
  });
});
