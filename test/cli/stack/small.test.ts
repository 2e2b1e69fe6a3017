import { expect, test } from 'vitest';
import { logLimits, smallSettings } from '../../../cli/stack/small.ts';
import { judgeSettings } from '../../../cli/stack/judge-settings.ts';

test('what somebody has set stays, an empty value is not set', () => {
  const settings = smallSettings({ WEBLOOM_MEMORY_MB: '300', WEBLOOM_CHUNK_MAX: '', PATH: '/bin' });
  expect(settings).toMatchObject({ WEBLOOM_MEMORY_MB: '300', WEBLOOM_CHUNK_MAX: '100', PATH: '/bin' });
});

test('every setting of a small stack is valid', async () => {
  await expect(judgeSettings(smallSettings({}))).resolves.toBeUndefined();
});

test('a limit below what an empty stack holds is refused with what to write', async () => {
  await expect(judgeSettings({ WEBLOOM_DATA_LIMIT_MB: '20' })).rejects.toThrow(
    /WEBLOOM_DATA_LIMIT_MB.*256 at least/s,
  );
});

test('the logs of twelve processes are a small part of a data folder with a limit', () => {
  const { maxBytes = Number.NaN, files = Number.NaN } = logLimits({ WEBLOOM_DATA_LIMIT_MB: '1024' });
  expect(12 * maxBytes * files).toBeLessThan(0.03 * 1_024 * 1_048_576);
  expect(logLimits({})).toEqual({});
});
