// A preview by its id, or a problem that says to look again.
import { WebloomError } from '../../../domain/errors.ts';
import type { PreviewPorts } from '../../../domain/preview/make-preview.ts';
import type { ViewedBody } from '../../../domain/preview/page-viewer.ts';
import type { Preview } from '../../../domain/preview/preview.ts';
import type { UnderstoodPage } from '../../../domain/preview/understand-page.ts';
import type { ApiPorts } from '../../ports.ts';

export function findPreview(
  { settings, clock }: ApiPorts,
  { previews }: PreviewPorts,
  previewId: string,
): Preview {
  const preview = previews.get(previewId, settings.workspaceId, clock.now());
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
export function findRead(ports: ApiPorts, preview: PreviewPorts, previewId: string): ReadPreview {
  const found = findPreview(ports, preview, previewId);
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
