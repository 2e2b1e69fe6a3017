// What a schema found wrong, as a sentence that says what to give instead. Knows the library's issues by their form
// alone, so that whoever parses can pass it on.

/** The members of a raw issue that are put into words. */
export interface RawIssue {
  readonly code?: string | undefined;
  readonly input?: unknown;
  readonly expected?: unknown;
  readonly origin?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly inclusive?: unknown;
  readonly divisor?: unknown;
  readonly values?: unknown;
  readonly options?: unknown;
  readonly inst?: unknown;
}

/** Undefined where the schema's own message is best. */
export function issueInWords(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `Give ${nounOf(issue.expected)}${foundInWords(issue.input)}.`;
    case 'too_small':
      return `Give ${amountInWords(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}.`;
    case 'too_big':
      return `Give ${amountInWords(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}.`;
    case 'not_multiple_of':
      return `Give a multiple of ${String(issue.divisor)}.`;
    case 'invalid_value':
      return choiceInWords(issue.values);
    case 'invalid_union':
      return choiceInWords(issue.options);
    case 'unrecognized_keys':
      return knownInWords(issue.inst);
    default:
      return undefined;
  }
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

function nounOf(type: unknown): string {
  return NOUNS[String(type)] ?? String(type);
}

/** NaN is what is left of a text of a query that is no number. */
function foundInWords(input: unknown): string {
  if (input === undefined) return '; it is missing';
  if (Number.isNaN(input)) return '';
  return `, not ${nounOf(input === null ? 'null' : Array.isArray(input) ? 'array' : typeof input)}`;
}

const COUNTED: Readonly<Record<string, string>> = { string: 'character', array: 'entry' };

function amountInWords(origin: unknown, relation: string, bound: unknown): string {
  const unit = COUNTED[String(origin)];
  if (unit === undefined) return `a number of ${relation} ${String(bound)}`;
  return `${relation} ${Number(bound) === 1 ? `one ${unit}` : `${String(bound)} ${unit.replace(/y$/, 'ie')}s`}`;
}

function choiceInWords(choices: unknown): string | undefined {
  if (!Array.isArray(choices) || choices.length === 0) return undefined;
  const words = choices.map(String);
  return words.length === 1 ? `Give ${words.join()}.` : `Give one of ${words.join(', ')}.`;
}

/** The members an object has; its schema stands in the issue. */
function knownInWords(schema: unknown): string | undefined {
  const shape = memberOf(memberOf(memberOf(schema, '_zod'), 'def'), 'shape');
  if (typeof shape !== 'object' || shape === null) return undefined;
  const names = Object.keys(shape);
  return names.length === 0 ? 'Leave it out.' : `Known are ${names.join(', ')}.`;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
