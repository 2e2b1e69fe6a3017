// JSON Schema as types of TypeScript, with what it says of each member beside it.
import { type Node, isNode, membersOf } from '../description/node.ts';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const PLAIN: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
};

/** The type that a schema allows; lines after the first begin with `indent`. */
export function typeOf(schema: unknown, indent = ''): string {
  if (schema === false) return 'never';
  if (!isNode(schema)) return 'unknown';
  const { $ref, enum: values, anyOf, oneOf, allOf } = schema;
  if (typeof $ref === 'string') return $ref.split('/').at(-1) ?? 'unknown';
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ');
  const parts = [
    unionOf(anyOf ?? oneOf, indent),
    joined(allOf, ' & ', indent),
    'type' in schema ? ofKind(schema, indent) : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return 'unknown';
  return parts.length === 1 ? (parts[0] ?? '') : parts.map((part) => enclosed(part)).join(' & ');
}

function unionOf(choices: unknown, indent: string): string | null {
  return joined(choices, ' | ', indent);
}

function joined(choices: unknown, by: ' | ' | ' & ', indent: string): string | null {
  if (!Array.isArray(choices)) return null;
  const types = [...new Set(choices.map((choice) => typeOf(choice, indent)))];
  return types.map((type) => (by === ' & ' ? enclosed(type) : type)).join(by);
}

function enclosed(type: string): string {
  return /^[\w$]+$/.test(type) ? type : `(${type})`;
}

function ofKind(schema: Node, indent: string): string {
  const { type } = schema;
  const kinds: unknown[] = Array.isArray(type) ? type : [type];
  return [...new Set(kinds.map((kind) => ofOneKind(String(kind), schema, indent)))].join(' | ');
}

function ofOneKind(kind: string, schema: Node, indent: string): string {
  if (kind === 'array') return listType(schema, indent);
  if (kind === 'object') return objectType(schema, indent);
  if (kind === 'string' && schema['format'] === 'binary') return 'Uint8Array';
  return PLAIN[kind] ?? 'unknown';
}

function listType({ items, prefixItems }: Node, indent: string): string {
  if (Array.isArray(prefixItems))
    return `readonly [${prefixItems.map((item) => typeOf(item, indent)).join(', ')}]`;
  const item = typeOf(items, indent);
  return `readonly ${/[|&]|^readonly/.test(item) && !item.startsWith('{') ? `(${item})` : item.startsWith('{') ? `(${item})` : item}[]`;
}

function objectType(schema: Node, indent: string): string {
  const { additionalProperties: others, required, propertyNames } = schema;
  const needed = new Set(Array.isArray(required) ? required : []);
  const inner = `${indent}  `;
  const members = membersOf(schema['properties']).map(
    ([name, member]) =>
      `${commentOf(member, inner)}${inner}${keyOf(name)}${needed.has(name) ? '' : '?'}: ${typeOf(member, inner)}${needed.has(name) ? '' : ' | undefined'};\n`,
  );
  if (members.length > 0) {
    const open = isNode(others) ? `${inner}[name: string]: unknown;\n` : '';
    return `{\n${members.join('')}${open}${indent}}`;
  }
  if (others === false) return '{ [name: string]: never }';
  const value = isNode(others) ? typeOf(others, indent) : 'unknown';
  const names = isNode(propertyNames) ? typeOf(propertyNames) : 'string';
  return names === 'string' ? `{ [name: string]: ${value} }` : `{ [name in ${names}]?: ${value} }`;
}

function keyOf(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}

/** What the schema says, as a comment before it. */
export function commentOf({ description, default: absent, deprecated }: Node, indent: string): string {
  const said = [
    typeof description === 'string' ? description : '',
    absent === undefined ? '' : `Default: ${JSON.stringify(absent)}.`,
  ].filter((part) => part !== '');
  const marks = deprecated === true ? ['@deprecated'] : [];
  return docComment([said.join(' '), ...marks], indent);
}

export function docComment(lines: readonly string[], indent: string): string {
  // A comment must not end where the text says so.
  const said = lines
    .filter((line) => line !== '')
    .map((line) => line.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' '));
  if (said.length === 0) return '';
  if (said.length === 1) return `${indent}/** ${said[0]} */\n`;
  return `${indent}/**\n${said.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}
