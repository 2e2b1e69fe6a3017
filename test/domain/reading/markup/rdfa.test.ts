// RDFa 1.1 in HTML: what a page says about what, by RDFa Core 1.1 section 7.5.
import { describe, expect, test } from 'vitest';
import { type RdfaRow as Row, S, triples } from '../../../support/rdfa-triples.ts';

const SUBJECTS: readonly Row[] = [
  ['about', `<p ${S} about="#a"><b property="name">x</b></p>`, ['B:#a S:name x']],
  ['resource as a subject', `<p ${S} resource="#a"><b property="name">x</b></p>`, ['B:#a S:name x']],
  [
    'resource with a type',
    `<p ${S} resource="#a" typeof="A"><b property="name">x</b></p>`,
    ['B:#a @type <S:A>', 'B:#a S:name x'],
  ],
  ['href as a subject', `<p ${S}><a href="/a"><b property="name">x</b></a></p>`, ['/a S:name x']],
  [
    'about before href',
    `<p ${S}><a about="#a" href="/b"><b property="name">x</b></a></p>`,
    ['B:#a S:name x'],
  ],
  [
    'resource before href',
    `<p ${S}><a property="url" resource="#a" href="/b">x</a></p>`,
    ['B: S:url <B:#a>'],
  ],
  ['href before src', `<p ${S}><img property="url" href="/b" src="/a"></p>`, ['B: S:url </b>']],
  ['src as a value', `<p ${S}><img property="image" src="/a"></p>`, ['B: S:image </a>']],
  ['href as a value', `<p ${S}><a property="url" href="/a">x</a></p>`, ['B: S:url </a>']],
  [
    'href as a value beside an ordinary relation',
    `<p ${S}><a property="url" rel="nofollow" href="/a">x</a></p>`,
    ['B: S:url </a>'],
  ],
  ['content before href', `<p ${S}><a property="url" content="y" href="/a">x</a></p>`, ['/a S:url y']],
  [
    'a value and a chain',
    `<p ${S}><i property="author" typeof="Person"><b property="name">x</b></i></p>`,
    ['B: S:author <_:b1>', '_:b1 @type <S:Person>', '_:b1 S:name x'],
  ],
  [
    'a value with an address and a type',
    `<p ${S}><a property="author" typeof="Person" href="/me"><b property="name">x</b></a></p>`,
    ['/me @type <S:Person>', '/me S:name x', 'B: S:author </me>'],
  ],
  [
    'a property with about and a type',
    `<p ${S}><i about="#a" property="name" typeof="Person">x</i></p>`,
    ['B:#a @type <S:Person>', 'B:#a S:name x'],
  ],
  [
    'a property on a typed thing with a value',
    `<p ${S}><i typeof="Person" resource="#a" property="name" content="x"></i></p>`,
    ['B:#a @type <S:Person>', 'B:#a S:name x'],
  ],
  [
    'a resource as a value does not chain',
    `<p ${S}><a property="url" href="/a"><b property="name">x</b></a></p>`,
    ['B: S:name x', 'B: S:url </a>'],
  ],
  [
    'an address without a path',
    `<p ${S} about="http://a.example"><a property="url" href=" HTTP://B.example ">x</a></p>`,
    ['http://a.example S:url <HTTP://B.example>'],
  ],
  [
    'addresses of other kinds',
    `<p ${S}><a property="email" href="mailto:a@b.example">x</a><a property="telephone" href="tel:+1-2">y</a></p>`,
    ['B: S:email <mailto:a@b.example>', 'B: S:telephone <tel:+1-2>'],
  ],
  [
    'an empty about is the page',
    `<p ${S} about="#a"><i about=""><b property="name">x</b></i></p>`,
    ['B: S:name x'],
  ],
  [
    'a name in brackets',
    '<p prefix="a: http://a.example/" about="[a:x]"><b property="a:n">1</b></p>',
    ['http://a.example/x http://a.example/n 1'],
  ],
  [
    'a name in brackets nobody knows',
    `<p ${S} about="#a"><i about="[nobody:x]"><b property="name">1</b></i></p>`,
    ['B:#a S:name 1'],
  ],
  [
    'a blank node by name',
    `<p ${S}><i about="_:x" property="name">1</i><i about="_:x" property="url">2</i></p>`,
    ['_:x S:name 1', '_:x S:url 2'],
  ],
  [
    'the base of the page',
    `<head><base href="http://b.example/d/"></head><p ${S}><a property="url" href="a">x</a></p>`,
    ['http://b.example/d/ S:url <http://b.example/d/a>'],
  ],
  [
    'the body as a thing',
    `<body ${S} typeof="WebPage"><b property="name">x</b></body>`,
    ['B: @type <S:WebPage>', 'B: S:name x'],
  ],
  [
    'the body as a thing with a name',
    `<body ${S} typeof="WebPage" resource="#page"><b property="name">x</b></body>`,
    ['B:#page @type <S:WebPage>', 'B:#page S:name x'],
  ],
  ['an empty typeof', `<p ${S}><i typeof=""><b property="name">x</b></i></p>`, ['_:b1 S:name x']],
];

const LINKS: readonly Row[] = [
  ['rel with an address', '<a rel="foaf:knows" href="/a">x</a>', ['B: F:knows </a>']],
  ['rel with a picture', '<img rel="foaf:img" src="/a">', ['B: F:img </a>']],
  ['rev', '<a rev="foaf:knows" href="/a">x</a>', ['/a F:knows <B:>']],
  [
    'rel and rev',
    '<a rel="foaf:knows" rev="foaf:made" href="/a">x</a>',
    ['/a F:made <B:>', 'B: F:knows </a>'],
  ],
  [
    'several relations',
    '<a rel="foaf:knows foaf:made" href="/a">x</a>',
    ['B: F:knows </a>', 'B: F:made </a>'],
  ],
  [
    'rel that waits for a subject',
    '<div rel="foaf:knows"><p about="#a"></p><p about="#b"></p></div>',
    ['B: F:knows <B:#a>', 'B: F:knows <B:#b>'],
  ],
  ['rev that waits for a subject', '<div rev="foaf:knows"><p about="#a"></p></div>', ['B:#a F:knows <B:>']],
  [
    'rel that waits for a property',
    '<div rel="foaf:knows"><b property="foaf:name">x</b></div>',
    ['B: F:knows <_:b1>', '_:b1 F:name x'],
  ],
  ['rel that waits for nothing', '<div rel="foaf:knows"><b>x</b></div>', []],
  [
    'rel with a type',
    '<div rel="foaf:knows" typeof="foaf:Person"><b property="foaf:name">x</b></div>',
    ['B: F:knows <_:b1>', '_:b1 @type <F:Person>', '_:b1 F:name x'],
  ],
  [
    'rel, about and a type',
    '<div about="#a" rel="foaf:knows" typeof="foaf:Person" href="/b"></div>',
    ['B:#a @type <F:Person>', 'B:#a F:knows </b>'],
  ],
  [
    'rel and property',
    '<a rel="foaf:homepage" property="foaf:name" href="/a">x</a>',
    ['B: F:homepage </a>', 'B: F:name x'],
  ],
];

const COPIES: readonly Row[] = [
  [
    'a pattern',
    `<div ${S}><p typeof="Person" resource="#a"><link property="rdfa:copy" href="#b"></p><p resource="#b" typeof="rdfa:Pattern"><b property="name">x</b></p></div>`,
    ['B:#a @type <S:Person>', 'B:#a S:name x'],
  ],
  [
    'a pattern by two',
    `<div ${S}><p resource="#a"><link property="rdfa:copy" href="#b"></p><p resource="#c"><link property="rdfa:copy" href="#b"></p><p resource="#b" typeof="rdfa:Pattern"><b property="name">x</b></p></div>`,
    ['B:#a S:name x', 'B:#c S:name x'],
  ],
  [
    'a pattern within a pattern',
    `<div ${S}><p resource="#a"><link property="rdfa:copy" href="#b"></p><p resource="#b" typeof="rdfa:Pattern"><link property="rdfa:copy" href="#c"></p><p resource="#c" typeof="rdfa:Pattern"><b property="name">x</b></p></div>`,
    ['B:#a S:name x'],
  ],
  [
    'patterns in a circle',
    `<div ${S}><p resource="#a"><link property="rdfa:copy" href="#b"></p><p resource="#b" typeof="rdfa:Pattern"><link property="rdfa:copy" href="#b"><b property="name">x</b></p></div>`,
    ['B:#a S:name x'],
  ],
];

describe.each([
  ['subjects', SUBJECTS],
  ['links', LINKS],
  ['copies', COPIES],
])('RDFa: %s', (_subject, rows) => {
  test.each(rows)('gives the statements it makes: %s', (_what, html, expected) =>
    expect(triples(html)).toEqual(expected),
  );
});

test('a chain of relations goes from subject to subject', () => {
  const html = '<div about="#a" rel="foaf:knows"><p about="#b" rel="foaf:made"><i about="#c"></i></p></div>';
  expect(triples(html)).toEqual(['B:#a F:knows <B:#b>', 'B:#b F:made <B:#c>']);
});
