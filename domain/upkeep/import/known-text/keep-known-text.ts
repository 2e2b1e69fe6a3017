// Keeps a text that another tool knew: its blobs, then the version that names them, then the page. Each step may be done again: a
// crash between two of them is made good by the next import of the file, and what nothing names is swept after a day.
import { pageId } from '../../../page/page-id.ts';
import { KNOWN_TYPES, knownPage, knownSnapshot } from '../../../page/known-text/known-page.ts';
import type { HistoryStore, PageStore } from '../../../page/page-store.ts';
import type { ContentBlob, PageParser } from '../../../run/stage/page-parser.ts';
import { ArchiveDraft } from '../../../system/blob/archive.ts';
import type { BlobStore } from '../../../system/blob/blob-store.ts';
import type { Hasher } from '../../../system/clock.ts';
import type { TakenText } from './known-draft.ts';

export interface KnownTextPorts {
  readonly pages: Pick<PageStore, 'write'>;
  readonly history: Pick<HistoryStore, 'insertSnapshots'>;
  readonly blobs: Pick<BlobStore, 'putArchive'>;
  /** Reads a text as runs read pages. */
  readonly parser: PageParser;
  readonly hasher: Hasher;
  readonly ids: { ulid(): string };
  /** By brotli, as all content is kept. */
  readonly compress: (bytes: Uint8Array) => Promise<Uint8Array>;
}

export interface PlacedText {
  readonly jobId: string;
  readonly urlKey: string;
  readonly url: string;
  readonly text: TakenText;
}

/** Why it is not kept, in words; null: it is, or the page is there already. */
export async function keepKnownText(ports: KnownTextPorts, placed: PlacedText): Promise<string | null> {
  const { jobId, urlKey, url } = placed;
  const { from, at, text, isMarkup } = placed.text;
  const contentType = isMarkup === true ? KNOWN_TYPES.markup : KNOWN_TYPES.text;
  const body = new TextEncoder().encode(text);
  // The rules of the job are for what the site sends: the other tool has followed its own.
  const rules = { fields: [], watched: null, wantLinks: false };
  const [reply] = await ports.parser.parse([{ url, contentType, body }], rules);
  if (reply?.ok !== true) return reply?.detail ?? 'the text could not be read';
  const rawHash = ports.hasher.sha256(body);
  const { textHash, textLength } = reply.row;
  const keys = await putContents(ports, [{ hash: rawHash, bytes: await ports.compress(body) }, reply.blocks]);
  const [bodyKey = '', blocksKey = ''] = keys;
  const read = { jobId, urlKey, url, from, at, rawHash, textHash, textLength, bodyKey, blocksKey };
  const known = { ...read, contentType, pageId: pageId(jobId, urlKey), bodyBytes: body.length };
  await ports.history.insertSnapshots([knownSnapshot(known)]);
  await ports.pages.write([knownPage(known)]);
  return null;
}

async function putContents(
  { blobs, ids }: Pick<KnownTextPorts, 'blobs' | 'ids'>,
  contents: readonly ContentBlob[],
): Promise<string[]> {
  const archive = new ArchiveDraft(ids.ulid());
  const keys = contents.map((content) => archive.add(content));
  await blobs.putArchive(archive.key, archive.entries);
  return keys;
}
