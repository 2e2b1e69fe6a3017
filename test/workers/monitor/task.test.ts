import { afterEach, expect, it, vi } from 'vitest';
import { type Task, startTask } from '../../../workers/monitor/task.ts';
import { eventually } from '../../support/eventually.ts';
import { createSilentLog } from '../../support/silent-log.ts';

const NEVER_MS = 600_000;

afterEach(() => void vi.useRealTimers());

/** The clock and the timers stand still, and go on only when they are moved. */
function holdTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
}

const options = (leastMs: number) => ({ name: 'test', everyMs: NEVER_MS, leastMs, log: createSilentLog() });

it('has its first turn at once, and the next when it is woken', async () => {
  let turns = 0;
  const task = startTask(options(0), async () => void (turns += 1));
  await eventually(() => turns === 1, 5_000);
  task.wake();
  await eventually(() => turns === 2, 5_000);
  await task.stop();
  task.wake();
  expect(turns).toBe(2);
});

it('has one turn more, however often it is woken in one', async () => {
  let turns = 0;
  let end: () => void = () => undefined;
  const task = startTask(options(0), async () => {
    turns += 1;
    if (turns === 1) await new Promise<void>((resolve) => (end = resolve));
  });
  for (let n = 0; n < 1_000; n++) task.wake();
  expect(turns).toBe(1);
  end();
  await eventually(() => turns === 2, 5_000);
  await task.stop();
  expect(turns).toBe(2);
});

it('leaves the least time between two turns, however often it is woken', async () => {
  holdTime();
  const begun: number[] = [];
  const task = startTask(options(80), async () => void begun.push(performance.now()));
  for (let ms = 0; ms < 400; ms++) {
    task.wake();
    await vi.advanceTimersByTimeAsync(1);
  }
  await task.stop();
  expect(begun.map((at) => at - (begun[0] ?? 0))).toEqual([0, 80, 160, 240, 320, 400]);
});

it('goes on after a turn that failed', async () => {
  let turns = 0;
  const task = startTask(options(0), async () => {
    turns += 1;
    if (turns === 1) throw new Error('away');
  });
  await eventually(() => task.failures === 1, 5_000);
  task.wake();
  await eventually(() => turns === 2, 5_000);
  await task.stop();
  expect(task.failures).toBe(1);
});

it('rests while it is quiet, until it is woken', async () => {
  let turns = 0;
  let isQuiet = true;
  const rest = { restMs: NEVER_MS, isQuiet: () => isQuiet };
  const task = startTask({ ...options(0), everyMs: 1, rest }, async () => void (turns += 1));
  await eventually(() => turns === 1, 5_000);
  expect(turns).toBe(1);
  isQuiet = false;
  task.wake();
  await eventually(() => turns >= 5, 5_000);
  await task.stop();
  expect(turns).toBeGreaterThanOrEqual(5);
});

it('has its next turn within the time it is woken for, and forgets that after it', async () => {
  holdTime();
  const begun: number[] = [];
  const task: Task = startTask(options(0), async () => {
    begun.push(performance.now());
    if (begun.length === 1) {
      await Promise.resolve();
      task.wake(NEVER_MS / 2);
      task.wake(60);
      task.wake(NEVER_MS / 3);
    }
  });
  await vi.advanceTimersByTimeAsync(NEVER_MS - 1);
  await task.stop();
  expect(begun.map((at) => at - (begun[0] ?? 0))).toEqual([0, 60]);
});
