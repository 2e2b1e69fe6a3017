// What is typed and chosen of an alert rule, for a new one or from one that is there.
import type { RuleView } from '../../../api/schemas/alert/alert-rule.ts';
import type { PriceCondition } from '../../../domain/alert/rule/alert-rule.ts';
import type { FindingKind } from '../../../domain/config/gate/finding.ts';
import type { ScopeDraft } from '../../verb/job-choice/scope-draft.ts';
import type { ChangeKind } from '../../../domain/change/change.ts';

export type WhenWord =
  | 'notable change'
  | 'major change'
  | 'change'
  | 'price'
  | 'run fails'
  | 'pages fail'
  | 'worse than usual'
  | 'nothing to watch'
  | 'no run'
  | 'host blocked'
  | 'health'
  | 'limit near';

export interface RuleDraft extends ScopeDraft {
  readonly name: string;
  readonly when: WhenWord;
  /** In how many runs pages fail. */
  readonly runs: string;
  /** What is worse; empty: anything. */
  readonly findings: readonly FindingKind[];
  /** How late a run is. */
  readonly lateMinutes: string;
  /** How long a host does not answer, or a part of Webloom is not well. */
  readonly unwellMinutes: string;
  /** Kinds or ids of parts of Webloom; empty: all. */
  readonly parts: readonly string[];
  /** Of a limit. */
  readonly nearPercent: string;
  readonly price: string;
  /** The rule that `price` shows in words, used while they are left as they are; null: it is new. */
  readonly savedPrice: { readonly words: string; readonly rule: PriceCondition['rule'] } | null;
  readonly text: string;
  readonly part: string;
  /** Empty: all. */
  readonly kinds: readonly ChangeKind[];
  readonly channels: 'all' | readonly string[];
  readonly digest: 'none' | 'hour' | 'day';
  /** Empty: told once. */
  readonly remindMinutes: string;
  /** Both empty: none. */
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly zone: string;
  readonly tellEnd: boolean;
  readonly stormAfter: string;
  readonly steps: readonly EscalationDraft[];
}

export interface EscalationDraft {
  /** Tells the rows of the form apart. */
  readonly key: number;
  readonly afterMinutes: string;
  /** `all`, ids of channels with commas, or what is paused. */
  readonly what: string;
}

export function newDraft(zone: string, jobId?: string): RuleDraft {
  return {
    name: '',
    when: 'notable change',
    runs: '3',
    findings: [],
    lateMinutes: '30',
    unwellMinutes: '2',
    parts: [],
    nearPercent: '80',
    price: 'drop 5%',
    savedPrice: null,
    text: '',
    part: '',
    kinds: [],
    scope: jobId === undefined ? 'workspace' : 'job',
    tag: '',
    jobId: jobId ?? '',
    channels: 'all',
    digest: 'none',
    remindMinutes: '',
    quietFrom: '',
    quietTo: '',
    zone,
    tellEnd: true,
    stormAfter: '5',
    steps: [],
  };
}

export function draftOf(rule: RuleView): RuleDraft {
  const { name, scope, channels, digest, remindMinutes, quietHours, zone, tellEnd, stormAfter } = rule;
  const { steps = [] } = rule;
  return {
    ...newDraft(zone),
    ...whenOf(rule),
    name,
    scope: scope.kind,
    tag: scope.kind === 'tag' ? scope.tag : '',
    jobId: scope.kind === 'job' ? scope.jobId : '',
    channels,
    digest,
    remindMinutes: remindMinutes === undefined ? '' : String(remindMinutes),
    quietFrom: quietHours?.from ?? '',
    quietTo: quietHours?.to ?? '',
    tellEnd,
    stormAfter: String(stormAfter),
    steps: steps.map((step, key) => ({
      key,
      afterMinutes: String(step.afterMinutes),
      what: whatOf(step),
    })),
  };
}

function whatOf(step: NonNullable<RuleView['steps']>[number]): string {
  if ('action' in step) return step.action;
  return step.channels === 'all' ? 'all' : step.channels.join(',');
}

function whenOf({ when, text }: RuleView): Partial<RuleDraft> {
  switch (when.kind) {
    case 'change':
      return changeDraft(when);
    case 'price': {
      const words = text.replace(/^price: /, '');
      return { when: 'price', price: words, savedPrice: { words, rule: when.rule } };
    }
    case 'run-failed':
      return { when: 'run fails' };
    case 'pages-failing':
      return { when: 'pages fail', runs: String(when.runs) };
    case 'degraded':
      return { when: 'worse than usual', findings: when.findings ?? [] };
    case 'nothing-to-watch':
      return { when: 'nothing to watch' };
    case 'no-run':
      return { when: 'no run', lateMinutes: String(when.afterMinutes) };
    case 'host-blocked':
      return { when: 'host blocked', unwellMinutes: String(when.afterMinutes) };
    case 'health':
      return { when: 'health', unwellMinutes: String(when.afterMinutes), parts: when.parts ?? [] };
    case 'limit-near':
      return { when: 'limit near', nearPercent: String(when.percent) };
  }
}

function changeDraft({
  leastSeverity = 'minor',
  text = '',
  part = '',
  kinds = [],
}: Extract<RuleView['when'], { kind: 'change' }>): Partial<RuleDraft> {
  return { when: leastSeverity === 'minor' ? 'change' : `${leastSeverity} change`, text, part, kinds };
}

/** Whether something is set that the first fields of the form do not show. */
export function isRefined(draft: RuleDraft): boolean {
  const { text, part, kinds, digest, remindMinutes, quietFrom, tellEnd, steps, stormAfter } = draft;
  return (
    [text, part, remindMinutes, quietFrom].some((one) => one !== '') ||
    kinds.length > 0 ||
    digest !== 'none' ||
    steps.length > 0 ||
    stormAfter !== '5' ||
    !tellEnd
  );
}
