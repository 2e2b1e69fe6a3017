import { describe, expect, it } from 'vitest';
import { openCookieJar } from '../../../adapters/http/cookie-jar.ts';

const URL = 'https://www.shop.example/account';

describe('the cookies of a session', () => {
  it('go to the hosts, paths and protocols that their site has said', () => {
    const jar = openCookieJar();
    jar.take(URL, [
      'sid=1; Path=/; HttpOnly; Secure',
      'all=2; Domain=shop.example; Path=/',
      'deep=3; Path=/account',
      'foreign=4; Domain=other.example',
      'public=5; Domain=example',
    ]);
    expect(
      [
        URL,
        'https://www.shop.example/',
        'http://www.shop.example/',
        'https://api.shop.example/',
        'https://other.example/',
      ].map((url) => jar.header(url).split('; ').toSorted().join('; ')),
    ).toEqual(['all=2; deep=3; sid=1', 'all=2; sid=1', 'all=2', 'all=2', '']);
  });

  it('are the same after they were kept', () => {
    const jar = openCookieJar();
    jar.take('http://127.0.0.1:8080/', ['sid=a=b"c; Path=/', 'gone=1; Max-Age=0']);
    expect(openCookieJar(jar.text()).header('http://127.0.0.1:8080/x')).toBe('sid=a=b"c');
  });

  it('that can not be read are begun anew', () => {
    expect(openCookieJar('{"cookies":').header(URL)).toBe('');
  });

  it('count a change when they are new, have another value, last longer or end, and not when they are set again', () => {
    const jar = openCookieJar();
    const counted = [
      'sid=1; Max-Age=600',
      'sid=1; Max-Age=600',
      'sid=2; Max-Age=600',
      'sid=2; Max-Age=6000',
      'sid=; Max-Age=0',
    ].map((line) => {
      jar.take(URL, [line]);
      return jar.changes;
    });
    expect(counted).toEqual([1, 1, 2, 3, 4]);
    expect(jar.header(URL)).toBe('');
  });

  it('are bounded', () => {
    const jar = openCookieJar();
    jar.take(URL, [`long=${'x'.repeat(10_000)}`, ...Array.from({ length: 500 }, (_, at) => `c${at}=1`)]);
    expect(jar.header(URL).split('; ')).toHaveLength(300);
  });
});
