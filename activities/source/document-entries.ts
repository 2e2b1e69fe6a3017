// Yields the entries of one fetched document, some hundreds at a time, then how the document ended.
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { PackSlice } from '../../domain/run/pack-slice.ts';
import { type TextStream, decodeStream } from '../../domain/web/fetch/charset.ts';
import type { DocumentFault } from '../../domain/run/source-progress.ts';
import { type DocumentEnd, documentFault, endOfDocument } from '../../domain/run/plan/document-end.ts';
import { SitemapReader } from '../../domain/web/sitemap/parse.ts';
import { readDocument } from './unpack.ts';

export interface FetchedDocument {
  readonly url: string;
  readonly contentType: string | undefined;
  readonly pack: PackSlice | undefined;
}

export interface EntryBatch {
  readonly locs: readonly string[];
  /** The entries are documents to be read (a sitemap index), not pages. */
  readonly isIndex: boolean;
}

const BATCH = 400;

/** The protocol allows 50,000 entries, but a longer list works too: only the bytes are limited. */
export async function* documentEntries(
  blobs: Pick<BlobStore, 'slice'>,
  { url, contentType, pack }: FetchedDocument,
): AsyncGenerator<EntryBatch, DocumentEnd> {
  const reader = new SitemapReader({ url, maxEntries: Number.POSITIVE_INFINITY });
  if (pack === undefined) return documentFault('body-missing');
  const pieces = readDocument(blobs, pack);
  let text: TextStream | null = null;
  let locs: string[] = [];
  let broken: DocumentFault | null = null;
  const batch = (): EntryBatch => ({ locs: locs.splice(0), isIndex: reader.kind === 'index' });
  const collect = (): void => {
    for (const { loc } of reader.take()) locs.push(loc);
  };
  for (;;) {
    const { value, done } = await pieces.next();
    if (done) {
      broken = value;
      break;
    }
    text ??= decodeStream(value, contentType);
    reader.write(text.write(value));
    collect();
    if (locs.length >= BATCH) yield batch();
    if (reader.isOver) break;
  }
  await pieces.return(null);
  reader.write(text?.end() ?? '');
  const end = endOfDocument(reader, broken);
  collect();
  if (locs.length > 0) yield batch();
  return end;
}
