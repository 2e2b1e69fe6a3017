import { expect, it } from 'vitest';
import { WebloomError } from '../../../../domain/system/errors.ts';
import { faultName, urlValues, within } from '../../../../domain/system/trace/tracer.ts';

it.each([
  [
    'https://user:secret@shop.example:8443/a/b?token=1#x',
    {
      'url.scheme': 'https',
      'server.address': 'shop.example',
      'server.port': 8_443,
      'webloom.path_length': 4,
    },
  ],
  [
    'http://shop.example',
    { 'url.scheme': 'http', 'server.address': 'shop.example', 'webloom.path_length': 1 },
  ],
  ['no address', {}],
])('of %s is told who is asked, and no more', (url, values) => {
  expect(urlValues(url)).toEqual(values);
});

it.each([
  [new WebloomError('dependency-unavailable', 'GET http://a/?token=1 failed'), 'dependency-unavailable'],
  [new TypeError('http://a/?token=1'), 'TypeError'],
  [Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'ECONNRESET'],
  [Object.assign(new Error('x'), { code: 'http://a/?token=1' }), 'Error'],
  ['text', 'unknown'],
])('of %s only its kind is told', (error, name) => {
  expect(faultName(error)).toBe(name);
});

it('without a tracer the work is done all the same', async () => {
  expect(await within(null, { name: 'x', kind: 'internal' }, async (span) => span)).toBeNull();
});
