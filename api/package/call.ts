// A call of the package's client: an operation of the API's description, with all that is needed to ask it.

/** What a caller gets of an answer: what its JSON says, its text, its bytes, nothing, or events as they come. */
export type AnswerForm = 'json' | 'text' | 'bytes' | 'nothing' | 'events';

export interface Call {
  readonly method: string;
  /** With the names of its parameters in braces. */
  readonly path: string;
  readonly query: readonly string[];
  /** Names of headers by those of arguments. */
  readonly headers: Readonly<Record<string, string>>;
  readonly hasBody: boolean;
  readonly answer: AnswerForm;
}

/** By the id of the operation. */
export type CallTable = Readonly<Record<string, Call>>;

export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}
