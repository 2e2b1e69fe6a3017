// How many jobs settings of a tag change, in one sentence.
import type { SettingsEffectView } from '../../../api/schemas/job/tag-settings.ts';

export function countOf({
  dryRun,
  changed,
  same,
  refused,
  left,
}: Pick<SettingsEffectView, 'dryRun' | 'changed' | 'same' | 'refused' | 'left'>): string {
  const parts = [
    dryRun ? `${jobs(changed)} would change` : `${jobs(changed)} changed`,
    `${same} as they were`,
    ...(refused === 0
      ? []
      : [`${refused} ${dryRun ? 'would not fit' : 'do not fit'} and keep what they have`]),
    ...(left === 0 ? [] : [dryRun ? `${left} not looked at` : `${left} follow`]),
  ];
  return `${parts.join(', ')}.`;
}

function jobs(count: number): string {
  return count === 1 ? '1 job' : `${count} jobs`;
}
