// Cookies of a session by the rules of RFC 6265: for which host, which path and how long each is.
import { Cookie, CookieJar, MemoryCookieStore } from 'tough-cookie';
import { MINUTE_MS, SECOND_MS } from '../../domain/system/duration.ts';
import type { CookieKeeper, OriginStorage, SessionCookie } from '../../domain/web/fetch/fetcher.ts';

/** Of one jar; a site that sets more gets those back that it set first. */
const MAX_COOKIES = 300;
const MAX_COOKIE_CHARS = 8_192;

export interface SessionJar extends CookieKeeper {
  /** Rises when a cookie is set, changes its value or ends, and when one lasts longer by more than a minute. */
  readonly changes: number;
  /** All of them, to be kept. */
  text(): string;
}

/** `text`: of a jar that was kept. One that can not be read is begun anew: its session is lost, and nothing else. */
export function openCookieJar(text: string | null = null): SessionJar {
  const jar = text === null ? emptyJar() : (readJar(text) ?? emptyJar());
  let storage = text === null ? [] : readStorage(text);
  let changes = 0;
  return {
    get changes() {
      return changes;
    },
    header: (url) => jar.getCookieStringSync(url),
    take(url, lines) {
      for (const line of lines) if (set(jar, url, line)) changes += 1;
    },
    text: () => JSON.stringify({ ...jar.serializeSync(), storage }),
    get storage() {
      return storage;
    },
    takeStorage(next) {
      if (JSON.stringify(next) === JSON.stringify(storage)) return;
      storage = [...next];
      changes += 1;
    },
    all: () => {
      const kept = jar.serializeSync()?.cookies ?? [];
      return kept.flatMap((one) => {
        const cookie = Cookie.fromJSON(one);
        return cookie === undefined || cookie.domain === null || endOf(cookie) <= Date.now()
          ? []
          : [toSessionCookie(cookie, cookie.domain)];
      });
    },
  };
}

const SAME_SITES: Readonly<Record<string, SessionCookie['sameSite']>> = { strict: 'Strict', none: 'None' };

function toSessionCookie(cookie: Cookie, domain: string): SessionCookie {
  const { key: name, value, path, httpOnly, secure, hostOnly, sameSite } = cookie;
  const end = endOf(cookie);
  return {
    name,
    value,
    domain: hostOnly === true ? domain : `.${domain}`,
    path: path ?? '/',
    expires: Number.isFinite(end) ? Math.round(end / SECOND_MS) : -1,
    httpOnly,
    secure,
    sameSite: SAME_SITES[sameSite ?? ''] ?? 'Lax',
  };
}

/** What a browser has made of the cookies: as lines of the host that each belongs to. */
export function takeFromBrowser(keeper: CookieKeeper, cookies: readonly SessionCookie[]): void {
  for (const { name, value, domain, path, expires, httpOnly, secure, sameSite } of cookies) {
    const host = domain.replace(/^\./, '');
    const line = [
      [name, value].join('='),
      `Path=${path}`,
      ...(host === domain ? [] : [`Domain=${host}`]),
      ...(expires < 0 ? [] : [`Expires=${new Date(expires * SECOND_MS).toUTCString()}`]),
      ...(httpOnly ? ['HttpOnly'] : []),
      ...(secure ? ['Secure'] : []),
      `SameSite=${sameSite}`,
    ];
    keeper.take(`${secure ? 'https' : 'http'}://${host}${path}`, [line.join('; ')]);
  }
}

/** Our own process wrote it. */
function readStorage(text: string): readonly OriginStorage[] {
  try {
    return (JSON.parse(text) as { readonly storage?: readonly OriginStorage[] }).storage ?? [];
  } catch {
    return [];
  }
}

function emptyJar(): CookieJar {
  return new CookieJar(new MemoryCookieStore(), { looseMode: true });
}

function readJar(text: string): CookieJar | null {
  try {
    return CookieJar.deserializeSync(text);
  } catch {
    return null;
  }
}

/** Whether that changed anything worth keeping. */
function set(jar: CookieJar, url: string, line: string): boolean {
  if (line.length > MAX_COOKIE_CHARS) return false;
  const all = jar.serializeSync()?.cookies ?? [];
  const cookie = Cookie.parse(line, { loose: true });
  if (cookie === undefined) return false;
  const known = jar
    .getCookiesSync(url, { allPaths: true })
    .find(({ key, path }) => key === cookie.key && (cookie.path === null || path === cookie.path));
  if (known === undefined && all.length >= MAX_COOKIES) return false;
  // A cookie of another site, or of a public suffix, is left out, as a browser does.
  const kept = jar.setCookieSync(cookie, url, { ignoreError: true });
  if (kept === undefined) return false;
  if (known === undefined || known.value !== kept.value) return true;
  return endOf(kept) - endOf(known) > MINUTE_MS || endOf(kept) <= Date.now();
}

function endOf(cookie: Cookie): number {
  return cookie.expiryTime() ?? Number.POSITIVE_INFINITY;
}
