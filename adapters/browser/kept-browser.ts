// Keeps one browser for all pages: started by the first page, closed when none came for a while, replaced after a crash and after a
// number of pages. Modes: absent, starting, running; one that is replaced goes on until its last page has ended.
import type { Browser } from 'playwright-core';
import type { Log } from '../../domain/system/clock.ts';
import { sweepBrowserFolders } from './browser-folder.ts';
import { type NoBrowser, type UsableBrowser, findBrowser, tooLate } from './find-browser.ts';
import { type LaunchedBrowser, launchBrowser } from './launch-browser.ts';
import { type MemoryGuard, startMemoryGuard } from './memory-guard.ts';

export interface KeptBrowserOptions {
  readonly browser?: string | undefined;
  /** Where requests of the browser itself go: to a proxy that refuses everything. */
  readonly proxy: () => Promise<string>;
  readonly maxMemoryMb: number;
  readonly idleMs: number;
  /** Pages after which it is replaced: what leaks, leaks with it. */
  readonly maxPages: number;
  readonly log: Log;
}

export interface BrowserLease {
  readonly kind: 'lease';
  readonly driver: Browser;
  /** The browser has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Whether a page that crashed was ended for the memory it took. Asked once for each crash. */
  tookTooMuch(): boolean;
  readonly memoryWords: string;
  /** A page did not close: no other one may come, and when the others are done the browser is ended by force. */
  damaged(): void;
  release(): void;
}

/** A browser that does not start is not tried again at once: every page that waits would try it. */
const RETRY_MS = 10_000;

interface Running {
  readonly launched: LaunchedBrowser;
  readonly ended: Promise<void>;
  readonly memory: MemoryGuard;
  open: number;
  served: number;
  isReplaced: boolean;
  idle: NodeJS.Timeout | null;
}

export class KeptBrowser {
  readonly #options: KeptBrowserOptions;
  readonly #closing = new Set<Promise<void>>();
  /** Asked for once: on a busy machine that takes longer than to start it. */
  #found: UsableBrowser | null = null;
  #running: Promise<Running | NoBrowser> | null = null;
  #isClosed = false;

  constructor(options: KeptBrowserOptions) {
    this.#options = options;
  }

  async take(): Promise<BrowserLease | NoBrowser> {
    if (this.#isClosed) return { kind: 'none', why: 'the renderer is being closed', remedy: '' };
    this.#running ??= this.#start();
    const running = await this.#running;
    if ('kind' in running) return running;
    // Closed while it was waited for: by its idleness, or by a crash.
    if (running.isReplaced) return this.take();
    return this.#lease(running);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const running = await this.#running;
    if (running !== null && !('kind' in running)) this.#end(running);
    await Promise.all(this.#closing);
  }

  async #start(): Promise<Running | NoBrowser> {
    const { browser, log } = this.#options;
    const found = this.#found ?? (await findBrowser({ given: browser }));
    if (found.kind === 'none') return this.#forgetLater(found);
    this.#found = found;
    try {
      await sweepBrowserFolders();
      const launched = await launchBrowser({
        executable: found.path,
        proxy: await this.#options.proxy(),
        log,
      });
      log.info({ path: found.path, version: found.version }, 'browser started');
      return this.#run(launched);
    } catch (error) {
      this.#found = null;
      const why = `${found.path} does not start: ${error instanceof Error ? error.message : String(error)}`;
      log.error({ path: found.path, why }, 'browser does not start');
      // The driver's name for a start that took too long.
      if (error instanceof Error && error.name === 'TimeoutError') return this.#forgetLater(tooLate(why));
      return this.#forgetLater({ kind: 'none', why, remedy: 'Start it by hand to see what it lacks.' });
    }
  }

  #run(launched: LaunchedBrowser): Running {
    const ended = new Promise<void>((resolve) => {
      launched.driver.once('disconnected', () => resolve());
    });
    const running: Running = {
      launched,
      ended,
      memory: startMemoryGuard(launched, this.#options.maxMemoryMb, () => running.open),
      open: 0,
      served: 0,
      isReplaced: false,
      idle: null,
    };
    void ended.then(() => this.#end(running));
    return running;
  }

  #forgetLater(none: NoBrowser): NoBrowser {
    setTimeout(() => {
      this.#running = null;
    }, RETRY_MS).unref();
    return none;
  }

  #lease(running: Running): BrowserLease {
    running.open += 1;
    running.served += 1;
    if (running.idle !== null) clearTimeout(running.idle);
    if (running.served >= this.#options.maxPages) this.#replace(running);
    const { launched, ended, memory } = running;
    let isReleased = false;
    return {
      kind: 'lease',
      driver: launched.driver,
      ended,
      tookTooMuch: () => memory.tookTooMuch(),
      memoryWords: memory.words,
      damaged: () => this.#replace(running),
      release: () => {
        if (!isReleased) this.#release(running);
        isReleased = true;
      },
    };
  }

  #release(running: Running): void {
    running.open -= 1;
    if (running.open > 0) return;
    if (running.isReplaced) this.#end(running);
    else running.idle = setTimeout(() => this.#end(running), this.#options.idleMs);
  }

  /** The next page gets another one. */
  #replace(running: Running): void {
    if (running.isReplaced) return;
    running.isReplaced = true;
    this.#running = null;
  }

  #end(running: Running): void {
    this.#replace(running);
    running.memory.stop();
    if (running.idle !== null) clearTimeout(running.idle);
    const closing = running.launched.close();
    this.#closing.add(closing);
    void closing.finally(() => this.#closing.delete(closing));
  }
}
