// Fetches pages as somebody who is signed in. The session stands in the store, where all scrapers find it; who signs in first
// holds the others back, and what a site refuses is not tried until an account is locked.
import { setTimeout as pause } from 'node:timers/promises';
import { MAX_JAR_CHARS } from '../../domain/config/login/bounds.ts';
import { type Login, type LoginSession, signsInOnPage } from '../../domain/config/login/login.ts';
import { sealJar } from '../../domain/config/login/login-secrets.ts';
import {
  begun,
  failed,
  judgeTry,
  refused,
  refusedPage,
  signedIn,
  undone,
} from '../../domain/config/login/login-session.ts';
import { lostBecause, signsOut } from '../../domain/config/login/login-signs.ts';
import type { FormLogin, PageStepsLogin } from '../../domain/config/login/schema.ts';
import type { Clock, Log } from '../../domain/system/clock.ts';
import { isWebloomError } from '../../domain/system/errors.ts';
import type { Fetcher, FetchOutcome, FetchRequest } from '../../domain/web/fetch/fetcher.ts';
import { coversHost } from '../../domain/web/host/covered-host.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import {
  type LoginFailure,
  type LoginSeatPorts,
  LoginSeats,
  named,
  type Seat,
  withLogin,
} from './login-seats.ts';
import { unfetched } from './unfetched.ts';
import { type SignIn, type SignInTask, signInByForm, signInByPageSteps } from './sign-in.ts';

export interface LoginFetcherPorts extends LoginSeatPorts {
  /** The database's clock. */
  readonly clock: Clock;
  /** By which forms are got and sent, whatever gets the pages. */
  readonly forms: Fetcher;
  /** By which steps are taken; null: this process has no browser. */
  readonly browser: Fetcher | null;
  readonly log: Log;
}

export interface LoginFetcher {
  /** As the fetcher does it, by the login: its session, and a new one where the site has forgotten that. */
  fetch(task: LoginFetch, signal: AbortSignal): Promise<FetchOutcome>;
  /** Keeps what pages have changed of sessions. */
  close(): Promise<void>;
}

export interface LoginFetch {
  readonly loginId: string;
  readonly request: FetchRequest;
  readonly fetcher: Fetcher;
}

/** While another process signs in. */
const LOOK_MS = 400;
/** A page needs some time of its own, after all. */
const MIN_PAGE_MS = 1_000;

type Entered = { readonly seat: Seat } | LoginFailure;

/** Without a login, as everybody gets it. */
export function fetchByLogin(
  logins: LoginFetcher | null,
  { loginId, request, fetcher }: Omit<LoginFetch, 'loginId'> & { readonly loginId: string | undefined },
  signal: AbortSignal,
): Promise<FetchOutcome> {
  if (loginId === undefined) return fetcher.fetch(request, signal);
  if (logins !== null) return logins.fetch({ loginId, request, fetcher }, signal);
  const detail = 'this process can use no logins';
  return Promise.resolve(unfetched(request, { reason: 'login-refused', detail }, performance.now()));
}

export function createLoginFetcher(ports: LoginFetcherPorts, by: string): LoginFetcher {
  return new StoredLoginFetcher(ports, by);
}

class StoredLoginFetcher implements LoginFetcher {
  readonly #ports: LoginFetcherPorts;
  readonly #by: string;
  readonly #seats: LoginSeats;

  constructor(ports: LoginFetcherPorts, by: string) {
    this.#ports = ports;
    this.#by = by;
    this.#seats = new LoginSeats(ports);
  }

  async fetch(task: LoginFetch, signal: AbortSignal): Promise<FetchOutcome> {
    const { loginId, request, fetcher } = task;
    const startedMs = performance.now();
    const deadlineMs = startedMs + request.deadlineMs;
    try {
      const seat = await this.#seats.take(loginId);
      if ('reason' in seat) return unfetched(request, seat, startedMs);
      const isFor = coversHost(seat.seat.login.hosts, urlHost(request.url)) && !signsOut(request.url);
      if (!isFor) return fetcher.fetch(request, signal);
      const outcome = await this.#fetchSignedIn({ ...task, deadlineMs, signal });
      return 'outcome' in outcome ? outcome : unfetched(request, outcome, startedMs);
    } catch (error) {
      // The store is away: the page is asked for again, as everything is then.
      if (!isWebloomError(error)) throw error;
      return unfetched(request, { reason: 'login-lost', detail: error.message }, startedMs);
    }
  }

  async close(): Promise<void> {
    await this.#seats.keepAll().catch((error: unknown) => this.#notKept(error));
  }

  async #fetchSignedIn(scene: Scene): Promise<FetchOutcome | LoginFailure> {
    const entered = await this.#enter(scene);
    if (!('seat' in entered)) return entered;
    const { seat } = entered;
    const outcome = await this.#ask(scene, seat);
    const why = lostBecause(seat.settings, scene.request.url, outcome);
    if (why === null) {
      await this.#accepted(seat);
      return outcome;
    }
    if (!signsInOnPage(seat.settings)) return this.#pageRefused(seat, why);
    const renewed = await this.#enter(scene, { seat, why });
    if (!('seat' in renewed)) return renewed;
    const again = await this.#ask(scene, renewed.seat);
    const still = lostBecause(renewed.seat.settings, scene.request.url, again);
    if (still === null) {
      await this.#accepted(renewed.seat);
      return again;
    }
    const sign = 'if this page is right, say by “signedIn” what it shows to those who are signed in';
    return { reason: 'login-lost', detail: `signed in as “${seat.login.name}”, and still ${still}: ${sign}` };
  }

  async #ask({ request, fetcher, deadlineMs, signal }: Scene, seat: Seat): Promise<FetchOutcome> {
    const left = { ...request, deadlineMs: Math.max(1, Math.round(deadlineMs - performance.now())) };
    return fetcher.fetch(withLogin(left, seat), signal);
  }

  /** A seat that is signed in; `lost`: one that the site has forgotten. */
  async #enter(
    scene: Scene,
    lost?: { readonly seat: Seat; readonly why: string },
  ): Promise<Entered | FetchOutcome> {
    const { loginId } = scene;
    for (let looks = 0; ; looks += 1) {
      const found = await this.#seats.take(loginId, lost !== undefined || looks > 0);
      if ('reason' in found) return found;
      const { login, settings } = found.seat;
      const { session } = login;
      const isIn = session.state === 'in';
      if (isIn && (lost === undefined || isNewer(session, lost.seat.login.session))) return found;
      // A try goes by what the login is now.
      if (looks === 0 && lost === undefined) continue;
      const hindrance = this.#hindrance(scene, login, lost?.why);
      if (hindrance === 'wait') {
        await pause(LOOK_MS, undefined, { ref: false });
        continue;
      }
      if (hindrance !== null) return hindrance;
      const claimed = await this.#seats.write(login, begun(session, this.#by, this.#ports.clock.now()));
      if (claimed === null) continue;
      this.#ports.log.info({ loginId, name: login.name }, 'Signs in');
      if (signsInOnPage(settings)) await this.#signIn(scene, claimed, settings);
      else return this.#tryPage(scene, claimed);
    }
  }

  /** Why it can not be tried now, or `wait`: another process does; null: it can. */
  #hindrance({ deadlineMs, signal }: Scene, login: Login, why?: string): LoginFailure | 'wait' | null {
    const verdict = judgeTry(login.session, this.#ports.clock.now());
    const before = why === undefined ? '' : `${why}; `;
    if (verdict.may === 'never') return { reason: 'login-refused', detail: named(login, verdict.detail) };
    if (verdict.may === 'later')
      return { reason: 'login-lost', detail: named(login, before + verdict.detail) };
    if (performance.now() + MIN_PAGE_MS > deadlineMs || signal.aborted)
      return { reason: 'login-lost', detail: named(login, `${before}there was no time left to sign in`) };
    if (verdict.may === 'wait') return 'wait';
    // A try that can not be made here would hold those up that can make it.
    const isHere = login.settings.kind !== 'steps' || this.#ports.browser !== null;
    return isHere ? null : { reason: 'login-lost', detail: named(login, before + NO_BROWSER) };
  }

  async #signIn(scene: Scene, claimed: Login, settings: FormLogin | PageStepsLogin): Promise<void> {
    const { request, deadlineMs, signal } = scene;
    const { clock, forms, browser, log, secrets } = this.#ports;
    let came: SignIn;
    try {
      const times = { deadlineMs: deadlineMs - MIN_PAGE_MS, signal, now: () => clock.now() };
      const task = { hosts: claimed.hosts, request: limitsOf(request), ...times };
      if (settings.kind === 'form') came = await signInByForm({ ...task, settings, fetcher: forms });
      else if (browser === null) came = { result: 'failed', detail: NO_BROWSER };
      else came = await signInByPageSteps({ ...task, settings, fetcher: browser });
    } catch (error) {
      came = { result: 'failed', detail: error instanceof Error ? error.message : String(error) };
    }
    const { session, _id } = claimed;
    if (came.result === 'in') {
      const text = came.jar.text();
      const jar = text.length > MAX_JAR_CHARS ? null : sealJar(secrets, _id, text);
      await this.#seats.write(claimed, signedIn(session, jar, clock.now()));
      return;
    }
    log.warn({ loginId: _id, name: claimed.name, ...came }, 'Is not signed in');
    const next =
      came.result === 'refused' ? refused(session, came.detail) : failed(session, came.detail, clock.now());
    await this.#seats.write(claimed, next);
  }

  /** Where nothing but a header says who asks, the page itself is the try. */
  async #tryPage(scene: Scene, claimed: Login): Promise<Entered | FetchOutcome> {
    const seat = this.#seats.sit(claimed);
    if ('reason' in seat) return seat;
    const outcome = await this.#ask(scene, seat.seat);
    const why = lostBecause(seat.seat.settings, scene.request.url, outcome);
    const { session } = claimed;
    if (why !== null) {
      await this.#seats.write(claimed, refused(session, why));
      return { reason: 'login-lost', detail: named(claimed, why) };
    }
    const isAnswer = !['failed', 'refused'].includes(outcome.outcome);
    await this.#seats.write(
      claimed,
      isAnswer ? signedIn(session, null, this.#ports.clock.now()) : undone(session),
    );
    return outcome;
  }

  async #pageRefused({ login }: Seat, why: string): Promise<LoginFailure> {
    const changed = await this.#seats.write(login, refusedPage(login.session, why));
    const isBlocked = changed?.session.state === 'blocked';
    return { reason: isBlocked ? 'login-refused' : 'login-lost', detail: named(login, why) };
  }

  async #accepted(seat: Seat): Promise<void> {
    try {
      if (seat.login.session.refusals > 0)
        await this.#seats.write(seat.login, { ...seat.login.session, refusals: 0 });
      await this.#seats.keep(seat, false);
    } catch (error) {
      this.#notKept(error);
    }
  }

  /** The page is there all the same; a session that is lost with it costs one login. */
  #notKept(error: unknown): void {
    this.#ports.log.warn({ err: error }, 'What pages changed of a session is not kept');
  }
}

const NO_BROWSER = 'a page that a browser opens has to sign in first';

/** Its own steps and pictures are of the page alone. */
function limitsOf({
  userAgent,
  maxWireBytes,
  maxDecodedBytes,
  maxRedirects,
  proxy,
}: FetchRequest): SignInTask['request'] {
  return { userAgent, maxWireBytes, maxDecodedBytes, maxRedirects, proxy };
}

interface Scene extends LoginFetch {
  /** By `performance.now()`. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

function isNewer({ signedInAt }: LoginSession, before: LoginSession): boolean {
  return (signedInAt?.getTime() ?? 0) > (before.signedInAt?.getTime() ?? 0);
}
