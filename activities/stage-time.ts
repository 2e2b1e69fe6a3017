// Does the work of a stage under heartbeats and says when it was done and what that took; shown in the waterfall of a run
// and on its receipt.
import { Context } from '@temporalio/activity';
import type { Clock } from '../domain/system/clock.ts';
import type { StageTime } from '../domain/run/chunk.ts';
import type { StageResult, TimedResult } from './contract.ts';
import { measureCpu } from './cpu-share.ts';
import { withHeartbeat } from './heartbeat.ts';

interface TimePorts {
  readonly clock: Clock;
}

export function timedStage<Result extends StageResult>(
  ports: TimePorts,
  work: () => Promise<Result>,
): Promise<Result & TimedResult> {
  return withHeartbeat(async () => {
    const startedAt = ports.clock.now().getTime();
    const { result, cpuMs } = await measureCpu(work);
    return { ...result, time: { startedAt, ...finishedNow(ports), cpuMs } };
  });
}

/** The end of the stage that works now, with the number of its attempt. */
export function finishedNow({ clock }: TimePorts): Pick<StageTime, 'finishedAt' | 'attempts'> {
  const { attempt } = Context.current().info;
  return { finishedAt: clock.now().getTime(), ...(attempt > 1 ? { attempts: attempt } : {}) };
}
