// Calls about the settings of tags.
import type { SettingsEffectView, TagSettingsInput, TagSettingsView } from '../schemas/job/tag-settings.ts';
import { type Ask, segment } from './ask.ts';

export type { SettingsEffectView, TagSettingsInput, TagSettingsView };

interface Saving {
  /** Nothing is saved. */
  readonly dryRun: boolean;
  /** As they were read; absent: whatever they are. */
  readonly version?: number | undefined;
}

export function tagCalls(json: Ask) {
  const one = (tag: string) => `/v1/tag-settings/${segment(tag)}` as const;
  const asked = ({ dryRun, version }: Saving) => ({
    ...(dryRun && { query: { dryRun: 'true' } }),
    ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
  });
  return {
    allTagSettings: () => json('/v1/tag-settings'),
    tagSettings: (tag: string) => json(one(tag)),
    saveTagSettings: (tag: string, body: TagSettingsInput, saving: Saving) =>
      json(one(tag), { method: 'PUT', body, ...asked(saving) }),
    removeTagSettings: (tag: string, saving: Saving) =>
      json(one(tag), { method: 'DELETE', ...asked(saving) }),
  };
}
