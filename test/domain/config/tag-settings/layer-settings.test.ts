import { expect, test } from 'vitest';
import { layerSettings } from '../../../../domain/config/tag-settings/layer-settings.ts';

const SOURCE = { kind: 'pages', urls: ['https://shop.example/'] };

test('a job has what its tags say, unless it says it itself', () => {
  const layers = [
    { tag: 'sale', priority: 0, settings: { fetch: { delayMs: 5_000, maxAttempts: 2 }, tolerance: 0.1 } },
  ];
  expect(layerSettings({ source: SOURCE, fetch: { delayMs: 2_000 } }, layers)).toEqual({
    config: { source: SOURCE, fetch: { delayMs: 2_000, maxAttempts: 2 }, tolerance: 0.1 },
    own: ['source', 'fetch.delayMs'],
    inherited: [
      { member: 'fetch.maxAttempts', tag: 'sale' },
      { member: 'tolerance', tag: 'sale' },
    ],
  });
});

test.each([
  ['the higher priority', { a: 2, b: 1 }, 'a'],
  ['of one priority the later name', { a: 1, b: 1 }, 'b'],
  ['a priority below zero last', { a: 0, b: -5 }, 'a'],
])('of two tags with one member %s wins', (_words, priorities, winner) => {
  const layers = Object.entries(priorities).map(([tag, priority]) => ({
    tag,
    priority,
    settings: { tolerance: tag === 'a' ? 0.1 : 0.2 },
  }));
  const { config, inherited } = layerSettings({ source: SOURCE }, layers);
  expect(inherited).toEqual([{ member: 'tolerance', tag: winner }]);
  expect(config['tolerance']).toBe(winner === 'a' ? 0.1 : 0.2);
});

test('a schedule is taken whole: none is made of two halves', () => {
  const night = { kind: 'cron', cron: '0 3 * * *', timezone: 'Europe/Berlin' };
  const layers = [
    { tag: 'sale', priority: 0, settings: { schedule: { kind: 'interval', everyMs: 60_000 } } },
  ];
  expect(layerSettings({ source: SOURCE, schedule: night }, layers)).toMatchObject({
    config: { schedule: night },
    inherited: [],
  });
});

test('what has no form is left to the check', () => {
  const layers = [{ tag: 'sale', priority: 0, settings: { fetch: { delayMs: 5_000 } } }];
  expect(layerSettings({ source: SOURCE, fetch: 5 }, layers).config).toEqual({ source: SOURCE, fetch: 5 });
});
