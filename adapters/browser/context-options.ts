// The context that a page is opened in: what of the job's headers a browser says itself, and how large its screen is.
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import type { FetchRequest } from '../../domain/web/fetch/fetcher.ts';
import { SCREEN } from '../../domain/web/render/bounds.ts';
import { takeFromBrowser } from '../http/cookie-jar.ts';
import { inTime } from './in-time.ts';
import { jobHeaders } from '../http/request-headers.ts';

export function contextOptions(request: FetchRequest, proxy: string): BrowserContextOptions {
  const own = jobHeaders(request, request.url);
  const { storage = [] } = request.cookies ?? {};
  const locale = /^\s*([a-z]{2,3}(?:-[a-z\d]{2,8})*)/i.exec(own['accept-language'] ?? '')?.[1] ?? 'en-US';
  return {
    proxy: { server: proxy, bypass: '<-loopback>' },
    serviceWorkers: 'block',
    acceptDownloads: false,
    locale,
    userAgent: own['user-agent'] ?? request.userAgent,
    viewport: SCREEN,
    ...(storage.length === 0 ? {} : { storageState: { cookies: [], origins: [...storage] } }),
  };
}

type GivenCookies = Parameters<BrowserContext['addCookies']>[0];

/**
 * The cookie header of a job as cookies of its host, and those of its session: the browser adds what the site sets, and sends them
 * to no other host.
 */
export function cookiesOf(request: FetchRequest): GivenCookies {
  return [...headerCookies(request), ...(request.cookies?.all() ?? [])];
}

const READ_MS = 5_000;

/** What the page has changed of the session, which serves other pages as well. */
export async function keepCookies(
  context: BrowserContext | undefined,
  { cookies }: FetchRequest,
): Promise<void> {
  if (context === undefined || cookies === undefined) return;
  await inTime(
    context.storageState().then((state) => {
      takeFromBrowser(cookies, state.cookies);
      cookies.takeStorage(state.origins);
    }),
    READ_MS,
  );
}

function headerCookies(request: FetchRequest): GivenCookies {
  const pairs = (jobHeaders(request, request.url)['cookie'] ?? '').split(';');
  return pairs.flatMap((pair) => {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, at)).trim();
    return name === '' ? [] : [{ name, value: pair.slice(at + 1).trim(), url: request.url }];
  });
}
