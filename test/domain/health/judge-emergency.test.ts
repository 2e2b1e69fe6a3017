import { expect, it } from 'vitest';
import { judgeEmergency } from '../../../domain/health/judge-emergency.ts';
import { minutesLater, START } from '../../contracts/sample-documents.ts';
import { sampleHold } from '../../contracts/emergency-store.ts';

it('is well while nothing is held', () => {
  expect(judgeEmergency([])).toMatchObject({ id: 'emergency', state: 'ok', figures: { holds: 0 } });
});

it('tells of wide holds in full, and of narrow ones how many there are', () => {
  const part = judgeEmergency([
    sampleHold('hold_1', { since: minutesLater(2) }),
    sampleHold('hold_2', { scope: { kind: 'tag', tag: 'secret' } }),
  ]);
  expect(part).toMatchObject({ state: 'warning', since: START.getTime(), figures: { holds: 2 } });
  expect(part.text).toContain('Emergency stop of everything');
  expect(part.text).toContain('1 of jobs, tags or a workspace.');
  expect(part.text).not.toContain('secret');
  expect(part.remedy).toContain('webloom emergency lift hold_1');
});
