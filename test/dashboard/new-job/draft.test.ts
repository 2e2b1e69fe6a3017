import { expect, test } from 'vitest';
import { withScheme } from '../../../dashboard/new-job/draft.ts';

test.each([
  ['', ''],
  [' shop.example ', 'https://shop.example'],
  ['shop.example/a?next=http://b.example/', 'https://shop.example/a?next=http://b.example/'],
  ['shop.example:8080/a', 'https://shop.example:8080/a'],
  ['localhost:3000', 'https://localhost:3000'],
  ['//shop.example/a', 'https://shop.example/a'],
  ['http://shop.example/', 'http://shop.example/'],
  ['HTTPS://shop.example/', 'HTTPS://shop.example/'],
  // A scheme with a typing error is told as one; it is no host.
  ['htp:/x', 'htp:/x'],
  ['htp://shop.example/', 'htp://shop.example/'],
  ['http:/shop.example/', 'http:/shop.example/'],
  ['mailto:me@shop.example', 'mailto:me@shop.example'],
])('the address "%s" is looked at as "%s"', (typed, address) => {
  expect(withScheme(typed)).toBe(address);
});
