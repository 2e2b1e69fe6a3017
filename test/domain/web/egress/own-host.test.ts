import { expect, it } from 'vitest';
import { isOwnHost } from '../../../../domain/web/egress/own-host.ts';
import { parseAllowHosts } from '../../../../domain/web/egress/policy.ts';

it.each([
  ['127.0.0.1', '127.0.0.1:8123', true],
  ['127.0.0.1', '127.0.0.1', true],
  ['127.0.0.1', '127.0.0.2:8123', false],
  ['127.0.0.1:8123', '127.0.0.1:8123', true],
  ['127.0.0.1:8123', '127.0.0.1:8124', false],
  ['10.0.0.0/8', '10.20.30.40:3000', true],
  ['10.0.0.0/8', '11.20.30.40:3000', false],
  ['[::1]', '[::1]:8080', true],
  ['[::1]:8080', '[::1]:8081', false],
  ['shop.example', 'shop.example', true],
  ['shop.example', 'shop.example:8080', true],
  ['shop.example:8080', 'shop.example', false],
  ['shop.example:443', 'shop.example', true],
  ['shop.example', 'www.shop.example', false],
  ['a.example, Shop.Example', 'shop.example', true],
  ['', 'shop.example', false],
])('with "%s" as own hosts, %s is own: %s', (own, host, is) => {
  expect(isOwnHost(parseAllowHosts(own).entries, host)).toBe(is);
});
