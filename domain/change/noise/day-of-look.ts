// A page that shows today's date differs every day. A date counts as today's when it is the day of the look,
// in both looks. This works without knowing the names of months and weekdays.
import { dateRun, type Looks } from './noise-date.ts';
import { DAY_MS } from '../../system/duration.ts';

const MAX_TEXT = 120;
/** The site's time zone may be a day off from UTC; it is so in both looks. */
const ZONES = [0, 1, -1];

/** Every number of the date is a part of the day, and the day of the month is one of them. */
function isDay(date: string, at: Date): boolean {
  const numbers = (date.match(/\d+/g) ?? []).map(Number);
  const [day, month, year] = [at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCFullYear()];
  const parts = new Set([day, month, year, year % 100]);
  return (
    numbers.length > 0 && numbers.length <= 3 && numbers.includes(day) && numbers.every((n) => parts.has(n))
  );
}

function blankDay(text: string, at: Date): string {
  return text.replace(dateRun, (run) => (isDay(run, at) ? '⟨today⟩' : run));
}

/** The date stands alone or after a short name ("Berlin, Tuesday 24 November"): it is no event's. */
const STANDS_ALONE = /^(?:(?:\p{L}+\s?){1,3}[,|·–-]\s*)?[\s,.|()]*⟨today⟩[\s,.|()]*$/u;

/** True when two texts differ only in the day on which each was read. */
export function showsDayOfLook(before: string, after: string, looks: Looks): boolean {
  if (before.length > MAX_TEXT || after.length > MAX_TEXT) return false;
  return ZONES.some((zone) => {
    const [was, is] = [looks.before, looks.after].map((at) => new Date(at.getTime() + zone * DAY_MS));
    if (was === undefined || is === undefined) return false;
    const blanked = blankDay(before, was);
    return STANDS_ALONE.test(blanked) && blanked === blankDay(after, is);
  });
}
