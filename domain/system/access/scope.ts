// What a caller may do, as three scopes of which each holds the one before it.

export const SCOPES = ['viewer', 'operator', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** What each scope is for, as keys are explained to people. */
export const SCOPE_MEANING: Readonly<Record<Scope, string>> = {
  viewer: 'Sees jobs, runs, pages, changes and prices; changes nothing.',
  operator: 'Also creates and edits jobs, starts, pauses and stops them, and settles what they found.',
  admin: 'Also removes jobs, manages keys and workspaces, and reads the audit.',
};

export function allows(scope: Scope, needed: Scope): boolean {
  return SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);
}
