// Dates in addresses of changedetection.io (`{% now 'UTC' - 'days=7', '%Y-%m-%d' %}`) as those of a job (`{today-7d:yyyy-MM-dd}`).

const PLACE = /\{%-?\s*now\s[^{}]*%\}/g;
const PARTS =
  /^\{%-?\s*now\s+'([^']*)'(?:\s*([+-])\s*'(days|weeks)=(\d{1,4})')?\s*(?:,\s*'([^']*)')?\s*-?%\}$/;
const FORMS: Readonly<Record<string, string>> = { '%Y': 'yyyy', '%y': 'yy', '%m': 'MM', '%d': 'dd' };
/** What a job can write: digits of a day, and what stands between. */
const DATE_ALONE = /^(?:%[Yymd]|[^A-Za-z%{}])+$/;
const DEFAULT_FORM = '%Y-%m-%d';

export interface DatedAddress {
  readonly url: string;
  /** Time zones that it names; a job takes that of its schedule. */
  readonly zones: readonly string[];
}

/** Null: something in it is computed that no job can say. */
export function withDates(url: string): DatedAddress | null {
  const zones = new Set<string>();
  const written = url.replaceAll(PLACE, (place) => {
    const [whole, zone = '', sign, unit, count, form = DEFAULT_FORM] = PARTS.exec(place) ?? [];
    if (whole === undefined || !DATE_ALONE.test(form)) return place;
    if (!/^(?:utc|local|)$/i.test(zone)) zones.add(zone);
    const moved = sign === undefined ? '' : [sign, count, unit === 'weeks' ? 'w' : 'd'].join('');
    const days = form.replaceAll(/%[Yymd]/g, (one) => FORMS[one] ?? one);
    return ['{today', moved, ':', days, '}'].join('');
  });
  return /\{[{%]/.test(written) ? null : { url: written, zones: [...zones] };
}
