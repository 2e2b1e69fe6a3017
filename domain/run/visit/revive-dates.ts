// Turns the dates of outcome rows, which are text in their file, back into dates, as documents need them.
// Only ISO text in fields named `at` or ending in `At` is converted; epoch numbers stay numbers.
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export function reviveDates<T>(value: T): T {
  return revive('', value) as T;
}

function revive(key: string, value: unknown): unknown {
  if (typeof value === 'string') return isDateKey(key) && ISO.test(value) ? new Date(value) : value;
  if (Array.isArray(value)) return value.map((item) => revive('', item));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) copy[name] = revive(name, item);
  return copy;
}

function isDateKey(key: string): boolean {
  return key === 'at' || key.endsWith('At');
}
