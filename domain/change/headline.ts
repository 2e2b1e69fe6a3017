// The headline of a change: what happened to what, in words. A moved price says how far the product's price moved, a moved
// stock whether one can buy it.
import { moveInLine, stockMove } from './words/availability-move.ts';

interface HeadlineSource {
  readonly kind: string;
  readonly summary: string;
  readonly title: string;
}

const PERCENT = /\(([+\-−])(\d+(?:\.\d+)?)\s?%\)/;
/** The site's name at the end of a title: "Kettle – Larch & Lantern", "Kettle | Shop". */
const SITE_NAME = /\s+[–—|·»]\s+[^–—|·»]{1,60}$/;
const MAX_NAME = 80;

/** A title without the name of its site. */
export function pageName(title: string): string {
  return title.replace(SITE_NAME, '').trim();
}

export function changeHeadline({ kind, summary, title }: HeadlineSource): string {
  const name = pageName(title);
  const isNamed = name !== '' && name.length <= MAX_NAME;
  if (kind === 'availability' && isNamed) return stockHeadline(summary, name);
  const [, sign, percent] = PERCENT.exec(summary) ?? [];
  if (kind !== 'price' || percent === undefined || !isNamed) return summary.replace(/\.$/, '');
  const rounded = Number(percent) >= 10 ? Math.round(Number(percent)) : Math.round(Number(percent) * 10) / 10;
  return `${name} is ${rounded} % ${sign === '+' ? 'dearer' : 'cheaper'}`;
}

const STOCK_WORDS = { back: 'is back in stock', out: 'is sold out' } as const;

function stockHeadline(summary: string, name: string): string {
  // Of several things none is the headline.
  const move = summary.includes(';') ? null : moveInLine(summary);
  const step = move === null ? 'other' : stockMove(move);
  return step === 'other' ? summary.replace(/\.$/, '') : `${name} ${STOCK_WORDS[step]}`;
}

/** Two lines of a headline on a screen of usual width. */
const MAX_HEADLINE = 110;
/** Two lines of it on a phone. */
const MAX_ON_PHONE = 56;

export interface ShortHeadline {
  readonly text: string;
  /** What the headline leaves out, or may be cut off on a phone; null: it says all. */
  readonly rest: string | null;
}

/** The headline in at most two lines: a longer one ends after a word, and the whole summary stands in the sentence below it. */
export function shortHeadline(change: HeadlineSource): ShortHeadline {
  const whole = changeHeadline(change);
  const summary = change.summary.replace(/\.$/, '');
  if (whole.length <= MAX_ON_PHONE) return { text: whole, rest: whole === summary ? null : change.summary };
  if (whole.length <= MAX_HEADLINE) return { text: whole, rest: change.summary };
  const cut = whole.slice(0, MAX_HEADLINE - 1);
  const end = cut.lastIndexOf(' ');
  const text = (end > MAX_ON_PHONE ? cut.slice(0, end) : cut).replace(/[\s,;:…]+$/, '');
  return { text: `${text}…`, rest: change.summary };
}
