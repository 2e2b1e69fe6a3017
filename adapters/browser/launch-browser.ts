// Starts a browser that has no way out but a proxy, and ends it with all its processes. The driver is loaded by the first start:
// a process that renders nothing does not pay for it.
import type { Browser, CDPSession } from 'playwright-core';
import type { Log } from '../../domain/system/clock.ts';
import { type BrowserFolder, makeBrowserFolder } from './browser-folder.ts';
import { killGroup, readGroup } from './process-group.ts';
import { inTime } from './in-time.ts';

export interface LaunchOptions {
  readonly executable: string;
  /** Where the browser's own requests go; pages name proxies of their own. */
  readonly proxy: string;
  readonly log: Log;
}

export interface LaunchedBrowser {
  readonly driver: Browser;
  /** Of the browser as a whole: its processes. */
  readonly session: CDPSession;
  /** In order: by its own means, else by force. */
  close(): Promise<void>;
  /** At once; the pages in it crash. */
  kill(): void;
}

const LAUNCH_MS = 30_000;
const CLOSE_MS = 5_000;

/**
 * Both settings for WebRTC: either binary obeys another one. No name is looked up by the browser, neither its own nor a page's.
 * Pictures that a page draws itself need no graphics card.
 */
const FLAGS = [
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
];

/** Nothing of our own environment, which holds keys, is given to a program that runs foreign scripts. */
const PATHS = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

let saidUnsandboxed = false;

/** Throws the driver's error when the browser does not start. */
export async function launchBrowser(options: LaunchOptions): Promise<LaunchedBrowser> {
  const folder = await makeBrowserFolder();
  try {
    return await launchIn(folder, options);
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

async function launchIn(folder: BrowserFolder, options: LaunchOptions): Promise<LaunchedBrowser> {
  const driver = await startDriver(folder, options);
  const session = await driver.newBrowserCDPSession();
  const { commandLine } = await session.send('SystemInfo.getInfo');
  await folder.claim(/--user-data-dir=(\S+)/.exec(commandLine)?.[1] ?? '');
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const group = readGroup(processInfo.find(({ type }) => type === 'browser')?.id ?? 0);
  const kill = (): void => killGroup(group);
  return {
    driver,
    session,
    kill,
    async close() {
      await inTime(driver.close(), CLOSE_MS);
      kill();
      await folder.remove();
    },
  };
}

/** The sandbox works for no root, and not where the kernel forbids it; both show when the browser starts. */
async function startDriver(folder: BrowserFolder, options: LaunchOptions): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) {
    try {
      return await start(folder, options, true);
    } catch (error) {
      if (!(error instanceof Error) || !/sandbox/i.test(error.message)) throw error;
    }
  }
  if (!saidUnsandboxed) {
    saidUnsandboxed = true;
    const reason = isRoot ? 'it runs as root' : 'the system gives it no user namespaces';
    options.log.warn({ reason }, 'the browser renders without its sandbox');
  }
  return start(folder, options, false);
}

async function start(folder: BrowserFolder, options: LaunchOptions, isSandboxed: boolean): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: options.executable,
    headless: true,
    chromiumSandbox: isSandboxed,
    args: FLAGS,
    // Said in so many words, loopback goes by the proxy whatever the environment asks of the driver.
    proxy: { server: options.proxy, bypass: '<-loopback>' },
    env: { PATH: PATHS, HOME: folder.path, TMPDIR: folder.path, LANG: 'C.UTF-8' },
    artifactsDir: folder.path,
    // Whoever started us ends us in order, and closes the browser then.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: LAUNCH_MS,
  });
}
