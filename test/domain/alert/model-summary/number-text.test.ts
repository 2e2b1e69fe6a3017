import { expect, test } from 'vitest';
import { unknownNumbers } from '../../../../domain/alert/model-summary/number-text.ts';

test.each([
  ['a price with another mark', 'now 12,90 €', '12.90 EUR'],
  ['a price without its zeros', 'now 12.9 €', '12.90 EUR'],
  ['groups and none', 'now 1299 €', '1.299,00 €'],
  ['groups by points and by commas', 'now 1,299 and 2,500,000', '1.299 € 2.500.000'],
  ['groups by blanks', 'now 1299000', '1 299 000 Kč'],
  ['groups as the Swiss write them', 'now 1299.50', 'CHF 1’299.50'],
  ['a date with zeros and without', 'on 5.3.2026', '05.03.2026'],
  ['a date in another order', 'on 2026-03-05', '05.03.2026'],
  ['a version', 'version 22.1.0', 'Release 22.1.0'],
  ['a time', 'at 9:05', 'opens 09:05'],
  ['no number', 'The tea is sold out', 'Sold out'],
  ['a fraction', 'half: ½', '½ litre'],
])('knows %s', (_what, said, text) => {
  expect(unknownNumbers(said, ['Title', text])).toEqual([]);
});

test.each([
  ['another price', 'now 9.90 €', '12.90 EUR', ['9.90']],
  ['a part of a price', 'now 90 €', '12.90 EUR', ['90']],
  ['a percent that was reckoned', 'fell by 23 %', '12.90 EUR 9.90 EUR', ['23']],
  ['digits that run on', 'now 129', '12.90 EUR', ['129']],
  ['another date', 'on 06.03.2026', '05.03.2026', ['06.03.2026']],
  ['digits of another script', 'now ٣', '3 EUR', ['٣']],
  ['thousands for a decimal', 'now 9900', '9.90 EUR', ['9900']],
])('does not know %s', (_what, said, text, unknown) => {
  expect(unknownNumbers(said, [text])).toEqual(unknown);
});
