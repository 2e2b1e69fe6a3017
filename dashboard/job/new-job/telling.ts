// The rule that a new job gets of its own, and the channels of the rules that tell of it anyway.
import type { RuleInput, RuleView } from '../../../api/schemas/alert/alert-rule.ts';
import type { ChosenChannels } from '../../alert/channel-list/who-is-told.ts';

export interface Telling {
  /** rules: by those that are there alone. */
  readonly of: 'rules' | 'each' | 'major';
  /** Of the rule of its own. */
  readonly channels: ChosenChannels;
}

export const BY_RULES: Telling = { of: 'rules', channels: 'all' };

/** Names of rules are shorter than names of jobs may be. */
const MAX_NAME_LENGTH = 100;

/** Null: it needs none. */
export function tellRuleOf(
  { of, channels }: Telling,
  { jobId, name }: { readonly jobId: string; readonly name: string },
): RuleInput | null {
  if (of === 'rules') return null;
  return {
    name: `${of === 'each' ? 'Changes of' : 'Major changes of'} ${name}`.slice(0, MAX_NAME_LENGTH).trim(),
    when: of === 'each' ? { kind: 'change' } : { kind: 'change', leastSeverity: 'major' },
    scope: { kind: 'job', jobId },
    channels: channels === 'all' ? 'all' : [...channels],
  };
}

/** Whom any of the rules tells. */
export function channelsOfRules(rules: readonly Pick<RuleView, 'channels'>[]): ChosenChannels {
  if (rules.some(({ channels }) => channels === 'all')) return 'all';
  return [...new Set(rules.flatMap(({ channels }) => (channels === 'all' ? [] : channels)))];
}
