import { expect, test } from 'vitest';
import { brokerHost, parseBrokerAddresses } from '../../../../domain/system/net/broker-address.ts';

test.each<[string, string[]]>([
  ['amqp://guest:guest@127.0.0.1:5672', ['amqp://guest:guest@127.0.0.1:5672']],
  ['amqps://u:p@mq/vhost', ['amqps://u:p@mq/vhost']],
  ['amqp://u:p@a:5672,amqp://u:p@b:5672', ['amqp://u:p@a:5672', 'amqp://u:p@b:5672']],
  [
    ' amqps://u:p@a/shop ,\n  amqps://v:q@b:5679/shop?heartbeat=5 ',
    ['amqps://u:p@a/shop', 'amqps://v:q@b:5679/shop?heartbeat=5'],
  ],
  // A comma may be part of a password.
  ['amqp://u:p,w@a,amqp://u:p,w@b', ['amqp://u:p,w@a', 'amqp://u:p,w@b']],
  [
    'amqp://u:p@a,amqp://u:p@b/,amqp://u:p@[::1]/%2f',
    ['amqp://u:p@a', 'amqp://u:p@b/', 'amqp://u:p@[::1]/%2f'],
  ],
])('%j is %j', (text, addresses) => {
  expect(parseBrokerAddresses(text)).toEqual(addresses);
});

const ONE_CLUSTER = 'must name the nodes of one cluster';

test.each([
  ['http://u:hunter2@a', /^must begin with amqp:\/\/ or amqps:\/\/$/],
  ['u:hunter2@a:5672', /^must begin with amqp/],
  ['amqp://u:hunter2@', /^must name a host|^must be an address/],
  ['amqp://u:hunt/er2@a', /write \/ as %2F/],
  ['amqp://u:hunter2#@a', /write \/ as %2F, # as %23/],
  ['amqp://u:12?hunter2@a', /\? as %3F/],
  ['amqp://u:hunter2@a:5672,b:5672', /^must have the whole address again after each comma, as in amqp:/],
  ['amqp://u:hunter2@a,b', /^must have the whole address again/],
  ['amqp://u:hunter2@a:5672,', /^must have the whole address again/],
  ['amqp://u:hunter2@a,http://u:hunter2@b', /^must begin with .* \(address 2 of 2\)$/],
  ['amqp://u:p@a,amqps://u:hunter2@b', /^must have amqp:\/\/ in all .* \(address 2 of 2\)$/],
  ['amqp://u:p@a,amqp://u:p@b,amqp://u:hunter2@c/x', new RegExp(`^${ONE_CLUSTER}.*\\(address 3 of 3\\)$`)],
])('%j is refused, and its password is not repeated', (text, fault) => {
  const found = parseBrokerAddresses(text);
  expect(found).toMatch(fault);
  expect(found).not.toContain('hunt');
  expect(found).not.toContain('\n');
});

test.each([
  ['amqp://u:p@a', 'a:5672'],
  ['amqps://u:p@b/v', 'b:5671'],
  ['amqp://u:p@[::1]:7', '[::1]:7'],
])('of %s messages name %s', (address, host) => {
  expect(brokerHost(address)).toBe(host);
});
