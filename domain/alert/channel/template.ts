// Texts with placeholders for parts of a message: `{{title}}`. A text is compiled once, and a fault says where it is and
// what could be meant.

const PLACEHOLDERS = {
  id: 'id of the message; the same when it is sent again',
  kind: 'begin, reminder, end, digest or test',
  severity: 'info, warning or critical',
  title: 'what happened, in one line',
  lines: 'what there is to say about it, a line each',
  text: 'title, lines and difference together',
  diff: 'the changed lines, with + and - in front',
  before: 'text before the change',
  after: 'text after the change',
  link: 'where the dashboard shows it',
  at: 'when, ISO 8601 in UTC',
  job: 'name of the job',
  note: 'what the job is for, in the words of its user',
  pageUrl: 'address of the page',
  pageTitle: 'title of the page',
  json: 'the whole message as JSON; not to be put in quotes',
} as const satisfies Readonly<Record<string, string>>;
export type Placeholder = keyof typeof PLACEHOLDERS;

export type TemplateToken = { readonly text: string } | { readonly placeholder: Placeholder };

interface TemplateFault {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly detail: string;
}

export type CompiledTemplate =
  | { readonly ok: true; readonly parts: readonly TemplateToken[] }
  | { readonly ok: false; readonly faults: readonly TemplateFault[] };

/** A placeholder, or an opening that is never closed. */
const MARK = /\{\{(?:\s*([^{}]*?)\s*\}\})?/g;

export function compileTemplate(source: string): CompiledTemplate {
  const parts: TemplateToken[] = [];
  const faults: TemplateFault[] = [];
  let end = 0;
  for (const match of source.matchAll(MARK)) {
    if (match.index > end) parts.push({ text: source.slice(end, match.index) });
    end = match.index + match[0].length;
    const name = match[1];
    if (isPlaceholder(name)) parts.push({ placeholder: name });
    else faults.push({ ...placeOf(source, match.index), detail: faultOf(name) });
  }
  if (end < source.length) parts.push({ text: source.slice(end) });
  return faults.length === 0 ? { ok: true, parts } : { ok: false, faults };
}

function isPlaceholder(name: string | undefined): name is Placeholder {
  return name !== undefined && Object.hasOwn(PLACEHOLDERS, name);
}

function faultOf(name: string | undefined): string {
  const known = Object.keys(PLACEHOLDERS).join(', ');
  if (name === undefined) return '"{{" is not closed by "}}".';
  const folded = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  const meant = Object.keys(PLACEHOLDERS).find((one) => one.toLowerCase() === folded);
  const hint = meant === undefined ? `There are: ${known}.` : `Write {{${meant}}}.`;
  return `{{${name.slice(0, 40)}}} is not known. ${hint}`;
}

function placeOf(source: string, index: number): { line: number; column: number } {
  const before = source.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Fills the parts in; `escape` makes a value safe for where it is put. */
export function fillTemplate(
  parts: readonly TemplateToken[],
  values: Readonly<Record<Placeholder, string>>,
  escape: (value: string, placeholder: Placeholder) => string,
): string {
  return parts
    .map((part) => ('text' in part ? part.text : escape(values[part.placeholder], part.placeholder)))
    .join('');
}
