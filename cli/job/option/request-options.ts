// Options that say what is sent to a page besides its address, which answers count, and where people look at it.
import type { MemberOption } from './member-option.ts';
import { readBody, readCount } from './read-value.ts';

export const REQUEST_OPTIONS: readonly MemberOption[] = [
  {
    flags: '--login <login>',
    description: 'fetch pages of its hosts by this login: its id or name (webloom logins)',
    member: 'fetch.login',
  },
  {
    flags: '--proxy <pool>',
    description: 'fetch pages by this proxy pool: its id or name (webloom proxies), or none',
    member: 'fetch.proxy',
  },
  {
    flags: '--method <method>',
    description: 'ask for the pages by GET or POST; POST where there is a body',
    member: 'fetch.method',
    choices: ['GET', 'POST'],
  },
  {
    flags: '--body <body>',
    description: `send this with each request, as in 'json:{"q":"tea"}', 'form:q=tea&page=1', 'text:…'; json:@file reads it`,
    member: 'fetch.body',
    read: readBody,
  },
  {
    flags: '--accept-status <status>',
    description: 'an answer with this status is the page too, as in 404; may be repeated',
    member: 'fetch.acceptStatus',
    read: readCount,
    isList: true,
  },
  {
    flags: '--unchecked-certificate <host>',
    description:
      'take any certificate of this host, as of a device of your own: whoever stands between can change its pages; may be repeated',
    member: 'fetch.uncheckedCertificates',
    isList: true,
  },
  {
    flags: '--link <url>',
    description: 'where people look at the page, as in messages; for one page',
    member: 'link',
  },
];
