// Tells when the page of a job was looked at within the last hour and showed that the job has nothing to watch.
import { isWebloomError } from '../../domain/system/errors.ts';
import { addressesOf } from '../../domain/config/source-addresses.ts';
import type { JobNotice } from '../../domain/config/notices.ts';
import type { JobConfig } from '../../domain/config/schema.ts';
import { lookFindings, type ShownLook, tellsOfPage } from '../../domain/job/preview/look-findings.ts';
import { readAgain } from '../../domain/job/preview/make-preview.ts';
import type { PreviewPorts } from '../../domain/job/preview/read-look.ts';
import type { Preview } from '../../domain/job/preview/preview.ts';
import { toPreviewView } from '../views/preview-view.ts';

export interface LookedJob {
  readonly workspaceId: string;
  readonly config: JobConfig;
}

/** A job of several addresses may have something to watch at another one, so nothing is said of it. */
export async function readLook(
  ports: PreviewPorts,
  { workspaceId, config }: LookedJob,
): Promise<JobNotice[]> {
  const [url, ...others] = addressesOf(config.source);
  if (url === undefined || others.length > 0) return [];
  const now = ports.clock.now();
  const preview = ports.previews.latest(workspaceId, (one) => isLookOf(one, url, config), now);
  if (preview === null) return [];
  const seen = await shownLook(ports, preview, config);
  return lookFindings(seen).map(({ pointer, what, remedy }) => ({
    code: 'nothing-to-watch',
    pointer,
    detail: `When its page was looked at, there was nothing to watch. ${what}`,
    remedy,
  }));
}

/** It is over, it asked as the job does, and it tells of the page. */
function isLookOf(preview: Preview, url: string, { fetch }: JobConfig): boolean {
  const { outcome, fetched, config } = preview;
  if (outcome === 'pending' || !tellsOfPage(preview)) return false;
  if (preview.url !== url && fetched?.finalUrl !== url) return false;
  return askedAs(config.fetch) === askedAs(fetch);
}

function askedAs({
  delayMs: _delay,
  deadlineMs: _deadline,
  maxAttempts: _attempts,
  headers,
  ...asked
}: JobConfig['fetch']): string {
  const said = Object.entries(asked).map(([name, value]) => JSON.stringify([name, value]));
  return JSON.stringify([said.toSorted(), headers.map(({ name }) => name)]);
}

/** The look as the rules of the job see it. Only a job of pages watches the page that was looked at. */
async function shownLook(ports: PreviewPorts, preview: Preview, config: JobConfig): Promise<ShownLook> {
  const { problem } = preview;
  if (problem !== null || config.source.kind !== 'pages') return { problem, page: null };
  try {
    const page = await readAgain(ports, preview, config);
    return toPreviewView({ ...preview, page }, preview.at);
  } catch (error) {
    // A notice is worth no failed request: the first run of the job looks again.
    if (!isWebloomError(error)) throw error;
    ports.log.warn({ url: preview.url, err: error }, 'A kept look could not be read again');
    return { problem: null, page: null };
  }
}
