// Dates of articles: ISO in markup, and the ways pages print them. Gives ISO dates, never guesses a missing year.

const MONTHS: Readonly<Record<string, number>> = monthTable();

function monthTable(): Record<string, number> {
  const names = [
    'january jan januar janvier enero gennaio janeiro januari styczeń stycznia leden ledna január января ocak jän jänner ene',
    'february feb februar février fevrier febrero febbraio fevereiro februari luty lutego únor února február февраля şubat fév févr',
    'march mar märz maerz mars marzo março maart marec marzec marca březen března március марта mart mrz maa',
    'april apr avril abril aprile kwiecień kwietnia duben dubna április апреля nisan avr abr',
    'may mai mayo maggio maio maj mei maja květen května május мая mayıs toukokuu',
    'june jun juni juin junio giugno junho czerwiec czerwca červen června június июня haziran giu',
    'july jul juli juillet julio luglio julho lipiec lipca červenec července július июля temmuz lug juil',
    'august aug août aout agosto augustus augusti sierpień sierpnia srpen srpna augusztus августа ağustos ago',
    'september sep sept septembre septiembre settembre setembro wrzesień września září szeptember сентября eylül set',
    'october oct oktober octobre octubre ottobre outubro oktober październik października říjen října október октября ekim okt ott out',
    'november nov novembre noviembre novembro listopad listopada november ноября kasım',
    'december dec dezember décembre decembre diciembre dicembre dezembro grudzień grudnia prosinec prosince december декабря aralık dez dic déc',
  ];
  const table: Record<string, number> = {};
  for (const [at, text] of names.entries()) for (const name of text.split(' ')) table[name] ??= at + 1;
  return table;
}

const ISO =
  /(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?/i;
const SLASHED_YEAR_FIRST = /\b(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b/;
const DAY_MONTH_YEAR =
  /\b(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s*(?:de |of )?[\s.-]?([\p{L}]{3,12})\.?,?\s*(?:de |of |del )?[\s,-]*(\d{4})\b/u;
const MONTH_DAY_YEAR = /([\p{L}]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:at\s+)?(\d{4})\b/u;
const NUMERIC = /\b(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:\d{6})?$/;
const CJK = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})/;

function iso(year: number, month: number, day: number): string | undefined {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function groups(pattern: RegExp, text: string): string[] | undefined {
  const match = pattern.exec(text);
  return match === null ? undefined : match.slice(1).map((part) => part ?? '');
}

function named(
  day: string | undefined,
  month: string | undefined,
  year: string | undefined,
): string | undefined {
  const number = MONTHS[(month ?? '').toLowerCase()];
  return number === undefined ? undefined : iso(Number(year), number, Number(day));
}

/** Day before month unless the numbers, or an American page, say otherwise. */
function numeric(parts: readonly string[], monthFirst: boolean): string | undefined {
  const first = Number(parts[0]);
  const second = Number(parts[2]);
  const year = Number(parts[3]);
  if (second > 12) return iso(year, first, second);
  if (first > 12) return iso(year, second, first);
  return monthFirst && parts[1] === '/' ? iso(year, first, second) : iso(year, second, first);
}

/** ISO date (with time when the text is ISO itself), or undefined. */
export function parseDate(text: string, monthFirst = true): string | undefined {
  const source = text.length > 200 ? text.slice(0, 200) : text;
  // Every form below has a year or a longer number.
  if (!/\d{4}/.test(source)) return undefined;
  const stamp = groups(ISO, source);
  if (stamp !== undefined) return isoStamp(stamp);
  const compact = groups(COMPACT, source.trim());
  if (compact !== undefined) return iso(Number(compact[0]), Number(compact[1]), Number(compact[2]));
  const cjk = groups(CJK, source) ?? groups(SLASHED_YEAR_FIRST, source);
  if (cjk !== undefined) return iso(Number(cjk[0]), Number(cjk[1]), Number(cjk[2]));
  const monthDay = groups(MONTH_DAY_YEAR, source);
  const dayMonth = groups(DAY_MONTH_YEAR, source);
  const written =
    (monthDay && named(monthDay[1], monthDay[0], monthDay[2])) ??
    (dayMonth && named(dayMonth[0], dayMonth[1], dayMonth[2]));
  if (written !== undefined) return written;
  const numbers = groups(NUMERIC, source);
  if (numbers !== undefined) return numeric(numbers, monthFirst);
  return epoch(source.trim());
}

function isoStamp(parts: readonly string[]): string | undefined {
  const day = iso(Number(parts[0]), Number(parts[1]), Number(parts[2]));
  if (day === undefined || parts[3] === '' || parts[3] === undefined) return day;
  const [hour, minute, second = ''] = [parts[3], parts[4] ?? '00', parts[5]];
  if (Number(hour) > 23) return day;
  const zone = (parts[6] ?? '').toUpperCase();
  return `${day}T${hour.padStart(2, '0')}:${minute}:${second === '' ? '00' : second}${zone}`;
}

/** Unix time in seconds or milliseconds, as some meta tags give it. */
function epoch(text: string): string | undefined {
  if (!/^1\d{9}(?:\d{3})?$/.test(text)) return undefined;
  return new Date(text.length === 10 ? Number(text) * 1000 : Number(text)).toISOString();
}
