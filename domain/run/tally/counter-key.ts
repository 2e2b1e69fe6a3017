// The key of a counter in the tally: its name and the values of its labels.
const BETWEEN = '|';

export function counterKey(name: string, ...labels: readonly string[]): string {
  return [name, ...labels].join(BETWEEN);
}

export function parseCounterKey(text: string): { readonly name: string; readonly labels: readonly string[] } {
  const [name = '', ...labels] = text.split(BETWEEN);
  return { name, labels };
}
