// Labels of dates: what says "updated" or "published" is known to the reader of shown dates and to the comparison.
import { describe, expect, test } from 'vitest';
import { noiseBetween } from '../../../../../domain/change/noise/noise.ts';
import { inspectArticle } from '../../../../../cli/inspect/explain/inspect-article.ts';
import {
  LOOK_LABELS,
  PUBLISHED,
  UPDATE_LABELS,
  UPDATE_LABELS_OF_NOISE,
  UPDATE_STEMS,
} from '../../../../../domain/reading/words/time/update-label.ts';
import { spelledWords } from '../../../../support/spelled-words.ts';

const TEXT =
  '<p>The council met on the bridge, argued for hours, and decided to wait for a report.</p>'.repeat(4);

/** The date of an article that shows the labelled one first, and another one below. */
function dateBeside(label: string): string | undefined {
  const dates = `<p>${label} 9 March 2026</p><p>3 March 2026</p>`;
  const html = `<body><article><h1>Bridge waits for another report</h1>${dates}${TEXT}</article></body>`;
  return inspectArticle({ html, url: 'https://s.example/a' }).date?.slice(0, 10);
}

function noiseOfLabel(label: string): string | null {
  return noiseBetween(`${label}: 24 Nov 2026 10:00`, `${label}: 25 Nov 2026 11:30`);
}

describe('a label of an update', () => {
  test.each(spelledWords(UPDATE_LABELS))('"%s" is known to both readers', (label) => {
    expect(dateBeside(label)).toBe('2026-03-03');
    expect(noiseOfLabel(label)).not.toBeNull();
  });

  test.each(spelledWords(UPDATE_STEMS))('"%s" gives way to another date', (label) => {
    expect(dateBeside(label)).toBe('2026-03-03');
  });

  test.each(spelledWords(UPDATE_LABELS_OF_NOISE, LOOK_LABELS))(
    '"%s" stands before what is noise',
    (label) => {
      expect(noiseOfLabel(label)).not.toBeNull();
    },
  );
});

test.each(spelledWords(PUBLISHED))('"%s" goes before an update in the same line', (label) => {
  expect(dateBeside(`Updated 1 May 2026, ${label}`)).toBe('2026-03-09');
});
