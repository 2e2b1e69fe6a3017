// An object literal without the members that are absent, for types whose optional members may be left out and not be undefined.

export type Given<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The members of `members` that are not undefined, in their order; null is a value and stays. */
export function given<T extends object>(members: T): Given<T> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) kept[name] = value;
  // The loop drops exactly what the type makes optional; TypeScript follows no assignment by name.
  return kept as Given<T>;
}
