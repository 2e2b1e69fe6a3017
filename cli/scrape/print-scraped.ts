// A page that was asked for now, as the command prints it: a form of its content, or what was understood of it.
import type { ScrapedPageView } from '../../api/client/client.ts';
import { formText, oneLine } from './form-text.ts';

export const PRINTED_FORMS = [
  'markdown',
  'text',
  'links',
  'html',
  'tables',
  'product',
  'article',
  'fields',
] as const;
export type PrintedForm = (typeof PRINTED_FORMS)[number];

export async function printScraped(scraped: ScrapedPageView, as: PrintedForm): Promise<string> {
  const text = await textOf(scraped, as);
  return text === '' ? '' : `${harmless(text).trimEnd()}\n`;
}

async function textOf(scraped: ScrapedPageView, as: PrintedForm): Promise<string> {
  switch (as) {
    case 'product':
      return productLines(scraped).join('\n');
    case 'article':
      return factLines(scraped.article ?? {}).join('\n');
    case 'fields':
      return (scraped.fields ?? []).map(({ name, value }) => `${name}\t${oneLine(value ?? '')}`).join('\n');
    default:
      return (await formText(scraped, as)) ?? '';
  }
}

type Price = NonNullable<ScrapedPageView['price']>;

function productLines({ product, price }: ScrapedPageView): string[] {
  return factLines({
    ...product,
    price: amountOf(price?.price),
    listPrice: amountOf(price?.listPrice),
    availability: price?.availability ?? null,
  });
}

function amountOf(money: Price['price'] | undefined): string | null {
  return money === null || money === undefined ? null : `${money.amount} ${money.currency}`;
}

/** What is known of it, a line each. */
function factLines(facts: Readonly<Record<string, string | null>>): string[] {
  return Object.entries(facts).flatMap(([name, value]) =>
    value === null ? [] : [`${name}\t${oneLine(value)}`],
  );
}

/** A foreign page must not write to the terminal what moves its cursor or changes its colours. */
function harmless(text: string): string {
  return text.replaceAll(/[\p{Cc}]/gu, (mark) => (mark === '\n' || mark === '\t' ? mark : ''));
}
