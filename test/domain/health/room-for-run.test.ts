import { expect, it } from 'vitest';
import { judgeService } from '../../../domain/health/judge-service.ts';
import type { HealthDocument, HealthComponent } from '../../../domain/health/health.ts';
import { shortagesOf } from '../../../domain/health/room-for-run.ts';

const NOW = 1_000_000;

function part(id: string, more: Partial<HealthComponent>): HealthComponent {
  const kind = id.startsWith('queue:') ? 'queue' : id === 'disk' ? 'disk' : 'agent';
  return {
    id,
    kind,
    name: id,
    state: 'warning',
    text: `${id}.`,
    since: 1,
    remedy: null,
    figures: {},
    ...more,
  };
}

function looked(parts: readonly HealthComponent[], ageMs = 0): HealthDocument {
  return { _id: 'health', at: new Date(NOW - ageMs), by: 'monitor', everyMs: 15_000, parts };
}

const alarm = judgeService('broker', { ok: false, fault: 'low on disk', isAlarm: true, latencyMs: 1 });
const away = judgeService('broker', { ok: false, fault: 'refused', isAlarm: false, latencyMs: 1 });
const OLD = { figures: { oldestMs: 300_001 } };

it.each<[string, HealthComponent, string | null]>([
  ['a full disk', part('disk', { state: 'critical' }), 'disk'],
  ['a disk that fills up', part('disk', {}), null],
  ['an alarm of the broker', alarm, 'broker'],
  ['a broker that is away: chunks wait for it as before', away, null],
  ['the last scraper drains', part('scraper', { figures: { healthy: 1, draining: 1 } }), 'memory'],
  ['one of three scrapers drains', part('scraper', { figures: { healthy: 3, draining: 1 } }), null],
  ['the API drains', part('api', { figures: { healthy: 1, draining: 1 } }), null],
  ['a queue whose oldest message is old', part('queue:pages', OLD), 'queue'],
  ['pages that wait for a renderer', part('queue:wl1.url.to_render', OLD), null],
  ['a queue of dead messages', part('queue:pages.dead', OLD), null],
  ['a queue that is emptied in time', part('queue:pages', { figures: { oldestMs: 9 } }), null],
  ['a queue that nobody knows of', part('queue:pages', { ...OLD, state: 'unknown' }), null],
])('sees whether a run has room: %s', (_what, seen, expected) => {
  expect(shortagesOf(looked([seen]), NOW).map(({ what }) => what)).toEqual(
    expected === null ? [] : [expected],
  );
});

it('an old look, or none, holds nothing up', () => {
  const full = part('disk', { state: 'critical' });
  expect(shortagesOf(looked([full], 60_001), NOW)).toEqual([]);
  expect(shortagesOf(looked([full], 59_999), NOW)).toHaveLength(1);
  expect(shortagesOf(null, NOW)).toEqual([]);
});
