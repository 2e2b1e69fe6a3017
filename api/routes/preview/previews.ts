// One look at one page for somebody who considers a job: what Webloom understands of it, before anything is saved.
import type { Preview } from '../../../domain/job/preview/preview.ts';
import type { PreviewPorts } from '../../../domain/job/preview/read-look.ts';
import { workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import {
  PREVIEW_PROBLEMS,
  type PreviewView,
  previewBody,
  previewParams,
  previewView,
} from '../../schemas/preview/preview.ts';
import { toPreviewView } from '../../views/preview-view.ts';
import type { Looks } from './begin-look.ts';
import { findPreview } from './find-preview.ts';

const TAGS = ['previews'];
const ANSWER_MS = 15_000;
/** What is not done by then is answered as it is: it goes on, and can be asked for. */
const WAIT_MS = 14_000;

export function registerPreviews(
  app: ApiServer,
  ports: Pick<ApiPorts, 'log' | 'model'>,
  { preview, looks }: { readonly preview: PreviewPorts; readonly looks: Looks },
): void {
  const { model = null } = ports;
  const shown = (seen: Preview): PreviewView => {
    const view = toPreviewView(seen, preview.previews.expiresAt(seen));
    // A language model can be asked about it.
    return model === null ? view : { ...view, links: { ...view.links, ask: `${view.links['self']}/ask` } };
  };
  app.post(
    '/v1/preview',
    {
      config: { deadlineMs: ANSWER_MS },
      schema: { tags: TAGS, body: previewBody, response: { 200: previewView, ...PREVIEW_PROBLEMS } },
    },
    async (request) => {
      // Its turn is part of the time.
      const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), WAIT_MS).unref());
      const { begun, work } = await looks.begin(workspaceOf(request), request.body);
      if (request.body.wait) {
        const done = await Promise.race([work, late]);
        if (done !== null) return shown(done);
      }
      work.catch((error: unknown) => ports.log.warn({ url: begun.url, err: error }, 'A preview ended early'));
      return shown(findPreviewOf(preview, begun));
    },
  );
  app.get(
    '/v1/previews/:previewId',
    { schema: { tags: TAGS, params: previewParams, response: { 200: previewView } } },
    (request) => shown(findPreview(preview, request)),
  );
}

/** Its latest state. */
function findPreviewOf({ previews, clock }: PreviewPorts, begun: Preview): Preview {
  return previews.get(begun.previewId, begun.workspaceId, clock.now()) ?? begun;
}
