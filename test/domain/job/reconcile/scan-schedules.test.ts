// What the list of all schedules of the engine tells, and what is asked for by itself because of it.
import { describe, expect, it } from 'vitest';
import { nextTimes as nextTimesOf } from '../../../../domain/config/schedule/schedule.ts';
import { WEEKDAYS } from '../../../../domain/config/schedule/weekday.ts';
import type { Job } from '../../../../domain/job/job.ts';
import { createHandledCheck } from '../../../../domain/job/reconcile/reconcile-schedules.ts';
import { createScheduleScan, scanSchedules } from '../../../../domain/job/reconcile/scan-schedules.ts';
import type { ListedSchedule } from '../../../../domain/run/run-engine.ts';
import { START, sampleJob, sampleRun } from '../../../contracts/sample-documents.ts';
import { configOf, createScene, HOURLY, jobOf, putJob, type Scene } from '../../../support/control-scene.ts';

const RECURRING = { config: configOf({ schedule: HOURLY }), state: 'scheduled' } as const;

async function sceneWith(fields: Partial<Job>): Promise<Scene> {
  const scene = createScene();
  await putJob(scene, fields);
  return scene;
}

describe('the list of all schedules', () => {
  /** An engine whose list tells what is given, and which counts what it is asked for. */
  async function listing(fields: Partial<Job>, listed: Partial<ListedSchedule> | null) {
    const scene = await sceneWith({ ...RECURRING, ...fields });
    const now = scene.now;
    const nextTimes = nextTimesOf(HOURLY, 'job', now, 5);
    const one = { jobId: 'job', jobName: 'Kettles', paused: false, isByHand: false, note: '', nextTimes };
    const asked: string[] = [];
    let lists = 0;
    const { engine } = scene.ports;
    const ports = {
      ...scene.ports,
      engine: {
        ...engine,
        listSchedules: async () => ((lists += 1), listed === null ? [] : [{ ...one, ...listed }]),
        scheduleState: async (jobId: string) => (asked.push(jobId), engine.scheduleState(jobId)),
      },
    };
    return { scene, ports, asked, lists: () => lists };
  }
  const later = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

  it.each([
    ['as it should be', {}, {}, 0],
    ['paused as its job is', { state: 'paused', shownState: 'paused' }, { paused: true, nextTimes: [] }, 0],
    ['paused while its job is not', {}, { paused: true }, 1],
    ['active while its job is paused', { state: 'paused', shownState: 'paused' }, {}, 1],
    ['there while its job wants none', { state: 'stopped', shownState: 'stopped' }, {}, 1],
    ['of another name', {}, { jobName: 'Teapots' }, 1],
    ['of a name that is cut', { name: 'Kettles and more' }, {}, 0],
    ['at other times', {}, { nextTimes: [later(7), later(14)] }, 1],
    ['at times of which some are missing', {}, { nextTimes: [later(120), later(240)] }, 1],
    ['at times that have passed, as a list that lags tells', {}, { nextTimes: [later(-60)] }, 1],
    ['set by hand', {}, { isByHand: true }, 1],
    ['of a job whose retry is overdue', { retryAt: later(-5) }, {}, 1],
  ] as const)('a schedule that is %s: asked for by itself or not', async (_what, fields, listed, count) => {
    const { ports, asked } = await listing(fields, listed);
    await scanSchedules(ports);
    expect(asked).toHaveLength(count);
  });

  it('lacks a schedule: it is put back; of a job without one it lacks none', async () => {
    const { scene, ports, asked } = await listing({}, null);
    scene.noted.schedules.clear();
    await scene.stores.jobs.insert(sampleJob('one-off'));
    await scanSchedules(ports);
    expect([asked, scene.noted.schedules.get('job')]).toEqual([['job'], 'active']);
  });

  it('may have times that a window leaves out, and no others', async () => {
    const schedule = { ...HOURLY, window: { from: '00:00', to: '24:00', days: WEEKDAYS.slice(0, 5) } };
    const open = nextTimesOf(schedule, 'job', START, 5);
    const friday = nextTimesOf(HOURLY, 'job', START, 200);
    const fields = { config: configOf({ schedule }) };
    const until = open.at(-1) ?? START;
    const all = friday.filter((at) => at <= until);
    expect((await asksFor(fields, all)).length).toBe(0);
    expect((await asksFor(fields, open)).length).toBe(0);
    expect((await asksFor(fields, open.slice(1))).length).toBe(1);
  });

  async function asksFor(fields: Partial<Job>, nextTimes: readonly Date[]): Promise<string[]> {
    const { ports, asked } = await listing(fields, { nextTimes });
    await scanSchedules(ports);
    return asked;
  }

  it('is read each minute for up to 2,000 jobs, and more rarely for more', async () => {
    const { scene, ports, lists } = await listing({}, {});
    const scan = createScheduleScan(ports);
    await scan();
    await scan();
    expect(lists()).toBe(2);
    for (let n = 0; n < 2_000; n++) await scene.stores.jobs.insert(sampleJob(`many-${n}`));
    for (let minute = 0; minute < 4; minute++) await scan();
    expect(lists()).toBe(4);
  });

  it('is read for what was set by hand only when the number of paused schedules has changed', async () => {
    const { scene, ports, lists } = await listing({}, {});
    const check = createHandledCheck(ports);
    for (let turn = 0; turn < 5; turn++) await check();
    expect(lists()).toBe(1);
    scene.noted.schedules.set('job', 'paused-by-hand');
    await check();
    await check();
    expect(lists()).toBe(2);
  });

  it('is read each time where the engine can not count, or what was set can not be obeyed yet', async () => {
    const { ports, lists } = await listing({}, {});
    const check = createHandledCheck({
      ...ports,
      engine: { ...ports.engine, countPausedSchedules: async () => null },
    });
    await check();
    await check();
    expect(lists()).toBe(2);
    const scene = await sceneWith({ ...RECURRING, state: 'starting', activeRun: 'run_x' });
    await scene.stores.runs.insert(sampleRun('run_x', { state: 'finalizing', ending: 'completed' }));
    scene.noted.schedules.set('job', 'paused-by-hand');
    const again = createHandledCheck(scene.ports);
    await again();
    const ended = { at: scene.now, from: 'running', to: 'scheduled', event: 'complete', by: 'run' } as const;
    await scene.stores.jobs.control(await jobOf(scene), { activeRun: null }, ended);
    await again();
    expect((await jobOf(scene)).state).toBe('paused');
  });
});
