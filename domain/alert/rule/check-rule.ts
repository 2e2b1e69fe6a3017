// Faults of an alert rule that its form alone does not show: amounts, patterns, zones, tags.
import { type Fault, toPointer } from '../../system/fault.ts';
import { checkPriceRules } from '../../config/check-price-rules.ts';
import { tagFaults } from '../../config/tags.ts';
import { isTimeZone } from '../../config/schedule/schedule.ts';
import { compilePattern, slashedParts } from '../../reading/part/text-rule.ts';
import type { AlertRuleInput } from './alert-rule.ts';
import { isPartName, unknownPart } from './health-part.ts';

export function alertRuleFaults({ scope, when, quietHours, zone, steps = [] }: AlertRuleInput): Fault[] {
  const faults: Fault[] = [];
  const add = (path: readonly string[], code: string, detail: string): void =>
    void faults.push({ pointer: toPointer(path), code, detail });
  if (!isTimeZone(zone))
    add(['zone'], 'unknown-zone', `"${zone}" is no time zone. Give one as "Europe/Berlin" or "UTC".`);
  if (quietHours !== undefined && quietHours.from === quietHours.to)
    add(['quietHours', 'to'], 'invalid-limits', 'Quiet hours that end when they begin are no time at all.');
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    if (before !== undefined && step.afterMinutes <= before.afterMinutes)
      add(
        ['steps', String(index), 'afterMinutes'],
        'invalid-limits',
        'Each step comes later than the one before it.',
      );
    if (when.kind === 'health' && 'action' in step)
      add(['steps', String(index), 'action'], 'no-job', 'Health is of no job: tell other channels instead.');
  }
  if (when.kind === 'health') {
    if (scope.kind !== 'workspace')
      add(
        ['scope', 'kind'],
        'invalid-scope',
        'Health is of no job: leave the scope out, or give "workspace".',
      );
    for (const [index, part] of (when.parts ?? []).entries())
      if (!isPartName(part)) add(['when', 'parts', String(index)], 'unknown-part', unknownPart(part));
  }
  if (when.kind === 'price') faults.push(...priceFaults(when.rule));
  const patternFault = when.kind === 'change' ? faultOfText(when.text) : null;
  if (patternFault !== null) add(['when', 'text'], 'invalid-pattern', patternFault);
  if (when.kind === 'limit-near' && scope.kind !== 'workspace')
    add(['scope'], 'invalid-scope', 'Limits are those of the whole workspace: leave the scope out.');
  if (scope.kind === 'tag')
    faults.push(
      ...tagFaults([scope.tag]).map(({ code, detail }) => ({ pointer: '/scope/tag', code, detail })),
    );
  return faults;
}

function priceFaults(rule: unknown): Fault[] {
  const place = ['when', 'rule'];
  return checkPriceRules([rule], place).map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(toPointer([...place, 0]), toPointer(place)),
  }));
}

function faultOfText(text: string | undefined): string | null {
  const parts = text === undefined ? null : slashedParts(text);
  if (parts === null) return null;
  try {
    compilePattern(parts.pattern, parts.flags);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
