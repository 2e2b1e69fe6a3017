// How large logins may be, and how often one is tried.
import { MINUTE_MS } from '../../system/duration.ts';

/** Logins of a workspace. */
export const MAX_LOGINS = 100;
export const MAX_LOGIN_TEXT = 2_000;
/** Of the cookies of a session, as JSON. */
export const MAX_JAR_CHARS = 200_000;
/** Between the beginnings of two tries, whatever came of the first: no site takes them for an attack. */
export const TRY_PAUSE_MS = 5 * MINUTE_MS;
/** After one that did not come to name the account. */
export const FAILED_PAUSE_MS = 30_000;
/** In a row. Many sites lock an account at the third. */
export const MAX_REFUSALS = 2;
/** How long a try may take before another process may try: longer than any does. */
export const CLAIM_MS = 2 * MINUTE_MS;
/** Pages one after another until the code is asked for: name, password, code. */
export const MAX_FORMS = 4;
