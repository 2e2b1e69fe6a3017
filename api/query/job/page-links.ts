// The links that are kept of a page, for crawls; read from the blob that its baseline names.
import type { Page } from '../../../domain/page/page.ts';
import type { LinkRow } from '../../../domain/run/stage/stage-row.ts';
import type { ApiPorts } from '../../ports.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import { decompressBlob } from '../page/page-text.ts';

export interface LinkView {
  readonly url: string;
  readonly text: string;
  readonly context: string;
  readonly paging: string | null;
  readonly nofollow: boolean;
}

export async function listLinks(
  { blobs, hasher }: Pick<ApiPorts, 'blobs' | 'hasher'>,
  page: Page,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: LinkView[]; nextCursor: string | null; total: number }> {
  const key = page.baseline?.outlinksKey;
  const bytes = key === undefined ? null : await blobs.get(key);
  const rows = bytes === null ? [] : parseLinks((await decompressBlob(bytes)).toString('utf8'));
  // A page that was read again has other links under another key: its cursor does not fit any more.
  const place = { place: `links ${page._id} ${key ?? ''}`, hasher };
  const from = Number(decodeCursor(place, cursor)?.[0] ?? 0);
  const to = from + limit;
  return {
    items: rows.slice(from, to).map(toView),
    nextCursor: to < rows.length ? encodeCursor(place, [to]) : null,
    total: rows.length,
  };
}

function parseLinks(json: string): readonly LinkRow[] {
  return JSON.parse(json) as readonly LinkRow[];
}

function toView([url, text, context, paging, nofollow]: LinkRow): LinkView {
  return { url, text, context, paging: paging === 0 ? null : paging, nofollow: nofollow === 1 };
}
