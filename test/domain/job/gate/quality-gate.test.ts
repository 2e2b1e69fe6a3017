import { describe, expect, it } from 'vitest';
import { resumeJob } from '../../../../domain/job/verb/verbs.ts';
import { parseGate } from '../../../../domain/config/gate/gate-text.ts';
import { sampleJob } from '../../../contracts/sample-documents.ts';
import { HOURLY, jobOf, type Scene, withEveryCut } from '../../../support/control-scene.ts';
import { crawling, finalize, RUN } from '../../../support/crawling-run.ts';

/** The run reads three pages, and a fourth fails: a quarter. */
const CLOSED = [parseGate('failures above 20%')];
const OPEN = [parseGate('failures above 30%'), parseGate('price found below 50%'), parseGate('worse')];
const TEXT = '1 of 4 pages (25 %) failed.';

describe('a run that closes a quality gate', () => {
  it('pauses its job, with the figures and who did it', async () => {
    const scene = await crawling({ gates: CLOSED, schedule: HOURLY });
    const run = await finalize(scene);
    expect(run).toMatchObject({ state: 'completed', gateHits: [{ gate: 'failures above 20%', text: TEXT }] });
    const job = await jobOf(scene);
    expect(job).toMatchObject({
      state: 'paused',
      activeRun: null,
      nextRunAt: null,
      trouble: { kind: 'gated', text: `Paused by its gate: ${TEXT}`, runId: RUN },
    });
    expect(job.history.at(-1)).toMatchObject({
      from: 'running',
      to: 'paused',
      event: 'pause',
      by: 'quality gate',
    });
    expect(scene.noted.schedules.get('job')).toBe('paused');
  });

  it('is told to watchers once, however often its end is repeated', async () => {
    const scene = await crawling({ gates: CLOSED });
    await finalize(scene);
    await finalize(scene);
    const events = await scene.stores.events.since('default', new Date(0), 100);
    const told = events.filter(({ type, data }) => type === 'job.state' && data['by'] === 'quality gate');
    expect(told).toHaveLength(1);
    expect(told[0]?.data).toMatchObject({ state: 'paused', gates: [{ text: TEXT }] });
  });

  it('starts neither a retry nor a dependent: what it read is not to go on', async () => {
    const scene = await crawling({ gates: CLOSED, dependents: ['other'] });
    await scene.stores.jobs.insert(sampleJob('other'));
    await finalize(scene);
    const failing = await crawling({ gates: CLOSED, tolerance: 0, retry: { attempts: 3, afterMs: 1_000 } });
    expect(await finalize(failing)).toMatchObject({ state: 'failed', gateHits: [{ text: TEXT }] });
    expect(await jobOf(failing)).toMatchObject({ state: 'paused', retryAt: null });
    for (const { noted } of [scene, failing])
      expect([...noted.started.values()].filter(({ trigger }) => trigger !== 'manual')).toEqual([]);
  });

  it('is resumed like any paused job, and not paused again by the same run', async () => {
    const scene = await crawling({ gates: CLOSED, schedule: HOURLY });
    await finalize(scene);
    await resumeJob(scene.ports, 'job');
    await finalize(scene);
    expect(await jobOf(scene)).toMatchObject({ state: 'scheduled' });
  });

  it('pauses its job with a power cut between any two writes', async () => {
    const { whole, cut } = await withEveryCut(
      () => crawling({ gates: CLOSED, schedule: HOURLY }),
      (scene) => finalize(scene),
      async (scene: Scene) => {
        const { state, history, trouble } = await jobOf(scene);
        return {
          state,
          trouble: trouble?.text,
          paused: history.filter(({ event }) => event === 'pause').length,
        };
      },
    );
    expect(whole).toEqual({ state: 'paused', trouble: `Paused by its gate: ${TEXT}`, paused: 1 });
    expect(cut.length).toBeGreaterThan(3);
    for (const { after, seen } of cut) expect(seen, `cut after ${after} writes`).toEqual(whole);
  });
});

describe('a run that closes no gate', () => {
  it('leaves its job on its schedule', async () => {
    const scene = await crawling({ gates: OPEN, schedule: HOURLY });
    expect((await finalize(scene)).gateHits).toBeUndefined();
    expect(await jobOf(scene)).toMatchObject({ state: 'scheduled', trouble: null });
  });

  it('is any that was stopped', async () => {
    const scene = await crawling({ gates: CLOSED, schedule: HOURLY });
    expect((await finalize(scene, 'stopped')).gateHits).toBeUndefined();
  });
});
