// Calls of the API that take longer than others: what they ask for has to be read, or to come over the web, first.
import type { MapInput } from '../schemas/preview/map.ts';
import type { ScrapeInput } from '../schemas/preview/scrape.ts';
import type { AskInput } from '../schemas/preview/ask.ts';
import { type Ask, segment } from './ask.ts';
import type { Query } from './list-of.ts';

export const IMPORT_TIMEOUT_MS = 70_000;
export const SCRAPE_TIMEOUT_MS = 95_000;

/** `within`: asks with a time limit of its own, ms. */
export function patientCalls(within: (timeoutMs: number) => Ask) {
  return {
    /** Makes jobs of a file of another tool. */
    importFile: (bytes: Uint8Array, query: Query) =>
      within(IMPORT_TIMEOUT_MS)('/v1/imports', { method: 'POST', query, body: bytes }),
    /** A watch in plain words, of a page that was looked at: a language model takes its time. */
    askPreview: (previewId: string, body: AskInput) =>
      within(SCRAPE_TIMEOUT_MS)(`/v1/previews/${segment(previewId)}/ask`, { method: 'POST', body }),
    /** The addresses of a site, of which the documents are read first. */
    map: (body: MapInput) => within(SCRAPE_TIMEOUT_MS)('/v1/map', { method: 'POST', body }),
    /** One page now, which a browser may have to open. */
    scrape: (body: ScrapeInput) => within(SCRAPE_TIMEOUT_MS)('/v1/scrape', { method: 'POST', body }),
  };
}
