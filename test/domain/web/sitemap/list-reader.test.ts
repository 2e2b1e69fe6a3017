// Plain lists of addresses, as sites write them.
import { describe, expect, it } from 'vitest';
import { listedPages } from '../../../support/listed-pages.ts';

describe('a plain list', () => {
  it.each([
    ['one a line', 'https://x.com/a\nhttps://x.com/b\n', ['/a', '/b']],
    ['a byte order mark', '\ufeffhttps://x.com/a\nhttps://x.com/b', ['/a', '/b']],
    ['a byte order mark in every line', '\ufeffhttps://x.com/a\n\ufeffhttps://x.com/b', ['/a', '/b']],
    ['blank lines', '\n\n  \nhttps://x.com/a\n\n\t\nhttps://x.com/b\n\n', ['/a', '/b']],
    ['CR only', 'https://x.com/a\rhttps://x.com/b\r', ['/a', '/b']],
    ['CR and LF', 'https://x.com/a\r\nhttps://x.com/b\r\n', ['/a', '/b']],
    ['spaces around', '  https://x.com/a  \n\thttps://x.com/b\t', ['/a', '/b']],
    ['a date behind a tab', 'https://x.com/a\t2024-05-01\nhttps://x.com/b', ['/a', '/b']],
    ['words between', 'Our pages:\nhttps://x.com/a\nend', ['/a']],
    ['comments', '# sitemap of https://x.com/\nhttps://x.com/a', ['/a']],
    ['other schemes', 'ftp://x.com/a\nmailto:a@x.com\nhttps://x.com/a\njavascript:1', ['/a']],
    ['paths', '/a\nb.html\nhttps://x.com/a', ['/a']],
    ['capitals in the scheme', 'HTTPS://x.com/a', ['HTTPS://x.com/a']],
    ['fragments', 'https://x.com/a#b', ['/a#b']],
    ['no host', 'https://\nhttps:///\nhttps://x.com/a', ['/a']],
    ['ampersands as they are', 'https://x.com/a?b=1&c=2', ['/a?b=1&c=2']],
    ['the address of a list twice', 'https://x.com/a\nhttps://x.com/a', ['/a', '/a']],
    ['nothing that is an address', 'this is a bogus sitemap', ['unreadable']],
    ['a page of HTML', '<!DOCTYPE html><html><body>\nhttps://x.com/a\n</body></html>', ['unreadable']],
    ['zero-width spaces', '\u200bhttps://x.com/a\u200b', ['/a']],
  ])('gives its addresses and nothing else: %s', (_what, text, expected) =>
    expect(listedPages(text)).toEqual(expected),
  );
});
