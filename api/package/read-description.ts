// Reads the description of the API (OpenAPI 3.1): its operations, as a client calls them.
import { type Node, isNode, membersOf } from '../description/node.ts';
import type { AnswerForm, Call } from './call.ts';

/** Of one event; the stream itself is a text. */
const EVENT = '#/components/schemas/StreamEvent';

export interface Argument {
  readonly name: string;
  readonly schema: Node;
  readonly required: boolean;
  readonly description: string;
}

export interface Described {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly call: Call;
  readonly args: readonly Argument[];
  /** Of the JSON or the events it answers; null: another form. */
  readonly answer: Node | null;
  /** Statuses with which it may be refused. */
  readonly refusals: readonly string[];
}

export function readOperations(api: Node): Described[] {
  return membersOf(api['paths']).flatMap(([path, methods]) =>
    membersOf(methods).map(([method, operation]) =>
      readOperation(api, `${method.toUpperCase()} ${path}`, operation),
    ),
  );
}

/** What a reference leads to. */
function resolved(api: Node, node: Node): Node {
  const { $ref } = node;
  if (typeof $ref !== 'string') return node;
  const target = $ref
    .split('/')
    .slice(1)
    .reduce<unknown>((within, name) => (isNode(within) ? within[name] : undefined), api);
  if (!isNode(target)) throw new Error(`The description of the API refers to ${$ref}, which is not there.`);
  return resolved(api, target);
}

function readOperation(api: Node, route: string, operation: Node): Described {
  const [method = '', path = ''] = route.split(' ');
  const parameters = withoutDoubles(listOf(operation['parameters']).map((one) => resolved(api, one)));
  const body = bodyOf(operation);
  const { form, schema } = answerOf(api, operation);
  return {
    id: textOf(operation['operationId']),
    summary: textOf(operation['summary']),
    description: textOf(operation['description']),
    call: {
      method,
      path,
      query: parameters.filter((one) => one['in'] === 'query').map(({ name }) => textOf(name)),
      headers: Object.fromEntries(
        parameters
          .filter((one) => one['in'] === 'header')
          .map(({ name }) => [argumentName(textOf(name)), textOf(name)]),
      ),
      hasBody: body !== null,
      answer: form,
    },
    args: [...parameters.map(toArgument), ...(body === null ? [] : [body])],
    answer: schema,
    refusals: Object.keys(nodeOf(operation['responses'])).filter((status) => /^[45]/.test(status)),
  };
}

/** What may be said by a header and in the address, for those that can not send headers, is one argument. */
function withoutDoubles(parameters: readonly Node[]): Node[] {
  const byHeader = new Set(
    parameters.filter((one) => one['in'] === 'header').map(({ name }) => argumentName(textOf(name))),
  );
  return parameters.filter((one) => one['in'] !== 'query' || !byHeader.has(textOf(one['name'])));
}

function toArgument({ name, schema, required, description }: Node): Argument {
  return {
    name: argumentName(textOf(name)),
    schema: nodeOf(schema),
    required: required === true,
    description: textOf(description),
  };
}

function bodyOf({ requestBody }: Node): Argument | null {
  if (!isNode(requestBody)) return null;
  const [[type, content] = ['', {}]] = membersOf(requestBody['content']);
  const schema =
    type === 'application/json' ? nodeOf(content['schema']) : { type: 'string', format: 'binary' };
  return { name: 'body', schema, required: requestBody['required'] === true, description: '' };
}

/** As JSON where it can. */
function answerOf(api: Node, { responses }: Node): { form: AnswerForm; schema: Node | null } {
  const good = membersOf(responses).filter(([status]) => status.startsWith('2'));
  const contents = good.flatMap(([, answer]) => membersOf(resolved(api, answer)['content']));
  const types = contents.map(([type]) => type);
  if (types.length === 0) return { form: 'nothing', schema: null };
  const schemas = (wanted: string) =>
    contents.filter(([type]) => type === wanted).map(([, content]) => nodeOf(content['schema']));
  if (types.includes('text/event-stream')) return { form: 'events', schema: { $ref: EVENT } };
  if (types.some((type) => /^image\/|octet-stream$/.test(type))) return { form: 'bytes', schema: null };
  const [first, ...others] = distinct(schemas('application/json'));
  if (first === undefined) return { form: 'text', schema: null };
  return { form: 'json', schema: others.length === 0 ? first : { anyOf: [first, ...others] } };
}

/** An answer may be the same under several statuses. */
function distinct(schemas: readonly Node[]): Node[] {
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
}

/** `idempotency-key` becomes `idempotencyKey`. */
function argumentName(name: string): string {
  return name.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

function nodeOf(value: unknown): Node {
  return isNode(value) ? value : {};
}

function listOf(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
