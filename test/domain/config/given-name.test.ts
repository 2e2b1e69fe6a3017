import { expect, test } from 'vitest';
import { asName } from '../../../domain/system/name-text.ts';
import { givenName } from '../../../domain/config/name/schema.ts';

const faultOf = (name: string): string | undefined => givenName(20).safeParse(name).error?.issues[0]?.message;

test.each([
  ['abc\u202egpj.exe', /turn the direction/],
  ['\u2067name\u2069', /turn the direction/],
  ['two\nlines', /line breaks/],
  ['  ', /blanks only/],
])('refuses %j and says why', (name, why) => {
  expect(faultOf(name)).toMatch(why);
});

test.each(['Zelte', 'מחירים', 'متجر\u200f 2', '電気ケトル', '👩‍🚀 prices'])('takes %s', (name) => {
  expect(faultOf(name)).toBeUndefined();
});

test('a name that is made of an address can be given too', () => {
  const made = asName('shop.test/a\u202egpj\t.exe');
  expect(made).toBe('shop.test/agpj .exe');
  expect(faultOf(made)).toBeUndefined();
});
