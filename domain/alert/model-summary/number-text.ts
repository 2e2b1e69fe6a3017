// Numbers as pages and people write them: whether one that is named stands in a text. `1,299.00`, `1.299,00` and `1299` are the same;
// so are `05` and `5`. Where a mark may group or divide, both readings count.

const NUMBER = /\d+(?:[.,'’]\d+)*/g;
/** `1 299 000`, also with spaces that do not break. */
const SPACED = /(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?/g;
/** `5.3.2026`, and versions such as `22.1.0`. */
const DATE_LIKE = /^\d{1,4}(?:\.\d{1,4}){2,}$/;
const GROUPED = /^\d{1,3}(?:[.,'’]\d{3})+$/;
/** Digits of other scripts, fractions, raised and roman numbers: how they are read is not known here. */
const OTHER = /(?![0-9])\p{N}+/gu;

interface Readings {
  readonly whole: readonly string[];
  /** Of what may be a date: its parts. */
  readonly parts: readonly string[];
}

/** The numbers that are named and do not stand in the texts. */
export function unknownNumbers(said: string, texts: readonly string[]): string[] {
  const known = new Set(texts.flatMap((text) => numbersIn(text).flatMap(allReadings)));
  const plain = numbersIn(said).filter((number) => !isKnown(number, known));
  const others = (said.match(OTHER) ?? []).filter((number) => !texts.some((text) => text.includes(number)));
  return [...plain, ...others];
}

function numbersIn(text: string): string[] {
  return [...(text.match(NUMBER) ?? []), ...(text.match(SPACED) ?? [])];
}

function isKnown(number: string, known: ReadonlySet<string>): boolean {
  const { whole, parts } = readingsOf(number);
  return whole.some((one) => known.has(one)) || (parts.length > 0 && parts.every((one) => known.has(one)));
}

function allReadings(number: string): string[] {
  const { whole, parts } = readingsOf(number);
  return [...whole, ...parts];
}

function readingsOf(number: string): Readings {
  const bare = number.replaceAll(/[\s'’]/g, '');
  if (DATE_LIKE.test(bare)) {
    const parts = bare.split('.').map(shortest);
    const grouped = GROUPED.test(bare) ? [shortest(bare.replaceAll('.', ''))] : [];
    return { whole: [parts.join('.'), ...grouped], parts };
  }
  const marks = bare.replaceAll(/\d/g, '');
  if (marks === '') return { whole: [shortest(bare)], parts: [] };
  const grouped = GROUPED.test(bare) ? [shortest(bare.replaceAll(/[.,]/g, ''))] : [];
  const isDivided = marks.length === 1 || marks.indexOf(marks.at(-1) ?? '') === marks.length - 1;
  return { whole: [...grouped, ...(isDivided ? [dividedAtLast(bare)] : [])], parts: [] };
}

function dividedAtLast(number: string): string {
  const at = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
  return shortest(`${number.slice(0, at).replaceAll(/[.,]/g, '')}.${number.slice(at + 1)}`);
}

/** Without zeros that say nothing. */
function shortest(number: string): string {
  const [whole = '', rest = ''] = number.split('.');
  const divided = rest.replace(/0+$/, '');
  const left = whole.replace(/^0+(?=\d)/, '');
  return divided === '' ? left : `${left}.${divided}`;
}
