// Settings of a tag kept in a file: `{"tag": "sale", "settings": {…}, "priority": 0}`.
import { MAX_PRIORITY } from '../../../domain/config/tag-settings/tag-settings.ts';
import { normalTag } from '../../../domain/config/tags.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { isMembers } from '../../../domain/system/differing-members.ts';
import { type Config, objectOf } from '../job-options.ts';

export interface KeptSettings {
  readonly tag: string;
  readonly settings: Config;
  readonly priority: number;
  /** File they are from. */
  readonly file: string;
}

/** A job has a configuration; settings of a tag say which tag they are of. */
export function isSettingsDocument(value: unknown): boolean {
  const { config, source, settings, tag } = objectOf(value);
  return config === undefined && source === undefined && (settings !== undefined || tag !== undefined);
}

export function toKeptSettings(value: unknown, file: string, at: number): KeptSettings {
  const { tag, settings, priority = 0, $schema: _editors, ...more } = toDocument(objectOf(value));
  const where = `${file}, document ${at + 1}`;
  if (typeof tag !== 'string' || normalTag(tag) === '')
    throw new WebloomError(
      'validation',
      `${where} has settings and no tag: say whose they are, as in "tag": "sale".`,
    );
  if (!isMembers(settings))
    throw new WebloomError(
      'validation',
      `${where}: the tag "${tag}" has no settings; give an object, as in "settings": {"fetch": {"delayMs": 5000}}.`,
    );
  if (typeof priority !== 'number' || !Number.isInteger(priority) || Math.abs(priority) > MAX_PRIORITY)
    throw new WebloomError(
      'validation',
      `${where}: the priority of the tag "${tag}" has to be a whole number from -${MAX_PRIORITY} to ${MAX_PRIORITY}.`,
    );
  const [unknown] = Object.keys(more);
  if (unknown !== undefined)
    throw new WebloomError(
      'validation',
      `${where} has "${unknown}"; settings of a tag have tag, settings and priority.`,
    );
  return { tag: normalTag(tag), settings, priority, file };
}

/** What `webloom tags show --json` prints is such a document too: its other members are left out. */
function toDocument({ tag, settings, priority, ...more }: Config): Config {
  return more['updatedAt'] === undefined ? { tag, settings, priority, ...more } : { tag, settings, priority };
}

export function refuseTwice(all: readonly KeptSettings[]): void {
  const twice = all.find(({ tag }, at) => all.findIndex((other) => other.tag === tag) !== at);
  if (twice === undefined) return;
  throw new WebloomError('validation', `${twice.file}: the tag "${twice.tag}" has settings twice.`, {
    facts: { remedy: 'Keep one document for each tag.' },
  });
}
