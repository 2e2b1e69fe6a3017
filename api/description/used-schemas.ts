// Leaves out of a description what nothing in it refers to. The library describes each document twice, as it is taken and as it
// is given, and most are only one of both: an example of what is taken is no example of what would be given.
type Schemas = Readonly<Record<string, unknown>>;

interface Description {
  readonly paths?: unknown;
  readonly components?: { readonly schemas?: Schemas };
}

const REFERENCE = /"#\/components\/schemas\/([^"]+)"/g;

/** Keeps the schemas that the paths refer to, and those that these refer to. */
export function withUsedSchemas(description: Description): Record<string, unknown> {
  const { paths, components = {} } = description;
  const schemas = components.schemas ?? {};
  const used = new Set<string>();
  const open = namesIn(paths);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    open.push(...namesIn(schemas[name]));
  }
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
  return { ...description, components: { ...components, schemas: kept } };
}

function namesIn(value: unknown): string[] {
  return [...(JSON.stringify(value) ?? '').matchAll(REFERENCE)].map(([, name = '']) => name);
}
