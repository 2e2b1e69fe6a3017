import { expect, test } from 'vitest';
import { openProcessGauge } from '../../workers/process-gauge.ts';
import { eventually } from '../support/eventually.ts';

test('a process that computes shows its CPU, and how long it kept its event loop waiting', async () => {
  const gauge = openProcessGauge(20);
  const lags: number[] = [];
  const until = performance.now() + 400;
  while (performance.now() < until) Math.sqrt(until);
  expect(gauge.load().cpuPercent).toBeGreaterThan(20);
  await eventually(() => {
    lags.push(gauge.load().lagMs);
    return lags.some((lagMs) => lagMs >= 300);
  });
  await eventually(() => gauge.load().lagMs < 300);
  gauge.close();
});
