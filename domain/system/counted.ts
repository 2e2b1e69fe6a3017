// A number with its noun, as sentences say it.

/** `1 page`, `1,200 pages`; `many` where the plural is not the noun with an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
