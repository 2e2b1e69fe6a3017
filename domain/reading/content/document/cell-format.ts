// The number of a cell as its format shows it: `1,299.00 €`, `12.5%`, `2026-12-01`. Dates are written as ISO 8601 does, whatever
// their format, because `03/04/05` means three days.

/** What a program does for the numbers of formats that a workbook does not write down. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-mm-dd h:mm',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
};

export function builtInFormat(number: number): string {
  return BUILT_IN[number] ?? 'General';
}

export interface CellFormat {
  readonly code: string;
  /** Days are counted from 1904, as old programs of one system did. */
  readonly from1904: boolean;
}

const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const MAX_DAYS = 2_958_466;

export function shownNumber(value: number, { code, from1904 }: CellFormat): string {
  const sections = code.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const isNegative = value < 0 && sections.length > 1;
  const section = (isNegative ? sections[1] : sections[0]) ?? 'General';
  if (isDate(section)) return shownDate(value, section, from1904);
  return shownQuantity(isNegative ? -value : value, section);
}

/** The letters of a format without its literal texts, colours and conditions. */
function bare(section: string): string {
  return section.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
}

function isDate(section: string): boolean {
  const letters = bare(section);
  return (
    !/general/i.test(letters) && /[dyhs]|m/i.test(letters) && !/[#?]|0(?!$)/.test(letters.replace(/\.0+/, ''))
  );
}

function shownDate(value: number, section: string, from1904: boolean): string {
  if (value < 0 || value > MAX_DAYS) return String(value);
  const letters = bare(section).toLowerCase();
  const start = from1904 ? EPOCH_1904 : EPOCH;
  const iso = new Date(start + Math.round(value * 86_400) * 1_000).toISOString();
  if (letters.includes('[h')) return elapsed(value * DAY_MS);
  const [hasDay, hasTime] = [/[dy]/.test(letters), /[hs]/.test(letters)];
  const time = letters.includes('s') ? iso.slice(11, 19) : iso.slice(11, 16);
  if (hasTime && !hasDay) return time;
  return hasTime ? `${iso.slice(0, 10)} ${time}` : iso.slice(0, 10);
}

/** Hours may be more than a day has. */
function elapsed(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

const QUANTITY = /[0#?](?:[0#?,.]|E[+-]0)*/i;

function shownQuantity(value: number, section: string): string {
  const pattern = literals(section);
  const { text } = pattern;
  const found = QUANTITY.exec(text);
  if (found === null || /\/\s*[?#0-9]/.test(text)) {
    const general = String(Number(value.toPrecision(15)));
    // A format of words alone shows them; General stands among others for the number.
    if (/general/i.test(text)) return pattern.restored(text.replace(/general/i, general)).trim();
    return text.trim() === '' || text === '@' ? general : pattern.restored(text).trim();
  }
  const scaled = text.includes('%') ? value * 100 : value;
  const digits = shownDigits(Math.abs(scaled), found[0]);
  const sign = scaled < 0 && /[1-9]/.test(digits) ? '-' : '';
  const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  return pattern
    .restored(`${sign}${before}${digits}${after.replaceAll(/[0#?]/g, '')}`)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Literal texts are put aside, so that none of their letters is taken for a digit of the format. */
function literals(section: string): { readonly text: string; restored(text: string): string } {
  const kept: string[] = [];
  const keep = (text: string): string => `\uf8ff${String.fromCharCode(0xe000 + kept.push(text) - 1)}`;
  const text = section
    .replaceAll(/\[\$([^\]-]*)(?:-[^\]]*)?\]/g, (_, symbol: string) => keep(symbol))
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/"([^"]*)"|\\(.)/g, (_, quoted?: string, escaped?: string) => keep(quoted ?? escaped ?? ''))
    .replaceAll(/_./g, ' ')
    .replaceAll(/\*./g, '');
  return {
    text,
    restored: (shown) =>
      shown.replaceAll(/\uf8ff(.)/g, (_, mark: string) => kept[mark.charCodeAt(0) - 0xe000] ?? ''),
  };
}

function shownDigits(value: number, pattern: string): string {
  const [whole = '', fraction = ''] = pattern.replaceAll(/E[+-]0+/gi, '').split('.');
  const [most, least] = [fraction.replaceAll(',', '').length, (fraction.match(/0/g) ?? []).length];
  if (/E[+-]/i.test(pattern)) return value.toExponential(Math.min(15, most)).toUpperCase();
  const fixed = value.toFixed(Math.min(20, most));
  const [integer = '0', decimals = ''] = fixed.split('.');
  const shortened = decimals.slice(0, least) + decimals.slice(least).replace(/0+$/, '');
  const padded = integer.padStart((whole.match(/0/g) ?? []).length, '0');
  const grouped = /[0#?],[0#?]/.test(whole) ? padded.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : padded;
  return shortened === '' ? grouped : `${grouped}.${shortened}`;
}
