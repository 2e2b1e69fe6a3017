// An alert rule as the API takes it, from what is typed; and of a rule that is edited, what is different.
import type { RuleInput } from '../../../api/schemas/alert/alert-rule.ts';
import { isSameValue } from '../../../domain/system/differing-members.ts';
import { toScope } from '../../verb/job-choice/scope-draft.ts';
import type { RuleDraft, EscalationDraft } from './rule-draft.ts';
import { given } from '../../../domain/system/given.ts';

/** Throws in words when something can not be read. Amounts and limits are for the API to judge. */
export async function toInput(draft: RuleDraft): Promise<RuleInput> {
  const { name, channels, digest, remindMinutes, zone, tellEnd, stormAfter } = draft;
  const quietHours = quietHoursOf(draft);
  return {
    name: name.trim(),
    when: await conditionOf(draft),
    // Health is of no job; the field is not shown then.
    scope: draft.when === 'health' ? { kind: 'workspace' } : toScope(draft),
    channels: channels === 'all' ? 'all' : [...channels],
    digest,
    ...(remindMinutes.trim() === '' ? {} : { remindMinutes: Number(remindMinutes) }),
    ...given({ quietHours: quietHours ?? undefined }),
    zone: zone.trim(),
    tellEnd,
    stormAfter: Number(stormAfter),
    ...(draft.steps.length === 0 ? {} : { steps: draft.steps.map(stepOf) }),
  };
}

function stepOf({ afterMinutes, what }: EscalationDraft): NonNullable<RuleInput['steps']>[number] {
  const after = { afterMinutes: Number(afterMinutes) };
  if (what === 'pause-job' || what === 'pause-host') return { ...after, action: what };
  return { ...after, channels: what === 'all' ? 'all' : what.split(',') };
}

function quietHoursOf({ quietFrom: from, quietTo: to }: RuleDraft): RuleInput['quietHours'] | null {
  if (from === '' && to === '') return null;
  if (from !== '' && to !== '') return { from, to };
  throw new Error('Quiet hours need both times: when they begin and when they end.');
}

async function conditionOf(draft: RuleDraft): Promise<RuleInput['when']> {
  switch (draft.when) {
    case 'price':
      return priceOf(draft);
    case 'run fails':
      return { kind: 'run-failed' };
    case 'pages fail':
      return { kind: 'pages-failing', runs: Number(draft.runs) };
    case 'worse than usual':
      return {
        kind: 'degraded',
        ...(draft.findings.length === 0 ? {} : { findings: [...draft.findings] }),
      };
    case 'nothing to watch':
      return { kind: 'nothing-to-watch' };
    case 'no run':
      return { kind: 'no-run', afterMinutes: Number(draft.lateMinutes) };
    case 'host blocked':
      return { kind: 'host-blocked', afterMinutes: Number(draft.unwellMinutes) };
    case 'health':
      return {
        kind: 'health',
        ...(draft.parts.length === 0 ? {} : { parts: [...draft.parts] }),
        afterMinutes: Number(draft.unwellMinutes),
      };
    case 'limit near':
      return { kind: 'limit-near', percent: Number(draft.nearPercent) };
    case 'change':
      return { kind: 'change', ...narrowed(draft) };
    case 'notable change':
      return { kind: 'change', leastSeverity: 'notable', ...narrowed(draft) };
    case 'major change':
      return { kind: 'change', leastSeverity: 'major', ...narrowed(draft) };
  }
}

function narrowed({ text, part, kinds }: RuleDraft) {
  return {
    ...(kinds.length === 0 ? {} : { kinds: [...kinds] }),
    ...(part.trim() === '' ? {} : { part: part.trim() }),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
  };
}

/** The words of price rules are loaded when they are needed. */
async function priceOf({ price, savedPrice }: RuleDraft): Promise<RuleInput['when']> {
  if (savedPrice !== null && savedPrice.words === price) return { kind: 'price', rule: savedPrice.rule };
  const { parseAlertCondition } = await import('../../../domain/alert/rule/condition-text.ts');
  const condition = parseAlertCondition(`price ${price}`);
  if (condition.kind === 'price') return condition;
  throw new Error(`"${price}" is no rule of prices. Write one as "drop 5%" or "below 99.95 EUR".`);
}

/** What differs, as a patch; null takes a member away. */
export function rulePatchBetween(before: RuleInput, after: RuleInput): Record<string, unknown> {
  const [old, now]: readonly Readonly<Record<string, unknown>>[] = [before, after];
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    members
      .filter((member) => !isSameValue(old?.[member], now?.[member]))
      .map((member) => [member, now?.[member] ?? null]),
  );
}
