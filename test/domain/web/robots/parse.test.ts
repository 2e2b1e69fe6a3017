// robots.txt as files and specifications have it: agents, groups, line ends, misspelt fields.
import { describe, expect, it } from 'vitest';
import { isAllowed } from '../../../../domain/web/robots/judge.ts';
import { parseRobots } from '../../../../domain/web/robots/parse.ts';

type Row = readonly [what: string, robots: string, agent: string, url: string, allowed: boolean];

const AGENT_LINES: readonly Row[] = [
  ['a space before the colon', 'User-agent : foo\nDisallow : /', 'foo', '/a', false],
  ['no space after the colon', 'User-agent:foo\nDisallow:/', 'foo', '/a', false],
  ['tabs', '\tUser-agent:\tfoo\t\n\tDisallow:\t/\t', 'foo', '/a', false],
  ['a Chinese colon', 'User-agent：foo\nDisallow：/', 'foo', '/a', false],
  ['no colon', 'User-agent foo\nDisallow /', 'foo', '/a', false],
  ['an underscore', 'User_agent: foo\nDisallow: /', 'foo', '/a', false],
  ['a plural', 'User-agents: foo\nDisallow: /', 'foo', '/a', false],
  ['a letter missing', 'ser-agent: foo\nDisallow: /', 'foo', '/a', false],
  ['letters swapped', 'User-agnet: foo\nDisallow: /', 'foo', '/a', false],
  ['a version', 'User-agent: foo/2.1\nDisallow: /', 'foo', '/a', false],
  ['a version in the header', 'User-agent: foo\nDisallow: /', 'Foo/2.1 (+https://x)', '/a', false],
  ['a comment behind the name', 'User-agent: foo#bar\nDisallow: /', 'foo', '/a', false],
  ['names behind commas', 'User-agent: bar, foo,baz\nDisallow: /', 'foo', '/a', false],
  ['the first of names behind commas', 'User-agent: foo, bar\nDisallow: /', 'foo', '/a', false],
  ['a star among names behind commas', 'User-agent: bar, *\nDisallow: /', 'foo', '/a', false],
  ['a comma within brackets', 'User-agent: Mozilla/5.0 (KHTML, foo)\nDisallow: /', 'foo', '/a', true],
  ['a star with words behind', 'User-agent: * all\nDisallow: /', 'foo', '/a', false],
  ['a star in quotes', 'User-agent: "*"\nDisallow: /', 'foo', '/a', false],
  ['a name in quotes', 'User-agent: "foo"\nDisallow: /', 'foo', '/a', false],
  ['a star that is part of a name', 'User-agent: foo*\nDisallow: /', 'foo', '/a', false],
  ['a longer name', 'User-agent: foobar\nDisallow: /', 'foo', '/a', true],
  ['a shorter name', 'User-agent: fo\nDisallow: /', 'foo', '/a', true],
  ['a name with a hyphen', 'User-agent: foo-news\nDisallow: /', 'foo', '/a', true],
  [
    'the name of a part of the crawler',
    'User-agent: foo\nDisallow: /\nUser-agent: *\nAllow: /',
    'foo-news',
    '/a',
    true,
  ],
  ['an empty name', 'User-agent:\nDisallow: /', 'foo', '/a', true],
  [
    'an empty name behind a group',
    'User-agent: foo\nDisallow: /a\nUser-agent:\nDisallow: /b',
    'foo',
    '/b',
    true,
  ],
  ['no agent in the request', 'User-agent: foo\nDisallow: /', '', '/a', true],
  ['a name beyond ASCII', 'User-agent: Üniböt\nDisallow: /', 'üniBÖT', '/a', false],
];

const GROUPS: readonly Row[] = [
  ['rules before any group', 'Disallow: /\nUser-agent: foo\nDisallow: /b', 'foo', '/a', true],
  [
    'a group that goes on later',
    'User-agent: foo\nDisallow: /a\nUser-agent: bar\nDisallow: /b\nUser-agent: foo\nDisallow: /c',
    'foo',
    '/c',
    false,
  ],
  [
    'the same group, first part',
    'User-agent: foo\nDisallow: /a\nUser-agent: bar\nDisallow: /b\nUser-agent: foo\nDisallow: /c',
    'foo',
    '/a',
    false,
  ],
  [
    'the group of everybody in two parts',
    'User-agent: *\nDisallow: /a\nUser-agent: bar\nDisallow: /b\nUser-agent: *\nDisallow: /c',
    'foo',
    '/c',
    false,
  ],
  [
    'agents with blank lines between',
    'User-agent: foo\n\n\nUser-agent: bar\n\nDisallow: /',
    'foo',
    '/a',
    false,
  ],
  [
    'agents with a comment between',
    'User-agent: foo\n# and\nUser-agent: bar\nDisallow: /',
    'foo',
    '/a',
    false,
  ],
  [
    'agents with a sitemap between',
    'User-agent: foo\nSitemap: https://x.com/s\nUser-agent: bar\nDisallow: /',
    'foo',
    '/a',
    false,
  ],
  [
    'agents with an unknown line between',
    'User-agent: foo\nNoindex: /x\nUser-agent: bar\nDisallow: /',
    'foo',
    '/a',
    false,
  ],
  [
    'agents with a delay between',
    'User-agent: foo\nCrawl-delay: 1\nUser-agent: bar\nDisallow: /',
    'foo',
    '/a',
    false,
  ],
  [
    'an empty rule closes the list of agents',
    'User-agent: foo\nDisallow:\nUser-agent: bar\nDisallow: /',
    'foo',
    '/a',
    true,
  ],
  [
    'a sitemap among rules',
    'User-agent: foo\nDisallow: /a\nSitemap: https://x.com/s\nDisallow: /b',
    'foo',
    '/b',
    false,
  ],
  ['blank lines among rules', 'User-agent: foo\nDisallow: /a\n\n\nDisallow: /b', 'foo', '/b', false],
  [
    'a named group leaves the other out',
    'User-agent: *\nDisallow: /\nUser-agent: foo\nDisallow: /b',
    'foo',
    '/a',
    true,
  ],
  ['a named group without rules', 'User-agent: *\nDisallow: /\nUser-agent: foo', 'foo', '/a', true],
  [
    'a named group with an empty rule',
    'User-agent: foo\nDisallow:\n\nUser-agent: *\nDisallow: /',
    'foo',
    '/a',
    true,
  ],
  ['the last group without a line end', 'User-agent: foo\nDisallow: /', 'foo', '/a', false],
];

const LINES: readonly Row[] = [
  ['CR only', 'User-agent: foo\rDisallow: /a\rDisallow: /b', 'foo', '/b', false],
  ['CR twice before LF', 'User-agent: foo\r\r\nDisallow: /a\r\r\nDisallow: /b', 'foo', '/b', false],
  ['a byte order mark', '\ufeffUser-agent: foo\nDisallow: /', 'foo', '/a', false],
  [
    'a byte order mark read in the wrong charset',
    '\u00ef\u00bb\u00bfUser-agent: foo\nDisallow: /',
    'foo',
    '/a',
    false,
  ],
  ['half a byte order mark', '\ufffdUser-agent: foo\nDisallow: /', 'foo', '/a', false],
  [
    'a byte order mark between two files',
    'User-agent: foo\nDisallow: /a\n\ufeffUser-agent: *\nDisallow: /b',
    'bar',
    '/b',
    false,
  ],
  ['NUL characters', 'User-agent: foo\u0000\nDisallow: /\u0000', 'foo', '/a', false],
  [
    'other Unicode line ends are no line ends',
    'User-agent: foo\nDisallow: /a\u2028Disallow: /b',
    'foo',
    '/b',
    true,
  ],
  ['a comment without a space', 'User-agent: foo\nDisallow: /a#Disallow: /b', 'foo', '/b', true],
  ['a hash ends the path', 'User-agent: foo\nDisallow: /a#b', 'foo', '/ac', false],
  ['a line in HTML', '<html><body><pre>User-agent: foo\nDisallow: /\n</pre>', 'foo', '/a', false],
  [
    'a page of HTML',
    '<!DOCTYPE html><html><head><title>Not found</title></head><body>Disallow: /</body></html>',
    'foo',
    '/a',
    true,
  ],
  ['JSON', '{"User-agent": "*", "Disallow": "/"}', 'foo', '/a', true],
];

const NAMES: readonly Row[] = [
  ...[
    'DISALLOW',
    'disalow',
    'dissallow',
    'dissalow',
    'diasllow',
    'disallaw',
    'desallow',
    'disllow',
    'dis allow',
    'disallows',
    'Disallowed',
    'diallow',
    'disallo',
  ].map((name): Row => [`${name} is disallow`, `User-agent: foo\n${name}: /`, 'foo', '/a', false]),
  ...['Alow', 'ALLOW', 'Allows', 'Alllow'].map(
    (name): Row => [`${name} is allow`, `User-agent: foo\nDisallow: /\n${name}: /a`, 'foo', '/a', true],
  ),
  ...[
    'Noindex',
    'Nodisallow',
    'Hallow',
    'Host',
    'Clean-param',
    'Request-rate',
    'Content-Signal',
    'Mallow',
    'Unallow',
  ].map(
    (name): Row => [`${name} is neither`, `User-agent: foo\nDisallow: /\n${name}: /a`, 'foo', '/a', false],
  ),
  ...['Noindex', 'Mdisallow', 'Host', 'Clean-param', 'Comment', 'Nofollow'].map(
    (name): Row => [`${name} forbids nothing`, `User-agent: foo\n${name}: /a`, 'foo', '/a', true],
  ),
];

describe.each([
  ['an agent line', AGENT_LINES],
  ['groups', GROUPS],
  ['lines', LINES],
  ['names of fields', NAMES],
])('%s in robots.txt', (_subject, rows) => {
  it.each(rows)('says whether the address may be fetched: %s', (...[, robots, agent, url, allowed]: Row) =>
    expect(isAllowed(parseRobots(robots), agent, url)).toBe(allowed),
  );
});
