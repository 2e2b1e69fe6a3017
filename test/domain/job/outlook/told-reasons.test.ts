import { expect, test } from 'vitest';
import { toldReasons } from '../../../../domain/job/outlook/told-reasons.ts';

const no = (role: string, remedy: string | null) => ({ code: `no-${role}`, detail: `No ${role}.`, remedy });

test('what helps against several reasons is said once, below the last of them', () => {
  const four = ['orchestrator', 'dispatcher', 'scraper', 'pipeline'].map((role) =>
    no(role, 'Run `webloom up`.'),
  );
  const told = toldReasons([no('disk', 'Make room.'), ...four]);
  expect(told.map(({ remedy }) => remedy)).toEqual(['Make room.', null, null, null, 'Run `webloom up`.']);
  expect(told.map(({ detail }) => detail)).toEqual([
    'No disk.',
    'No orchestrator.',
    'No dispatcher.',
    'No scraper.',
    'No pipeline.',
  ]);
});

test('a reason that comes twice is told once', () => {
  expect(toldReasons([no('scraper', 'a'), no('scraper', 'a')])).toEqual([no('scraper', 'a')]);
  expect(toldReasons([no('scraper', null), no('pipeline', null)])).toHaveLength(2);
});
