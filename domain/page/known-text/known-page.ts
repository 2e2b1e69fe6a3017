// The page and the version that a text of another tool becomes.
import { urlHost } from '../../web/url/key.ts';
import type { Snapshot } from '../page.ts';
import type { PageWrite } from '../page-store.ts';
import { snapshotId } from '../snapshot-id.ts';
import type { KnowingTool } from './known-text.ts';

export interface ReadKnownText {
  readonly pageId: string;
  readonly jobId: string;
  readonly urlKey: string;
  readonly url: string;
  readonly from: KnowingTool;
  readonly at: Date;
  /** SHA-256 of the text as it was in the other tool, base64url. */
  readonly rawHash: string;
  readonly textHash: string;
  readonly textLength: number;
  readonly bodyBytes: number;
  readonly bodyKey: string;
  readonly blocksKey: string;
  readonly contentType: string;
}

/** The first write of a page; those of runs come after it. */
const FIRST_V = 1;
/** Lower than that of any run. */
const ORDER = 0;
/** No run made it. */
const NO_RUN = '';

export function knownSnapshot(text: ReadKnownText): Snapshot {
  const { pageId, jobId, url, from, at, textLength } = text;
  const { rawHash, textHash, bodyBytes, bodyKey, blocksKey, contentType } = text;
  return {
    _id: snapshotId(pageId, FIRST_V, rawHash),
    pageId,
    jobId,
    runId: NO_RUN,
    from,
    at,
    v: FIRST_V,
    rawHash,
    textHash,
    blocksKey,
    bodyKey,
    bodyBytes,
    contentType,
    title: '',
    pageType: 'other',
    fields: [],
    basis: {
      lang: '',
      textLength,
      finalUrl: url,
      format: contentType === KNOWN_TYPES.markup ? 'html' : 'text',
    },
  };
}

export const KNOWN_TYPES = { text: 'text/plain; charset=utf-8', markup: 'text/html; charset=utf-8' } as const;

/** Without a baseline: nothing is compared with the text of another reader, and it has no validators. */
export function knownPage(text: ReadKnownText): PageWrite {
  const { pageId, jobId, urlKey, url, from, at, blocksKey } = text;
  return {
    id: pageId,
    expectedV: 0,
    order: ORDER,
    set: {
      jobId,
      urlKey,
      url,
      host: urlHost(url),
      state: 'live',
      known: { from, at, snapshotId: knownSnapshot(text)._id, blocksKey },
      firstSeenAt: at,
      lastCheckedAt: at,
      checks: 0,
      depth: 0,
      outbox: [],
    },
  };
}
