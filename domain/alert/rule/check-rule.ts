// Faults of an alert rule that its form alone does not show: amounts, patterns, zones, tags.
import { type Fault, toPointer } from '../../system/fault.ts';
import { checkPriceRules } from '../../config/check-price-rules.ts';
import { tagFaults } from '../../config/tags.ts';
import { isTimeZone } from '../../config/schedule/schedule.ts';
import { compilePattern, splitSlashed } from '../../reading/part/text-rule.ts';
import type { AlertRuleInput } from './alert-rule.ts';
import { isComponentName, unknownComponent } from './health-component.ts';

export function alertRuleFaults(rule: AlertRuleInput): Fault[] {
  return [
    ...zoneFaults(rule),
    ...quietHoursFaults(rule),
    ...stepFaults(rule),
    ...conditionFaults(rule),
    ...tagScopeFaults(rule),
  ];
}

function faultAt(path: readonly string[], code: string, detail: string): Fault {
  return { pointer: toPointer(path), code, detail };
}

function zoneFaults({ zone }: AlertRuleInput): Fault[] {
  if (isTimeZone(zone)) return [];
  return [
    faultAt(['zone'], 'unknown-zone', `"${zone}" is no time zone. Give one as "Europe/Berlin" or "UTC".`),
  ];
}

function quietHoursFaults({ quietHours }: AlertRuleInput): Fault[] {
  if (quietHours === undefined || quietHours.from !== quietHours.to) return [];
  const detail = 'Quiet hours that end when they begin are no time at all.';
  return [faultAt(['quietHours', 'to'], 'invalid-limits', detail)];
}

function stepFaults({ when, steps = [] }: AlertRuleInput): Fault[] {
  const faults: Fault[] = [];
  for (const [index, step] of steps.entries()) {
    const place = ['steps', String(index)];
    const before = steps[index - 1];
    if (before !== undefined && step.afterMinutes <= before.afterMinutes) {
      const detail = 'Each step comes later than the one before it.';
      faults.push(faultAt([...place, 'afterMinutes'], 'invalid-limits', detail));
    }
    if (when.kind === 'health' && 'action' in step) {
      const detail = 'Health is of no job: tell other channels instead.';
      faults.push(faultAt([...place, 'action'], 'no-job', detail));
    }
  }
  return faults;
}

function conditionFaults({ when, scope }: AlertRuleInput): Fault[] {
  switch (when.kind) {
    case 'health':
      return healthFaults(when.parts ?? [], scope.kind);
    case 'price':
      return priceFaults(when.rule);
    case 'change': {
      const fault = faultOfText(when.text);
      return fault === null ? [] : [faultAt(['when', 'text'], 'invalid-pattern', fault)];
    }
    case 'limit-near': {
      const detail = 'Limits are those of the whole workspace: leave the scope out.';
      return scope.kind === 'workspace' ? [] : [faultAt(['scope'], 'invalid-scope', detail)];
    }
    default:
      return [];
  }
}

function healthFaults(parts: readonly string[], scope: AlertRuleInput['scope']['kind']): Fault[] {
  const detail = 'Health is of no job: leave the scope out, or give "workspace".';
  const scopeFaults = scope === 'workspace' ? [] : [faultAt(['scope', 'kind'], 'invalid-scope', detail)];
  const partFaults = parts.flatMap((part, index) =>
    isComponentName(part)
      ? []
      : [faultAt(['when', 'parts', String(index)], 'unknown-part', unknownComponent(part))],
  );
  return [...scopeFaults, ...partFaults];
}

function tagScopeFaults({ scope }: AlertRuleInput): Fault[] {
  if (scope.kind !== 'tag') return [];
  return tagFaults([scope.tag]).map(({ code, detail }) => ({ pointer: '/scope/tag', code, detail }));
}

function priceFaults(rule: unknown): Fault[] {
  const place = ['when', 'rule'];
  return checkPriceRules([rule], place).map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(toPointer([...place, 0]), toPointer(place)),
  }));
}

function faultOfText(text: string | undefined): string | null {
  const parts = text === undefined ? null : splitSlashed(text);
  if (parts === null) return null;
  try {
    compilePattern(parts.pattern, parts.flags);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
