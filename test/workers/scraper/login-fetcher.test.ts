// Against a real site on a socket: a form with a token against forgery, a password, a one-time code, sessions that it forgets.
import { afterEach, describe, expect, it } from 'vitest';
import { createPlainFetcher } from '../../../adapters/http/plain-fetcher.ts';
import { type Login, NO_SESSION } from '../../../domain/config/login/login.ts';
import { DEFAULT_PORTS, parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { sealLogin } from '../../../domain/config/login/login-secrets.ts';
import type { LoginSettings } from '../../../domain/config/login/schema.ts';
import type { FetchOutcome, FetchRequest } from '../../../domain/web/fetch/fetcher.ts';
import { createLoginFetcher, type LoginFetcher } from '../../../workers/scraper/login-fetcher.ts';
import { createSilentLog } from '../../support/silent-log.ts';
import { sampleLogin } from '../../contracts/login-store.ts';
import { createLoginStore } from '../../support/memory/login-store.ts';
import { createTestBox } from '../../support/secret-box.ts';
import { type LoginSite, type LoginSiteOptions, startLoginSite } from '../../support/site/login-site.ts';

interface Scene {
  readonly shop: LoginSite;
  readonly logins: ReturnType<typeof createLoginStore>;
  /** Two processes that share nothing but the store. */
  readonly fetchers: readonly [LoginFetcher, LoginFetcher];
  readonly fetch: (path: string, by?: LoginFetcher) => Promise<FetchOutcome>;
  readonly login: () => Promise<Login>;
  /** Lets so much time go by, s. */
  readonly pass: (seconds: number) => void;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Wanted = LoginSiteOptions & { readonly settings?: Partial<LoginSettings> | LoginSettings };

async function open({ settings, ...options }: Wanted = {}): Promise<Scene> {
  const shop = await startLoginSite(options);
  const host = `${shop.site.host}:${shop.site.port}`;
  const allowHosts = parseAllowHosts(shop.site.host).entries;
  const fetcher = createPlainFetcher({ policy: { allowHosts, ports: DEFAULT_PORTS }, clock: Date.now });
  closing.push(
    () => shop.close(),
    () => fetcher.close(),
  );
  const secrets = createTestBox();
  const logins = createLoginStore();
  const form = {
    kind: 'form',
    url: shop.site.url('/login'),
    user: shop.user,
    password: shop.password,
    ...(options.withCode === true ? { otp: shop.otp } : {}),
    ...settings,
  } as LoginSettings;
  const _id = 'lgn_1';
  await logins.insert(
    sampleLogin(_id, {
      hosts: [host],
      settings: sealLogin(secrets, { _id, settings: form }),
      session: NO_SESSION,
    }),
  );
  let passedMs = 0;
  const clock = { now: () => new Date(Date.now() + passedMs) };
  const ports = { logins, secrets, clock, forms: fetcher, browser: null, log: createSilentLog() };
  const fetchers = [createLoginFetcher(ports, 'a'), createLoginFetcher(ports, 'b')] as const;
  const request: Omit<FetchRequest, 'url'> = {
    userAgent: 'Webloom',
    maxWireBytes: 1_000_000,
    maxDecodedBytes: 1_000_000,
    maxRedirects: 10,
    deadlineMs: 15_000,
  };
  return {
    shop,
    logins,
    fetchers,
    fetch: (path, by = fetchers[0]) =>
      by.fetch(
        { loginId: _id, request: { ...request, url: shop.site.url(path) }, fetcher },
        new AbortController().signal,
      ),
    login: async () => {
      const login = await logins.get(_id);
      if (login === null) throw new Error('the login is gone');
      return login;
    },
    pass: (seconds) => {
      passedMs += seconds * 1_000;
    },
  };
}

function textOf(outcome: FetchOutcome): string {
  return outcome.outcome === 'fetched' ? Buffer.from(outcome.body).toString() : JSON.stringify(outcome);
}

describe('a login by a form', () => {
  it.each([false, true])('gets the page behind it, with a one-time code: %s', async (withCode) => {
    const { fetch, shop, login } = await open({ withCode });
    expect(textOf(await fetch('/prices'))).toContain('€ 12.00');
    expect(textOf(await fetch('/stock'))).toContain('twelve kettles');
    expect([shop.passwords(), shop.signedIn()]).toEqual([1, 1]);
    const { session } = await login();
    expect(session).toMatchObject({ state: 'in', refusals: 0, detail: null, claim: null });
    expect(JSON.stringify(session)).not.toMatch(/sid=|theme/);
  });

  it('signs in once for many pages in several processes at a time', async () => {
    const { fetch, shop, fetchers } = await open();
    const pages = await Promise.all(
      Array.from({ length: 12 }, (_, at) => fetch(at % 3 === 0 ? '/stock' : '/prices', fetchers[at % 2])),
    );
    expect(pages.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 12 }, () => 'fetched'));
    expect(pages.map(textOf).filter((text) => text.includes('Sign out'))).toHaveLength(12);
    expect(shop.passwords()).toBe(1);
  });

  it('that the site has forgotten is signed in again with the next page, once', async () => {
    const { fetch, shop, fetchers, pass } = await open();
    await fetch('/prices');
    pass(301);
    shop.forget();
    const pages = await Promise.all([
      fetch('/prices'),
      fetch('/stock', fetchers[1]),
      fetch('/prices', fetchers[1]),
    ]);
    expect(pages.map(textOf).filter((text) => text.includes('Sign out'))).toHaveLength(3);
    expect(shop.passwords()).toBe(2);
  });

  it('that is forgotten at once waits five minutes: no page is taken from before the form', async () => {
    const { fetch, shop, pass } = await open();
    await fetch('/prices');
    shop.forget();
    const early = await fetch('/prices');
    expect(early).toMatchObject({ outcome: 'failed', reason: 'login-lost', retryable: true });
    expect(textOf(early)).toContain('the site led to the form of the login');
    expect(shop.passwords()).toBe(1);
    pass(301);
    expect(textOf(await fetch('/prices'))).toContain('€ 12.00');
  });

  it('with a wrong password is tried twice, five minutes apart, and never a third time', async () => {
    const { fetch, shop, pass, login, logins } = await open({ settings: { password: 'wrong' } });
    const reasons: string[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      const outcome = await fetch('/prices');
      reasons.push(outcome.outcome === 'failed' ? outcome.reason : outcome.outcome);
      pass(151);
    }
    expect(reasons).toEqual([
      'login-lost',
      'login-lost',
      ...Array.from({ length: 6 }, () => 'login-refused'),
    ]);
    expect(shop.wrong()).toBe(2);
    expect((await login()).session).toMatchObject({
      state: 'blocked',
      refusals: 2,
      detail: 'the site asks for the password again',
    });
    expect(await logins.blocked(5)).toHaveLength(1);
  });

  it('without a secret for codes says what the site asks for', async () => {
    const { fetch } = await open({ withCode: true, settings: { otp: undefined } as never });
    expect(textOf(await fetch('/prices'))).toContain('the site asks for a one-time code');
  });

  it('is not tried by a page that has no form, which is no refusal', async () => {
    const scene = await open();
    const { shop, fetch, login, pass } = scene;
    const { settings } = await login();
    const other = { ...settings, url: shop.site.url('/open') } as LoginSettings;
    await scene.logins.change('lgn_1', 1, { settings: other, updatedAt: new Date() });
    expect(textOf(await fetch('/prices'))).toContain('/open has no form for a password');
    expect((await login()).session).toMatchObject({ state: 'none', refusals: 0 });
    pass(31);
    await scene.logins.change('lgn_1', 2, { settings, updatedAt: new Date() });
    expect(textOf(await fetch('/prices'))).toContain('€ 12.00');
  });

  it('that names its sign is in only where the site shows it', async () => {
    const { fetch, shop } = await open({ settings: { signedIn: { text: 'Sign out' } } as never });
    expect(textOf(await fetch('/prices'))).toContain('€ 12.00');
    const other = await open({ settings: { signedIn: { selector: 'a.profile' } } as never });
    expect(textOf(await other.fetch('/prices'))).toContain('does not show what the login names as its sign');
    expect([shop.wrong(), other.shop.signedIn()]).toEqual([0, 1]);
  });

  it('goes to none but its hosts', async () => {
    const { fetch, shop, logins } = await open();
    await logins.change('lgn_1', 1, { hosts: ['other.example'], updatedAt: new Date() });
    const outcome = await fetch('/open');
    expect(textOf(outcome)).toContain('Everybody may read this');
    expect(shop.site.log.map(({ path, headers }) => [path, headers.cookie])).toEqual([['/open', undefined]]);
  });

  it('does not sign itself out where it follows all links of a site', async () => {
    const { fetch, shop } = await open();
    expect(textOf(await fetch('/prices'))).toContain('href="/logout"');
    await fetch('/logout');
    expect(textOf(await fetch('/stock'))).toContain('twelve kettles');
    expect(shop.passwords()).toBe(1);
  });

  it('that is gone, or whose key is gone, is told as that', async () => {
    const { fetch, logins } = await open();
    const login = await logins.get('lgn_1');
    const sealed = sealLogin(createTestBox(7), {
      _id: 'lgn_1',
      settings: { kind: 'bearer', token: 'tok' },
    });
    await logins.change('lgn_1', login?.version ?? 0, { settings: sealed, updatedAt: new Date() });
    expect(await fetch('/prices')).toMatchObject({ outcome: 'failed', reason: 'login-refused' });
    await logins.remove('default', 'lgn_1');
    expect(textOf(await fetch('/prices'))).toContain('the login of the job is not there any more');
  });
});

it('by steps is not tried where there is no browser, and holds nobody up who has one', async () => {
  const steps = [{ do: 'fill', selector: '#mail', value: 'ada' }];
  const { fetch, login } = await open({ settings: { kind: 'steps', steps } as never });
  expect(textOf(await fetch('/prices'))).toContain('a page that a browser opens has to sign in first');
  expect((await login()).session).toEqual(NO_SESSION);
});

describe('a login by a header', () => {
  it('is sent with each page, and is in once one of them is given', async () => {
    const { fetch, shop, login } = await open({
      settings: { kind: 'bearer', token: 'tok-1' } as LoginSettings,
    });
    expect(textOf(await fetch('/open'))).toContain('Everybody');
    await fetch('/open');
    expect(shop.site.log.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer tok-1',
      'Bearer tok-1',
    ]);
    expect((await login()).session.state).toBe('in');
  });
});
