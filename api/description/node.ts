// A description of the API as plain JSON: what the passes over it share.
export type Node = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members that are objects themselves; of a list, its items. */
export function membersOf(value: unknown): [name: string, part: Node][] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value as object) : [];
  return entries.flatMap(([name, part]: [string, unknown]) => (isNode(part) ? [[name, part]] : []));
}

/** Each operation with the name of its path and method. */
export function operationsOf({ paths }: Node): Node[] {
  return membersOf(paths).flatMap(([, methods]) => membersOf(methods).map(([, operation]) => operation));
}

/** Every object below, from the outside in; what `change` answers takes its place and is not looked into. */
export function replaced(value: unknown, change: (node: Node) => Node | null): unknown {
  if (Array.isArray(value)) return value.map((item) => replaced(item, change));
  if (!isNode(value)) return value;
  const other = change(value);
  if (other !== null) return other;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, replaced(part, change)]));
}

/** `jobId` and `job-id` become `JobId`. */
export function pascalCase(text: string): string {
  return text.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_all, first: string) => first.toUpperCase());
}
