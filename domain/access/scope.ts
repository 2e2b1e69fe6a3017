// What a caller may do: three scopes of which each holds the one before it.

export type Scope = 'viewer' | 'operator' | 'admin';
