import { expect, it } from 'vitest';
import { given } from '../../../domain/system/given.ts';

it('keeps what is there, null, 0 and an empty text included, in its order', () => {
  const made = given({ b: 0, a: '', c: null, d: undefined, e: false });
  expect(Object.entries(made)).toEqual([
    ['b', 0],
    ['a', ''],
    ['c', null],
    ['e', false],
  ]);
});

it('leaves out a member that is undefined, name and all', () => {
  const name: string | undefined = undefined;
  const made: { readonly name?: string } = given({ name });
  expect('name' in made).toBe(false);
});
