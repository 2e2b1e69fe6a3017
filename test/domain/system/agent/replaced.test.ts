import { expect, it } from 'vitest';
import { replacedAgents } from '../../../../domain/system/agent/replaced.ts';

const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);

/** A process by role, machine and number; when it gave its first and its last sign, in seconds before now. */
function life(_id: string, firstS: number, lastS: number) {
  const role = _id.startsWith('scraper') ? ('scraper' as const) : ('monitor' as const);
  return { _id, role, startedAt: new Date(NOW - firstS * 1_000), at: new Date(NOW - lastS * 1_000) };
}

it.each([
  [
    'one whose successor began within seconds',
    [life('scraper:a:1', 900, 30), life('scraper:a:2', 25, 1)],
    ['scraper:a:1'],
  ],
  ['none that is only late', [life('scraper:a:1', 900, 14), life('scraper:a:2', 10, 1)], []],
  ['none whose successor began much later', [life('scraper:a:1', 900, 59), life('scraper:a:2', 30, 1)], []],
  ['none for one that was there before', [life('scraper:a:1', 900, 30), life('scraper:a:2', 800, 1)], []],
  ['none for one of another role', [life('scraper:a:1', 900, 30), life('monitor:a:2', 25, 1)], []],
  ['none for one on another machine', [life('scraper:a:1', 900, 30), life('scraper:b:2', 25, 1)], []],
  [
    'one of two for one successor',
    [life('scraper:a:1', 900, 31), life('scraper:a:2', 900, 30), life('scraper:a:3', 25, 1)],
    ['scraper:a:1'],
  ],
  [
    'each for a successor of its own',
    [
      life('scraper:a:1', 900, 31),
      life('scraper:a:2', 900, 30),
      life('scraper:a:3', 25, 1),
      life('scraper:a:4', 24, 1),
    ],
    ['scraper:a:1', 'scraper:a:2'],
  ],
  [
    'those of a row of kills but the last',
    [life('scraper:a:1', 900, 30), life('scraper:a:2', 25, 22)],
    ['scraper:a:1'],
  ],
  [
    'one that has been gone for long',
    [life('scraper:a:1', 900, 200), life('scraper:a:2', 195, 1)],
    ['scraper:a:1'],
  ],
] as const)('replaced is %s', (_what, lives, expected) => {
  expect([...replacedAgents(lives, NOW)]).toEqual(expected);
});
