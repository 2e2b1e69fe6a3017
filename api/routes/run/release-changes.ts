// Deciding about the changes that a run holds back: confirm them, so that they are told, or withdraw them.
import { decideRelease } from '../../../domain/job/gate/release-changes.ts';
import { callerOf } from '../../http/caller.ts';
import { withinDeadline } from '../../http/deadline.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { findRun } from '../../query/find-row.ts';
import { BODY_PROBLEMS, PROBLEMS } from '../../schemas/problem.ts';
import { decidedRun } from '../../schemas/run/degradation.ts';
import { runParams } from '../../schemas/run/run.ts';
import { toReleaseView } from '../../views/run/release-view.ts';

const VERBS = { confirm: 'confirmed', withdraw: 'withdrawn' } as const;

export function registerReleaseChanges(app: ApiServer, ports: ApiPorts): void {
  for (const verb of ['confirm', 'withdraw'] as const)
    app.post(
      `/v1/runs/:runId/changes/${verb}`,
      {
        config: { idempotent: true },
        schema: {
          tags: ['runs'],
          params: runParams,
          response: { 200: decidedRun, ...PROBLEMS, 409: BODY_PROBLEMS[409] },
        },
      },
      async (request) => {
        const { _id: runId } = await findRun(ports, request.params.runId);
        const decision = { state: VERBS[verb], by: callerOf(request).name };
        const work = decideRelease(ports, runId, decision);
        const run = await withinDeadline('Deciding about held changes', work);
        return { runId, hold: toReleaseView(run) };
      },
    );
}
