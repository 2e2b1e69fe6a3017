// Settings of a tag as their form holds them: members that have fields, the others as JSON, and what is sent of both.
import type { TagSettingsInput, TagSettingsView } from '../../../api/schemas/job/tag-settings.ts';
import {
  membersIn,
  onlyMembers,
  setMember,
  valueOf,
} from '../../../domain/config/tag-settings/config-members.ts';
import { RETENTION_NAMES } from '../../../domain/config/retention/retention.ts';
import type { JobConfig } from '../../../domain/config/schema.ts';
import type { Members } from '../../../domain/system/differing-members.ts';

type Fetch = JobConfig['fetch'];
type Changes = JobConfig['changes'];
type Retention = NonNullable<JobConfig['retention']>;

/** What the fields say; undefined: the tag says nothing of it. */
export interface SaidMembers {
  readonly schedule?: JobConfig['schedule'] | undefined;
  readonly 'fetch.render'?: Fetch['render'] | undefined;
  readonly 'fetch.proxy'?: Fetch['proxy'] | undefined;
  readonly 'fetch.delayMs'?: Fetch['delayMs'] | undefined;
  readonly 'fetch.headers'?: Fetch['headers'] | undefined;
  readonly 'changes.minSeverity'?: Changes['minSeverity'] | undefined;
  readonly 'changes.frame'?: Changes['frame'] | undefined;
  readonly 'changes.compare'?: Changes['compare'] | undefined;
  readonly 'changes.comparedVersions'?: Changes['comparedVersions'] | undefined;
  readonly 'changes.confirm'?: boolean | undefined;
  readonly 'changes.modelSummary'?: boolean | undefined;
  readonly 'changes.ignoreText'?: readonly string[] | undefined;
  readonly 'changes.triggerText'?: readonly string[] | undefined;
  readonly 'retention.versionsDays'?: Retention['versionsDays'];
  readonly 'retention.versionsPerPage'?: Retention['versionsPerPage'];
  readonly 'retention.runDetailsDays'?: Retention['runDetailsDays'];
  readonly 'retention.packedRunsDays'?: Retention['packedRunsDays'];
  readonly 'retention.eventsDays'?: Retention['eventsDays'];
  readonly 'retention.deliveriesDays'?: Retention['deliveriesDays'];
}

const WITH_FIELDS: readonly (keyof SaidMembers)[] = [
  'schedule',
  'fetch.render',
  'fetch.proxy',
  'fetch.delayMs',
  'fetch.headers',
  'changes.minSeverity',
  'changes.frame',
  'changes.compare',
  'changes.comparedVersions',
  'changes.confirm',
  'changes.modelSummary',
  'changes.ignoreText',
  'changes.triggerText',
  ...RETENTION_NAMES.map((name) => `retention.${name}` as const),
];

function hasField(path: string): boolean {
  return WITH_FIELDS.some((member) => member === path);
}

export interface TagDraft {
  readonly tag: string;
  readonly said: SaidMembers;
  /** The other members: JSON of an object, or nothing. */
  readonly text: string;
  readonly priority: string;
}

export const NEW_TAG: TagDraft = { tag: '', said: {}, text: '', priority: '0' };

export function draftOf({ tag, settings, priority }: TagSettingsView): TagDraft {
  const [here, others] = [true, false].map((field) =>
    membersIn(settings).filter((path) => hasField(path) === field),
  );
  const other = onlyMembers(settings, others ?? []);
  return {
    tag,
    said: parseSaid(settings, here ?? []),
    text: Object.keys(other).length === 0 ? '' : JSON.stringify(other, null, 2),
    priority: String(priority),
  };
}

/** The API has checked them: their form is that of a configuration. */
function parseSaid(settings: Members, paths: readonly string[]): SaidMembers {
  return Object.fromEntries(paths.map((path) => [path, valueOf(settings, path)]));
}

/** What is wrong with the text; undefined: it can be sent. */
export function textFault(text: string): string | undefined {
  const read = readText(text);
  if (typeof read === 'string') return read;
  const [twice] = membersIn(read).filter((path) => hasField(path));
  return twice === undefined ? undefined : `${twice} has a field above: say it there.`;
}

export function inputOf({ said, text, priority }: TagDraft): TagSettingsInput {
  const read = readText(text);
  const settings: Record<string, unknown> = typeof read === 'string' ? {} : { ...read };
  for (const [path, value] of Object.entries(said)) {
    const filled: unknown = withoutBlanks(value);
    if (filled !== undefined) setMember(settings, path, filled);
  }
  return { settings, priority: Number(priority) };
}

/** A list without entries says nothing, and neither does a line without a letter. */
function withoutBlanks(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const filled = value.filter((one) => typeof one !== 'string' || one.trim() !== '');
  return filled.length === 0 ? undefined : filled;
}

/** The other members, or what is wrong. */
function readText(text: string): Record<string, unknown> | string {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    return 'Write one JSON object, as in {"limits": {"maxPages": 500}}.';
  } catch (error) {
    return `This is no JSON yet: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Tells one draft from another: what was tried is saved, and nothing else. */
export function keyOf(draft: TagDraft): string {
  return JSON.stringify([draft.tag.trim(), inputOf(draft), draft.text]);
}
