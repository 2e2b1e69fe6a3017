// Page steps: what a browser does on a page before it is written down, in the order the job says. Each kind by its word `do`.

interface Common {
  /** What it is called where its outcome is told. */
  readonly name?: string | undefined;
  /** Time it may take, ms; absent: ten seconds. */
  readonly timeoutMs?: number | undefined;
  /** What it needs may be absent: then it is left out, and the next one follows. */
  readonly optional?: boolean | undefined;
}

/** An element: one that the selector finds, one that says the text, or the first of those that says it. */
interface Target {
  /** CSS selector; it finds elements of open shadow roots, too. */
  readonly selector?: string | undefined;
  readonly text?: string | undefined;
}

/** A place in the browser's view, px; it is 1,280 wide and 1,024 high. */
interface Point {
  readonly x?: number | undefined;
  readonly y?: number | undefined;
}

export interface GotoStep extends Common {
  readonly do: 'goto';
  /** An address with http:// or https://, or `site`: the page's own. */
  readonly url: string;
}

export interface ClickStep extends Common, Target, Point {
  readonly do: 'click' | 'double-click';
}

export interface ClickUntilGoneStep extends Common, Target {
  readonly do: 'click-until-gone';
  /** How often at most; absent: twenty times. */
  readonly times?: number | undefined;
}

export interface FillStep extends Common {
  readonly do: 'fill';
  readonly selector: string;
  readonly value: string;
  readonly secret?: boolean | undefined;
  /** Those that a secret belongs to: on the page of any other it is not entered. Absent: any. */
  readonly hosts?: string[] | undefined;
}

export interface PressStep extends Common {
  readonly do: 'press';
  /** `Enter`, `Tab`, `Control+A` … */
  readonly key: string;
  /** Where the key is pressed; absent: where the page has its focus. */
  readonly selector?: string | undefined;
}

export interface SelectStep extends Common {
  readonly do: 'select';
  readonly selector: string;
  /** What the option says. */
  readonly label?: string | undefined;
  readonly value?: string | undefined;
}

export interface TargetStep extends Common, Target {
  readonly do: 'check' | 'uncheck' | 'hover';
}

/** One of the three. */
export interface ScrollStep extends Common {
  readonly do: 'scroll';
  /** Until this element is in view. */
  readonly selector?: string | undefined;
  /** px, downwards; upwards where it is negative. */
  readonly by?: number | undefined;
  /** To the bottom, until the page grows no more. */
  readonly to?: 'end' | undefined;
}

/** All that is given has to be there: with both, the element has to say the text. */
export interface WaitStep extends Common, Target {
  readonly do: 'wait';
  readonly ms?: number | undefined;
}

/** `remove` takes elements out of the page, `reveal` shows what is hidden in them. */
export interface ElementsStep extends Common {
  readonly do: 'remove' | 'reveal';
  readonly selector: string;
}

/** At this point the picture of the version is taken, in place of that of the page at its end. */
interface PictureStep {
  readonly do: 'picture';
  readonly name?: string | undefined;
  readonly timeoutMs?: undefined;
  readonly optional?: undefined;
}

export interface ScriptStep extends Common {
  readonly do: 'script';
  readonly script: string;
}

export type PageStep =
  | GotoStep
  | ClickStep
  | ClickUntilGoneStep
  | FillStep
  | PressStep
  | SelectStep
  | TargetStep
  | ScrollStep
  | WaitStep
  | ElementsStep
  | PictureStep
  | ScriptStep;

type PageStepKind = PageStep['do'];

/** How one of them ended; those after one that failed are not told. */
export interface PageStepResult {
  /** From 1. */
  readonly n: number;
  readonly name?: string;
  readonly kind: PageStepKind;
  readonly outcome: 'ok' | 'skipped' | 'failed';
  readonly ms: number;
  /** Where it led to, or why it was left out or failed. */
  readonly detail?: string;
}

export function hasPictureStep(steps: readonly PageStep[] | undefined): boolean {
  return steps?.some((step) => step.do === 'picture') === true;
}

/** The address of the page itself, as a `goto` names it. */
export const OWN_ADDRESS = 'site';

/** What it acts on, without what is filled in: `fill “#zip”`. */
export function pageStepWords(step: PageStep): string {
  const said = subjectOf(step);
  return said === '' ? step.do : `${step.do} ${said}`;
}

function subjectOf(step: PageStep): string {
  switch (step.do) {
    case 'goto':
      return withoutQuery(step.url);
    case 'press':
      return [step.key, ...quoted(step.selector)].join(' in ');
    case 'select':
      return [...quoted(step.label ?? step.value), ...quoted(step.selector)].join(' of ');
    case 'scroll':
      return step.to ?? (step.by === undefined ? quoted(step.selector).join('') : `by ${step.by}`);
    case 'wait':
      return [...targetWords(step), ...(step.ms === undefined ? [] : [`${step.ms} ms`])].join(' and ');
    case 'picture':
    case 'script':
      return '';
    default:
      return elementWords(step);
  }
}

function elementWords(step: Target & Point): string {
  return step.x === undefined ? targetWords(step).join(' with ') : `${step.x},${step.y ?? 0}`;
}

function targetWords({ selector, text }: Target): string[] {
  return [...quoted(selector), ...quoted(text)];
}

function quoted(text: string | undefined): string[] {
  return text === undefined ? [] : [`“${text}”`];
}

/** A query may hold what only its owner may know. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
