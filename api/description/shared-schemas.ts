// Makes forms that stand in several places of the description into components of their own. Forms are compared by their whole text,
// so a member that says something else of itself keeps its own; what stands inside a form that is shared already counts once.
import { type Node, isNode, membersOf, pascalCase, replaced } from './node.ts';

const PREFIX = '#/components/schemas/';
/** Characters that a component must save in all to be worth a name that somebody has to look up. */
const LEAST_SAVED = 300;
/** Characters of the pattern of a text; that of a time has 290. */
const LONG_PATTERN = 200;
/** Members of a form that are a form, and that are lists of forms. */
const SINGLE = ['items', 'additionalProperties', 'not', 'contentSchema'];
const LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];

/** Where a form stands: what it would be called by that, and what it belongs to, for a second form of the same name. */
interface Place {
  readonly name: string;
  readonly owner: string;
}

interface Found extends Place {
  readonly form: Node;
  readonly count: number;
}

/** By the text of the form. */
type Forms = Map<string, Found>;
type Names = ReadonlyMap<string, string>;

export function withSharedSchemas(description: Node): Node {
  const components = isNode(description['components']) ? description['components'] : {};
  const { schemas, ...others } = components;
  const known = membersOf(schemas);
  const forms: Forms = new Map();
  for (const [name, form] of known) seeParts(forms, form, { name, owner: name });
  const rest = { ...description, components: others };
  inBodies(rest, (form, place) => {
    see(forms, form, place);
    return form;
  });
  const names = namesOf(forms, known);
  const made = [...forms].flatMap(([text, { form, count }]): [string, Node][] => {
    const name = names.get(text);
    return count > 1 && name !== undefined ? [[name, form]] : [];
  });
  const all = Object.fromEntries(
    [...made, ...known].map(([name, form]) => [name, withParts(form, (part) => referred(names, part))]),
  );
  const told = inBodies(rest, (form) => referred(names, form));
  return { ...told, components: { ...(isNode(told['components']) ? told['components'] : {}), schemas: all } };
}

/** Forms of bodies and parameters, which stand as `schema` outside the forms themselves; operations stand around theirs. */
function inBodies(value: Node, change: (form: Node, place: Place) => Node): Node {
  let owner = '';
  const other = replaced(value, (node) => {
    const { schema, name, operationId } = node;
    if (typeof operationId === 'string') owner = pascalCase(operationId);
    if (!isNode(schema)) return null;
    const called = typeof name === 'string' ? pascalCase(name) : `${owner}Body`;
    return { ...node, schema: change(schema, { name: called, owner }) };
  });
  return isNode(other) ? other : value;
}

function see(forms: Forms, form: Node, place: Place): void {
  if ('$ref' in form) return;
  const bare = withoutWords(form);
  const text = JSON.stringify(bare);
  const found = forms.get(text);
  forms.set(
    text,
    found === undefined ? { ...place, form: bare, count: 1 } : { ...found, count: found.count + 1 },
  );
  // A list is no component, so its items stand as often as it does.
  if (found === undefined || !isWorthName(form)) seeParts(forms, form, place);
}

/** An object is the same whatever a place says of it: the reference to it says that. */
function withoutWords(form: Node): Node {
  if (!('properties' in form) || !('description' in form)) return form;
  const { description: _description, ...bare } = form;
  return bare;
}

function seeParts(forms: Forms, form: Node, { name, owner }: Place): void {
  withParts(form, (part, at) => {
    see(forms, part, {
      name: at.property === null ? nameInside(name, at.member, part) : pascalCase(at.property),
      owner,
    });
    return part;
  });
}

interface Member {
  /** `items`, `anyOf` …, or `properties`. */
  readonly member: string;
  readonly property: string | null;
}

/** The form with each form directly inside it changed. */
function withParts(form: Node, change: (part: Node, at: Member) => Node): Node {
  const changed = Object.entries(form).map(([member, value]): [string, unknown] => {
    if (member === 'properties' && isNode(value))
      return [
        member,
        Object.fromEntries(
          membersOf(value).map(([property, part]) => [property, change(part, { member, property })]),
        ),
      ];
    if (LISTS.includes(member) && Array.isArray(value))
      return [
        member,
        value.map((part: unknown) => (isNode(part) ? change(part, { member, property: null }) : part)),
      ];
    if (SINGLE.includes(member) && isNode(value)) return [member, change(value, { member, property: null })];
    return [member, value];
  });
  return Object.fromEntries(changed);
}

function referred(names: Names, form: Node): Node {
  const named = names.get(JSON.stringify(form));
  if (named !== undefined) return { $ref: `${PREFIX}${named}` };
  const bare = names.get(JSON.stringify(withoutWords(form)));
  if (bare === undefined) return withParts(form, (part) => referred(names, part));
  return { $ref: `${PREFIX}${bare}`, description: form['description'] };
}

/** One of `conditions` is a `Condition`; one of several kinds is called by its kind. */
function nameInside(name: string, member: string, part: Node): string {
  if (member === 'items') return /[^s]s$/.test(name) ? name.slice(0, -1).replace(/ie$/, 'y') : `${name}Item`;
  if (!LISTS.includes(member)) return `${name}Value`;
  const kinds = membersOf(part['properties']).flatMap(([, { const: kind }]) =>
    typeof kind === 'string' ? [kind] : [],
  );
  return kinds[0] === undefined ? `${name}Choice` : `${pascalCase(kinds[0])}${name}`;
}

function namesOf(forms: Forms, known: readonly (readonly [string, Node])[]): Names {
  const names = new Map(known.map(([name, form]) => [JSON.stringify(form), name]));
  const taken = new Set(known.map(([name]) => name));
  for (const [text, found] of forms) {
    const saved = (found.count - 1) * (text.length - PREFIX.length - found.name.length);
    if (names.has(text) || saved < LEAST_SAVED || !isWorthName(found.form)) continue;
    const name = freeName(found, taken);
    names.set(text, name);
    taken.add(name);
  }
  return names;
}

/** A plain text or number is read where it stands, unless its pattern is one that nobody reads. */
function isWorthName(form: Node): boolean {
  const { pattern } = form;
  const isLong = typeof pattern === 'string' && pattern.length > LONG_PATTERN;
  return isLong || ['properties', 'propertyNames', 'enum', ...LISTS].some((member) => member in form);
}

function freeName({ name, owner }: Place, taken: ReadonlySet<string>): string {
  const whole = name.startsWith(owner) ? name : `${owner}${name}`;
  const free = [name, whole].find((one) => !taken.has(one));
  if (free !== undefined) return free;
  let number = 2;
  while (taken.has(`${whole}${number}`)) number += 1;
  return `${whole}${number}`;
}
