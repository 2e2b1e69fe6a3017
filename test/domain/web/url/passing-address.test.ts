// Addresses that no job can keep.
import { expect, test } from 'vitest';
import { whatPasses } from '../../../../domain/web/url/passing-address.ts';

test.each([
  'https://shop.example/api/products/12?lang=de&currency=CHF',
  'https://shop.example/api/products?id=4f1f9c1e-6d0f-4b57-9f0e-0a1b2c3d4e5f',
  'https://shop.example/api/items?sku=1699999999',
  'https://shop.example/api/items?page=2&t=shoes&key=name',
  'https://shop.example/api/lamps?from=0',
])('%s stays', (address) => {
  expect(whatPasses(address)).toBeNull();
});

test.each([
  ['https://a:b@shop.example/api', 'password'],
  ['https://shop.example/api;jsessionid=1F2E', 'session'],
  ['https://shop.example/_next/data/8Xk2_3/kettle.json', 'build'],
  ['https://shop.example/api?_=1764607000123', 'a time stamp'],
  ['https://shop.example/api?since=1764607000', 'a time stamp'],
  ['https://shop.example/api?from=2026-12-01T10:00:00Z', 'a time stamp'],
  ['https://shop.example/api?access_token=abcdef123', 'a token'],
  ['https://shop.example/api?cartToken=abcdef123', 'a token'],
  ['https://shop.example/api?apiKey=AIzaSyA123', 'a token'],
  ['https://shop.example/api?sid=9f8e7d6c', 'a session'],
  ['https://shop.example/api?v=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0', 'a token'],
  ['https://shop.example/api?x=d41d8cd98f00b204e9800998ecf8427e', 'a token'],
  ['no address', 'no address'],
])('%s passes: %s', (address, what) => {
  expect(whatPasses(address)).toContain(what);
});

test('no value of the query is repeated', () => {
  expect(whatPasses('https://shop.example/api?access_token=abcdef123')).not.toContain('abcdef');
});
