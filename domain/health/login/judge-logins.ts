// The logins of jobs: whether sites still take them. No name is told, because the health of everything is seen by people of
// every workspace.
import type { HealthComponent } from '../health.ts';

const REMEDY =
  '“webloom logins list” tells which and why. Sign in by hand to see what the site wants, correct the login (“webloom logins edit”), or have it tried again (“webloom logins retry”); it is not tried by itself, so that no account is locked.';

/** `blocked`: logins that were refused twice; null: the store does not tell. */
export function judgeLogins(blocked: number | null): HealthComponent {
  const part = { id: 'logins', kind: 'network', name: 'Logins of jobs', since: null } as const;
  if (blocked === null)
    return { ...part, state: 'unknown', text: 'The store does not tell.', remedy: null, figures: {} };
  const figures = { blocked };
  if (blocked === 0) return { ...part, state: 'ok', text: 'No site refuses one.', remedy: null, figures };
  const which = blocked === 1 ? 'One login was' : `${blocked} logins were`;
  const text = `${which} refused twice by its site; pages behind it are not fetched.`;
  return { ...part, state: 'warning', text, remedy: REMEDY, figures };
}
