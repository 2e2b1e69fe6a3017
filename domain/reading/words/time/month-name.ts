// Months by name, in the languages of dates on pages: as the runtime's own tables write them, alone and within a date,
// and in short forms that people write and the tables do not have.

const LOCALES = (
  'en de fr es it pt nl sv da nb fi pl cs sk hu ro ru uk bg sr sr-Latn el tr id vi th ar ar-LB he ca gl eu lt lv et sl ' +
  'hi bn ta mr fa-u-ca-gregory ms is ga hr mk sq be az hy ka kk ur gu te pa sw fil'
).split(' ');
/** Forms that people write and no table has. */
const SHORT_FORMS: Readonly<Record<string, number>> = {
  sept: 9,
  maerz: 3,
  mrz: 3,
  mär: 3,
  jän: 1,
  jänner: 1,
  févr: 2,
  fevr: 2,
  fev: 2,
  avr: 4,
  juil: 7,
  aout: 8,
  ago: 8,
  okt: 10,
  dez: 12,
  dic: 12,
};
const FORMS: readonly Intl.DateTimeFormatOptions[] = [
  { month: 'long', day: 'numeric' },
  { month: 'long' },
  { month: 'short', day: 'numeric' },
];

const known = new Map(Object.entries(SHORT_FORMS));
/** Number of languages loaded so far. They are loaded in turn until a word is known: most pages need only the first. */
let asked = 0;

/** Names that mean another month in these languages than in those loaded first: "listopad" is November in Polish. */
const OTHER_MONTHS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  hr: { listopad: 10, listopada: 10 },
  bs: { listopad: 10, listopada: 10 },
};

/** 1 to 12, or undefined when the word is no month's name. `lang`: the page's language. */
export function monthNumber(word: string, lang = ''): number | undefined {
  const key = bare(word);
  const own = OTHER_MONTHS[lang.slice(0, 2).toLowerCase()]?.[key];
  if (own !== undefined) return own;
  for (; asked < LOCALES.length && !known.has(key); asked++) addNames(LOCALES[asked] ?? 'en');
  // Hebrew writes "in March" as one word.
  return known.get(key) ?? (key.startsWith('ב') ? known.get(key.slice(1)) : undefined);
}

function bare(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFC')
    .replace(/^[.'’]+|[.'’]+$/g, '');
}

function addNames(locale: string): void {
  for (const form of FORMS) {
    const format = new Intl.DateTimeFormat(locale, { ...form, calendar: 'gregory', timeZone: 'UTC' });
    for (let month = 1; month <= 12; month++) {
      const parts = format.formatToParts(Date.UTC(2024, month - 1, 2));
      const name = bare(parts.find(({ type }) => type === 'month')?.value ?? '');
      // If two languages give a name to different months, the language loaded first decides.
      if (/\p{L}/u.test(name) && !known.has(name)) known.set(name, month);
    }
  }
}
