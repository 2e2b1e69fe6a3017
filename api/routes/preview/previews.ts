// One look at one page for somebody who considers a job: what Webloom understands of it, before anything is saved.
import { checkJob, invalidJob } from '../../../domain/config/check-job.ts';
import { maskSteps } from '../../../domain/config/page-step/step-secrets.ts';
import { given } from '../../../domain/system/given.ts';
import type { Fault } from '../../../domain/system/fault.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { type JobConfig, jobConfigSchema } from '../../../domain/config/schema.ts';
import { sealSecrets } from '../../../domain/config/secret-headers.ts';
import { withoutDefaults } from '../../../domain/config/spare-defaults.ts';
import {
  beginPreview,
  finishPreview,
  type LookSignals,
  refusedPreview,
  type WantedPreview,
} from '../../../domain/job/preview/make-preview.ts';
import { renderModeOf } from '../../../domain/run/render/render-wish.ts';
import type { PreviewPorts } from '../../../domain/job/preview/read-look.ts';
import type { Preview, PreviewGiven } from '../../../domain/job/preview/preview.ts';
import { newPreviewId } from '../../../domain/job/preview/preview-id.ts';
import { workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import {
  PREVIEW_PROBLEMS,
  type PreviewRequest,
  previewBody,
  previewParams,
  previewView,
} from '../../schemas/preview/preview.ts';
import { toPreviewView } from '../../views/preview-view.ts';
import { findPreview } from './find-preview.ts';
import { jobRules } from '../../job-rules.ts';

const TAGS = ['previews'];
/** A page that has not come by then is told as slow. */
const LOOK_MS = 13_000;
/** The same for the look by a browser, should one follow. */
const RENDER_MS = 45_000;
/** The same where the browser takes steps on the page. */
const STEPS_MS = 60_000;
const ANSWER_MS = 15_000;
/** What is not done by then is answered as it is: it goes on, and can be asked for. */
const WAIT_MS = 14_000;
/** Looks at the same time; each holds a parse thread. */
const MAX_AT_ONCE = 6;

export function registerPreviews(app: ApiServer, ports: ApiPorts, preview: PreviewPorts): void {
  let open = 0;
  app.post(
    '/v1/preview',
    {
      config: { deadlineMs: ANSWER_MS },
      schema: { tags: TAGS, body: previewBody, response: { 200: previewView, ...PREVIEW_PROBLEMS } },
    },
    async (request) => {
      const { wanted, isRefused } = toWanted(ports, workspaceOf(request), request.body);
      if (isRefused) return shown(preview, refusedPreview(preview, wanted));
      if (open >= MAX_AT_ONCE) throw tooMany();
      open += 1;
      const begun = beginPreview(preview, wanted);
      const work = finishPreview(preview, begun, signalsOf(wanted.config)).finally(() => {
        open -= 1;
      });
      if (request.body.wait) {
        const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), WAIT_MS).unref());
        const done = await Promise.race([work, late]);
        if (done !== null) return shown(preview, done);
      }
      work.catch((error: unknown) =>
        ports.log.warn({ url: wanted.url, err: error }, 'A preview ended early'),
      );
      return shown(preview, findPreviewOf(preview, begun));
    },
  );
  app.get(
    '/v1/previews/:previewId',
    { schema: { tags: TAGS, params: previewParams, response: { 200: previewView } } },
    (request) => shown(preview, findPreview(preview, request)),
  );
}

/** A page that is opened in a browser at once has the time of one. */
function signalsOf(config: JobConfig): LookSignals {
  const renderMs = config.fetch.steps === undefined ? RENDER_MS : STEPS_MS;
  const firstMs = renderModeOf(config) === 'always' ? renderMs : LOOK_MS;
  return { fetch: AbortSignal.timeout(firstMs), render: AbortSignal.timeout(renderMs) };
}

function shown({ previews }: PreviewPorts, preview: Preview) {
  return toPreviewView(preview, previews.expiresAt(preview));
}

/** Its latest state. */
function findPreviewOf({ previews, clock }: PreviewPorts, begun: Preview): Preview {
  return previews.get(begun.previewId, begun.workspaceId, clock.now()) ?? begun;
}

function tooMany(): WebloomError {
  return new WebloomError(
    'limit-exceeded',
    `${MAX_AT_ONCE} pages are looked at just now, which is the most at a time. Try again in a few seconds.`,
  );
}

const NOT_ALLOWED = 'url-not-allowed';

/** The page as a job that has nothing else. An address of a private network is no fault of form: it is told as refused. */
function toWanted(
  ports: ApiPorts,
  workspaceId: string,
  body: PreviewRequest,
): { wanted: WantedPreview; isRefused: boolean } {
  const previewId = newPreviewId(ports.ids.ulid());
  const { url, fetch, fields, changes } = body;
  const config = { source: { kind: 'pages' as const, urls: [url] }, fetch, fields, changes };
  const context = { ...jobRules(ports.settings), jobId: previewId, now: ports.clock.now() };
  const check = checkJob({ config }, context);
  const faults = check.ok ? [] : check.faults.filter(({ code }) => code !== NOT_ALLOWED);
  if (faults.length > 0) throw invalidJob(faults.map(ofRequest));
  const whole = check.ok ? check.job.config : jobConfigSchema.parse(config);
  return {
    isRefused: !check.ok,
    wanted: {
      previewId,
      workspaceId,
      url,
      given: givenOf(whole),
      config: sealSecrets(ports.secrets, whole),
    },
  };
}

/** The place of a fault in the request of a preview, which has the parts of a configuration as members. */
function ofRequest(fault: Fault): Fault {
  const pointer = fault.pointer.replace(/^\/config\/source\/urls\/0/, '/url').replace(/^\/config\//, '/');
  return { ...fault, pointer };
}

/** Request headers may be secret, so they are not repeated; what steps fill in as a secret is masked. */
function givenOf(config: JobConfig): PreviewGiven {
  const { headers: _headers, steps, ...rest } = config.fetch;
  const fetch = { ...rest, ...given({ steps: steps && maskSteps(steps) }) };
  const defaults = jobConfigSchema.parse({ source: config.source });
  const ownFetch = withoutDefaults(fetch, defaults.fetch);
  const ownChanges = withoutDefaults(config.changes, defaults.changes);
  return {
    ...(Object.keys(ownFetch).length === 0 ? {} : { fetch: ownFetch }),
    ...(config.fields.length === 0 ? {} : { fields: config.fields }),
    ...(Object.keys(ownChanges).length === 0 ? {} : { changes: ownChanges }),
  };
}
