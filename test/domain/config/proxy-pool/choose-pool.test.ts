import { describe, expect, it } from 'vitest';
import { choosePool } from '../../../../domain/config/proxy-pool/choose-pool.ts';

const POOLS = [
  { _id: 'by-tag', hosts: [], tags: ['sale'] },
  { _id: 'by-other-tag', hosts: [], tags: ['news'] },
  { _id: 'by-domain', hosts: ['*.shop.example'], tags: [] },
  { _id: 'by-part', hosts: ['*.eu.shop.example'], tags: [] },
  { _id: 'by-host', hosts: ['de.eu.shop.example', 'www.plain.example', 'plain.example:8443'], tags: [] },
];

describe('the pool of a page', () => {
  it.each([
    ['the one that its job names', 'named', ['sale'], 'de.eu.shop.example', 'named'],
    ['none, if its job says so', 'none', ['sale'], 'de.eu.shop.example', null],
    ['the one of its host before that of a tag', undefined, ['sale'], 'de.eu.shop.example', 'by-host'],
    ['the one that names it closest', undefined, [], 'fr.eu.shop.example', 'by-part'],
    ['the one of its domain', undefined, [], 'us.shop.example', 'by-domain'],
    ['none of the domain itself, which a wildcard does not name', undefined, [], 'shop.example', null],
    ['the one of its host with and without www', undefined, [], 'plain.example', 'by-host'],
    ['the one of its port alone', undefined, [], 'plain.example:8443', 'by-host'],
    ['none of another port', undefined, [], 'plain.example:9000', null],
    [
      'the one of the first tag of the job that has one',
      undefined,
      ['x', 'news', 'sale'],
      'a.example',
      'by-other-tag',
    ],
    ['none', undefined, ['x'], 'a.example', null],
  ])('is %s', (...[_what, named, tags, host, pool]) => {
    expect(choosePool(POOLS, { named, tags }, host)).toBe(pool);
  });
});
