// What is typed of a new alert rule, and the condition it stands for.
import type { RuleInput } from '../../api/schemas/alert/alert-rule.ts';

export interface RuleDraft {
  readonly name: string;
  /** As the words of conditions; "price" takes the words of `price`. */
  readonly when: string;
  readonly price: string;
  readonly text: string;
  /** Id of the channel; all: each of them. */
  readonly channel: string;
  readonly digest: 'none' | 'hour' | 'day';
}

export const NO_RULE: RuleDraft = {
  name: '',
  when: 'notable change',
  price: 'drop 5%',
  text: '',
  channel: 'all',
  digest: 'none',
};

/** Throws with examples when a price rule can not be read. Its words are loaded when they are needed. */
export async function conditionOf({ when, price, text }: RuleDraft): Promise<RuleInput['when']> {
  const { parseAlertCondition } = await import('../../domain/alert/condition-text.ts');
  const condition = parseAlertCondition(when === 'price' ? `price ${price}` : when);
  if (condition.kind !== 'change') return condition;
  return {
    kind: 'change',
    ...(condition.leastSeverity === undefined ? {} : { leastSeverity: condition.leastSeverity }),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
  };
}
