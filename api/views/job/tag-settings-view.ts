// Settings of tags as the API shows them.
import type { TagSettings } from '../../../domain/config/tag-settings/tag-settings.ts';
import type { Settled } from '../../../domain/job/tag-settings/settle-settings.ts';
import type { SettingsEffectView, TagSettingsView } from '../../schemas/job/tag-settings.ts';

const SHOWN_JOBS = 100;

export function toTagSettingsView(
  { tag, settings, priority, version, updatedAt, by }: TagSettings,
  jobs: TagSettingsView['jobs'],
): TagSettingsView {
  return { tag, settings: { ...settings }, priority, version, updatedAt: updatedAt.toISOString(), by, jobs };
}

interface Effect {
  readonly dryRun: boolean;
  readonly tagSettings: TagSettingsView | null;
  readonly settled: readonly Settled[];
  readonly left: number;
}

export function toEffectView({ dryRun, tagSettings, settled, left }: Effect): SettingsEffectView {
  const count = (outcome: Settled['outcome']): number =>
    settled.filter((one) => one.outcome === outcome).length;
  const items = settled.flatMap(({ jobId, name, outcome, changes, detail }) =>
    outcome === 'same' ? [] : [{ jobId, name, outcome, changes: [...changes], detail }],
  );
  return {
    dryRun,
    tagSettings,
    changed: count('changed'),
    same: count('same'),
    refused: count('refused'),
    left,
    items: items.slice(0, SHOWN_JOBS),
  };
}
