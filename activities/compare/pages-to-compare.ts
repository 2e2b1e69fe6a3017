// The stored pages of those visits that were parsed again; only these are compared.
import { pageId } from '../../domain/page/page-id.ts';
import type { Page } from '../../domain/page/page.ts';
import type { ParseRow, ScrapeRow } from '../../domain/run/stage/stage-row.ts';
import type { StagePorts } from '../stage-ports.ts';

export async function pagesToCompare(
  ports: Pick<StagePorts, 'pages'>,
  jobId: string,
  { scraped, parsed }: { scraped: readonly ScrapeRow[]; parsed: readonly ParseRow[] },
): Promise<Map<string, Page>> {
  const ids = scraped.flatMap(({ urlKey }, index) =>
    parsed[index]?.kind === 'parsed' ? [pageId(jobId, urlKey)] : [],
  );
  return ids.length === 0 ? new Map() : ports.pages.getMany(ids);
}
