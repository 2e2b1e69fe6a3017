// Finds the faults of page steps that their form does not show: what they act on, where they go, which key they press.
import { type Fault, toPointer } from '../../system/fault.ts';
import { checkUrl } from '../../web/egress/check.ts';
import type { EgressPolicy } from '../../web/egress/policy.ts';
import { isKeyName } from '../../web/page-step/key-name.ts';
import { OWN_ADDRESS } from '../../web/page-step/page-step.ts';
import { type Members, members } from '../check-meaning.ts';
import { checkElementSelector } from '../check-selector.ts';

const PATH = ['config', 'fetch', 'steps'] as const;

export interface PageStepRules {
  readonly policy: EgressPolicy;
  /** The operator lets jobs run scripts of their own. */
  readonly allowsScripts: boolean;
}

export function checkPageSteps(fetch: unknown, rules: PageStepRules): Fault[] {
  const { steps, screenshot } = members(fetch);
  if (!Array.isArray(steps)) return [];
  const all = steps.map((step: unknown) => members(step));
  return [
    ...all.flatMap((step, index) => checkStep(step, index, rules)),
    ...checkPictures(all, screenshot === 'none'),
  ];
}

/** A version has one picture. */
function checkPictures(steps: readonly Members[], isOff: boolean): Fault[] {
  const [first, ...others] = steps.flatMap((step, index) => (step['do'] === 'picture' ? [index] : []));
  const off = 'Pictures are off (screenshot is "none"): leave that out, or this step.';
  return [
    ...(isOff && first !== undefined ? [fault([first], 'no-effect', off)] : []),
    ...others.map((index) => fault([index], 'too-much', 'One step at most keeps a picture.')),
  ];
}

function checkStep(step: Members, index: number, rules: PageStepRules): Fault[] {
  return [
    ...checkElementSelector(step['selector'], [...PATH, index, 'selector']),
    ...checkSubject(step, index),
    ...checkAddress(step, index, rules),
    ...checkKey(step, index),
    ...checkScript(step, index, rules),
  ];
}

function fault(at: readonly PropertyKey[], code: string, detail: string): Fault {
  return { pointer: toPointer([...PATH, ...at]), code, detail };
}

/** What says what a step acts on: one of these at least. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  click: ['selector', 'text', 'x'],
  'double-click': ['selector', 'text', 'x'],
  'click-until-gone': ['selector', 'text'],
  check: ['selector', 'text'],
  uncheck: ['selector', 'text'],
  hover: ['selector', 'text'],
  wait: ['selector', 'text', 'ms'],
  select: ['label', 'value'],
  scroll: ['selector', 'by', 'to'],
};
/** Of these no more than one. */
const ONE_OF: ReadonlySet<unknown> = new Set(['select', 'scroll']);

/** What it acts on: an element, a place, an option, a time. */
function checkSubject(step: Members, index: number): Fault[] {
  const needed = NEEDED[String(step['do'])] ?? [];
  const given = needed.filter((name) => step[name] !== undefined);
  if (needed.length > 0 && given.length === 0)
    return [fault([index], 'missing', `Say what the step is for: ${needed.join(' or ')}.`)];
  if (ONE_OF.has(step['do']) && given.length > 1)
    return [fault([index], 'too-much', `Give one of ${given.join(' and ')}, not both.`)];
  return checkPlace(step, index);
}

function checkPlace(step: Members, index: number): Fault[] {
  const { selector, text, x, y } = step;
  if ((x === undefined) !== (y === undefined))
    return [fault([index], 'missing', 'A place has x and y: give both, or neither.')];
  if (x === undefined || (selector === undefined && text === undefined)) return [];
  return [fault([index], 'too-much', 'Give an element or a place, not both.')];
}

/** Where a name leads to shows when it is asked for; the guard of the browser judges that. */
function checkAddress({ do: kind, url }: Members, index: number, { policy }: PageStepRules): Fault[] {
  if (kind !== 'goto' || typeof url !== 'string' || url === '' || url === OWN_ADDRESS) return [];
  const verdict = checkUrl(url, policy);
  if (verdict.allowed) return [];
  const isForm = verdict.reason === 'invalid-url' || verdict.reason === 'blocked-scheme';
  const detail = isForm
    ? `"${url}" is no address of a page: begin it with http:// or https://, or write "${OWN_ADDRESS}" for the page itself.`
    : `"${url}" may not be fetched (${verdict.reason}).`;
  return [fault([index, 'url'], 'step-not-allowed', detail)];
}

function checkKey({ do: kind, key }: Members, index: number): Fault[] {
  if (kind !== 'press' || typeof key !== 'string' || key === '' || isKeyName(key)) return [];
  const detail = `"${key}" is no key. Write Enter, Tab, Escape, ArrowDown, PageDown, F5, a letter, or Shift+Tab.`;
  return [fault([index, 'key'], 'unknown-key', detail)];
}

function checkScript({ do: kind }: Members, index: number, { allowsScripts }: PageStepRules): Fault[] {
  if (kind !== 'script' || allowsScripts) return [];
  const detail = 'Scripts are off. The operator allows them with WEBLOOM_PAGE_SCRIPTS=true.';
  return [fault([index, 'do'], 'scripts-off', detail)];
}
