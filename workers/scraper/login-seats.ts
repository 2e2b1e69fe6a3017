// The logins that a process fetches by, as it has read them: their settings in clear, and one jar for all pages of each.
import { type SessionJar, openCookieJar } from '../../adapters/http/cookie-jar.ts';
import { MAX_JAR_CHARS } from '../../domain/config/login/bounds.ts';
import type { Login, LoginSession, LoginStore } from '../../domain/config/login/login.ts';
import { openLogin, sealJar } from '../../domain/config/login/login-secrets.ts';
import type { LoginSettings } from '../../domain/config/login/schema.ts';
import type { SecretBox } from '../../domain/system/secret/secret-box.ts';
import { basicCredentials } from '../../domain/web/fetch/basic-credentials.ts';
import type { FetchRequest } from '../../domain/web/fetch/fetcher.ts';

export interface LoginSeatPorts {
  readonly logins: Pick<LoginStore, 'get' | 'writeSession'>;
  readonly secrets: Pick<SecretBox, 'open' | 'seal'>;
}

export interface Seat {
  readonly login: Login;
  readonly settings: LoginSettings;
  readonly jar: SessionJar;
  /** Of the jar, those that are in the store. */
  keptChanges: number;
  /** By `performance.now()`. */
  readMs: number;
  keepMs: number;
}

export interface LoginFailure {
  readonly reason: 'login-refused' | 'login-lost';
  readonly detail: string;
}

/** A session as it was read is used for so long; what another process did to it is seen after that. */
const FRESH_MS = 2_000;
/** Cookies that pages change are kept at most so often. */
const KEEP_MS = 5_000;

export class LoginSeats {
  readonly #ports: LoginSeatPorts;
  readonly #seats = new Map<string, Seat>();

  constructor(ports: LoginSeatPorts) {
    this.#ports = ports;
  }

  async keepAll(): Promise<void> {
    for (const seat of this.#seats.values()) await this.keep(seat, true);
  }

  /** What pages have changed of the cookies, at most every few seconds. */
  async keep(seat: Seat, isLast: boolean): Promise<void> {
    const { login, jar } = seat;
    const nowMs = performance.now();
    if (jar.changes === seat.keptChanges || (!isLast && nowMs - seat.keepMs < KEEP_MS)) return;
    seat.keepMs = nowMs;
    seat.keptChanges = jar.changes;
    const text = jar.text();
    if (text.length > MAX_JAR_CHARS) return;
    await this.write(login, { ...login.session, jar: sealJar(this.#ports.secrets, login._id, text) }, jar);
  }

  /** Null: somebody else has written it meanwhile. */
  async write(
    login: Login,
    { seq: _seq, ...session }: LoginSession,
    jar?: SessionJar,
  ): Promise<Login | null> {
    const written = await this.#ports.logins.writeSession(login._id, login.session.seq, session);
    if (written === null) this.#seats.delete(login._id);
    else this.sit(written, jar);
    return written;
  }

  async take(loginId: string, isFresh = false): Promise<{ readonly seat: Seat } | LoginFailure> {
    const known = this.#seats.get(loginId);
    if (!isFresh && known !== undefined && performance.now() - known.readMs < FRESH_MS)
      return { seat: known };
    const login = await this.#ports.logins.get(loginId);
    if (login === null)
      return {
        reason: 'login-refused',
        detail: 'the login of the job is not there any more: give the job another, or none',
      };
    if (
      known !== undefined &&
      known.login.session.seq === login.session.seq &&
      known.login.version === login.version
    ) {
      known.readMs = performance.now();
      return { seat: known };
    }
    return this.sit(login);
  }

  /** `jar`: the one whose text the login holds. */
  sit(login: Login, jar?: SessionJar): { readonly seat: Seat } | LoginFailure {
    const opened = openLogin(this.#ports.secrets, login);
    if (!opened.ok) return { reason: 'login-refused', detail: named(login, opened.detail) };
    const cookies = jar ?? openCookieJar(opened.jar);
    const readMs = performance.now();
    const before = this.#seats.get(login._id);
    const keepMs = jar === undefined || before === undefined ? readMs : before.keepMs;
    const seat = {
      login,
      settings: opened.settings,
      jar: cookies,
      keptChanges: cookies.changes,
      readMs,
      keepMs,
    };
    this.#seats.set(login._id, seat);
    return { seat };
  }
}

export function named({ name }: Login, detail: string): string {
  return `login “${name}”: ${detail}`;
}

export function withLogin(request: FetchRequest, { settings, jar }: Seat): FetchRequest {
  switch (settings.kind) {
    case 'basic': {
      const authorization = basicCredentials(settings.user, settings.password);
      return { ...request, headers: { ...request.headers, authorization } };
    }
    case 'bearer':
      return { ...request, headers: { ...request.headers, authorization: `Bearer ${settings.token}` } };
    case 'form':
    case 'steps':
      return { ...request, cookies: jar };
  }
}
