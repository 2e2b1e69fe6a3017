// Holds the routes against the table of answers, from which every client takes its types: a route that declares another answer
// than the table says, or that the table does not know, is not registered.
import { answersOf } from '../schemas/answers.ts';
import type { ApiServer } from '../http/server-type.ts';

/** Looks at the routes registered after it. */
export function enforceAnswers(app: ApiServer): void {
  app.addHook('onRoute', ({ url, method, schema }) => {
    for (const declared of declaredAnswers(schema?.response))
      for (const one of [method].flat()) enforce(`${one} ${url}`, declared);
  });
}

/** What a route declares to answer when all goes well; another route than those of the API declares nothing. */
function declaredAnswers(response: unknown): unknown[] {
  if (typeof response !== 'object' || response === null) return [];
  return Object.entries(response).flatMap(([status, answer]) => (status.startsWith('2') ? [answer] : []));
}

function enforce(route: string, declared: unknown): void {
  // The framework adds it to each GET.
  if (route.startsWith('HEAD ')) return;
  const answers = answersOf(route);
  if (answers?.includes(declared) === true) return;
  const fault = answers === null ? 'does not name it' : 'says that it answers something else';
  throw new Error(`${route}: api/schemas/answers.ts ${fault}`);
}
