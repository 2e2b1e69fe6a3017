// Which texts of another tool an import has still to keep: those of jobs whose page is not there. A job that was edited meanwhile, or
// has looked at its page, keeps what it has.
import { pageId } from '../../../page/page-id.ts';
import type { JobStore } from '../../../job/job-store.ts';
import type { PageStore } from '../../../page/page-store.ts';
import { canonicalUrl } from '../../../web/url/canonical.ts';
import type { JobConfig } from '../../../config/schema.ts';
import type { PlacedText } from './keep-known-text.ts';
import { type TakenText, whyNoKnownText } from './known-draft.ts';

interface PlacePorts {
  readonly jobs: Pick<JobStore, 'get'>;
  readonly pages: Pick<PageStore, 'getMany'>;
  /** Key of a canonical URL. */
  readonly urlKeyOf: (url: string) => string;
}

/** Null: it is there. A text: why it is not to be kept, in words. */
export async function placeKnownText(
  ports: PlacePorts,
  { jobId, url, text }: { readonly jobId: string; readonly url: string; readonly text: TakenText },
): Promise<PlacedText | string | null> {
  const place = placeOf(ports, url);
  if (place === null) return 'its address is none';
  const id = pageId(jobId, place.urlKey);
  const page = (await ports.pages.getMany([id])).get(id);
  if (page !== undefined) return page.known === undefined ? 'a run has looked at the page before' : null;
  const job = await ports.jobs.get(jobId);
  return job !== null && isWanted(ports, job.config, place.urlKey)
    ? { ...place, jobId, text }
    : 'the job was changed, and watches something else by now';
}

/** As a run names the pages of its list. */
function placeOf(
  { urlKeyOf }: Pick<PlacePorts, 'urlKeyOf'>,
  raw: string,
): Pick<PlacedText, 'url' | 'urlKey'> | null {
  const canonical = canonicalUrl(raw);
  return canonical.ok ? { url: canonical.url, urlKey: urlKeyOf(canonical.url) } : null;
}

function isWanted(ports: Pick<PlacePorts, 'urlKeyOf'>, config: JobConfig, urlKey: string): boolean {
  if (config.source.kind !== 'pages' || whyNoKnownText(config) !== '') return false;
  const [own = ''] = config.source.urls;
  return placeOf(ports, own)?.urlKey === urlKey;
}
