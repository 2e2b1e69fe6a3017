// The words by which people say what becomes of missed times: `skip`, `one`, `all:5`.
import { WebloomError } from '../../system/errors.ts';
import type { JobSchedule } from '../schema.ts';

type MissedPolicy = NonNullable<JobSchedule['missed']>;

const MOST = 50;

export function missedText(missed: MissedPolicy): string {
  return typeof missed === 'string' ? missed : `all:${missed.all}`;
}

/** `option`: what the text was given to, for the message. */
export function parseMissed(text: string, option: string): MissedPolicy {
  const word = text.trim().toLowerCase();
  if (word === 'skip' || word === 'one') return word;
  const [, number] = /^all:(\d{1,3})$/.exec(word) ?? [];
  const all = Number(number);
  if (number !== undefined && all >= 1 && all <= MOST) return { all };
  throw new WebloomError(
    'validation',
    `${option} "${text}" says nothing about missed times. Write skip, one, or all:5 for the newest five, ${MOST} at most.`,
  );
}
