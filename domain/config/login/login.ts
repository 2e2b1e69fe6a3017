// A login: an account at a site, with which pages are fetched. Several jobs may use one, and so do all scrapers: what it is
// signed in by stands in its document.
import type { FormLogin, LoginSettings, PageStepsLogin } from './schema.ts';

export const LOGIN_KINDS = [
  'basic',
  'bearer',
  'form',
  'steps',
] as const satisfies readonly LoginSettings['kind'][];

/** Its account is given to a page of the site; others are sent with each request. */
export function signsInOnPage(settings: LoginSettings): settings is FormLogin | PageStepsLogin {
  return settings.kind === 'form' || settings.kind === 'steps';
}

/** `none`: to be tried with the next page. `blocked`: refused so often that it is not tried again until a person says so. */
export const LOGIN_STATES = ['none', 'in', 'blocked'] as const;
type LoginState = (typeof LOGIN_STATES)[number];

/** What processes that fetch write, each change compare-and-set on `seq`. */
export interface LoginSession {
  readonly seq: number;
  readonly state: LoginState;
  /** The cookies as JSON, sealed; null: there are none. */
  readonly jar: string | null;
  /** When it was signed in last; null: never with these settings. */
  readonly signedInAt: Date | null;
  /** When the last try began; null: there was none with these settings. */
  readonly triedAt: Date | null;
  /** Before then there is no other; null: at once. */
  readonly nextTryAt: Date | null;
  /** Tries in a row that the site refused. */
  readonly refusals: number;
  /** In words, what came of the last try; null: nothing yet. */
  readonly detail: string | null;
  /** Who tries just now; null: nobody. */
  readonly claim: { readonly by: string; readonly until: Date } | null;
}

export interface Login {
  readonly _id: string;
  readonly workspaceId: string;
  readonly name: string;
  /** It is used on these alone. */
  readonly hosts: readonly string[];
  /** Secrets in it are sealed. */
  readonly settings: LoginSettings;
  readonly session: LoginSession;
  /** Rises with each change of name, hosts or settings. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const NO_SESSION: LoginSession = {
  seq: 0,
  state: 'none',
  jar: null,
  signedInAt: null,
  triedAt: null,
  nextTryAt: null,
  refusals: 0,
  detail: null,
  claim: null,
};

const PREFIX = 'lgn_';

export function newLoginId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}

type LoginChange = Partial<Pick<Login, 'name' | 'hosts' | 'settings' | 'session'>> & Pick<Login, 'updatedAt'>;

export interface LoginStore {
  /** All of a workspace, by name. */
  list(workspaceId: string): Promise<Login[]>;
  get(loginId: string): Promise<Login | null>;
  /** Those of all workspaces that are blocked, at most `limit`. */
  blocked(limit: number): Promise<Login[]>;
  /** False when it is there already. */
  insert(login: Login): Promise<boolean>;
  /** Raises the version; null unless the login has this version. */
  change(loginId: string, version: number, set: LoginChange): Promise<Login | null>;
  /** Null unless the session has this `seq`; the one that is written has the next. */
  writeSession(loginId: string, seq: number, session: Omit<LoginSession, 'seq'>): Promise<Login | null>;
  /** False when there was none. */
  remove(workspaceId: string, loginId: string): Promise<boolean>;
}
