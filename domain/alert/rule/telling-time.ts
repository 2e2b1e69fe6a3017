// When something is told: at once, at the end of a digest's hour or day, and never within quiet hours.
import { isBetween, localMinute, minuteOf, nextAt } from '../../config/schedule/time-of-day.ts';
import type { AlertRuleInput } from './alert-rule.ts';

const DAY_MINUTES = 24 * 60;
/** Of a daily digest. */
const MORNING = 8 * 60;

export type TellingTimes = Pick<AlertRuleInput, 'digest' | 'quietHours' | 'zone'>;

export function tellingTime(rule: TellingTimes, now: Date): Date {
  return afterQuiet(rule, digestTime(rule, now));
}

function digestTime({ digest, zone }: TellingTimes, now: Date): Date {
  if (digest === 'none') return now;
  const minute = localMinute(now, zone);
  if (digest === 'day') return nextAt(MORNING, now, zone);
  return nextAt((Math.floor(minute / 60) * 60 + 60) % DAY_MINUTES, now, zone);
}

function afterQuiet({ quietHours, zone }: TellingTimes, at: Date): Date {
  if (quietHours === undefined) return at;
  const from = minuteOf(quietHours.from);
  const to = minuteOf(quietHours.to);
  return isBetween(localMinute(at, zone), from, to) ? nextAt(to, at, zone) : at;
}
