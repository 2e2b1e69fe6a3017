// Filters, sort and cursor of a screen, as they stand in the query of its address.

/** By name. */
export type Search = Readonly<Record<string, string>>;

/** Leaves out what is no text or empty. */
export function asSearch(query: Record<string, unknown>): Search {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      // `?wall` alone asks for a screen without the frame.
      name === 'wall' ? [[name, 'on']] : typeof value === 'string' && value !== '' ? [[name, value]] : [],
    ),
  );
}
