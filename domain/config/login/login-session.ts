// How a login comes to be signed in, and when it may be tried: one process at a time, none more often than every five minutes,
// and after two refusals in a row not again, so that no account is locked.
import { CLAIM_MS, FAILED_PAUSE_MS, MAX_REFUSALS, TRY_PAUSE_MS } from './bounds.ts';
import { type LoginSession, NO_SESSION } from './login.ts';

export type TryVerdict =
  | { readonly may: 'try' }
  /** Another process tries: look again soon. */
  | { readonly may: 'wait'; readonly detail: string }
  | { readonly may: 'later'; readonly detail: string }
  | { readonly may: 'never'; readonly detail: string };

export function judgeTry(session: LoginSession, now: Date): TryVerdict {
  const { state, claim, nextTryAt, detail, refusals } = session;
  if (state === 'blocked')
    return {
      may: 'never',
      detail: `refused ${refusals} times (${detail ?? 'no reason is known'}); it is not tried again until its settings are changed or somebody lets it try again`,
    };
  if (claim !== null && claim.until > now)
    return { may: 'wait', detail: 'another process signs in just now' };
  if (nextTryAt === null || nextTryAt <= now) return { may: 'try' };
  return {
    may: 'later',
    detail: `${lastTry(session)}; the next try is not before ${nextTryAt.toISOString()}`,
  };
}

function lastTry({ detail, triedAt, signedInAt }: LoginSession): string {
  if (detail !== null) return detail;
  const wasIn = signedInAt !== null && triedAt !== null && signedInAt >= triedAt;
  return wasIn ? `it signed in at ${signedInAt.toISOString()}` : 'the last try was broken off';
}

/** Written before anything is sent to the site: a try that is never heard of again counts as one. */
export function begun(session: LoginSession, by: string, now: Date): LoginSession {
  const claim = { by, until: after(now, CLAIM_MS) };
  const nextTryAt = after(now, TRY_PAUSE_MS);
  return { ...session, state: 'none', jar: null, triedAt: now, nextTryAt, detail: null, claim };
}

export function signedIn(session: LoginSession, jar: string | null, now: Date): LoginSession {
  return { ...session, state: 'in', jar, signedInAt: now, refusals: 0, detail: null, claim: null };
}

/** The site has seen the account and said no. */
export function refused(session: LoginSession, detail: string): LoginSession {
  const refusals = session.refusals + 1;
  const state = refusals >= MAX_REFUSALS ? 'blocked' : 'none';
  return { ...session, state, jar: null, refusals, detail, claim: null };
}

/** A page was refused to an account that others were given to: the second in a row says that it is none any more. */
export function refusedPage(session: LoginSession, detail: string): LoginSession {
  const next = refused(session, detail);
  return next.state === 'blocked' ? next : { ...next, state: 'in', jar: session.jar };
}

/** The site was not reached, or has no form where one should be: no account was named to it. */
export function failed(session: LoginSession, detail: string, now: Date): LoginSession {
  return {
    ...session,
    state: 'none',
    jar: null,
    detail,
    nextTryAt: after(now, FAILED_PAUSE_MS),
    claim: null,
  };
}

/** As if it had not begun: nothing came of it, and the page tells why. */
export function undone(session: LoginSession): LoginSession {
  return { ...session, state: 'none', nextTryAt: null, claim: null };
}

/** A person lets it try again, at once. */
export function allowedAgain({ seq, signedInAt }: LoginSession): LoginSession {
  return { ...NO_SESSION, seq, signedInAt };
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
