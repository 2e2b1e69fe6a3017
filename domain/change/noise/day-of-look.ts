// A page that shows today's date differs every day. A date is today's when it is the day of the look, in both looks;
// names of months and weekdays need not be understood for that.
import { dateRun, type Looks } from './noise-date.ts';

const MAX_TEXT = 120;
const DAY_MS = 86_400_000;
/** The page's own zone may be a day off from UTC, the same way in both looks. */
const ZONES = [0, 1, -1];

/** All numbers of the date are parts of the day, and the day of the month is among them. */
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

/** A date stands alone, or beside a name set off from it ("Berlin, Tuesday 24 November"): it is nobody's date. */
const STANDS_ALONE = /^(?:(?:\p{L}+\s?){1,3}[,|·–-]\s*)?[\s,.|()]*⟨today⟩[\s,.|()]*$/u;

/** True when two texts differ in nothing but the day each was read on. */
export function showsDayOfLook(before: string, after: string, looks: Looks): boolean {
  if (before.length > MAX_TEXT || after.length > MAX_TEXT) return false;
  return ZONES.some((zone) => {
    const [was, is] = [looks.before, looks.after].map((at) => new Date(at.getTime() + zone * DAY_MS));
    if (was === undefined || is === undefined) return false;
    const blanked = blankDay(before, was);
    return STANDS_ALONE.test(blanked) && blanked === blankDay(after, is);
  });
}
