// Settings of tags in memory.
import type { TagSettings, TagSettingsStore } from '../../../domain/config/tag-settings/tag-settings.ts';
import { DocumentTable, byId } from './document-table.ts';

export function createTagSettingsStore(): TagSettingsStore {
  const table = new DocumentTable<TagSettings>();
  const byTag = (one: TagSettings, other: TagSettings): number => (one.tag < other.tag ? -1 : 1);
  return {
    async list(workspaceId) {
      return table.find((one) => one.workspaceId === workspaceId && !one.removed, byTag);
    },
    async get(workspaceId, tag) {
      return table.find((one) => one.workspaceId === workspaceId && one.tag === tag)[0] ?? null;
    },
    async of(workspaceId, tags) {
      return table.find(
        (one) => one.workspaceId === workspaceId && tags.includes(one.tag) && !one.removed,
        byTag,
      );
    },
    async save(settings, version) {
      if (version === null) return table.insert(settings);
      const changed = table.change(
        settings._id,
        (one) => one.version === version,
        () => settings,
      );
      return changed !== null;
    },
    async due(limit) {
      return table.find((one) => one.due !== null, byId, limit);
    },
    async told(id, due) {
      const present = table.get(id);
      if (present?.due !== due) return;
      if (present.removed) table.delete(id);
      else
        table.change(
          id,
          () => true,
          (one) => ({ ...one, due: null }),
        );
    },
  };
}
