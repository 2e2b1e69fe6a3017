// The members by which a configuration is divided between the job itself, its tags and the defaults: `schedule`, `fetch.delayMs`.
import { type Members, isMembers, isSameValue } from '../../system/differing-members.ts';

/** Their members are told apart. Every other member is taken whole, lists and the schedule too: halves of two would make no sense. */
const SECTIONS: ReadonlySet<string> = new Set(['limits', 'fetch', 'changes', 'retry', 'retention']);

/** Paths of what a configuration says, in its order. */
export function membersIn(config: Members): string[] {
  return Object.entries(config).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (!SECTIONS.has(name) || !isMembers(value)) return [name];
    return Object.keys(value).flatMap((inner) => (value[inner] === undefined ? [] : [`${name}.${inner}`]));
  });
}

export function valueOf(config: Members, path: string): unknown {
  const [name = '', inner] = path.split('.');
  const value = config[name];
  if (inner === undefined) return value;
  return isMembers(value) ? value[inner] : undefined;
}

/** The configuration with these members alone; those that it lacks are left out. */
export function onlyMembers(config: Members, paths: readonly string[]): Members {
  const kept: Record<string, unknown> = {};
  for (const path of paths) {
    const value = valueOf(config, path);
    if (value !== undefined) setMember(kept, path, value);
  }
  return kept;
}

export function setMember(config: Record<string, unknown>, path: string, value: unknown): void {
  const [name = '', inner] = path.split('.');
  if (inner === undefined) {
    config[name] = value;
    return;
  }
  const section = config[name];
  config[name] = { ...(isMembers(section) ? section : {}), [inner]: value };
}

/** Paths of the members that are not as they would be anyway: what a job says of which nobody noted what it says. */
export function differingFrom(config: Members, defaults: Members): string[] {
  return membersIn(config).filter((path) => !isSameValue(valueOf(config, path), valueOf(defaults, path)));
}

/** Paths that a merge patch sets, and those that it gives back. A null for a section gives back all that is in it. */
export function touchedMembers(
  patch: Members,
  own: readonly string[],
): { readonly set: readonly string[]; readonly given: readonly string[] } {
  const whole = Object.keys(patch).filter((name) => patch[name] === null);
  const paths = membersIn(patch);
  const given = own.filter((path) => whole.includes(path.split('.')[0] ?? ''));
  return {
    set: paths.filter((path) => valueOf(patch, path) !== null),
    given: [...given, ...paths.filter((path) => valueOf(patch, path) === null)],
  };
}
