// Makes answers and parameters that stand at many operations into components, which each operation refers to: what is said once
// is read once, by people and by generators of clients.
import { type Node, isNode, operationsOf, membersOf, replaced } from './node.ts';

/** Names of the components of answers, by status. */
const ANSWER_NAMES: Readonly<Record<string, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  410: 'Gone',
  412: 'PreconditionFailed',
  413: 'PayloadTooLarge',
  415: 'UnsupportedMediaType',
  422: 'UnprocessableContent',
  429: 'TooManyRequests',
  431: 'HeadersTooLarge',
  500: 'InternalError',
  503: 'Unavailable',
};

export function withSharedComponents(description: Node): Node {
  const operations = operationsOf(description);
  const answers = operations
    .flatMap(({ responses }) => membersOf(responses))
    .map(([status, answer]) => [ANSWER_NAMES[status] ?? `Status${status}`, answer] as const);
  const parameters = operations
    .flatMap(({ parameters: own }) => membersOf(own))
    .map(([, parameter]) => [String(parameter['name']), parameter] as const);
  const shared = { responses: sharedOf(answers), parameters: sharedOf(parameters) };
  const references = new Map(
    Object.entries(shared).flatMap(([kind, named]) =>
      [...named].map(([name, part]) => [JSON.stringify(part), { $ref: `#/components/${kind}/${name}` }]),
    ),
  );
  const paths = replaced(description['paths'], (node) => references.get(JSON.stringify(node)) ?? null);
  const components = Object.entries(shared).map(([kind, named]) => [kind, Object.fromEntries(named)]);
  const before = isNode(description['components']) ? description['components'] : {};
  return { ...description, paths, components: { ...before, ...Object.fromEntries(components) } };
}

/** Characters that a second component of one name must save in all. */
const LEAST_SAVED = 300;

/** What stands twice or more, by its name; of several that would have one name the most frequent one has it, others a number. */
function sharedOf(parts: readonly (readonly [name: string, part: Node])[]): Map<string, Node> {
  const counts = new Map<string, { count: number; name: string; part: Node }>();
  for (const [name, part] of parts) {
    const text = JSON.stringify(part);
    const { count = 0 } = counts.get(text) ?? {};
    counts.set(text, { count: count + 1, name, part });
  }
  const often = [...counts.values()].filter(({ count }) => count > 1);
  const named = new Map<string, Node>();
  for (const { name, part, count } of often.toSorted((a, b) => b.count - a.count)) {
    const isWorth = (count - 1) * JSON.stringify(part).length >= LEAST_SAVED;
    if (!named.has(name)) named.set(name, part);
    else if (isWorth) named.set(freeName(name, named), part);
  }
  return named;
}

function freeName(name: string, taken: ReadonlyMap<string, Node>): string {
  let number = 2;
  while (taken.has(`${name}${number}`)) number += 1;
  return `${name}${number}`;
}
