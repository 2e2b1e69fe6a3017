// Settings of a tag as their form holds them, and what is sent of them.
import type { TagSettingsInput, TagSettingsView } from '../../../api/schemas/job/tag-settings.ts';

export interface TagDraft {
  readonly tag: string;
  /** JSON of an object. */
  readonly text: string;
  readonly priority: string;
}

const EXAMPLE = { schedule: { kind: 'interval', everyMs: 3_600_000 }, fetch: { delayMs: 5_000 } };

export const NEW_TAG: TagDraft = { tag: '', text: JSON.stringify(EXAMPLE, null, 2), priority: '0' };

export function draftOf({ tag, settings, priority }: TagSettingsView): TagDraft {
  return { tag, text: JSON.stringify(settings, null, 2), priority: String(priority) };
}

/** What is wrong with the text; undefined: it is an object. */
export function textFault(text: string): string | undefined {
  const read = readText(text);
  return typeof read === 'string' ? read : undefined;
}

export function inputOf({ text, priority }: TagDraft): TagSettingsInput {
  const read = readText(text);
  return { settings: typeof read === 'string' ? {} : read, priority: Number(priority) };
}

/** The settings, or what is wrong. */
function readText(text: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    return 'Write one JSON object.';
  } catch (error) {
    return `This is no JSON yet: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Tells one draft from another: what was tried is saved, and nothing else. */
export function keyOf({ tag, text, priority }: TagDraft): string {
  return JSON.stringify([tag.trim(), text, priority]);
}
