import { expect, test } from 'vitest';
import { openBrowserGauge } from '../../../workers/renderer/browser-gauge.ts';
import { createSilentLog } from '../../support/silent-log.ts';

const log = createSilentLog();
const DOING = { load: { slots: 4 }, work: [] };

test('a renderer with a browser says so, and keeps its other figures and errors', async () => {
  const gauge = await openBrowserGauge(async () => null, { log });
  const lastError = { at: new Date(0), what: 'fetch', message: 'broken' };
  expect(gauge.tell({ ...DOING, lastError })).toEqual({
    load: { slots: 4, browsers: 1 },
    work: [],
    lastError,
  });
  gauge.close();
});

test.each([
  ['none is found', async () => 'no Chromium or Chrome is installed.'],
  ['the look fails', async () => Promise.reject(new Error('no Chromium or Chrome is installed.'))],
])('one without says why: %s', async (_why, findFault) => {
  const gauge = await openBrowserGauge(findFault, { log });
  expect(gauge.tell(DOING)).toMatchObject({
    load: { slots: 4, browsers: 0 },
    lastError: { what: 'browser', message: expect.stringContaining('no Chromium or Chrome is installed.') },
  });
  gauge.close();
});

test('a browser that is installed later is found', async () => {
  let looks = 0;
  const findFault = async (): Promise<string | null> => {
    looks += 1;
    return looks < 3 ? 'none' : null;
  };
  const gauge = await openBrowserGauge(findFault, { log, lookAgainMs: 5 });
  expect(gauge.tell(DOING).load['browsers']).toBe(0);
  await expect.poll(() => gauge.tell(DOING).load['browsers']).toBe(1);
  expect(gauge.tell(DOING)).not.toHaveProperty('lastError');
  gauge.close();
});
