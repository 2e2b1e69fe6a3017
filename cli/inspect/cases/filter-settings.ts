// The argument of one filter of a chain: a single value, or an object of settings.

export type Filter = (text: string, argument: unknown) => string;
export type FilterRow = readonly [name: string, filter: Filter];
export type Settings = Readonly<Record<string, unknown>>;

/** `main`: the setting that a single value stands for. */
export function settingsOf(argument: unknown, main: string): Settings {
  return typeof argument === 'object' && argument !== null ? (argument as Settings) : { [main]: argument };
}

export function textIn(settings: Settings, key: string): string {
  const value = settings[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Order by code points, as other tools sort; not by a language. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
