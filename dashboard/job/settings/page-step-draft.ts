// What a form of page steps shows of each kind, and how what is typed becomes a step.
import type { PageStep } from '../../../domain/web/page-step/page-step.ts';

type Kind = PageStep['do'];

export const PAGE_STEP_KINDS = [
  ['click', 'Click'],
  ['fill', 'Fill in a field'],
  ['select', 'Choose an option'],
  ['check', 'Check a box'],
  ['uncheck', 'Clear a box'],
  ['press', 'Press a key'],
  ['wait', 'Wait'],
  ['click-until-gone', 'Click until it is gone'],
  ['scroll', 'Scroll'],
  ['hover', 'Point at'],
  ['double-click', 'Click twice'],
  ['goto', 'Go to an address'],
  ['remove', 'Take out of the page'],
  ['reveal', 'Show what is hidden in'],
  ['picture', 'Keep a picture'],
  ['script', 'Run a script'],
] as const satisfies readonly (readonly [Kind, string])[];

export interface PageStepMember {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'text' | 'number' | 'lines';
}

const SELECTOR: PageStepMember = { name: 'selector', label: 'Element', hint: 'CSS selector or XPath' };
const TEXT: PageStepMember = { name: 'text', label: 'It says', hint: 'What can be read on it.' };
const TARGET = [TEXT, SELECTOR] as const;
const PLACE = [
  { name: 'x', label: 'Or a place: px from the left', type: 'number' },
  { name: 'y', label: 'px from the top', type: 'number' },
] as const;

const MEMBERS: Readonly<Record<Kind, readonly PageStepMember[]>> = {
  click: [...TARGET, ...PLACE],
  'double-click': [...TARGET, ...PLACE],
  'click-until-gone': [
    ...TARGET,
    { name: 'times', label: 'Times at most', hint: 'Empty: 20', type: 'number' },
  ],
  fill: [SELECTOR, { name: 'value', label: 'With' }],
  press: [
    { name: 'key', label: 'Key', hint: 'Enter, Tab, Escape, ArrowDown, a letter, Shift+Tab' },
    { ...SELECTOR, hint: 'CSS selector or XPath. Empty: where the page has its focus.' },
  ],
  select: [
    { ...SELECTOR, label: 'List', hint: 'CSS selector or XPath of the select element' },
    { name: 'label', label: 'The option says' },
    { name: 'value', label: 'Or its value' },
  ],
  check: TARGET,
  uncheck: TARGET,
  hover: TARGET,
  scroll: [
    { ...SELECTOR, label: 'To this element' },
    { name: 'by', label: 'Or so many px down', type: 'number' },
    { name: 'to', label: 'Or', hint: 'end: to the bottom, until the page grows no more' },
  ],
  wait: [
    { ...TEXT, label: 'Until the page says' },
    { ...SELECTOR, label: 'Until this element is there' },
    { name: 'ms', label: 'So long, ms', type: 'number' },
  ],
  goto: [{ name: 'url', label: 'Address', hint: 'site: that of the page itself' }],
  remove: [SELECTOR],
  reveal: [SELECTOR],
  picture: [],
  script: [{ name: 'script', label: 'Script', type: 'lines' }],
};

/** Texts that a step has even where they are empty: the API says what is missing. */
const NEEDED: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  goto: ['url'],
  fill: ['selector', 'value'],
  press: ['key'],
  select: ['selector'],
  remove: ['selector'],
  reveal: ['selector'],
  script: ['script'],
};

export function membersOfPageStep({ do: kind }: PageStep): readonly PageStepMember[] {
  return MEMBERS[kind];
}

/** What stands in a field; empty: nothing. */
export function memberText(step: PageStep, name: string): string {
  const value: unknown = Object.entries(step).find(([member]) => member === name)?.[1];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** An empty one is left out where the step can do without it. */
export function withMember(
  step: PageStep,
  name: string,
  value: string | number | boolean | undefined,
): PageStep {
  const needed = NEEDED[step.do] ?? [];
  const isLeftOut = value === undefined || value === false || (value === '' && !needed.includes(name));
  const { [name]: _before, ...rest } = { ...step } as Readonly<Record<string, unknown>>;
  return parseStep(isLeftOut ? rest : { ...rest, [name]: value });
}

/** Another kind of step: it keeps what that kind has as well. */
export function withKind(step: PageStep, kind: Kind): PageStep {
  const common = kind === 'picture' ? ['name'] : ['name', 'timeoutMs', 'optional'];
  const known = new Set([...common, ...MEMBERS[kind].map(({ name }) => name)]);
  const kept = Object.entries(step).filter(([name]) => known.has(name));
  const needed = (NEEDED[kind] ?? []).map((name) => [name, '']);
  return parseStep({ ...Object.fromEntries(needed), ...Object.fromEntries(kept), do: kind });
}

export const NEW_PAGE_STEP: PageStep = { do: 'click' };

/** The API judges what a step lacks; here it is what somebody is still typing. */
function parseStep(members: object): PageStep {
  return members as PageStep;
}

/** The list with one of them moved, by so many places. */
export function moved<One>(list: readonly One[], at: number, by: number): One[] {
  const one = list[at];
  const rest = list.filter((_one, index) => index !== at);
  return one === undefined ? [...list] : [...rest.slice(0, at + by), one, ...rest.slice(at + by)];
}
