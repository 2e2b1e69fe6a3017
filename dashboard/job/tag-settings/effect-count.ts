// How many jobs settings of a tag reach and change, and what changes in a job, in words.
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

type Effect = SettingsEffectView;

export function reachOf({
  changed,
  same,
  refused,
  left,
}: Pick<Effect, 'changed' | 'same' | 'refused' | 'left'>): string {
  const all = changed + same + refused + left;
  return all === 0
    ? 'No job has the tag yet; those that get it will have these settings.'
    : `It reaches ${jobs(all)}.`;
}

const MAX_SHOWN = 120;

/** `fetch.delayMs: 1000 → 5000` */
export function changeWords({ member, before, after }: Effect['items'][number]['changes'][number]): string {
  return `${member}: ${shownValue(before)} → ${shownValue(after)}`;
}

function shownValue(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}
