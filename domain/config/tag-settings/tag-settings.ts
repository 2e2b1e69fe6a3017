// Settings of a tag: members of a configuration that every job with the tag has, unless it says them itself.
import type { Members } from '../../system/differing-members.ts';
import { ownedId } from '../../system/owned-id.ts';

export const MAX_TAG_SETTINGS = 200;
export const MAX_PRIORITY = 1_000;

export interface TagSettings {
  /** `<workspace>:<tag>` */
  readonly _id: string;
  readonly workspaceId: string;
  readonly tag: string;
  /** In part; without source, link and dependents, and without secrets. */
  readonly settings: Members;
  /** Of several tags of a job the one with the highest wins. */
  readonly priority: number;
  /** Rises with each change; a removal is one. */
  readonly version: number;
  readonly updatedAt: Date;
  readonly by: string;
  /** The jobs of the tag do not know yet that they are to be brought in line with this change; null: they do. */
  readonly due: string | null;
  /** They are gone for everybody; the document stays until the jobs know. */
  readonly removed: boolean;
}

export interface TagSettingsStore {
  /** Those of a workspace that are not removed, by tag. */
  list(workspaceId: string): Promise<TagSettings[]>;
  /** Removed ones too. */
  get(workspaceId: string, tag: string): Promise<TagSettings | null>;
  /** Those of these tags that are not removed. */
  of(workspaceId: string, tags: readonly string[]): Promise<TagSettings[]>;
  /** Writes the document; false unless the stored one has this version. Null: there is none yet. */
  save(settings: TagSettings, version: number | null): Promise<boolean>;
  /** Those whose jobs are still to be told, removed ones too, ordered by id. */
  due(limit: number): Promise<TagSettings[]>;
  /** The jobs have been told of this change: a removed document goes. Nothing where another change came. */
  told(id: string, due: string): Promise<void>;
}

export function tagSettingsId(workspaceId: string, tag: string): string {
  return ownedId(workspaceId, tag);
}
