// Quick looks at short texts: may this be a price, does it name a currency? What they let through is read properly later.

/** Currency signs, and the words that stand beside prices; codes are believed in upper case only. */
const SIGNS = '[$€£¥￥₹₩₽₺₫₴₪₱฿₦₡₲₵₸₾֏₼৳﷼₭៛₮]';
const WORDS =
  'kr|Kr|KR|zł|zl|ZŁ|Kč|Ft|lei|Lei|LEI|лв|руб|Руб|грн|тг|тенге|сум|сом|ден|дин|din|TL|Rs|Rp|RM|kn|KM|Tk|KSh|Ksh|Php|DH|Dhs|DT|DA|FCFA|CFA|Fr|SFr|' +
  'NIS|VNĐ|đ|E£|LE|S\\/|Bs|Gs|元|円|圓|원|บาท|դր|ლ|درهم|ريال|جنيه|دينار|تومان|د\\.إ|ر\\.س|د\\.ك|ج\\.م|ر\\.ق|ש["״]ח|' +
  'euros?|Euros?|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|AUD|CAD|NZD|JPY|CNY|RMB|INR|BRL|MXN|ARS|CLP|COP|PEN|UYU|ZAR|SGD|HKD|TWD|AED|SAR|KWD|QAR|EGP|TRY|RUB|UAH|KZT|THB|VND|IDR|MYR|PHP|PKR|BDT|LKR|NGN|KES|GHS|ILS|RSD|BGN|ISK|GEL|AZN|AMD|MAD|HRK|KRW';
const EDGE = '(?<![\\p{L}])';
const END = '(?![\\p{L}])';

/** "350.-" and "890,–" are prices without naming a currency. */
const DASHED = '\\d[.,]\\s?[-–—]{1,2}(?![\\d\\p{L}])';
const CURRENCY = new RegExp(`${SIGNS}|\\d\\s?(?:${WORDS})${END}|${EDGE}(?:${WORDS})${END}|[元円원]`, 'u');
const PRICED = new RegExp(
  `${SIGNS}|${DASHED}|\\d[.,–-]*\\s?(?:${WORDS})${END}|${EDGE}(?:${WORDS})\\.?\\s?\\d`,
  'u',
);
const WHOLE = new RegExp(
  `(?:${SIGNS}|${EDGE}(?:${WORDS})\\.?)[\\s:]{0,3}[.,]?\\d|\\d[\\d.,'’–-]*\\s{0,2}(?:${SIGNS}|(?:${WORDS})${END})|${DASHED}`,
  'u',
);
const ALONE = new RegExp(`^\\s*(?:${SIGNS}|${WORDS})\\.?\\s*$`, 'u');
/** Asked of every short text of a page, so it is as simple as it can be. */
const DIGIT_OR_SIGN = /[\d$€£¥￥₹₩₽₺₫₴₪₱฿₦₡₲₵₸₾֏₼৳﷼₭៛₮٠-٩۰-۹०-९০-৯０-９]/;
const MAX_TEXT = 80;
const MAX_ALONE = 8;

export function namesCurrency(text: string): boolean {
  return CURRENCY.test(text);
}

/** An amount with its currency beside it. */
export function holdsPrice(text: string): boolean {
  return WHOLE.test(text);
}

/** A text of its own that may be a price, or the currency of one whose digits stand beside it. */
export function mayBePrice(text: string): boolean {
  if (text.length >= MAX_TEXT) return false;
  if (DIGIT_OR_SIGN.test(text)) return PRICED.test(text);
  return text.length <= MAX_ALONE && ALONE.test(text);
}
