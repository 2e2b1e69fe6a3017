// Takes a picture of a page once it is written down: what is done for it changes nothing of what is compared.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import { secretFields } from '../../domain/web/page-step/hidden-secrets.ts';
import type { FetchRequest } from '../../domain/web/fetch/fetcher.ts';
import type { PagePicture, PictureFacts, SelectorBoxes } from '../../domain/web/fetch/page-picture.ts';
import type { BrowserLease } from './kept-browser.ts';
import { runInPage } from './isolated-world.ts';
import { inTime } from './in-time.ts';
import { PAINTED_SCRIPT, readyScript, showScript, stillScript } from './picture-script.ts';

/** The page that a picture is wanted of. */
interface Pictured {
  readonly request: FetchRequest;
  readonly lease: BrowserLease;
  readonly deadlineMs: number;
}

export interface PictureTask {
  readonly session: CDPSession;
  readonly frameId: string;
  /** Selector of the fields that hold secrets. */
  readonly blank: string;
  /** Selectors whose boxes are wanted. */
  readonly selectors: readonly string[];
  /** Of the browser. */
  readonly version: string;
  /** By `performance.now()`: the page's own. */
  readonly deadlineMs: number;
  /** The page goes on after it: it is not scrolled through, and moves again. */
  readonly goesOn?: true;
}

/** One of the two. */
export interface Taken {
  readonly picture?: PagePicture;
  /** Why there is none, in words. */
  readonly pictureFault?: string;
}

/** Why there is none: what is blanked in its own field stands elsewhere, too. */
export const SHOWS_SECRET = 'the page shows a secret of its steps';
export const NOT_IN_TIME = 'the browser did not draw the page in time';
export const NO_TIME = 'the page took all its time';

/** Pictures of the page that have not come by then are left out. */
const PAINT_MS = 5_000;
const LOOK_MS = 100;
/** Left for the capture itself; a high page takes some tenths of a second. */
const CAPTURE_MS = 1_500;
const MAX_CAPTURE_MS = 20_000;
/** Of the PNG. It goes through the broker's packs, and a photograph as large as a page is no use to anybody. */
const MAX_PNG_BYTES = 24 * 1024 * 1024;

/** Never rejects, and ends before the deadline. */
export async function takePicture(task: PictureTask): Promise<Taken> {
  const leftMs = task.deadlineMs - performance.now() - CAPTURE_MS / 2;
  if (leftMs < CAPTURE_MS) return { pictureFault: NO_TIME };
  const taken = capture(task).catch((error: unknown): Taken => ({ pictureFault: messageOf(error) }));
  const outcome = await inTime(taken, Math.min(leftMs, PAINT_MS + MAX_CAPTURE_MS));
  return outcome === 'done' ? taken : { pictureFault: NOT_IN_TIME };
}

async function capture(task: PictureTask): Promise<Taken> {
  const { session, frameId } = task;
  await runInPage(session, frameId, (task.goesOn === true ? stillScript : showScript)(task.blank));
  await painted(task);
  const ready = readReady(await runInPage(session, frameId, readyScript(task.selectors)));
  if (ready === null) return { pictureFault: 'the page has no size' };
  const { width, height } = ready;
  const shoot = () =>
    session.send('Page.captureScreenshot', {
      format: 'png',
      optimizeForSpeed: true,
      captureBeyondViewport: true,
      clip: { x: 0, y: 0, width, height, scale: 1 },
    });
  // A busy browser may say once that it has no surface to draw on, and have one a moment later.
  const { data } = await shoot().catch(async () => {
    await pause(LOOK_MS, undefined, { ref: false });
    return shoot();
  });
  const png = Buffer.from(data, 'base64');
  if (png.length > MAX_PNG_BYTES) return { pictureFault: `${png.length} bytes, more than ${MAX_PNG_BYTES}` };
  return { picture: { png, ...factsOf(task, ready) } };
}

/** Until the pictures of the page are there, or their time is over. */
async function painted({ session, frameId, deadlineMs }: PictureTask): Promise<void> {
  const until = Math.min(performance.now() + PAINT_MS, deadlineMs - 2 * CAPTURE_MS);
  while (performance.now() < until) {
    if ((await runInPage(session, frameId, PAINTED_SCRIPT)) === true) return;
    await pause(LOOK_MS, undefined, { ref: false });
  }
}

interface Ready {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly SelectorBoxes[];
  /** Widths of words in the fonts of the machine. */
  readonly fonts: string;
}

/** Our own script answers, in a world that the page can not reach. Null: the page was just being replaced, or it has no size. */
function readReady(value: unknown): Ready | null {
  if (typeof value !== 'object' || value === null) return null;
  const ready = value as Ready;
  return ready.width < 1 || ready.height < 1 ? null : ready;
}

const MARK_CHARS = 8;

function factsOf({ selectors, version }: PictureTask, { width, height, boxes, fonts }: Ready): PictureFacts {
  const mark = createHash('sha256').update(fonts).digest('base64url').slice(0, MARK_CHARS);
  return { width, height, by: `${version} ${mark}`, ...(selectors.length === 0 ? {} : { boxes }) };
}

export function pictureTask(
  page: Pictured,
  { session, frameId }: Pick<PictureTask, 'session' | 'frameId'>,
): PictureTask {
  const { request, deadlineMs } = page;
  const blank = secretFields(request.wait?.steps ?? []);
  return { session, frameId, deadlineMs, blank, ...wantedOf(page) };
}

/** What is told of a picture besides. */
export function wantedOf({
  request,
  lease,
}: Omit<Pictured, 'deadlineMs'>): Pick<PictureTask, 'selectors' | 'version'> {
  return { selectors: request.pictureBoxes ?? [], version: lease.driver.version() };
}

/** The picture of this very text or file is kept already. */
export function isPictured({ pictured }: FetchRequest, body: string | Uint8Array): boolean {
  return pictured !== undefined && createHash('sha256').update(body).digest('base64url') === pictured;
}

export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
