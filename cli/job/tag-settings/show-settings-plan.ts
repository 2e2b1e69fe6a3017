// What `apply` would do with settings of tags, in words and as JSON.
import type { CliContext } from '../../context.ts';
import { plain } from '../../print-table.ts';
import { describeDifferences } from '../describe-difference.ts';
import type { PlannedSettings } from './settings-plan.ts';

const SHOWN_REFUSALS = 5;

export function describeSettings({ out, paint }: CliContext, plan: readonly PlannedSettings[]): void {
  if (plan.length === 0) return;
  const signs = { create: paint.green('+'), update: paint.yellow('~'), delete: paint.red('-') };
  for (const { action, tag, kept, differences, effect } of plan) {
    if (action === 'unchanged') continue;
    out(`${signs[action]} ${action}  settings of the tag “${plain(tag, 40)}”  ${kept?.file ?? ''}\n`);
    out(describeDifferences(paint, differences));
    if (effect !== null && effect.changed + effect.refused > 0)
      out(`  ${effect.changed} present jobs to change by it, ${effect.refused} do not fit\n`);
    const refusals = effect?.items.filter(({ outcome }) => outcome === 'refused') ?? [];
    for (const { name, detail } of refusals.slice(0, SHOWN_REFUSALS))
      out(`    ${plain(name, 60)}: ${plain(detail ?? '', 300)}\n`);
  }
  out(`Settings of tags: ${settingsCounts(plan)}\n`);
}

export function settingsCounts(plan: readonly PlannedSettings[]): string {
  const count = (wanted: PlannedSettings['action']): number =>
    plan.filter(({ action }) => action === wanted).length;
  return `${count('create')} to create, ${count('update')} to change, ${count('delete')} to delete, ${count('unchanged')} as they are`;
}

export function settingsJson(plan: readonly PlannedSettings[]): object[] {
  return plan.map(({ action, tag, kept, differences, effect }) => ({
    action,
    tag,
    file: kept?.file ?? null,
    differences: differences.map(({ member, before = null, after = null }) => ({ member, before, after })),
    changed: effect?.changed ?? 0,
    refused: effect?.refused ?? 0,
  }));
}
