// The units of a price per unit, as parts of patterns: "/kg", "per 100 ml", "je Stück".

/** Units of weight and volume. */
const BY_WEIGHT =
  'kg|g|gr|kilo\\p{L}*|mg|l|ml|cl|dl|lit(?:er|re|ro)s?|ltr|oz|lbs?|fl\\.? ?oz|(?:fluid )?ounces?|pounds?|gal(?:lon)?s?|quarts?|pints?|100';
const BY_LENGTH = 'm|m²|m2|m³|qm|cm|mm|sq\\.?\\s?ft|sqft|sq\\.? ?m|ft|yd|met(?:er|re)s?';
const BY_PIECE =
  'stk|stück|stuk|st|unit\\p{L}{0,2}|pièce|(?:each )?piece|pc|each|ea|items?|article|artikel|bottle|can|roll|pair|sheets?|capsules?|tablets?|servings?|pods?|wipes?|bulbs?|count|ct|night|nacht|nuit|person|wash|dose|tab|台|個|kw|kwh';
const PER = '\\/|(?<!\\p{L})(?:per|pro|je|par|por|al|za|за|à)';
const HOW_MANY = '(?:\\d+(?:[.,]\\d+)?\\s?)?';

/** "/kg", "per 100 ml". */
export const UNIT_PRICE = `(?:${PER})\\s*\\(?${HOW_MANY}(?:${BY_WEIGHT}|${BY_LENGTH}|${BY_PIECE})(?![\\p{L}\\d])`;
/** Likewise, only with units of weight and volume. */
export const WEIGHT_PRICE = `(?:${PER})\\s?${HOW_MANY}(?:${BY_WEIGHT})(?![\\p{L}])`;
