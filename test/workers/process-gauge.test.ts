import { expect, test } from 'vitest';
import { openProcessGauge } from '../../workers/process-gauge.ts';
import { eventually } from '../support/eventually.ts';

test('a process that computes shows its CPU, and how long it kept its event loop waiting', async () => {
  const gauge = openProcessGauge(20);
  const lags: number[] = [];
  const [from, before] = [performance.now(), process.cpuUsage()];
  while (performance.now() < from + 400) Math.sqrt(from);
  const { cpuPercent } = gauge.load();
  const { user, system } = process.cpuUsage(before);
  // Other processes leave this one a share of the core that nobody knows beforehand.
  const share = (user + system) / 10 / (performance.now() - from);
  expect(cpuPercent).toBeGreaterThan(0);
  expect(Math.abs(cpuPercent - share)).toBeLessThan(5);
  await eventually(() => {
    lags.push(gauge.load().lagMs);
    return lags.some((lagMs) => lagMs >= 300);
  });
  await eventually(() => gauge.load().lagMs < 300);
  gauge.close();
});
