// A stored version as the one that later looks are compared with. It is read again from its body by today's rules at the
// next look, and that look asks for the page without conditions: the site may have the version that was taken back.
import type { Page, PageBaseline, Snapshot } from '../../page/page.ts';
import { given } from '../../system/given.ts';

/** Of versions stored before it was kept with them. */
const UNREAD = '';

export function restoredBaseline(page: Page, snapshot: Snapshot): PageBaseline {
  const { basis, _id: snapshotId, contentType } = snapshot;
  const now = page.baseline;
  const seenLinesKey = basis === undefined ? now?.seenLinesKey : basis.seenLinesKey;
  return {
    snapshotId,
    rawHash: snapshot.rawHash,
    textHash: snapshot.textHash,
    blocksKey: snapshot.blocksKey,
    bodyKey: snapshot.bodyKey,
    fields: snapshot.fields,
    pageType: snapshot.pageType,
    ...(basis?.subtype === undefined ? {} : { subtype: basis.subtype }),
    lang: basis?.lang ?? now?.lang ?? '',
    textLength: basis?.textLength ?? now?.textLength ?? 0,
    extractionVersion: UNREAD,
    finalUrl: basis?.finalUrl ?? page.url,
    ...given({ contentType }),
    ...(now?.outlinksKey === undefined ? {} : { outlinksKey: now.outlinksKey }),
    ...(basis?.lostPart === undefined ? {} : { lostPart: basis.lostPart }),
    ...(basis?.format === undefined ? {} : { format: basis.format }),
    ...given({ seenLinesKey }),
    volatile: now?.volatile ?? [],
    title: snapshot.title,
    at: snapshot.at,
  };
}
