// The thread of one search for selectors: decodes the pages, searches for the fields, answers once.
import { parentPort, workerData } from 'node:worker_threads';
import { decodeText } from '../../domain/web/fetch/charset.ts';
import { inferSelectors, toSelectorPage } from '../../domain/config/selector/infer-selectors.ts';
import type { StoredPage } from '../../domain/config/selector/selector-finder.ts';
import type { WantedField } from '../../domain/config/selector/wanted-field.ts';

export interface SelectorSearch {
  readonly pages: readonly StoredPage[];
  readonly wanted: readonly WantedField[];
}

const { pages, wanted } = workerData as SelectorSearch;
const read = pages.map(({ url, contentType, body }) =>
  toSelectorPage(decodeText(body, contentType).text, url),
);
parentPort?.postMessage(inferSelectors(read, wanted));
