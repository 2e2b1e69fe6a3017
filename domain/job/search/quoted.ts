// A value of a search between quotes, in which nothing has a meaning of its own.

export function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
