// The pictures of a message about a change: what the page looked like before and after, from just above the first difference.
import type { MessagePicture } from '../../domain/alert/channel/render/rendered.ts';
import type { AlertMessage } from '../../domain/alert/rule/message.ts';
import type { HistoryStore } from '../../domain/page/page-store.ts';
import type { PictureChange } from '../../domain/change/change.ts';
import type { Pixels } from '../../domain/change/picture/pixels.ts';
import type { PictureCoder } from '../../domain/page/picture-coder.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { Log } from '../../domain/system/clock.ts';
import { readContent } from '../read-content.ts';

export interface MessagePicturePorts {
  readonly history: Pick<HistoryStore, 'change' | 'snapshot'>;
  readonly blobs: Pick<BlobStore, 'get'>;
  readonly pictures: PictureCoder;
  readonly log: Log;
}

/** px of the page that stand above the first difference. */
const ABOVE = 200;
/** px of the page. */
const SHOWN_HEIGHT = 900;
/** px of the mail. */
const SHOWN_WIDTH = 600;

/** Empty: the message is of no change, or its versions have no pictures. A message is never held up by its pictures. */
export async function messagePictures(
  ports: MessagePicturePorts,
  message: Pick<AlertMessage, 'change'>,
): Promise<MessagePicture[]> {
  if (message.change === undefined) return [];
  try {
    return await read(ports, message.change.id);
  } catch (error) {
    ports.log.warn({ changeId: message.change.id, err: error }, 'a message goes without its pictures');
    return [];
  }
}

async function read(ports: MessagePicturePorts, changeId: string): Promise<MessagePicture[]> {
  const change = await ports.history.change(changeId);
  const before = await pictureOf(ports, change?.fromSnapshot);
  const after = await pictureOf(ports, change?.toSnapshot);
  if (after === null) return [];
  const coder = ports.pictures;
  const known = firstRegion(change?.detail.picture);
  const differsAt =
    known ??
    (before === null ? 0 : firstDifference(await coder.pixelsOf(before), await coder.pixelsOf(after)));
  const cut = { top: Math.max(0, differsAt - ABOVE), height: SHOWN_HEIGHT, width: SHOWN_WIDTH };
  const shown: MessagePicture[] = [];
  if (before !== null) shown.push({ name: 'before', png: await coder.cutOut(before, cut) });
  return [...shown, { name: 'after', png: await coder.cutOut(after, cut) }];
}

async function pictureOf(
  ports: MessagePicturePorts,
  snapshotId: string | undefined,
): Promise<Uint8Array | null> {
  const snapshot = snapshotId === undefined ? null : await ports.history.snapshot(snapshotId);
  return snapshot?.picture === undefined ? null : readContent(ports, snapshot.picture.key);
}

/** Where the highest region begins that a run found to differ; null: it did not compare the pictures. */
function firstRegion(picture: PictureChange | undefined): number | null {
  return picture === undefined ? null : Math.min(...picture.regions.map(({ y }) => y));
}

/** Number of the first row that differs, from 0; 0 where none does. Below it everything may only have moved. */
function firstDifference(before: Pixels, after: Pixels): number {
  if (before.width !== after.width) return 0;
  const rowBytes = before.data.length / before.height;
  const rows = Math.min(before.height, after.height);
  for (let row = 0; row < rows; row++) {
    const [from, to] = [row * rowBytes, (row + 1) * rowBytes];
    if (Buffer.compare(before.data.subarray(from, to), after.data.subarray(from, to)) !== 0) return row;
  }
  return before.height === after.height ? 0 : rows;
}
