// `fetch.delayMs=5000`: members of a configuration as they are typed. A value is JSON, or else a text.
import { WebloomError } from '../../../domain/system/errors.ts';
import { joinPatches } from '../../../domain/config/merge-patch.ts';
import type { Config } from '../../job/job-options.ts';

const MEMBER = /^([a-z]\w*(?:\.[a-z]\w*)*)=(.*)$/is;

/** A merge patch. */
export function readMembers(texts: readonly string[]): Config {
  return texts.map(readMember).reduce(joinPatches, {});
}

function readMember(text: string): Config {
  const [, path, value] = MEMBER.exec(text) ?? [];
  if (path === undefined || value === undefined)
    throw new WebloomError('validation', `"${text}" is no member: write it as fetch.delayMs=5000.`);
  const names = path.split('.');
  return names.reduceRight((inner: unknown, name) => ({ [name]: inner }), readValue(value)) as Config;
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
