// The role of an amount by the words beside it: the reader of price texts and the reader of pages know the same words.
import { describe, expect, test } from 'vitest';
import { NO_FIELDS } from '../../../../domain/reading/part/field/field-rule.ts';
import { parsePage } from '../../../../domain/reading/parse-page.ts';
import { parseMoney } from '../../../../domain/reading/money/money.ts';

/** The role of an amount on a shop page far below its price, with its words outside of its element. */
function roleOnPage(before: string, amount: string, after: string): string | undefined {
  const price = `<p class="price">29,90 €</p>${'<p>Made of oak.</p>'.repeat(20)}`;
  const html = `<h1>Oak desk</h1>${price}<div>${before} <b>${amount}</b> <i>${after}</i></div>`;
  const page = parsePage({ html, url: 'https://shop.example/oak-desk', fields: NO_FIELDS });
  return page.priceCandidates.find(({ source, raw }) => source === 'visible' && raw.includes(amount))?.role;
}

describe.each([
  [
    'shipping',
    [
      'Shipping:',
      'Versandkosten',
      'Lieferung',
      'Frais de port',
      'Envío',
      'Spedizione',
      'Verzendkosten',
      'Frete',
      'Doprava',
      'Dostawa',
      'Доставка',
      'Frakt',
      'Fragt',
      'Toimitus',
      'Szállítás',
      '送料',
      '运费',
      '배송비',
    ],
  ],
  [
    'list',
    [
      'was',
      'UVP',
      'statt',
      'bisher',
      'au lieu de',
      'antes',
      'prezzo consigliato',
      'adviesprijs',
      'běžná cena',
      'cena regularna',
      'старая цена',
      'tidligere pris',
      '定価',
      '定价',
      '정가',
    ],
  ],
  [
    'from',
    [
      'from',
      'ab',
      'vanaf',
      'a partire da',
      'à partir de',
      'dès',
      'desde',
      'od',
      'от',
      'från',
      'fra',
      'alkaen',
    ],
  ],
  [
    'instalment',
    ['Klarna:', '12 x', '24 Raten zu je', '10 cuotas de', '12 parcelas de', 'monthly', 'рассрочка от'],
  ],
])('%s before the amount', (role, words) => {
  test.each(words)('"%s"', (word) => {
    expect(parseMoney(`${word} 49,90 €`).role).toBe(role);
    expect(roleOnPage(word, '49,90 €', '')).toBe(role);
  });
});

describe.each([
  ['unit', ['/ kg', 'per 100 ml', 'je Stück', 'pro Liter', 'per m²', 'par litre', 'per night']],
  [
    'instalment',
    ['/mo', 'per month', 'monatlich', 'par mois', 'al mes', 'per maand', 'per måned', 'měsíčně', 'мес.'],
  ],
])('%s behind the amount', (role, words) => {
  test.each(words)('"%s"', (word) => {
    expect(parseMoney(`49,90 € ${word}`).role).toBe(role);
    expect(roleOnPage('', '49,90 €', word)).toBe(role);
  });
});
