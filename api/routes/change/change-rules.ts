// Tries a job's change rules before they are saved: how often would they have told a change?
import { setImmediate as nextTurn } from 'node:timers/promises';
import { comparesPictures } from '../../../domain/change/picture/picture-rules.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { findJob } from '../../query/find-row.ts';
import { validateChange } from '../../../domain/job/verb/change-job.ts';
import type { ApiPorts } from '../../ports.ts';
import { workspaceOf } from '../../http/caller.ts';
import { suggestRules } from '../../query/change/ignore-suggestions.ts';
import { findChange } from '../../answer/list-inbox.ts';
import { previewRules } from '../../query/change/preview-rules.ts';
import {
  changePreview,
  changePreviewBody,
  ignoreAnswer,
  ignoreBody,
} from '../../schemas/change/change-rule.ts';
import { changeParams } from '../../schemas/change/change.ts';
import { jobParams } from '../../schemas/job/job.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { jobRules } from '../../job-rules.ts';

export function registerChangeRules(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/jobs/:jobId/change-rules/preview',
    {
      config: { audit: false },
      schema: {
        tags: ['changes'],
        params: jobParams,
        body: changePreviewBody,
        response: { 200: changePreview },
      },
    },
    async (request) => {
      const { jobId } = request.params;
      const { changes, pages, versions } = request.body;
      const job = await findJob(ports, jobId);
      if (comparesPictures(job.config.changes)) throw noTrialOfPictures();
      // Checked as if they were saved, so that faults and their places are the same.
      const context = { ...jobRules(ports.settings), now: ports.clock.now(), nextTurn };
      const { config } = await validateChange(ports, { job, patch: { config: { changes } } }, context);
      return previewRules(ports, {
        jobId,
        now: job.config,
        wanted: config,
        pages,
        versions,
      });
    },
  );
  app.post(
    '/v1/changes/:changeId/ignore-suggestions',
    {
      schema: { tags: ['changes'], params: changeParams, body: ignoreBody, response: { 200: ignoreAnswer } },
    },
    async (request) => {
      const { change } = await findChange(ports, workspaceOf(request), request.params.changeId);
      return suggestRules(ports, change, request.body);
    },
  );
}

function noTrialOfPictures(): WebloomError {
  return new WebloomError(
    'validation',
    'This job is told what its pages look like, and these rules are about text. Try the rules of pictures on two files: webloom inspect picture before.png after.png',
  );
}
