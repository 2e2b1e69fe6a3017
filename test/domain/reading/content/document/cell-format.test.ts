// Numbers of cells as their formats show them.
import { expect, it } from 'vitest';
import { builtInFormat, shownNumber } from '../../../../../domain/reading/content/document/cell-format.ts';

it.each([
  [1299.5, '#,##0.00', '1,299.50'],
  [1299.5, 'General', '1299.5'],
  [0.1 + 0.2, 'General', '0.3'],
  [49.9, '#,##0.00\\ "€"', '49.90 €'],
  [49.9, '[$€-407] #,##0.00', '€ 49.90'],
  [49.9, '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)', '$49.90'],
  [-49.9, '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)', '($49.90)'],
  [-49.9, '0.0', '-49.9'],
  [0.125, '0.0%', '12.5%'],
  [7, '000', '007'],
  [7.5, '0.##', '7.5'],
  [7, '0.##', '7'],
  [12345.678, '0.00E+00', '1.23E+4'],
  [46357, 'dd.mm.yyyy', '2026-12-01'],
  [46357.6041666667, 'yyyy-mm-dd h:mm', '2026-12-01 14:30'],
  [0.6041666667, 'h:mm', '14:30'],
  [1.5, '[h]:mm', '36:00'],
  [5, '0 "days"', '5 days'],
  [3, '@', '3'],
])('%d as %s is %s', (value, code, shown) => {
  expect(shownNumber(value, { code, from1904: false })).toBe(shown);
});

it('counts days from 1904 where a workbook does', () => {
  expect(shownNumber(44_895, { code: builtInFormat(14), from1904: true })).toBe('2026-12-01');
});
