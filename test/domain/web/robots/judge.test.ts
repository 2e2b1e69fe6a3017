// Which paths a rule means, and which rule decides: RFC 9309, Google's documentation, and rules of real files.
import { describe, expect, it } from 'vitest';
import { isAllowed } from '../../../../domain/web/robots/judge.ts';
import { parseRobots } from '../../../../domain/web/robots/parse.ts';

type Row = readonly [what: string, robots: string, agent: string, url: string, allowed: boolean];

const rule = (line: string): string => `User-agent: foo\n${line}`;

const PATTERNS: readonly Row[] = [
  ['nothing', rule('Disallow:'), 'foo', '/a', true],
  ['nothing to allow', rule('Disallow: /\nAllow:'), 'foo', '/a', false],
  ['a slash', rule('Disallow: /'), 'foo', 'https://x.com', false],
  ['a slash and a query', rule('Disallow: /'), 'foo', 'https://x.com?a', false],
  ['a star', rule('Disallow: *'), 'foo', '/a', false],
  ['a star at the end', rule('Disallow: /a*'), 'foo', '/ab', false],
  ['a star for nothing', rule('Disallow: /a*b'), 'foo', '/ab', false],
  ['stars in a row', rule('Disallow: /a***b'), 'foo', '/axb', false],
  ['stars that must go back', rule('Disallow: /*ab$'), 'foo', '/aab/xab', false],
  ['a star first, without a slash', rule('Disallow: *.pdf'), 'foo', '/x/a.pdf', false],
  ['a star over slashes and the query', rule('Disallow: /a*c'), 'foo', '/a/b?x=c', false],
  ['a dollar', rule('Disallow: /a$'), 'foo', '/ab', true],
  ['a dollar and the path itself', rule('Disallow: /a$'), 'foo', '/a', false],
  ['a dollar and a query', rule('Disallow: /a$'), 'foo', '/a?b', true],
  ['a dollar alone', rule('Disallow: $'), 'foo', '/a', true],
  ['a dollar within', rule('Disallow: /a$b'), 'foo', '/a$b', false],
  ['a dollar within is no end', rule('Disallow: /a$b'), 'foo', '/a', true],
  ['a dollar before a star', rule('Disallow: /a$*'), 'foo', '/a', true],
  ['a star before a dollar', rule('Disallow: /a*$'), 'foo', '/ab', false],
  ['an escaped dollar is a character', rule('Disallow: /a%24'), 'foo', '/a$b', false],
  ['an escaped dollar ends nothing', rule('Disallow: /a%24'), 'foo', '/a', true],
  ['an escaped star is a character', rule('Disallow: /a%2Ab'), 'foo', '/a*b', false],
  ['an escaped star stands for nothing', rule('Disallow: /a%2Ab'), 'foo', '/axb', true],
  ['a path without a slash', rule('Disallow: a'), 'foo', '/a', true],
  ['capitals', rule('Disallow: /A'), 'foo', '/a', true],
  ['a query', rule('Disallow: /?'), 'foo', '/?a=1', false],
  ['a query of the root and another path', rule('Disallow: /?'), 'foo', '/a?b', true],
  ['a query anywhere', rule('Disallow: /*?'), 'foo', '/a?b', false],
  ['one parameter', rule('Disallow: /*?*sort='), 'foo', '/a?x=1&sort=up', false],
  ['a semicolon', rule('Disallow: /a;b'), 'foo', '/a;b', false],
  ['two slashes', rule('Disallow: //a'), 'foo', 'https://x.com//a', false],
  ['two slashes for one', rule('Disallow: //a'), 'foo', 'https://x.com/a', true],
  ['a whole address', rule('Disallow: https://x.com/a'), 'foo', 'https://x.com/a', true],
  ['a space within', rule('Disallow: /a b'), 'foo', '/a%20b', false],
  ['a fragment in the address asked', rule('Disallow: /a$'), 'foo', 'https://x.com/a#b', false],
  ['a dot segment is left to the caller', rule('Disallow: /a/'), 'foo', '/a/./b', false],
];

const ESCAPES: readonly Row[] = [
  ['letters beyond ASCII', rule('Disallow: /ä'), 'foo', '/%C3%A4', false],
  ['the same escaped in small letters', rule('Disallow: /%c3%a4'), 'foo', '/%C3%A4', false],
  ['the address in small letters', rule('Disallow: /ä'), 'foo', '/%c3%a4', false],
  ['a tilde', rule('Disallow: /%7ejoe/'), 'foo', '/~joe/', false],
  ['a tilde the other way round', rule('Disallow: /~joe/'), 'foo', '/%7Ejoe/', false],
  ['an at sign', rule('Disallow: /%40joe'), 'foo', '/@joe', false],
  ['a colon', rule('Disallow: /wiki/Talk:'), 'foo', '/wiki/Talk%3AMain', false],
  ['a comma and brackets', rule('Disallow: /a,(b)!'), 'foo', '/a%2C%28b%29%21', false],
  ['a question mark stays escaped', rule('Disallow: /a%3Fb'), 'foo', '/a?b', true],
  ['an ampersand stays escaped', rule('Disallow: /a?b%26c'), 'foo', '/a?b&c', true],
  ['a hash stays escaped', rule('Disallow: /a%23b'), 'foo', '/a%23b', false],
  ['a slash stays escaped', rule('Disallow: /a%2Fb'), 'foo', '/a/b', true],
  ['a slash escaped on both sides', rule('Disallow: /a%2fb'), 'foo', '/a%2Fb', false],
  ['a less-than sign', rule('Disallow: /a%3cd.html'), 'foo', '/a%3Cd.html', false],
  ['a per cent sign that escapes nothing', rule('Disallow: /100%'), 'foo', '/100%', false],
  ['a per cent sign before other letters', rule('Disallow: /a%zz'), 'foo', '/a%zz', false],
  ['a surrogate without a partner', rule('Disallow: /\ud800'), 'foo', '/a', true],
  ['emoji', rule('Disallow: /😀'), 'foo', '/%F0%9F%98%80', false],
  ['brackets', rule('Disallow: /*[sort]'), 'foo', '/a?x%5Bsort%5D=1', false],
  ['brackets in the address', rule('Disallow: /*%5Bsort%5D'), 'foo', '/a?x[sort]=1', false],
  ['quotes', rule("Disallow: /it's"), 'foo', "/it's", false],
  ['a plus is no space', rule('Disallow: /a+b'), 'foo', '/a%20b', true],
];

const PRECEDENCE: readonly Row[] = [
  ['the longer rule', rule('Allow: /p\nDisallow: /'), 'foo', '/page', true],
  ['the longer rule, in the other order', rule('Disallow: /\nAllow: /p'), 'foo', '/page', true],
  ['allow on a tie', rule('Disallow: /folder\nAllow: /folder'), 'foo', '/folder/page', true],
  ['a star counts as a character', rule('Allow: /page\nDisallow: /*.htm'), 'foo', '/page.htm', false],
  ['a star counts as a character, shorter', rule('Allow: /page\nDisallow: /*.ph'), 'foo', '/page.php5', true],
  ['the root alone', rule('Allow: /$\nDisallow: /'), 'foo', '/', true],
  ['the root alone, another page', rule('Allow: /$\nDisallow: /'), 'foo', '/page.htm', false],
  [
    'rules of several parts of a group',
    'User-agent: foo\nDisallow: /a\nUser-agent: bar\nUser-agent: foo\nAllow: /a/b',
    'foo',
    '/a/b',
    true,
  ],
  ['an index page for its directory', rule('Disallow: /\nAllow: /a/index.html'), 'foo', '/a/', true],
  ['an index page for nothing else', rule('Disallow: /\nAllow: /a/index.html'), 'foo', '/a/b', false],
  ['robots.txt itself', rule('Disallow: /'), 'foo', 'https://x.com/robots.txt', true],
  ['robots.txt elsewhere', rule('Disallow: /'), 'foo', 'https://x.com/a/robots.txt', false],
];

describe.each([
  ['patterns', PATTERNS],
  ['escapes', ESCAPES],
  ['precedence', PRECEDENCE],
])('%s in rules of robots.txt', (_subject, rows) => {
  it.each(rows)('says whether the address may be fetched: %s', (...[, robots, agent, url, allowed]: Row) =>
    expect(isAllowed(parseRobots(robots), agent, url)).toBe(allowed),
  );
});
