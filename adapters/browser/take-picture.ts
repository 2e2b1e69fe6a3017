// Takes a picture of a page once it is written down: what is done for it changes nothing of what is compared.
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import { MAX_PICTURE_SIDE, type PagePicture } from '../../domain/web/fetch/page-picture.ts';
import { runInPage } from './isolated-world.ts';
import { inTime } from './in-time.ts';
import { PAINTED_SCRIPT, READY_SCRIPT, showScript } from './picture-script.ts';

export interface PictureTask {
  readonly session: CDPSession;
  readonly frameId: string;
  /** Selector of the fields that hold secrets. */
  readonly blank: string;
  /** By `performance.now()`: the page's own. */
  readonly deadlineMs: number;
}

/** One of the two. */
export interface Taken {
  readonly picture?: PagePicture;
  /** Why there is none, in words. */
  readonly pictureFault?: string;
}

/** Pictures of the page that have not come by then are left out. */
const PAINT_MS = 5_000;
const LOOK_MS = 100;
/** Left for the capture itself; a high page takes some tenths of a second. */
const CAPTURE_MS = 1_500;
const MAX_CAPTURE_MS = 10_000;
/** Of the PNG. It goes through the broker's packs, and a photograph as large as a page is no use to anybody. */
const MAX_PNG_BYTES = 24 * 1024 * 1024;

/** Never rejects, and ends before the deadline. */
export async function takePicture(task: PictureTask): Promise<Taken> {
  const leftMs = task.deadlineMs - performance.now() - CAPTURE_MS / 2;
  if (leftMs < CAPTURE_MS) return { pictureFault: 'the page took all its time' };
  const taken = capture(task).catch((error: unknown): Taken => ({ pictureFault: messageOf(error) }));
  const outcome = await inTime(taken, Math.min(leftMs, PAINT_MS + MAX_CAPTURE_MS));
  return outcome === 'done' ? taken : { pictureFault: 'the browser did not draw the page in time' };
}

async function capture(task: PictureTask): Promise<Taken> {
  const { session, frameId } = task;
  await runInPage(session, frameId, showScript(task.blank));
  await painted(task);
  const size = parseSize(await runInPage(session, frameId, READY_SCRIPT));
  if (size === null) return { pictureFault: 'the page has no size' };
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'png',
    optimizeForSpeed: true,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, ...size, scale: 1 },
  });
  const png = Buffer.from(data, 'base64');
  if (png.length > MAX_PNG_BYTES) return { pictureFault: `${png.length} bytes, more than ${MAX_PNG_BYTES}` };
  return { picture: { png, ...size } };
}

/** Until the pictures of the page are there, or their time is over. */
async function painted({ session, frameId, deadlineMs }: PictureTask): Promise<void> {
  const until = Math.min(performance.now() + PAINT_MS, deadlineMs - 2 * CAPTURE_MS);
  while (performance.now() < until) {
    if ((await runInPage(session, frameId, PAINTED_SCRIPT)) === true) return;
    await pause(LOOK_MS, undefined, { ref: false });
  }
}

function parseSize(value: unknown): { width: number; height: number } | null {
  const { width, height } = typeof value === 'object' && value !== null ? (value as Partial<Size>) : {};
  if (typeof width !== 'number' || typeof height !== 'number') return null;
  const cut = (side: number): number => Math.min(MAX_PICTURE_SIDE, Math.ceil(side));
  return width < 1 || height < 1 ? null : { width: cut(width), height: cut(height) };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
