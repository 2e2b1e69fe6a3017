// Dates that feeds write in other forms than their specifications say, brought into the form of mail (RFC 5322) or of W3C:
// the clock of C ("Sun Jan  4 16:29:06 PST 2004"), American order, slashes, digits alone, names of zones.

/** Minutes east of Greenwich; of the names of zones that feeds use beside those of RFC 822. Ambiguous ones as most write them. */
const ZONES: Readonly<Record<string, number>> = {
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  MEZ: 60,
  CEST: 120,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  IST: 330,
  HKT: 480,
  SGT: 480,
  AWST: 480,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  BRT: -180,
  ART: -180,
  AKST: -540,
  AKDT: -480,
  HST: -600,
};
const WEEKDAY = /^(?:mon|tues?|wed|thur?s?|fri|sat|sun)[a-z]{0,6}\.?,?\s+/i;
const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?`;
const ZONE = String.raw`[a-z]{1,5}|[+-]\d{2}:?\d{2}`;
const MONTH_FIRST = new RegExp(
  String.raw`^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(?:(${CLOCK})\s+)?(?:(${ZONE})\s+)?(\d{4})(?:,?\s+(${CLOCK}))?(?:\s+(${ZONE}))?$`,
  'i',
);
const SLASHED = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b/;
const DIGITS = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/** As it stands where it is in no such form. */
export function plainDate(text: string): string {
  const plain = withZone(text.trim().replace(WEEKDAY, ''));
  const digits = DIGITS.exec(plain);
  if (digits !== null) return fromDigits(digits);
  const [, month = '', day = '', clock, zone, year = '', later, last] = MONTH_FIRST.exec(plain) ?? [];
  if (month !== '') return `${day} ${month} ${year} ${clock ?? later ?? '00:00'} ${zone ?? last ?? 'GMT'}`;
  return SLASHED.test(plain) ? plain.replace(SLASHED, '$1-$2-$3').replace(/\s*(?:GMT|UTC?)$/i, 'Z') : plain;
}

function fromDigits([, year, month, day, hour = '00', minute = '00', second = '00', zone = 'Z']: readonly (
  | string
  | undefined
)[]): string {
  return `${[year, month, day].join('-')}T${[hour, minute, second].join(':')}${zone}`;
}

/** "10:00 CET" → "10:00 +0100", also where the year stands behind it. */
function withZone(text: string): string {
  return text.replace(/(?<=\d\s*)\b([A-Z]{3,4})\b(?=\s*(?:\d{4})?$)/, (name) => {
    const minutes = ZONES[name];
    if (minutes === undefined) return name;
    const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
    return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${String(rest).padStart(2, '0')}`;
  });
}
