// A price that moved is told of what it belongs to, without what parted the two on the page.
import { expect, test } from 'vitest';
import type { BlockChange } from '../../../../domain/change/change.ts';
import { summarise } from '../../../../domain/change/words/summary.ts';

function line(...texts: readonly string[]): string {
  const changes = texts.map((text): BlockChange => {
    const [before, after] = [text.replace('#', '13.00'), text.replace('#', '18.00')];
    return { op: 'replaced', path: 'body/main/p', before, after };
  });
  return summarise(changes, [], null);
}

test.each([
  ['Oak shelf € #', ' of “Oak shelf”'],
  ['€ # Oak shelf', ' of “Oak shelf”'],
  ['Oak board | € #', ' of “Oak board”'],
  ['Oak shelf (€ #)', ' of “Oak shelf”'],
  ['Oak shelf – € #', ' of “Oak shelf”'],
  ['Oak shelf: € # / € 5 off', ' in “Oak shelf: … / … off”'],
  ['From € # per night', ' in “From … per night”'],
  ['Our price for members is € # with delivery', ' in “Our price for members is … with delivery”'],
])('%s', (text, place) => {
  expect(line(text)).toBe(`Price${place} went from € 13.00 to € 18.00`);
});

test.each(['Price: € #', 'PREIS € #', 'Цена: € #', 'Prix – € #'])(
  '%s is a label, and names nothing',
  (text) => {
    expect(line(text)).toBe('Price went from € 13.00 to € 18.00');
  },
);

test('of several prices the first is named the same way', () => {
  expect(line('From € # per night', 'Oak board | € #')).toBe(
    '2 prices changed: “From … per night” went from € 13.00 to € 18.00',
  );
});
