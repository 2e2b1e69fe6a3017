// Page steps as people type them: "click:.more", "fill:#zip=8001", "wait:2s", "click?@20s:.age-gate button # age gate".
import { WebloomError } from '../../system/errors.ts';
import type { PageStep } from '../../web/page-step/page-step.ts';
import { isSameValue } from '../../system/differing-members.ts';

export const PAGE_STEP_EXAMPLES =
  '"click:.more", "click:\\"Load more\\"", "fill:#zip=8001", "select:#size=42", "wait:.price", "goto:https://shop.example/"';

/** `click?*3@20s:` – kind, optional, times, time. */
const HEAD = /^([a-z-]+)(\?)?(?:\*(\d{1,3}))?(?:@(\d+(?:\.\d+)?)(ms|s))?:(.*)$/s;
const NAMED = /^(.*?)\s+#\s+(\S.*)$/s;
const TIME = /^(\d+(?:\.\d+)?)(ms|s)$/;
const POINT = /^(\d+)\s*,\s*(\d+)$/;
/** A selector, a text in quotation marks, or both. */
const TARGET = /^(.*?)\s*"([^"]+)"$/s;

type Said = Readonly<Record<string, unknown>>;

/** Throws `validation` with examples. What is written as JSON is taken as it is. */
export function parsePageStep(text: string): unknown {
  const typed = text.trim();
  if (typed.startsWith('{')) return parseJson(typed);
  const [, rest = typed, name] = NAMED.exec(typed) ?? [];
  const [, kind = '', isOptional, times, time, unit, said = ''] = HEAD.exec(rest) ?? [];
  const members = said.trim() === '' ? bareMembers(kind) : membersOf(kind, said.trim());
  if (members === null) throw noStep(text);
  return {
    ...members,
    ...(times === undefined ? {} : { times: Number(times) }),
    ...(name === undefined ? {} : { name }),
    ...(time === undefined ? {} : { timeoutMs: msOf(time, unit) }),
    ...(isOptional === undefined ? {} : { optional: true }),
  };
}

function noStep(text: string): WebloomError {
  // What is filled in may be a secret, so the message repeats the kind alone.
  const kind = text.split(':')[0]?.slice(0, 30) ?? '';
  return new WebloomError('validation', `"${kind}…" is no step. Examples: ${PAGE_STEP_EXAMPLES}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw noStep(text);
  }
}

/** Nothing is said of it but its kind. */
function bareMembers(kind: string): Said | null {
  return kind === 'picture' ? { do: kind } : null;
}

function membersOf(kind: string, said: string): Said | null {
  switch (kind) {
    case 'goto':
      return { do: kind, url: said };
    case 'click':
    case 'double-click':
      return { do: kind, ...(pointOf(said) ?? targetOf(said)) };
    case 'click-until-gone':
    case 'check':
    case 'uncheck':
    case 'hover':
      return { do: kind, ...targetOf(said) };
    case 'wait':
      return { do: kind, ...waitOf(said) };
    case 'remove':
    case 'reveal':
      return { do: kind, selector: said };
    case 'script':
      return { do: kind, script: said };
    case 'scroll':
      return { do: kind, ...scrollOf(said) };
    default:
      return fieldMembers(kind, said);
  }
}

function fieldMembers(kind: string, said: string): Said | null {
  if (kind === 'press') {
    const [key = '', ...where] = said.split(' in ');
    return { do: kind, key, ...(where.length === 0 ? {} : { selector: where.join(' in ') }) };
  }
  const pair = pairOf(said);
  if (pair === null) return null;
  const { selector, value } = pair;
  switch (kind) {
    case 'fill':
      return { do: kind, selector, value };
    case 'fill-secret':
      return { do: 'fill', selector, value, secret: true };
    case 'select':
      return { do: kind, selector, label: value };
    case 'select-value':
      return { do: 'select', selector, value };
    default:
      return null;
  }
}

function pointOf(said: string): Said | null {
  const [, x, y] = POINT.exec(said) ?? [];
  return x === undefined ? null : { x: Number(x), y: Number(y) };
}

function targetOf(said: string): Said {
  const [, selector, text] = TARGET.exec(said) ?? [];
  if (text === undefined) return { selector: said };
  return selector === '' || selector === undefined ? { text } : { selector, text };
}

function waitOf(said: string): Said {
  const [, time, unit] = TIME.exec(said) ?? [];
  return time === undefined ? targetOf(said) : { ms: msOf(time, unit) };
}

function scrollOf(said: string): Said {
  if (said === 'end') return { to: 'end' };
  return /^-?\d+$/.test(said) ? { by: Number(said) } : { selector: said };
}

function msOf(time: string, unit: string | undefined): number {
  return Math.round(Number(time) * (unit === 's' ? 1_000 : 1));
}

/** At the first equals sign that stands in no brackets: `input[name=zip]=8001`. */
function pairOf(said: string): { readonly selector: string; readonly value: string } | null {
  let depth = 0;
  for (let at = 0; at < said.length; at += 1) {
    const sign = said.charAt(at);
    if ('[('.includes(sign)) depth += 1;
    else if ('])'.includes(sign)) depth -= 1;
    else if (sign === '=' && depth === 0 && at > 0)
      return { selector: said.slice(0, at).trim(), value: said.slice(at + 1) };
  }
  return null;
}

/** As it can be typed; what has no short form is JSON. */
export function pageStepText(step: PageStep): string {
  const { name, timeoutMs, optional, ...rest } = step;
  const times = rest.do === 'click-until-gone' && rest.times !== undefined ? `*${rest.times}` : '';
  const time = timeoutMs === undefined ? '' : `@${timeoutMs}ms`;
  const [kind, said] = shortForm(rest);
  const named = name === undefined ? '' : ` # ${name}`;
  const head = [kind, optional === true ? '?' : '', times, time].join('');
  const text = [head, said].join(':') + named;
  return isSaid(text, step) ? text : JSON.stringify(step);
}

function isSaid(text: string, step: PageStep): boolean {
  try {
    return isSameValue(parsePageStep(text), step);
  } catch {
    return false;
  }
}

function shortForm(step: PageStep): readonly [kind: string, said: string] {
  switch (step.do) {
    case 'goto':
      return [step.do, step.url];
    case 'fill':
      return [step.secret === true ? 'fill-secret' : 'fill', `${step.selector}=${step.value}`];
    case 'press':
      return [step.do, step.selector === undefined ? step.key : `${step.key} in ${step.selector}`];
    case 'select':
      if (step.label === undefined) return ['select-value', `${step.selector}=${step.value ?? ''}`];
      return [step.do, `${step.selector}=${step.label}`];
    case 'scroll':
      return [step.do, step.to ?? step.selector ?? String(step.by)];
    case 'script':
      return [step.do, step.script];
    case 'picture':
      return [step.do, ''];
    default:
      return [step.do, shortTarget(step)];
  }
}

interface Aim {
  readonly selector?: string | undefined;
  readonly text?: string | undefined;
  readonly x?: number | undefined;
  readonly y?: number | undefined;
  readonly ms?: number | undefined;
}

function shortTarget({ selector, text, x, y, ms }: Aim): string {
  if (x !== undefined) return `${x},${y ?? 0}`;
  if (ms !== undefined) return `${ms}ms`;
  return [...(selector === undefined ? [] : [selector]), ...(text === undefined ? [] : [`"${text}"`])].join(
    ' ',
  );
}
