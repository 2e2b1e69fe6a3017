// The right value of a field on a page, found without any selector, against which locators are checked. A field with a
// known name ("price") has the value that the page's facts give. A field with another name needs an example.
import { availabilityTerm } from '../../reading/product/availability-term.ts';
import { availabilityPhrase } from '../../reading/words/read-stock.ts';
import { mainHeading } from '../../reading/scan/page-heading.ts';
import { productOf } from '../../reading/parse-page.ts';
import type { ProductFindings } from '../../reading/product/product-facts.ts';
import { foldSpace } from '../../reading/html/copy-text.ts';
import { extractArticle } from '../../reading/article/article-facts.ts';
import { parseMoney, toDecimal } from '../../reading/money/money.ts';
import { chooseOffer } from '../../price/offer.ts';
import { urlHost } from '../../web/url/key.ts';
import { type FieldRole, roleOf } from './field-role.ts';
import type { SelectorPage, WantedField } from './wanted-field.ts';

/** How values are compared. */
type Sort = 'money' | 'text' | 'date' | 'address' | 'stock';

export interface KnownValue {
  readonly sort: Sort;
  readonly value: string;
}

function text(value: string | undefined): KnownValue | null {
  return value === undefined || foldSpace(value) === '' ? null : { sort: 'text', value: foldSpace(value) };
}

interface KnownPage {
  readonly page: SelectorPage;
  readonly findings: ProductFindings;
}

function priceValue({
  page: { view, url },
  findings: { product, candidates },
}: KnownPage): KnownValue | null {
  const offer = chooseOffer(candidates, {
    availability: product?.availability ?? 'unknown',
    lang: view.metadata.lang,
    host: urlHost(url),
  });
  return offer === null ? null : { sort: 'money', value: toDecimal(offer.price) };
}

function titleValue({ page: { view }, findings: { product } }: KnownPage): KnownValue | null {
  return text(
    product?.name ?? mainHeading(view.scan, view.metadata.title)?.text ?? extractArticle(view).title,
  );
}

function stockValue({ findings: { product } }: KnownPage): KnownValue | null {
  return product === undefined || product.availability === 'unknown'
    ? null
    : { sort: 'stock', value: product.availability };
}

function dateValue({ page: { view } }: KnownPage): KnownValue | null {
  const { published } = extractArticle(view);
  return published === undefined ? null : { sort: 'date', value: published.slice(0, 10) };
}

function imageValue({ findings: { product } }: KnownPage): KnownValue | null {
  return product?.image === undefined ? null : { sort: 'address', value: product.image };
}

const VALUES: Readonly<Record<FieldRole, (known: KnownPage) => KnownValue | null>> = {
  price: priceValue,
  title: titleValue,
  availability: stockValue,
  author: ({ page }) => text(extractArticle(page.view).author),
  date: dateValue,
  sku: ({ findings: { product } }) => text(product?.sku ?? product?.mpn),
  mpn: ({ findings: { product } }) => text(product?.mpn),
  brand: ({ findings: { product } }) => text(product?.brand),
  image: imageValue,
  description: ({ page }) => text(page.view.metadata.description),
};

/** Null if the page has no such value, or if the name has no known meaning. */
export function knownValue(page: SelectorPage, name: string): KnownValue | null {
  const role = roleOf(name);
  return role === null ? null : VALUES[role]({ page, findings: productOf(page.view) });
}

const MAX_MONEY_TEXT = 40;
const MAX_STOCK_TEXT = 60;

/** The example as the right value. If it is money, it is compared by amount, however it is written. */
export function exampleValue({ example }: WantedField): KnownValue | null {
  if (example === undefined || foldSpace(example) === '') return null;
  const isMoney = amountOf(example) !== null && /\p{Sc}|[A-Z]{3}|[.,]\d{2}(?!\d)/u.test(example);
  return {
    sort: isMoney ? 'money' : 'text',
    value: isMoney ? (amountOf(example) ?? '') : foldSpace(example),
  };
}

function amountOf(raw: string): string | null {
  if (raw.length > MAX_MONEY_TEXT) return null;
  const { amount } = parseMoney(raw);
  return amount === null ? null : decimal(String(amount));
}

/** 1299.5, 1299.50 and 1299.500 are one amount. */
function decimal(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}

/** Whether what a locator found is the value. */
export function isSame({ sort, value }: KnownValue, raw: string): boolean {
  const found = foldSpace(raw);
  switch (sort) {
    case 'money':
      return amountOf(found) === decimal(value);
    case 'date':
      return found.startsWith(value) || found.toLowerCase() === value.toLowerCase();
    case 'address':
      return (
        found === value ||
        (found !== '' && value.endsWith(found.replace(/^(?:https?:)?\/\/[^/]+|^\.*\//, '')))
      );
    case 'stock':
      return (
        found.length <= MAX_STOCK_TEXT && (availabilityPhrase(found) ?? availabilityTerm(found)) === value
      );
    case 'text':
      return found.toLowerCase() === value.toLowerCase();
  }
}
