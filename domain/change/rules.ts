// The job's own rules about changes: which text to ignore, when to tell a change, and how large it must be.
import type { TextBlock } from '../reading/page/parsed-page.ts';
import { numbersOf } from '../reading/money/number-text.ts';
import { firstFound, matchingLines } from '../reading/part/text-rule.ts';
import type { BlockChange, LineChange, Severity } from './change.ts';
import type { FrameRule } from './frame-rule.ts';
import type { Conditions } from './condition.ts';

/** Versions told last that a job may have a page compared with. */
export const MAX_COMPARED_VERSIONS = 20;

/** A text in a list is a plain text, whose case is ignored, or `/pattern/flags`. */
export interface ChangeRules {
  /** Lines that contain one of these are not compared. */
  readonly ignoreText?: readonly string[];
  /** A change is told only when one of these is in the watched text; with `only`, in the lines that rule asks for. */
  readonly triggerText?: readonly string[];
  /** No change is told while one of these is in the watched text. */
  readonly blockWhilePresent?: readonly string[];
  readonly minSeverity?: Severity;
  /** A change of numbers is told only if one moved by more than this many percent. */
  readonly onlyNumbersBeyondPercent?: number;
  /** White space is no noise. */
  readonly keepWhitespace?: boolean;
  /** `none`: every difference counts, whatever is known or learned about noise. */
  readonly noise?: 'rules' | 'none';
  /**
   * What differs in the frame of a page (menus, header, footer, side columns, related things) while its body stood still:
   * `minor` (default) tells it as minor, `tell` like the body, `quiet` not at all.
   */
  readonly frame?: FrameRule;
  /** Only such lines are told; other differences are taken over quietly. A changed line is a removed and an added one. */
  readonly only?: readonly LineChange[];
  /** A change is told only when it brings a line that no version told before had. */
  readonly newLinesOnly?: boolean;
  /** A page that is again as one of so many versions told last is not told; 1: it is compared with the stored one alone. */
  readonly comparedVersions?: number;
  readonly conditions?: Conditions;
  /** Whether it counts when no text is left; absent: only when the filters of the job took it away. */
  readonly emptyIsChange?: boolean;
  /** With `only: added`: also told when at most this share (0 to 1) of the text is left. */
  readonly remainingAtMost?: number;
}

/** The rules as a job's configuration has them; a job saved by an older version lacks some. */
type ConfiguredRules = { readonly [Name in keyof ChangeRules]: ChangeRules[Name] | undefined };

const RULE_NAMES = [
  'ignoreText',
  'triggerText',
  'blockWhilePresent',
  'minSeverity',
  'onlyNumbersBeyondPercent',
  'keepWhitespace',
  'noise',
  'frame',
  'only',
  'newLinesOnly',
  'comparedVersions',
  'conditions',
  'emptyIsChange',
  'remainingAtMost',
] as const satisfies readonly (keyof ChangeRules)[];

export function changeRulesOf(config: ConfiguredRules): ChangeRules {
  const set = RULE_NAMES.map((name) => [name, config[name]] as const).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(set);
}

/** Whether the job has rules by which a held-back difference would be judged in another way. */
export function hasChangeRules(rules: ChangeRules): boolean {
  return Object.entries(rules).some(([name, value]) => !isDefault(name, value));
}

const USUAL: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['noise', 'rules'],
  ['frame', 'minor'],
  ['comparedVersions', 1],
]);

function isDefault(name: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === false || USUAL.get(name) === value;
}

/** Whether the job ignores the block at each place; null when it ignores nothing. */
export function ignoredPlaces(blocks: readonly TextBlock[], rules: ChangeRules): ReadonlySet<number> | null {
  const ignored = rules.ignoreText ?? [];
  if (ignored.length === 0) return null;
  return matchingLines(
    blocks.map(({ text }) => text),
    ignored,
  );
}

/** The first of `texts` that is found in the blocks, or null. */
export function firstPresent(
  blocks: readonly TextBlock[],
  texts: readonly string[] | undefined,
): string | null {
  if (texts === undefined || texts.length === 0) return null;
  return firstFound(
    blocks.map(({ text }) => text),
    texts,
  );
}

/** True when a number of the block moved by more than `percent`. */
export function movedBeyond({ before, after }: BlockChange, percent: number): boolean {
  const old = numbersOf(before ?? '');
  const now = numbersOf(after ?? '');
  if (before === undefined || after === undefined || old.length !== now.length)
    return old.length + now.length > 0;
  return old.some((value, i) => Math.abs((now[i] ?? value) - value) * 100 > Math.abs(value) * percent);
}
