// A number with its noun, as sentences say it.

/** `1 page`, `1,200 pages`; `many` where the plural is not the noun with an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  // Most counts need no commas, which take ICU 20 µs.
  const figure = count < 1_000 && Number.isInteger(count) ? String(count) : count.toLocaleString('en-US');
  return `${figure} ${count === 1 ? one : many}`;
}
