// Amounts and currencies out of text of many locales; minor units by the exponent of the currency.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, parseMoney, toDecimal, toMinor } from '../../../../domain/reading/money/money.ts';
import { inTime } from '../../../support/in-time.ts';

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
  ['रु.500', '500', undefined],
  ['₽.75', '0.75', 'RUB'],
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
  ['$12,50', '12.50', undefined],
  ["1'234.50", '1234.50', undefined],
  ['1.234.567,89', '1234567.89', undefined],
  ['12,–', '12', undefined],
  ['12.99.- CHF', '12.99', 'CHF'],
  ['۱۲۵٬۰۰۰ تومان', '125000', 'IRR'],
  ['₹१,२३,४५६', '123456', 'INR'],
  ['USD1,234.5678', '1234.5678', 'USD'],
  ['1.5k USD', '1500', 'USD'],
  ['CHF 1.5k', '1500', 'CHF'],
  ['45k €', '45000', 'EUR'],
  ['Monitor 4K EUR 399', '399', 'EUR'],
  ['10K gold ring £199', '199', 'GBP'],
  ['€ 1,2 miljoen', '1200000', 'EUR'],
  ['12 99 €', '12.99', 'EUR'],
  ['1 99 zł', '1.99', 'PLN'],
  ['1 990 €', '1990', 'EUR'],
  ['Set of 12 99 €', '99', 'EUR'],
  ['12 euros 50', '12.50', 'EUR'],
  ['12 euros et 50 centimes', '12.50', 'EUR'],
  ['5 Euro 50 Cent', '5.50', 'EUR'],
  ['5 pounds of coffee $20', '20', undefined],
  ['2 Pfund Kaffee 9,99 €', '9.99', 'EUR'],
  ['20 pounds', '20', 'GBP'],
  ['ISBN 978-3-16-148410-0 € 24,90', '24.90', 'EUR'],
  ['Model 2024 £25,000', '25000', 'GBP'],
  ['12 Monate à 29,99 €', '29.99', 'EUR'],
  ['sugar-free candy', null, undefined],
  ['01.02.2018', null, undefined],
  ['40 % off', null, undefined],
  ['', null, undefined],
];

/** The lower end of a range is the price, and words that belong to the range do not hide it. */
const RANGES: readonly (readonly [string, string, string | undefined])[] = [
  ['from 5 to 9 EUR', '5', 'EUR'],
  ['5 bis 9 Euro', '5', 'EUR'],
  ['von 5 bis 9 €', '5', 'EUR'],
  ['zwischen 20 und 30 €', '20', 'EUR'],
  ['de 12 à 15 €', '12', 'EUR'],
  ['entre 20 y 30 €', '20', 'EUR'],
  ['da 10 a 20 euro', '10', 'EUR'],
  ['od 10 do 20 zł', '10', 'PLN'],
  ['от 100 до 200 руб.', '100', 'RUB'],
  ['between 20 and 30 dollars', '20', 'USD'],
  ['van 10 tot 20 euro', '10', 'EUR'],
  ['från 100 till 200 SEK', '100', 'SEK'],
  ['Preis: 15 – 30 €', '15', 'EUR'],
  ['12,50–15,00 €', '12.50', 'EUR'],
  ['10-20 USD', '10', 'USD'],
  ['€ 5,00 bis € 9,00', '5.00', 'EUR'],
  ['10,00 EUR - 20,00 EUR', '10.00', 'EUR'],
  ['₹1,000 to ₹2,000', '1000', 'INR'],
  ['100 ~ 200円', '100', 'JPY'],
  ['Sizes 36 - 42, 59,95 €', '59.95', 'EUR'],
  ['Set of 2 to 4 mugs £12.50', '12.50', 'GBP'],
  ['2 to 3 days £5.99', '5.99', 'GBP'],
  ['iPhone 12 - 699 £', '699', 'GBP'],
];

/** Words and signs with one meaning have its code; those with several stay open without a page. */
const MEANINGS: readonly (readonly [string, string | undefined])[] = [
  ['Pfund', 'GBP'],
  ['pounds sterling', 'GBP'],
  ['livres sterling', 'GBP'],
  ['фунтов стерлингов', 'GBP'],
  ['Danish kroner', 'DKK'],
  ['norske kroner', 'NOK'],
  ['svenska kronor', 'SEK'],
  ['kroner', undefined],
  ['Czech crowns', 'CZK'],
  ['Indian rupee', 'INR'],
  ['Pakistani rupees', 'PKR'],
  ['rupees', undefined],
  ['Mexican pesos', 'MXN'],
  ['pesos argentinos', 'ARS'],
  ['pesos', undefined],
  ['US-Dollar', 'USD'],
  ['dollars canadiens', 'CAD'],
  ['Taiwan dollars', 'TWD'],
  ['Swiss francs', 'CHF'],
  ['швейцарских франков', 'CHF'],
  ['Kuwaiti dinars', 'KWD'],
  ['دينار كويتي', 'KWD'],
  ['South Korean won', 'KRW'],
  ['rubles', 'RUB'],
  ['Belarusian rubles', 'BYN'],
  ['yenes', 'JPY'],
  ['forints', 'HUF'],
  ['BZ$', 'BZD'],
  ['$HK', 'HKD'],
  ['L£', 'LBP'],
  ['₠', 'XEU'],
  ['₧', 'ESP'],
  ['₯', 'GRD'],
  ['⃀', 'KGS'],
  ['₼', 'AZN'],
  ['៛', 'KHR'],
  ['₰', undefined],
  ['$', undefined],
  ['¥', undefined],
];

describe('parseMoney', () => {
  it.each(RANGES)('takes the lower end of %j', (text, amount, currency) => {
    const parsed = parseMoney(text);
    expect([parsed.amount, parsed.currencyIso]).toEqual([amount, currency]);
  });

  it.each(MEANINGS)('reads the currency of "100 %s" as %s', (spelling, currency) => {
    const parsed = parseMoney(`100 ${spelling}`);
    expect([parsed.amount, parsed.currencyRaw, parsed.currencyIso]).toEqual(['100', spelling, currency]);
  });

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
    inTime(1_000, () => parseMoney(text));
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
