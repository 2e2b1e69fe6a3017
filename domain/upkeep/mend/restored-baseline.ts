// A stored version as the one that later looks are compared with. It is read again from its body by today's rules at the
// next look, and that look asks for the page without conditions: the site may have the version that was taken back.
import type { Page, PageBaseline, Snapshot, SnapshotBasis } from '../../page/page.ts';
import { given } from '../../system/given.ts';

/** Of versions stored before it was kept with them. */
const UNREAD = '';

export function restoredBaseline(page: Page, snapshot: Snapshot): PageBaseline {
  const { _id: snapshotId, contentType, picture, served } = snapshot;
  const basis: Partial<SnapshotBasis> = snapshot.basis ?? {};
  const now: Partial<PageBaseline> = page.baseline ?? {};
  const { subtype, lostPart, format } = basis;
  const { lang = '', textLength = 0, outlinksKey, volatile = [], noiseLooks } = now;
  const seenLinesKey = snapshot.basis === undefined ? now.seenLinesKey : basis.seenLinesKey;
  // What was told after the version that is taken back to was not so.
  const toldVersions = now.toldVersions?.filter(({ at }) => at <= snapshot.at);
  return {
    snapshotId,
    rawHash: snapshot.rawHash,
    textHash: snapshot.textHash,
    blocksKey: snapshot.blocksKey,
    bodyKey: snapshot.bodyKey,
    fields: snapshot.fields,
    pageType: snapshot.pageType,
    ...given({ subtype }),
    lang: basis.lang ?? lang,
    textLength: basis.textLength ?? textLength,
    extractionVersion: UNREAD,
    finalUrl: basis.finalUrl ?? page.url,
    ...given({ contentType, outlinksKey, lostPart, format, seenLinesKey, toldVersions }),
    ...given({ picture, served }),
    volatile,
    ...given({ noiseLooks }),
    title: snapshot.title,
    at: snapshot.at,
  };
}
