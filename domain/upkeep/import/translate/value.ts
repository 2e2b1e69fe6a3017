// Values of foreign files, of whatever type they turn out to be.
import { isMembers, type Members } from '../../../system/differing-members.ts';

export function membersOf(value: unknown): Members {
  return isMembers(value) ? value : {};
}

/** Text, or a number as text; empty for everything else. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
}

export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** The texts of a list; a single text is a list of one. */
export function textsOf(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map(textOf).filter((text) => text.trim() !== '');
}

/** Nothing is said by it: absent, empty, false, zero, or a list or an object of such. */
export function isUnsaid(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return true;
  if (typeof value !== 'object') return false;
  return Object.values(value).every(isUnsaid);
}

/** The nearest whole number between two. */
export function within(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}
