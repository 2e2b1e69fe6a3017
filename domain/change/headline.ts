// The headline of a change: what happened to what, in words. A moved price says how far the product's price moved.

interface HeadlineSource {
  readonly kind: string;
  readonly summary: string;
  readonly title: string;
}

const PERCENT = /\(([+\-−])(\d+(?:\.\d+)?)\s?%\)/;
/** The site's name at the end of a title: "Kettle – Larch & Lantern", "Kettle | Shop". */
const SITE_NAME = /\s+[–—|·»]\s+[^–—|·»]{1,60}$/;
const MAX_NAME = 80;

export function changeHeadline({ kind, summary, title }: HeadlineSource): string {
  const name = title.replace(SITE_NAME, '').trim();
  const [, sign, percent] = PERCENT.exec(summary) ?? [];
  if (kind !== 'price' || percent === undefined || name === '' || name.length > MAX_NAME)
    return summary.replace(/\.$/, '');
  const rounded = Number(percent) >= 10 ? Math.round(Number(percent)) : Math.round(Number(percent) * 10) / 10;
  return `${name} is ${rounded} % ${sign === '+' ? 'dearer' : 'cheaper'}`;
}
