// What a `replace` filter writes where its pattern was found: `$1` or `${1}` is the first group, `${name}` a named one, `$0`
// or `$&` all that was found, `$$` a dollar. A dollar before anything else is a dollar, as in "12 $".
import type { RE2JS } from 're2js';

const REFERENCE = /\\[\\$]|\\|\$(?:\$|&|(\d)|\{(\w+)\})?/g;

/** The same in the form that RE2 replaces by; a group that the pattern lacks stands for itself. */
export function toReplacement(text: string, pattern: RE2JS): string {
  return text.replace(REFERENCE, (found, digit?: string, name?: string) => {
    if (found === '$$' || found === '\\$') return '\\$';
    if (found === '$&') return '$0';
    if (found.startsWith('\\')) return '\\\\';
    const group = digit ?? name ?? '';
    return hasGroup(pattern, group) ? (isNumber(group) ? `$${group}` : found) : `\\${found}`;
  });
}

/** The first group that `text` names and the pattern lacks; null when there is none. */
export function missingGroup(text: string, pattern: RE2JS): string | null {
  for (const [, digit, name] of text.matchAll(REFERENCE)) {
    const group = digit ?? name;
    if (group !== undefined && !hasGroup(pattern, group)) return group;
  }
  return null;
}

function isNumber(group: string): boolean {
  return /^\d+$/.test(group);
}

function hasGroup(pattern: RE2JS, group: string): boolean {
  if (group === '') return false;
  return isNumber(group) ? Number(group) <= pattern.groupCount() : group in pattern.namedGroups();
}
