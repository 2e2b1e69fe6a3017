// A start that meets a run which is being stopped is refused, whatever the overlap policy, and says why.
import { expect, it } from 'vitest';
import { createRun } from '../../../../domain/job/execution/create-run.ts';
import { transitionRun } from '../../../../domain/job/execution/transition-run.ts';
import { describeDecision } from '../../../../domain/job/start-decision.ts';
import { HOURLY, configOf, createScene, jobOf, putJob } from '../../../support/control-scene.ts';

it.each(['skip', 'buffer_one', 'cancel_other'])('with the policy %s', async (overlap) => {
  const scene = createScene();
  await putJob(scene, { config: configOf({ overlap, schedule: HOURLY }), state: 'scheduled' });
  const first = { workflowId: `run:job:${'1'.padStart(26, '0')}`, jobId: 'job', trigger: 'manual' } as const;
  await createRun(scene.ports, first);
  const { activeRun } = await jobOf(scene);
  await transitionRun(scene.ports, { runId: activeRun ?? '', event: 'stop', by: 'user' });
  const slot = 'job@2026-03-01T13:00:00Z';
  const again = {
    workflowId: 'run:job-2026-03-01T13:00:00Z',
    jobId: 'job',
    trigger: 'schedule',
    slot,
  } as const;
  const decision = await createRun(scene.ports, again);
  expect(decision).toMatchObject({ kind: 'refused', reason: 'stopping', heldBy: activeRun });
  expect(decision.kind === 'run' ? '' : describeDecision(decision)).toContain('is being stopped');
});
