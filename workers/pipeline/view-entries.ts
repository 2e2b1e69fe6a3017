// What a sitemap or feed names, of which the body may be packed by gzip.
import { gunzipSync } from 'node:zlib';
import type { NamedEntries, ViewedBody } from '../../domain/job/preview/page-viewer.ts';
import { decodeText } from '../../domain/web/fetch/charset.ts';
import { parseSitemap } from '../../domain/web/sitemap/parse.ts';

const MAX_UNPACKED_BYTES = 50 * 1024 * 1024;
const NOTHING: NamedEntries = { kind: null, locs: [], cut: false };

export function viewEntries({ url, contentType, body }: ViewedBody, most: number): NamedEntries {
  const bytes = unpacked(body);
  if (bytes === null) return NOTHING;
  const { text } = decodeText(bytes, contentType);
  const read = parseSitemap(text, { url, maxEntries: most });
  return read.ok ? { kind: read.kind, locs: read.entries.map(({ loc }) => loc), cut: read.cut } : NOTHING;
}

/** Null: it is damaged, or would be too large. */
function unpacked(body: Uint8Array): Uint8Array | null {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return gunzipSync(body, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
