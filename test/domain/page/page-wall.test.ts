import { expect, test } from 'vitest';
import { inspectPageType } from '../../../domain/page/inspect-page-type.ts';

function look(title: string, body: string) {
  const html = `<html><head><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`;
  return inspectPageType({ html, url: 'http://site.example/page' });
}

const manual =
  '<p>Returns the column number for the column with the given name. The caller should test the result for equality.</p><p>The result is the number of the column, or an error code if the named column was not found. The registry of relations may answer in the same way, and error 404 of the gateway is handed on.</p>';

test.each([
  ['a manual that tells of a column that was not found', 'SPI_fnumber', manual],
  [
    'a list of messages about what does not exist',
    'Authentication problems',
    `${manual}<pre>user "andym" does not exist</pre>`,
  ],
])('%s is a page like others', (_, title, body) => {
  expect(look(title, body).wall).toBe(false);
});

test.each([
  ['a heading that says so', 'Not found', `${manual}`],
  ['a sentence about the page', 'Harbour shop', `${manual}<p>The page you requested does not exist.</p>`],
  ['hardly anything but the words', 'Harbour shop', '<p>Sorry, not found.</p>'],
])('%s makes a page that was not found', (_, title, body) => {
  expect(look(title, body)).toMatchObject({ wall: true, subtype: 'soft-404' });
});
