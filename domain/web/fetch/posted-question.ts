// What a page sends by POST to get JSON: whether a job may send it again, and whether it would still be answered then. A question
// of GraphQL says itself that it reads and changes nothing; of anything else that is sent, nobody knows.
import { passingKind } from '../url/passing-address.ts';

type Members = Readonly<Record<string, unknown>>;

const UNKNOWN = 'it is asked by POST, and what that does beside answering is not known';
const BY_HASH = 'its question (GraphQL) is named by a hash alone, so what it does is not known';
const CHANGES = 'what is sent with it (GraphQL) may change something at the site';

/** In words what speaks against it; null: it asks alone, and nothing in it seems to pass. No value is repeated. */
export function whyNotSent(text: string): string | null {
  const questions = questionsIn(text);
  if (questions === null) return UNKNOWN;
  for (const question of questions) {
    const { query, variables } = question;
    if (typeof query !== 'string') return 'extensions' in question ? BY_HASH : UNKNOWN;
    if (!asksAlone(query)) return CHANGES;
    const passing = [...leavesOf('query', variables), ...textsIn(query)].flatMap(([name, value]) => {
      const what = passingKind(name, value);
      return what === null ? [] : [`“${name}” in what is sent with it looks like ${what}`];
    });
    if (passing[0] !== undefined) return passing[0];
  }
  return null;
}

/** Several at once are sent as a list. Null: it is none of GraphQL. */
function questionsIn(text: string): readonly Members[] | null {
  try {
    const sent: unknown = JSON.parse(text);
    const questions = Array.isArray(sent) ? sent : [sent];
    return questions.length > 0 && questions.every(isMembers) ? questions : null;
  } catch {
    return null;
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const TEXT_OR_COMMENT = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*/g;

/** All its operations are queries; a word outside of braces says what each of them is. */
function asksAlone(query: string): boolean {
  let depth = 0;
  let outside = '';
  for (const sign of query.replace(TEXT_OR_COMMENT, ' ')) {
    if (sign === '{' || sign === '(') depth += 1;
    outside += depth === 0 ? sign : ' ';
    if (sign === '}' || sign === ')') depth -= 1;
  }
  return query.includes('{') && depth === 0 && !/\b(?:mutation|subscription)\b/.test(outside);
}

function leavesOf(name: string, value: unknown): readonly (readonly [name: string, value: string])[] {
  if (typeof value === 'string' || typeof value === 'number') return [[name, String(value)]];
  if (Array.isArray(value)) return value.flatMap((one) => leavesOf(name, one));
  if (!isMembers(value)) return [];
  return Object.entries(value).flatMap(([inner, one]) => leavesOf(inner, one));
}

const ARGUMENT = /(\w+)\s*:\s*"((?:\\.|[^"\\\n])*)"/g;

/** Texts that stand in the question itself: `cart(token: "…")`. */
function textsIn(query: string): readonly (readonly [name: string, value: string])[] {
  return [...query.matchAll(ARGUMENT)].map(([, name = '', value = '']) => [name, value]);
}
