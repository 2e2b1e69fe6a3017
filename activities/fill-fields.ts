// Reads fields whose selectors were just found on the pages that the run has stored, so that page and
// snapshot have their values from the first run on. The run still holds its job, so nothing else writes these
// pages.
import type { BlobStore } from '../domain/system/blob/blob-store.ts';
import type { Hasher } from '../domain/system/clock.ts';
import type { JobConfig } from '../domain/config/schema.ts';
import type { Page, PageBaseline } from '../domain/page/page.ts';
import type { HistoryStore, PageStore, PageWrite } from '../domain/page/page-store.ts';
import { parseOptions } from '../domain/run/stage/parse-options.ts';
import type { PageParser, ParseRequest } from '../domain/run/stage/page-parser.ts';
import { extractionVersion } from '../domain/run/stage/extraction-version.ts';
import { readContent } from './read-content.ts';

export interface FillPorts {
  readonly pages: Pick<PageStore, 'list' | 'write'>;
  readonly history: Pick<HistoryStore, 'fillFields'>;
  readonly blobs: Pick<BlobStore, 'get'>;
  readonly parser: PageParser;
  readonly hasher: Hasher;
}

export interface FoundConfig {
  readonly jobId: string;
  /** The run's own configuration; `after`: the same with the found selectors. */
  readonly before: JobConfig;
  readonly after: JobConfig;
  /** Order of the writes: after every visit of the run, before any visit of the next run. */
  readonly order: number;
}

const BATCH = 50;
/** Most pages that are filled; the others get their values when they are parsed next. */
const FILLED = 5_000;

type StoredPage = Page & { readonly baseline: PageBaseline };

/** Returns the number of filled pages. A repeat finds nothing left to do. */
export async function fillFields(ports: FillPorts, found: FoundConfig): Promise<number> {
  const version = extractionVersion(found.before, ports.hasher);
  let filled = 0;
  let after: string | null = null;
  for (let seen = 0; seen < FILLED; seen += BATCH) {
    const some: Page[] = await ports.pages.list(found.jobId, { after, limit: BATCH, states: ['live'] });
    const stale = some.filter(
      (page): page is StoredPage =>
        page.baseline !== undefined && page.baseline.extractionVersion === version,
    );
    filled += await fillSome(ports, stale, found);
    after = some.at(-1)?._id ?? null;
    if (some.length < BATCH) break;
  }
  return filled;
}

async function fillSome(
  ports: FillPorts,
  pages: readonly StoredPage[],
  { after, order }: FoundConfig,
): Promise<number> {
  const bodies = await Promise.all(pages.map(({ baseline }) => readContent(ports, baseline.bodyKey)));
  const kept = pages.flatMap((page, at) => {
    const bytes = bodies[at] ?? null;
    return bytes === null ? [] : [{ page, request: requestOf(page.baseline, bytes) }];
  });
  if (kept.length === 0) return 0;
  const replies = await ports.parser.parse(
    kept.map(({ request }) => request),
    parseOptions(after, false),
  );
  const version = extractionVersion(after, ports.hasher);
  const writes = kept.flatMap(({ page }, at): PageWrite[] => {
    const reply = replies[at];
    // The text differs too, so the parser has changed since; the next run parses such a page again.
    if (reply?.ok !== true || reply.row.textHash !== page.baseline.textHash) return [];
    const baseline = { ...page.baseline, fields: reply.row.fields, extractionVersion: version };
    return [{ id: page._id, expectedV: page.v, order, set: { baseline } }];
  });
  await ports.history.fillFields(
    writes.flatMap(({ set: { baseline } }) =>
      baseline === undefined ? [] : [{ id: baseline.snapshotId, fields: baseline.fields }],
    ),
  );
  const refused = await ports.pages.write(writes);
  return writes.length - refused.length;
}

function requestOf(baseline: PageBaseline, bytes: Uint8Array): ParseRequest {
  return {
    url: baseline.finalUrl,
    contentType: baseline.contentType ?? '',
    body: bytes,
  };
}
