// A watch in plain words, of a page that was looked at: the operator's language model points, Webloom proves, and the caller confirms.
import { checkJob } from '../../../domain/config/check-job.ts';
import { readZone, unknownZone } from '../../../domain/config/schedule/phrase/zone-words.ts';
import { type AskFailure, askPage, type AskPorts } from '../../../domain/job/preview/ask/ask-page.ts';
import type { Preview } from '../../../domain/job/preview/preview.ts';
import type { PreviewPorts } from '../../../domain/job/preview/read-look.ts';
import { pageId } from '../../../domain/page/page-id.ts';
import type { Snapshot } from '../../../domain/page/page.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { given } from '../../../domain/system/given.ts';
import { type LanguageModel, remedyOfModel } from '../../../domain/system/model/language-model.ts';
import { bodyOfVersion } from '../../answer/version-parts.ts';
import { findOwnJob } from '../../query/find-row.ts';
import { urlKeyOf } from '../../query/recovery/url-key.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { jobRules } from '../../job-rules.ts';
import type { ApiPorts } from '../../ports.ts';
import { ASK_PROBLEMS, askBody, askedSuggestion } from '../../schemas/preview/ask.ts';
import { previewParams } from '../../schemas/preview/preview.ts';
import { BODY_PROBLEMS } from '../../schemas/problem.ts';
import { toAskedView } from '../../views/asked-suggestion-view.ts';
import { findRead, type ReadPreview } from './find-preview.ts';

/** Models on a machine of one's own take their time. */
const MODEL_MS = 60_000;
/** Proving comes after that. */
const DEADLINE_MS = 90_000;
/** Each holds an answer open, and a small model does one thing after another. */
const MAX_AT_ONCE = 4;

export function registerAsk(app: ApiServer, ports: ApiPorts, preview: PreviewPorts): void {
  let open = 0;
  app.post(
    '/v1/previews/:previewId/ask',
    {
      config: { deadlineMs: DEADLINE_MS },
      schema: {
        tags: ['previews'],
        params: previewParams,
        body: askBody,
        response: { 200: askedSuggestion, ...BODY_PROBLEMS, ...ASK_PROBLEMS },
      },
    },
    async (request) => {
      const read = findRead(preview, request);
      const model = modelOf(ports);
      const { wish, timezone: asked, jobId } = request.body;
      const timezone = readZone(asked);
      if (timezone === null) throw unknownZone(asked);
      requireText(read);
      if (open >= MAX_AT_ONCE) throw tooMany();
      open += 1;
      try {
        const { body, page } = read;
        const versions = await storedSnapshots(ports, read.preview, jobId);
        const answer = await askPage(toAskPorts(ports, preview, versions), model, {
          preview: { ...read.preview, body, page },
          wish: { wish, timezone },
          signal: AbortSignal.timeout(MODEL_MS),
        });
        if ('fault' in answer) throw unavailable(ports, model, answer);
        return toAskedView(answer, model.place.name);
      } finally {
        open -= 1;
      }
    },
  );
}

/** Each is one more search of a page. */
const MAX_VERSIONS = 5;

/** The newest ones of the page in the job; none where no job is named. */
async function storedSnapshots(
  ports: ApiPorts,
  { workspaceId, url }: Pick<Preview, 'workspaceId' | 'url'>,
  jobId: string | undefined,
): Promise<readonly Snapshot[]> {
  if (jobId === undefined) return [];
  const job = await findOwnJob(ports, jobId, workspaceId);
  const own = pageId(job._id, urlKeyOf(url));
  if (!(await ports.pages.getMany([own])).has(own))
    throw new WebloomError(
      'not-found',
      `The job ${job.name} has no stored version of ${url}: leave jobId out.`,
      {
        facts: { jobId, url },
      },
    );
  const found = await ports.history.snapshots({ pageId: own, limit: MAX_VERSIONS });
  // The text of another tool is no page that selectors could be tried on.
  return found.filter(({ from }) => from === undefined);
}

function toAskPorts(ports: ApiPorts, preview: PreviewPorts, snapshots: readonly Snapshot[]): AskPorts {
  return {
    ...preview,
    usage: ports.usage,
    secretSource: ports.secretSource,
    versions: () => Promise.all(snapshots.map((snapshot) => bodyOfVersion(ports, snapshot))),
    check: (job) => {
      const context = { ...jobRules(ports.settings), jobId: '', now: ports.clock.now() };
      const check = checkJob(job, context);
      return check.ok ? check.job.config : check.faults;
    },
  };
}

function modelOf({ model = null }: ApiPorts): LanguageModel {
  if (model !== null) return model;
  throw new WebloomError(
    'transition-not-allowed',
    'No language model is set up, so plain words can not be read. Set WEBLOOM_MODEL_URL and WEBLOOM_MODEL for the API (docs/model.md), or pick the part yourself.',
  );
}

function requireText({ preview, page }: ReadPreview): void {
  const isText = (page.declared?.format ?? 'html') === 'html';
  if (preview.outcome === 'understood' && isText) return;
  const why =
    preview.outcome === 'understood'
      ? 'it is no web page: its parts are named by JSONPath or XPath'
      : (preview.problem?.what ?? 'it was not read');
  throw new WebloomError(
    'transition-not-allowed',
    `A language model is asked about web pages that were understood alone; of this one ${why}.`,
  );
}

function tooMany(): WebloomError {
  return new WebloomError(
    'limit-exceeded',
    `${MAX_AT_ONCE} questions to the language model are open just now, which is the most at a time. Try again in a minute.`,
  );
}

/** The log says what the caller is told; neither has anything of what the server said. */
function unavailable(
  { log }: Pick<ApiPorts, 'log'>,
  { place }: LanguageModel,
  { fault, detail, retryAfterSeconds }: AskFailure,
): WebloomError {
  log.warn({ model: place.name, fault, detail }, 'The language model could not be had');
  return new WebloomError(
    'dependency-unavailable',
    `The language model ${place.name} could not be asked. ${detail}. ${remedyOfModel(fault)}`,
    { facts: { fault, ...given({ retryAfterSeconds }) } },
  );
}
