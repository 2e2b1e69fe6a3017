import { describe, expect, it } from 'vitest';
import { nameOfAddresses, nameOfPage } from '../../../domain/config/job-name.ts';

describe('the name of a job without one', () => {
  it.each([
    [['https://shop.example/'], 'shop.example'],
    [['https://shop.example/tea/green/'], 'shop.example/tea/green'],
    [['https://shop.example/p?id=3'], 'shop.example/p?id=3'],
    [['https://shop.example/%C3%BCber'], 'shop.example/über'],
    [['https://shop.example:8443/a', 'https://b.example/'], 'shop.example:8443/a and 1 more'],
    [['not an address'], 'not an address'],
  ])('of %j is %s', (urls, name) => {
    expect(nameOfAddresses(urls)).toBe(name);
  });

  it('tells two pages of a host apart', () => {
    const [one, other] = ['https://a.example/x', 'https://a.example/y'].map((url) => nameOfAddresses([url]));
    expect(one).not.toBe(other);
  });

  it('cuts a long path and leaves out control characters', () => {
    const name = nameOfAddresses([`https://a.example/${'x'.repeat(300)}%0A`]);
    expect(name).toMatch(/^a\.example\/x+…$/);
    expect(name.length).toBeLessThan(80);
  });

  it.each([
    ['Wool sock | Shop', 'Wool sock (shop.example)'],
    ['Wool sock – The shop of socks', 'Wool sock (shop.example)'],
    ['  ', 'shop.example/a'],
    ['A - B', 'A - B (shop.example)'],
  ])('of a page with the title %j is %s', (title, name) => {
    expect(nameOfPage('https://shop.example/a', title)).toBe(name);
  });
});
