// Begins a look at a page for somebody who asks: judged as a job that has nothing else, and a few at a time:
// one more waits for a moment.
import { checkJob, invalidJob } from '../../../domain/config/check-job.ts';
import { maskSteps } from '../../../domain/config/page-step/step-secrets.ts';
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
import { loginFaults } from '../../../domain/job/verb/check-login.ts';
import { proxyFaults } from '../../../domain/job/verb/check-proxy.ts';
import type { Preview, PreviewGiven } from '../../../domain/job/preview/preview.ts';
import { newPreviewId } from '../../../domain/job/preview/preview-id.ts';
import type { PreviewPorts } from '../../../domain/job/preview/read-look.ts';
import { renderModeOf } from '../../../domain/run/render/render-wish.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { Fault } from '../../../domain/system/fault.ts';
import { given } from '../../../domain/system/given.ts';
import { datedUrl, hasDate } from '../../../domain/web/url/dated-url.ts';
import { createPlaces } from './places.ts';
import { jobRules } from '../../job-rules.ts';
import type { ApiPorts } from '../../ports.ts';
import type { PreviewRequest } from '../../schemas/preview/preview.ts';

/** A page that has not come by then is told as slow. */
const LOOK_MS = 13_000;
/** The same for the look by a browser, should one follow. */
const RENDER_MS = 45_000;
/** The same where the browser takes steps on the page. */
const STEPS_MS = 60_000;
/** Looks at the same time; each holds a parse thread. */
const MAX_AT_ONCE = 6;
/** How long one more waits for its turn; an answer begins within five seconds. */
const TURN_MS = 3_000;

type LookRequest = Pick<PreviewRequest, 'url'> &
  Partial<Pick<PreviewRequest, 'fetch' | 'fields' | 'changes'>>;

interface BegunLook {
  readonly begun: Preview;
  /** Rejects only when a service is away. */
  readonly work: Promise<Preview>;
}

export interface Looks {
  /** Waits for its turn. Throws `limit-exceeded` where too many go on, and where the request is no job. */
  begin(
    workspaceId: string,
    asked: LookRequest,
    wants?: { readonly offersJson?: boolean | undefined; readonly picture?: boolean | undefined },
  ): Promise<BegunLook>;
}

export function createLooks(ports: ApiPorts, preview: PreviewPorts): Looks {
  const places = createPlaces(MAX_AT_ONCE);
  return {
    async begin(workspaceId, asked, wants) {
      const { wanted, isRefused } = toWanted(ports, workspaceId, asked);
      const faults = isRefused
        ? []
        : [
            ...(await loginFaults(ports, workspaceId, wanted.config)),
            ...(await proxyFaults(ports, workspaceId, wanted.config)),
          ];
      if (faults.length > 0) throw invalidJob(faults.map(ofRequest));
      if (isRefused) {
        const refused = refusedPreview(preview, wanted);
        return { begun: refused, work: Promise.resolve(refused) };
      }
      const leave = await places.take(TURN_MS);
      if (leave === null) throw tooMany();
      const begun = beginPreview(preview, { ...wanted, ...given({ wantsPicture: wants?.picture }) });
      const work = finishPreview(preview, begun, signalsOf(wanted.config), wants).finally(leave);
      return { begun, work };
    },
  };
}

/** A page that is opened in a browser at once has the time of one. */
function signalsOf(config: JobConfig): LookSignals {
  const renderMs = config.fetch.steps === undefined ? RENDER_MS : STEPS_MS;
  const firstMs = renderModeOf(config) === 'always' ? renderMs : LOOK_MS;
  return { fetch: AbortSignal.timeout(firstMs), render: AbortSignal.timeout(renderMs) };
}

function tooMany(): WebloomError {
  return new WebloomError(
    'limit-exceeded',
    `${MAX_AT_ONCE} pages have been looked at for the last ${TURN_MS / 1_000} s, which is the most at a time. Try again in a few seconds.`,
  );
}

const NOT_ALLOWED = 'url-not-allowed';

/** The page as a job that has nothing else. An address of a private network is no fault of form: it is told as refused. */
function toWanted(
  ports: ApiPorts,
  workspaceId: string,
  body: LookRequest,
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
      url: datedUrl(url, context.now, 'UTC'),
      ...(hasDate(url) ? { named: url } : {}),
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
