// Every word of times that move by themselves is known to the comparison of two versions.
import { describe, expect, test } from 'vitest';
import { NOISE_WORDS } from '../../../../../domain/change/noise/noise-rule.ts';
import { noiseAlone, noiseBetween } from '../../../../../domain/change/noise/noise.ts';
import {
  ENDS,
  LEFT_AFTER,
  LEFT_BEFORE,
  ORDER,
  WITHIN,
} from '../../../../../domain/reading/words/time/countdown.ts';
import { DELIVERED_ON } from '../../../../../domain/reading/words/time/delivery-date.ts';
import { AGO_AFTER, AGO_BEFORE, TIME_UNITS } from '../../../../../domain/reading/words/time/time-unit.ts';
import { AT_TIME, GREETINGS, MOMENTS, TODAY_IS } from '../../../../../domain/reading/words/time/today.ts';
import { spelledWords } from '../../../../support/spelled-words.ts';

/** The same line with two numbers that a rule must blank. */
function noiseOfNumber(line: (count: number) => string): string | null {
  return noiseBetween(line(3), line(4));
}

describe('how long ago', () => {
  test.each(spelledWords(TIME_UNITS))('in "%s"', (unit) => {
    expect(noiseOfNumber((count) => `vor ${count} ${unit}`)).toBe('relative-time');
  });

  test.each(spelledWords(AGO_BEFORE))('"%s" before it', (word) => {
    expect(noiseOfNumber((count) => `${word} ${count} min`)).toBe('relative-time');
  });

  test.each(spelledWords(AGO_AFTER))('"%s" behind it', (word) => {
    expect(noiseOfNumber((count) => `${count} hours ${word}`)).toBe('relative-time');
  });

  test.each(spelledWords(MOMENTS))('"%s"', (word) => {
    expect(noiseBetween(word, '2 minutes ago')).toBe('relative-time');
  });

  test.each(spelledWords(AT_TIME))('"today %s 12:30"', (word) => {
    expect(noiseBetween(`today ${word} 12:30`, `yesterday ${word} 11:15`)).toBe('relative-time');
  });
});

describe('what runs out', () => {
  test.each(spelledWords(ENDS))('"%s 3 h"', (word) => {
    expect(noiseOfNumber((count) => `${word} ${count} h`)).toBe('countdown');
  });

  test.each(spelledWords(LEFT_BEFORE))('"%s 3 h"', (word) => {
    expect(noiseOfNumber((count) => `${word} ${count} h`)).toBe('countdown');
  });

  test.each(spelledWords(LEFT_AFTER))('"3 h %s"', (word) => {
    expect(noiseOfNumber((count) => `${count} h ${word}`)).toBe('countdown');
  });

  test.each(spelledWords(ORDER))('"%s within 3 h"', (word) => {
    expect(noiseOfNumber((count) => `${word} within ${count} h`)).toBe('countdown');
  });

  test.each(spelledWords(WITHIN))('"order %s 3 h"', (word) => {
    expect(noiseOfNumber((count) => `order ${word} ${count} h`)).toBe('countdown');
  });
});

test.each(spelledWords(MOMENTS, GREETINGS))('"%s" is a hint of noise', (word) => {
  expect(NOISE_WORDS.test(word)).toBe(true);
});

test.each(spelledWords(TODAY_IS))('"%s" stands before today', (word) => {
  expect(noiseBetween(`${word} 24 Nov 2026`, `${word} 25 Nov 2026`)).not.toBeNull();
});

test.each(spelledWords(GREETINGS))('"%s" is a greeting', (word) => {
  expect(noiseAlone(word)).toBe('greeting');
});

test.each(spelledWords(DELIVERED_ON))('"%s" stands before a day of delivery', (word) => {
  expect(noiseBetween(`${word} bis 24 Nov`, `${word} bis 25 Nov`)).toBe('delivery-date');
});
