// Looks at the memory of a browser while pages are open, and ends the process that takes most when all together take too much. The
// page in it crashes and is told to have been too heavy; the others go on.
import type { LaunchedBrowser } from './launch-browser.ts';
import { ownMemory } from './process-group.ts';

export interface MemoryGuard {
  /** A page has crashed: whether that was for its memory. */
  tookTooMuch(): boolean;
  readonly words: string;
  stop(): void;
}

/** A page takes up to 200 MB a second. */
const LOOK_MS = 500;
/** The driver tells of a crash within a tenth of a second; a busy machine takes longer. */
const TOLD_WITHIN_MS = 5_000;
const MB = 1024 * 1024;

/** `open`: pages that are open now. */
export function startMemoryGuard(browser: LaunchedBrowser, maxMb: number, open: () => number): MemoryGuard {
  /** When pages were ended whose crash has not been told yet. */
  let endedAt: number[] = [];
  let isLooking = false;
  const look = async (): Promise<void> => {
    const found = await measure(browser);
    if (found === null || found.bytes <= maxMb * MB) return;
    // Of several pages in a browser that is heavy itself, none is known to be the cause.
    if (found.heaviest !== null || open() === 1) endedAt.push(performance.now());
    if (found.heaviest === null) browser.kill();
    else process.kill(found.heaviest, 'SIGKILL');
  };
  const timer = setInterval(() => {
    if (isLooking || open() === 0) return;
    isLooking = true;
    // A browser that has ended between two looks has no memory.
    void look()
      .catch(() => undefined)
      .finally(() => {
        isLooking = false;
      });
  }, LOOK_MS);
  timer.unref();
  return {
    words: `more than ${maxMb} MB of memory`,
    tookTooMuch() {
      // A page that had ended by itself meanwhile tells of no crash.
      endedAt = endedAt.filter((at) => performance.now() - at < TOLD_WITHIN_MS);
      return endedAt.shift() !== undefined;
    },
    stop: () => clearInterval(timer),
  };
}

/** `heaviest`: the renderer to end; null: the browser itself takes most. */
async function measure({
  session,
}: LaunchedBrowser): Promise<{ bytes: number; heaviest: number | null } | null> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = await Promise.all(
    processInfo.map(async ({ id, type }) => ({ id, type, bytes: await ownMemory(id) })),
  );
  const [first] = sizes.toSorted((a, b) => b.bytes - a.bytes);
  if (first === undefined) return null;
  const bytes = sizes.reduce((sum, one) => sum + one.bytes, 0);
  return { bytes, heaviest: first.type === 'renderer' ? first.id : null };
}
