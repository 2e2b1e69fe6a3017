// One number for each name of a closed list, as a document whose members are the names.
import { z } from 'zod';

export function numbersByName<const Names extends readonly string[]>(names: Names, what: string) {
  const members = names.map((name) => [name, z.number().describe(`${what}: ${name}.`)] as const);
  return z.object(Object.fromEntries(members) as Record<Names[number], z.ZodNumber>);
}
