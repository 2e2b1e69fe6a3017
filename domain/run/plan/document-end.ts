// How a document of a source ended, in the words that a run and `inspect sitemap` show.
import { DOCUMENT_FAULTS, type DocumentFault } from '../source-progress.ts';
import type { SitemapReader } from '../../web/sitemap/parse.ts';

export interface DocumentEnd {
  readonly fault?: { readonly code: DocumentFault; readonly detail: string };
}

const MAX_SHOWN_NAME = 40;

/** Ends the reader. `broken`: why the bytes ended too early; null if they did not. What was read before counts. */
export function endOfDocument(reader: SitemapReader, broken: DocumentFault | null): DocumentEnd {
  const end = reader.end();
  const { root } = reader;
  if (broken !== null) return documentFault(broken);
  if (!end.ok && end.reason === 'empty') return documentFault('empty');
  const begins = root === '' ? '' : ` It begins with <${root.slice(0, MAX_SHOWN_NAME)}>.`;
  if (!end.ok) return documentFault('not-a-sitemap', begins);
  return end.incomplete ? documentFault('cut-off') : {};
}

export function documentFault(code: DocumentFault, more = ''): DocumentEnd {
  return { fault: { code, detail: `${DOCUMENT_FAULTS[code]}${more}` } };
}
