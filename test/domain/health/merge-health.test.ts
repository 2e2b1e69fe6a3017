import { describe, expect, it } from 'vitest';
import { type HealthComponent, healthState, withSince } from '../../../domain/health/health.ts';
import { type HealthFacts, isBlind, judgeHealth, mergeHealth } from '../../../domain/health/judge-health.ts';
import { NOW, facts, fault } from '../../support/health-facts.ts';

describe('what the monitor saw beside what the API sees', () => {
  const own = judgeHealth(facts()).filter(({ kind }) => kind === 'service' || kind === 'agent');
  const document = (ageMs: number, fields: Partial<HealthFacts> = {}) => ({
    _id: 'health' as const,
    at: new Date(NOW - ageMs),
    by: 'monitor:box:1',
    everyMs: 15_000,
    parts: withSince(judgeHealth(facts(fields)), null, NOW - ageMs),
  });
  const merged = (seen: ReturnType<typeof document> | null) =>
    Object.fromEntries(mergeHealth(own, { document: seen, now: NOW }).map((part) => [part.id, part]));

  it.each([
    [null, true],
    [45_001, true],
    [45_000, false],
    [-5_000, false],
  ])('a last look %o ms ago is blind: %o', (ageMs, blind) => {
    const seen = { document: ageMs === null ? null : document(ageMs), now: NOW };
    expect(isBlind(seen)).toBe(blind);
    expect(healthState(mergeHealth(own, seen), isBlind(seen))).toBe(blind ? 'blind' : 'ok');
  });

  it('parts nobody has looked at for long are not known, with what was known', () => {
    const parts = merged(document(60_000));
    expect(parts['hosts']).toMatchObject({ state: 'unknown', figures: {} });
    expect(parts['hosts']?.text).toContain('Then: None');
    expect(parts['store']?.state).toBe('ok');
    expect(parts['look']).toMatchObject({ state: 'unknown', since: NOW - 60_000 });
  });

  it('without any look the parts the API can not see are missing, and it says so', () => {
    const parts = merged(null);
    expect(parts['hosts']).toBeUndefined();
    expect(parts['look']?.text).toContain('has not looked yet');
  });

  it('what is known to be down goes before not knowing', () => {
    expect(healthState([{ state: 'critical' }], true)).toBe('down');
    expect(healthState([{ state: 'warning' }], true)).toBe('blind');
    expect(healthState([{ state: 'warning' }], false)).toBe('degraded');
  });

  it('a service that only the monitor does not reach is a warning, once it was so twice', () => {
    const services = { ...facts().services, broker: fault('No route') };
    const once = document(1_000, { services });
    expect(merged(once)['broker']?.state).toBe('ok');
    const twice = { ...once, parts: withSince(once.parts, null, NOW).map((part) => late(part)) };
    expect(merged(twice)['broker']).toMatchObject({
      state: 'warning',
      text: expect.stringContaining('the monitor (monitor:box:1) does not: No route'),
    });
  });
});

function late(part: HealthComponent): HealthComponent {
  return part.state === 'ok' ? part : { ...part, since: NOW - 20_000 };
}
