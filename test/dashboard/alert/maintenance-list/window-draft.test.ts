import { expect, test } from 'vitest';
import {
  newWindow,
  toWindow,
  type WindowDraft,
} from '../../../../dashboard/alert/maintenance-list/window-draft.ts';
import { maintenanceSchema } from '../../../../domain/alert/maintenance/schema.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const draft = (fields: Partial<WindowDraft>): WindowDraft => ({
  ...newWindow('UTC'),
  reason: 'Moves',
  ...fields,
});

test.each<[Partial<WindowDraft>, object]>([
  [{}, { when: { kind: 'once', until: '2026-11-27T12:00:00.000Z' }, scope: { kind: 'workspace' } }],
  [
    { kind: 'weekly', days: ['sat', 'sun'] },
    { when: { kind: 'weekly', days: ['sat', 'sun'], from: '02:00', to: '04:00', zone: 'UTC' } },
  ],
  [{ scope: 'tag', tag: ' shop ' }, { scope: { kind: 'tag', tag: 'shop' } }],
  [
    { scope: 'job', jobId: 'job_1', changes: 'drop' },
    { scope: { kind: 'job', jobId: 'job_1' }, changes: 'drop' },
  ],
])('%o is a window', (fields, window) => {
  const input = toWindow(draft(fields), NOW);
  expect(input).toMatchObject(window);
  expect(maintenanceSchema.safeParse(input).success).toBe(true);
});

test.each<[Partial<WindowDraft>, RegExp]>([
  [{ hours: '' }, /how many hours/],
  [{ kind: 'once', from: '2026-11-27T10:00' }, /when it ends/],
  [{ kind: 'weekly' }, /days/],
  [{ scope: 'job' }, /Pick the job/],
  [{ scope: 'tag' }, /Give the tag/],
])('%o is refused in words', (fields, words) => {
  expect(() => toWindow(draft(fields), NOW)).toThrow(words);
});
