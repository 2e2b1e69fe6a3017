import { describe, expect, test } from 'vitest';
import { parseDate } from '../../../../domain/reading/article/article-date.ts';

describe('the third of March 2026', () => {
  test.each([
    '3rd of March, 2026',
    'Tuesday, March 3rd, 2026',
    'Tue Mar 03 10:15:00 CET 2026',
    '2026, March 3',
    '2026. 3. 3.',
    '2026. március 3.',
    'Dienstag, 3. März 2026, 10:15 Uhr',
    'le 3 mars 2026 à 10h15',
    '3 de marzo de 2026',
    '3 de março de 2026',
    '3 maart 2026',
    '3. marts 2026',
    '3. maaliskuuta 2026',
    '3 marca 2026',
    '3. března 2026',
    '3 martie 2026',
    '3 марта 2026',
    '3 березня 2026',
    '3 Mart 2026',
    '3 Μαρτίου 2026',
    '2026년 3월 3일',
    '3 Maret 2026',
    '3 tháng 3, 2026',
    '3 มีนาคม 2569',
    '٣ مارس ٢٠٢٦',
    '3 במרץ 2026',
    '3. ožujka 2026.',
    '2026 m. kovo 3 d.',
    'in 12 pictures 2019 to 2025 – 3 March 2026',
  ])('is read from "%s"', (text) => {
    expect(parseDate(text)).toBe('2026-03-03');
  });
});

test.each(['31/02/2026', 'Copyright 2026', '3 hours ago', 'Call 2026 555 1234', 'Version 2026.3'])(
  '%s is no date',
  (text) => {
    expect(parseDate(text)).toBeUndefined();
  },
);
