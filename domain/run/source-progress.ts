// How many of its source's documents (sitemaps, feeds) a run has read, and what was wrong with some of them.
// It is kept on the run document and shown by `why`, by the run's view and by the run's ending.

/** What was wrong with one document. Its URLs before the fault count, and so do other documents. */
export interface SourceFault {
  readonly url: string;
  /** A reason code of a fetch, or one of `DOCUMENT_FAULTS`. */
  readonly code: string;
  /** In words, for people. */
  readonly detail: string;
  /** URLs read from the document in spite of the fault. */
  readonly urls: number;
  readonly at: Date;
}

export const DOCUMENT_FAULTS = {
  'cut-off': 'It ends too early: what stands before the cut counts.',
  damaged: 'Its compressed bytes are damaged: what stands before the damage counts.',
  oversized: 'It unpacks to more than a sitemap may hold: its beginning counts, the rest is left out.',
  empty: 'There is nothing in it.',
  'not-a-sitemap': 'It is no sitemap, feed or list of addresses.',
  'body-missing': 'Its bytes are gone from the blob store.',
  'too-deep': 'Indexes point at indexes for too many levels; it was not asked for.',
  'too-many-documents': 'The source names more documents than a run reads; the rest was left out.',
} as const;

export type DocumentFault = keyof typeof DOCUMENT_FAULTS;

export interface SourceProgress {
  /** File from which the reading goes on after a restart; absent once all is read. */
  readonly stateFile?: string;
  /** The document being read now: the URLs it has given so far. */
  readonly reading?: { readonly url: string; readonly urls: number; readonly since: Date };
  /** Documents dealt with; `left`: documents named but not dealt with yet. */
  readonly documents: number;
  readonly left: number;
  /** URLs of the source that belong to the run; a URL named twice counts twice. */
  readonly urls: number;
  /** The first 20 faults; `faultCount` counts all. */
  readonly faults: readonly SourceFault[];
  readonly faultCount: number;
  /** URLs known to be left out; set when the limit of pages ended the reading. */
  readonly leftOut?: number;
}

export const NO_PROGRESS: SourceProgress = { documents: 0, left: 0, urls: 0, faults: [], faultCount: 0 };

const MAX_SHOWN_URL = 200;
/** Faults kept on a run. A source with more faults is broken as a whole, and more examples do not help. */
const MAX_FAULTS = 20;

export function withFault(progress: SourceProgress, fault: SourceFault): SourceProgress {
  const faults = [...progress.faults, fault].slice(0, MAX_FAULTS);
  return { ...progress, faults, faultCount: progress.faultCount + 1 };
}

/** One line: `http://shop.test/b.xml.gz: cut-off. It ends too early …; 120 URLs of it count.` */
export function describeFault(fault: Omit<SourceFault, 'at'>): string {
  return `${shortened(fault.url)}: ${faultInWords(fault)}`;
}

/** The same without the document's address. */
export function faultInWords({ code, detail, urls }: Omit<SourceFault, 'at' | 'url'>): string {
  const kept = urls === 0 ? '' : ` ${amount(urls, 'URL')} of it ${urls === 1 ? 'counts' : 'count'}.`;
  return `${code}. ${detail}${kept}`;
}

/** The document being read, or the number of documents left; null when nothing is left. */
export function describeReading({ reading, documents, left, urls }: SourceProgress): string | null {
  const rest = `${amount(documents, 'document')} read, ${left} left`;
  if (reading !== undefined)
    return `Reading ${shortened(reading.url)}: ${amount(reading.urls, 'URL')} of it so far, ${urls} in all; ${rest}.`;
  return left === 0 ? null : `The source has given ${amount(urls, 'URL')}: ${rest}.`;
}

/** What the limit of pages left out, and how to raise the limit; null when nothing was left out. */
export function describePageLimit(
  maxPages: number,
  left: { readonly urls: number; readonly documents: number; readonly links: number },
): { readonly detail: string; readonly remedy: string } | null {
  const parts = [
    ...(left.urls > 0 ? [amount(left.urls, 'URL of the source', 'URLs of the source')] : []),
    ...(left.documents > 0
      ? [
          `${amount(left.documents, 'document')} of the source that ${left.documents === 1 ? 'was' : 'were'} not read`,
        ]
      : []),
    ...(left.links > 0 ? [amount(left.links, 'link to another page', 'links to other pages')] : []),
  ];
  if (parts.length === 0) return null;
  return {
    detail: `The limit of ${amount(maxPages, 'page')} was reached; left out: ${parts.join(', ')}.`,
    remedy: 'Raise `limits.maxPages` of the job to have more pages visited.',
  };
}

function amount(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** A URL may be thousands of characters long. */
function shortened(url: string): string {
  return url.length <= MAX_SHOWN_URL ? url : `${url.slice(0, MAX_SHOWN_URL)}…`;
}
