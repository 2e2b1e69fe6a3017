// `--reset limits.maxPages`: a merge patch that puts members back to their defaults.
import { WebloomError } from '../../domain/system/errors.ts';
import { joinPatches } from '../../domain/config/merge-patch.ts';
import { type Config, objectOf } from './job-options.ts';

export function resetPatch(members: readonly string[], present: Config): Config {
  return members.map((member) => resetOne(member, present)).reduce(joinPatches, {});
}

function resetOne(member: string, present: Config): Config {
  const names = member.replace(/^config\./, '').split('.');
  let there: Config = present;
  for (const [at, name] of names.entries()) {
    if (!Object.hasOwn(there, name)) throw unknownMember(member, names.slice(0, at), Object.keys(there));
    if (at < names.length - 1) there = objectOf(there[name]);
  }
  return names.reduceRight((inner: unknown, name) => ({ [name]: inner }), null) as Config;
}

function unknownMember(member: string, within: readonly string[], known: readonly string[]): WebloomError {
  const where = within.length === 0 ? 'The configuration' : `"${within.join('.')}"`;
  return new WebloomError('validation', `--reset ${member}: there is nothing of this name to reset.`, {
    facts: { remedy: `${where} has: ${known.join(', ') || 'nothing'}.` },
  });
}
