// What health says of the last backup: its age in words, and a warning only where backups are wanted.
import { expect, test } from 'vitest';
import { judgeBackup } from '../../../domain/health/judge-backup.ts';

const NOW = Date.UTC(2026, 4, 10);
const [MINUTE, HOUR] = [60_000, 3_600_000];

function lastBefore(ms: number | null) {
  return { ok: true, value: ms === null ? null : new Date(NOW - ms), latencyMs: 1 } as const;
}

test.each([
  [null, null, 'ok', 'No backup was taken yet.'],
  [30_000, null, 'ok', 'The last backup was taken 0 minutes ago.'],
  [MINUTE, null, 'ok', 'The last backup was taken one minute ago.'],
  [119 * MINUTE, null, 'ok', 'The last backup was taken 119 minutes ago.'],
  [47 * HOUR, null, 'ok', 'The last backup was taken 47 hours ago.'],
  [80 * HOUR, null, 'ok', 'The last backup was taken 3 days ago.'],
  [24 * HOUR, 1, 'ok', 'The last backup was taken 24 hours ago.'],
  [
    25 * HOUR,
    1,
    'warning',
    'The last backup was taken 25 hours ago. One is wanted every day (WEBLOOM_BACKUP_DAYS).',
  ],
  [null, 7, 'warning', 'No backup was taken yet. At least one is wanted every 7 days (WEBLOOM_BACKUP_DAYS).'],
])('the last one %s ms before, one wanted every %s days: %s', (ms, everyDays, state, text) => {
  const part = judgeBackup({ lastAt: lastBefore(ms), everyDays, now: NOW });
  expect([part.state, part.text, part.remedy === null]).toEqual([state, text, state === 'ok']);
});

test('a list of backups that can not be read is not known', () => {
  const lastAt = { ok: false, fault: 'The store is away', isAlarm: false, latencyMs: 1 } as const;
  expect(judgeBackup({ lastAt, everyDays: 1, now: NOW })).toMatchObject({
    state: 'unknown',
    text: 'The store is away.',
  });
});
