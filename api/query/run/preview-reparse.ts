// What reading stored pages of a job again would change: of the first pages, for a while, without changing anything.
import { previewHistory } from '../../../domain/upkeep/mend-run/reparse-history.ts';
import { previewPage, wantedPages } from '../../../domain/upkeep/mend-run/reparse-batch.ts';
import type { JobConfig } from '../../../domain/config/schema.ts';
import type { HistoryReach, ReparseFilter } from '../../../domain/run/mend.ts';
import type { Difference } from '../../../domain/upkeep/mend/plan-reparse.ts';
import type { Page } from '../../../domain/page/page.ts';
import type { ApiPorts } from '../../ports.ts';
import type { ReparsePreviewView } from '../../schemas/run/mend.ts';
import { decompressBlob } from '../page/page-text.ts';

const MAX_PAGES = 50;
/** Newest versions of a page. */
const MAX_VERSIONS = 100;
const MAX_DIFFERENCES = 10;
const PAGE_MS = 5_000;
/** Somebody waits for it; a page that was begun is read to its end. */
const WHILE_MS = 12_000;

interface Wanted {
  readonly jobId: string;
  readonly config: JobConfig;
  readonly only: ReparseFilter;
  readonly history?: HistoryReach;
}

type Previewed = ReparsePreviewView['pages'][number];

type ReparsePorts = Pick<ApiPorts, 'pages' | 'history' | 'blobs' | 'openParser' | 'clock' | 'hasher'>;

export async function previewReparse(ports: ReparsePorts, wanted: Wanted): Promise<ReparsePreviewView> {
  const filter = { ...wantedPages(wanted), after: null, limit: MAX_PAGES + 1 };
  const found = await ports.pages.list(wanted.jobId, filter);
  const until = ports.clock.now().getTime() + WHILE_MS;
  const parser = ports.openParser(PAGE_MS);
  const reading = { ...ports, parser, readBody: (key: string) => readBody(ports, key) };
  const pages: Previewed[] = [];
  let [looked, versions, differ, isCut] = [0, 0, 0, found.length > MAX_PAGES];
  try {
    for (const page of found.slice(0, MAX_PAGES)) {
      if (ports.clock.now().getTime() > until) {
        isCut = true;
        break;
      }
      const seen = await lookAt(reading, wanted, page);
      looked += 1;
      versions += seen.read;
      isCut ||= seen.isCut;
      if (seen.differences.length > 0) differ += 1;
      if (seen.why !== '' || seen.differences.length > 0) pages.push(toView(page, seen));
    }
  } finally {
    await parser.close();
  }
  return { looked, versions, differ, pages, truncated: isCut };
}

interface Looked {
  readonly why: string;
  readonly differences: readonly (Difference & { readonly at?: Date })[];
  readonly read: number;
  readonly isCut: boolean;
}

async function lookAt(
  ports: Parameters<typeof previewHistory>[0],
  { config, history }: Wanted,
  page: Page,
): Promise<Looked> {
  if (history !== undefined)
    return previewHistory(ports, { page, config, reach: history, most: MAX_VERSIONS });
  const { baseline } = page;
  if (baseline === undefined) return { why: '', differences: [], read: 0, isCut: false };
  const seen = await previewPage(ports, config, { ...page, baseline });
  return { ...seen, read: 1, isCut: false };
}

function toView({ _id: pageId, url }: Page, { why, differences }: Looked): Previewed {
  return {
    pageId,
    url,
    left: why === '' ? null : why,
    differences: differences
      .slice(0, MAX_DIFFERENCES)
      .map(({ at, what, before, after }) => ({ at: at?.toISOString() ?? null, what, before, after })),
    more: Math.max(0, differences.length - MAX_DIFFERENCES),
  };
}

async function readBody({ blobs }: Pick<ApiPorts, 'blobs'>, key: string): Promise<Uint8Array | null> {
  const kept = await blobs.get(key);
  return kept === null ? null : decompressBlob(kept);
}
