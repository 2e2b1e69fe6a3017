// A preview by its id, or a problem that says to look again.
import type { FastifyRequest } from 'fastify';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { PreviewPorts } from '../../../domain/job/preview/read-look.ts';
import type { ViewedBody } from '../../../domain/job/preview/page-viewer.ts';
import type { Preview } from '../../../domain/job/preview/preview.ts';
import type { UnderstoodPage } from '../../../domain/job/preview/understand-page.ts';
import { workspaceOf } from '../../http/caller.ts';

type AskedPreview = Pick<FastifyRequest<{ Params: { previewId: string } }>, 'caller' | 'params'>;

/** Another workspace's preview is answered like one that is over. */
export function findPreview({ previews, clock }: PreviewPorts, request: AskedPreview): Preview {
  const { previewId } = request.params;
  const preview = previews.get(previewId, workspaceOf(request), clock.now());
  if (preview !== null) return preview;
  throw new WebloomError(
    'not-found',
    'This preview is over: they are kept for an hour, until Webloom starts anew. Look at the page again.',
    { facts: { previewId } },
  );
}

export interface ReadPreview {
  readonly preview: Preview;
  readonly body: ViewedBody;
  readonly page: UnderstoodPage;
}

/** Throws also where the page could not be fetched or read. */
export function findRead(ports: PreviewPorts, request: AskedPreview): ReadPreview {
  const { previewId } = request.params;
  const found = findPreview(ports, request);
  const { body, page } = found;
  if (body !== null && page !== null) return { preview: found, body, page };
  throw new WebloomError(
    'not-found',
    'There is no page in this preview. Its `problem` says why; look at the page again.',
    {
      facts: { previewId },
    },
  );
}
