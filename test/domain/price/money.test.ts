// Amounts and currencies out of text of many locales; minor units by the exponent of the currency.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, parseMoney, toDecimal, toMinor } from '../../../domain/price/money.ts';

const READINGS: readonly (readonly [string, string | null, string | undefined])[] = [
  ['1.299,95 €', '1299.95', 'EUR'],
  ['€ 1.299,–', '1299', 'EUR'],
  ['1 299,95 zł', '1299.95', 'PLN'],
  ['1 299,00 zł', '1299.00', 'PLN'],
  ["CHF 1'250.–", '1250', 'CHF'],
  ['Fr. 1’250.50', '1250.50', 'CHF'],
  ['12.- Fr.', '12', 'CHF'],
  ['￥12,800', '12800', undefined],
  ['12,800円(税込)', '12800', 'JPY'],
  ['₹1,23,456', '123456', 'INR'],
  ['₹ 1.5 lakh', '150000', 'INR'],
  ['R$ 1.234,56', '1234.56', 'BRL'],
  ['US$1,299.95', '1299.95', 'USD'],
  ['$1,299.95 CAD', '1299.95', 'CAD'],
  ['35€99', '35.99', 'EUR'],
  ['35 € 99', '35.99', 'EUR'],
  ['12⁹⁹ €', '12.99', 'EUR'],
  ['$12 99', '12.99', undefined],
  ['1000 руб. 50 коп.', '1000.50', 'RUB'],
  ['12,99 EUR / kg', '12.99', 'EUR'],
  ['3 Ausgaben für nur 14,85 EUR', '14.85', 'EUR'],
  ['12x de R$ 44,00 sem juros', '44.00', 'BRL'],
  ['Save 20% - now $15.99', '15.99', undefined],
  ['0.999 EUR', '0.999', 'EUR'],
  ['1.250 KWD', '1.250', 'KWD'],
  ['KWD 1,250.500', '1250.500', 'KWD'],
  ['٦٤٤٫٥٠ ر.س', '644.50', 'SAR'],
  ['１２，８００円', '12800', 'JPY'],
  ['1.2億円', '120000000', 'JPY'],
  ['899:- kr', '899', 'SEK'],
  ['Rp 1.250.000', '1250000', 'IDR'],
  ['1.250.000₫', '1250000', 'VND'],
  ['$45k', '45000', undefined],
  ['Gratis', '0', undefined],
  ['€', null, 'EUR'],
  ['Size 42 €89,95', '89.95', 'EUR'],
  ['Pack of 6 £12.99', '12.99', 'GBP'],
  ['SKU 8842 TL 1,299.00', '1299.00', 'TRY'],
  ['iPhone 12 - £699', '699', 'GBP'],
  ['12 € 3 pieces', '12', 'EUR'],
  ['24,99 €19,99 €', '24.99', 'EUR'],
  ['£15–£30', '15', 'GBP'],
  ['15-30 €', '15', 'EUR'],
  ['15 – 30 €', '15', 'EUR'],
  ['19€⁹⁹', '19.99', 'EUR'],
  ['S/.5', '5', 'PEN'],
  ['S/.129.90', '129.90', 'PEN'],
  ['2`450.00 CHF', '2450.00', 'CHF'],
  ['1. 299,00 €', '1299.00', 'EUR'],
  ['1,234.50 BN$', '1234.50', 'BND'],
  ['၁,၂၃၄.၅၀ MMK', '1234.50', 'MMK'],
  ['25.000 IQD', '25000', 'IQD'],
  ['12,500 DT', '12.500', 'TND'],
  ['1.00美元', '1.00', 'USD'],
  ['1.00港元', '1.00', 'HKD'],
  ['45.00лв. / 23.01€', '45.00', 'BGN'],
  ['$1,299.00 M.N.', '1299.00', 'MXN'],
  ['0.0015 ₿', '0.0015', 'XBT'],
  ['1.234,56 Schweizer Franken', '1234.56', 'CHF'],
  ['sugar-free candy', null, undefined],
  ['01.02.2018', null, undefined],
  ['40 % off', null, undefined],
  ['', null, undefined],
];

describe('parseMoney', () => {
  it.each(READINGS)('reads %j as %j %s', (text, amount, currency) => {
    const parsed = parseMoney(text);
    expect([parsed.amount, parsed.currencyIso]).toEqual([amount, currency]);
  });

  it.each([
    ['$ 10', { host: 'shop.example.ca' }, 'CAD'],
    ['$ 10', { lang: 'es-MX' }, 'MXN'],
    ['$ 10', { lang: 'en', host: 'shop.example.com' }, 'USD'],
    ['$ 10', { currency: 'AUD' }, 'AUD'],
    ['99 kr', { lang: 'nb' }, 'NOK'],
    ['99 kr', { host: 'butik.example.se' }, 'SEK'],
    ['12,99', { currency: 'RRP: £ 14.99' }, 'GBP'],
    ['€ 5', { currency: 'USD' }, 'EUR'],
    ['500 руб.', { host: 'shop.example.by' }, 'BYN'],
  ])('decides %j with the hint %j as %s', (text, hints, iso) => {
    expect(parseMoney(text, hints).currencyIso).toBe(iso);
  });

  it.each([
    ['12,99 EUR / kg', 'unit'],
    ['UVP 19,99 €', 'list'],
    ['ab 9,99 €', 'from'],
    ['zzgl. Versand 4,90 €', 'shipping'],
    ['12x de R$ 44,00 sem juros', 'instalment'],
    ['$19.99/month', 'instalment'],
    ['19,99 €', 'price'],
  ])('tells that %j is a %s', (text, role) => {
    expect(parseMoney(text).role).toBe(role);
  });

  it('answers for any text without throwing, with a plain decimal or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const { amount } = parseMoney(text);
        expect(amount === null || /^\d+(\.\d+)?$/.test(amount)).toBe(true);
      }),
    );
  });

  it('reads back every amount in the notations of ten locales', () => {
    const locales = [
      'en-US',
      'de-DE',
      'fr-FR',
      'pl-PL',
      'de-CH',
      'pt-BR',
      'en-IN',
      'sv-SE',
      'it-IT',
      'cs-CZ',
    ];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), fc.constantFrom(...locales), (minor, lang) => {
        const parsed = parseMoney(formatMoney({ minor, currency: 'EUR' }, lang));
        expect(toMinor(parsed.amount ?? '', 'EUR').minor).toBe(minor);
        expect(parsed.currencyIso).toBe('EUR');
      }),
    );
  });

  it('reads 20 MB of digits and separators in no time', () => {
    const text = '1.2,3 '.repeat(3_500_000);
    const started = performance.now();
    parseMoney(text);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('toMinor', () => {
  it.each([
    ['12.99', 'EUR', 1299],
    ['1299', 'JPY', 1299],
    ['1.250', 'KWD', 1250],
    ['0.129', 'EUR', 13],
    ['3', 'USD', 300],
  ])('counts %s %s as %i', (amount, currency, minor) => {
    expect(toMinor(amount, currency)).toEqual({ minor, currency });
  });

  it('refuses what no integer holds', () => {
    expect(() => toMinor('99999999999999999999', 'EUR')).toThrow(/range/);
  });

  it('is the inverse of toDecimal', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('EUR', 'JPY', 'KWD', ''), (minor, currency) => {
        expect(toMinor(toDecimal({ minor, currency }), currency).minor).toBe(minor);
      }),
    );
  });
});
