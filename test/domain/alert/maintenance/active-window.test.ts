import { describe, expect, it } from 'vitest';
import { activeUntil, coveringWindow } from '../../../../domain/alert/maintenance/active-window.ts';
import type {
  MaintenanceTime,
  MaintenanceWindow,
} from '../../../../domain/alert/maintenance/maintenance-window.ts';
import { windowWords } from '../../../../domain/alert/maintenance/window-words.ts';
import { sampleWindow } from '../../../contracts/sample-alerts.ts';

const ONCE: MaintenanceTime = {
  kind: 'once',
  from: new Date('2026-11-27T02:00:00Z'),
  until: new Date('2026-11-27T04:00:00Z'),
};
// 27 November 2026 is a Friday. Berlin is an hour ahead of UTC in winter, two in summer.
const NIGHT: MaintenanceTime = {
  kind: 'weekly',
  days: ['fri'],
  from: '22:00',
  to: '02:00',
  zone: 'Europe/Berlin',
};
const MORNING: MaintenanceTime = {
  kind: 'weekly',
  days: ['mon', 'fri'],
  from: '06:00',
  to: '08:00',
  zone: 'UTC',
};
/** The clock is put back from 3 to 2 o'clock in this night. */
const CHANGE: MaintenanceTime = { ...NIGHT, days: ['sat'], to: '04:00' };

describe('a window', () => {
  it.each<[string, MaintenanceTime, string, string | null]>([
    ['before it begins', ONCE, '2026-11-27T01:59:59Z', null],
    ['at its begin', ONCE, '2026-11-27T02:00:00Z', '2026-11-27T04:00:00Z'],
    ['at its end', ONCE, '2026-11-27T04:00:00Z', null],
    ['on its weekday', MORNING, '2026-11-27T07:59:30Z', '2026-11-27T08:00:00Z'],
    ['on another weekday', MORNING, '2026-11-28T07:00:00Z', null],
    ['before midnight', NIGHT, '2026-11-27T21:30:00Z', '2026-11-28T01:00:00Z'],
    ['after midnight, on the day after', NIGHT, '2026-11-28T00:30:00Z', '2026-11-28T01:00:00Z'],
    ['after midnight, on its own weekday', NIGHT, '2026-11-27T00:30:00Z', null],
    ['in the night of the change', CHANGE, '2026-10-24T21:00:00Z', '2026-10-25T03:00:00Z'],
  ])('tells when it ends, or that it is off, asked %s', (_what, when, now, until) => {
    expect(activeUntil(when, new Date(now))).toEqual(until === null ? null : new Date(until));
  });
});

it.each<[MaintenanceTime, string]>([
  [ONCE, '2026-11-27 02:00 to 2026-11-27 04:00 UTC'],
  [MORNING, 'Mon, Fri 06:00–08:00 UTC'],
])('%o in words', (when, words) => {
  expect(windowWords(when)).toBe(words);
});

describe('of several windows', () => {
  const now = new Date('2026-11-27T03:00:00Z');
  const longer = { ...ONCE, until: new Date('2026-11-27T05:00:00Z') };
  const windows: MaintenanceWindow[] = [
    sampleWindow('mnt_all', { when: ONCE }),
    sampleWindow('mnt_job', { when: longer, scope: { kind: 'job', jobId: 'job' } }),
    sampleWindow('mnt_tag', { when: longer, scope: { kind: 'tag', tag: 'shop' } }),
  ];
  it.each([
    ['the one that ends last covers a job', { jobId: 'job', tags: [] }, 'mnt_job'],
    ['one covers the jobs with its tag', { jobId: 'other', tags: ['shop'] }, 'mnt_tag'],
    ['one of the workspace covers every job', { jobId: 'other', tags: [] }, 'mnt_all'],
    ['one of the workspace covers what is of no job', null, 'mnt_all'],
  ])('%s', (_what, job, windowId) => {
    expect(coveringWindow(windows, job, now)?.window._id).toBe(windowId);
  });
  it('none covers what comes after', () => {
    expect(coveringWindow(windows, { jobId: 'job', tags: [] }, new Date('2026-11-28T03:00:00Z'))).toBeNull();
  });
});
