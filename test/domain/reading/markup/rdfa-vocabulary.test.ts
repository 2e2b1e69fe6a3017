// Names and values in RDFa: vocabularies and prefixes in force, and the types of values.
import { describe, expect, test } from 'vitest';
import { inspectStructured } from '../../../../cli/inspect/explain/inspect-structured.ts';
import { PAGE, type RdfaRow as Row, S, triples } from '../../../support/rdfa-triples.ts';

const VOCABULARIES: readonly Row[] = [
  ['a vocabulary for all below', `<div ${S}><b property="name">x</b></div>`, ['B: S:name x']],
  [
    'another one below',
    `<div ${S}><b property="name">x</b><p vocab="http://xmlns.com/foaf/0.1/"><b property="nick">y</b></p><b property="url">z</b></div>`,
    ['B: F:nick y', 'B: S:name x', 'B: S:url z'],
  ],
  ['none below', `<div ${S}><p vocab=""><b property="name">x</b></p></div>`, []],
  [
    'a full name beside a vocabulary',
    `<p ${S}><b property="http://xmlns.com/foaf/0.1/name">x</b></p>`,
    ['B: F:name x'],
  ],
  [
    'names of two vocabularies on one element',
    `<p ${S}><b property="name foaf:name">x</b></p>`,
    ['B: F:name x', 'B: S:name x'],
  ],
  [
    'types of two vocabularies',
    `<p ${S} typeof="Person foaf:Person" resource="#p"></p>`,
    ['B:#p @type <F:Person>', 'B:#p @type <S:Person>'],
  ],
  ['the same name twice', `<p ${S}><b property="name schema:name">x</b></p>`, ['B: S:name x']],
  [
    'the same statement twice',
    `<p ${S}><b property="name">x</b><b property="name">x</b><b property="name">y</b></p>`,
    ['B: S:name x', 'B: S:name y'],
  ],
  [
    'the same type twice',
    `<p ${S} resource="#p" typeof="Person"></p><p ${S} resource="#p" typeof="Person"></p>`,
    ['B:#p @type <S:Person>'],
  ],
  [
    'prefixes',
    '<p prefix="a: http://a.example/ b: http://b.example/"><b property="a:x">1</b><b property="b:x">2</b></p>',
    ['B: http://a.example/x 1', 'B: http://b.example/x 2'],
  ],
  [
    'prefixes over lines',
    '<p prefix="a: http://a.example/\n   b:\n http://b.example/"><b property="b:x">2</b></p>',
    ['B: http://b.example/x 2'],
  ],
  [
    'prefixes without a space',
    '<p prefix="a:http://a.example/ b:http://b.example/"><b property="b:x">2</b></p>',
    ['B: http://b.example/x 2'],
  ],
  [
    'a prefix declared again below',
    '<p prefix="a: http://a.example/"><i prefix="a: http://b.example/"><b property="a:x">1</b></i><b property="a:x">2</b></p>',
    ['B: http://a.example/x 2', 'B: http://b.example/x 1'],
  ],
  [
    'a prefix in capitals',
    '<p prefix="FOO: http://a.example/"><b property="foo:x">1</b></p>',
    ['B: http://a.example/x 1'],
  ],
  [
    'a prefix as a namespace',
    '<p xmlns:a="http://a.example/"><b property="a:x">1</b></p>',
    ['B: http://a.example/x 1'],
  ],
  [
    'a known prefix with another meaning',
    '<p prefix="foaf: http://a.example/"><b property="foaf:x">1</b></p>',
    ['B: http://a.example/x 1'],
  ],
  [
    'prefixes nobody must declare',
    '<b property="dc:title">1</b><b property="schema:name">2</b><b property="foaf:name">3</b>',
    ['B: DC:title 1', 'B: F:name 3', 'B: S:name 2'],
  ],
  [
    'more of them',
    '<b property="prov:x">1</b><b property="org:x">2</b><b property="sosa:x">3</b>',
    [
      'B: http://www.w3.org/ns/org#x 2',
      'B: http://www.w3.org/ns/prov#x 1',
      'B: http://www.w3.org/ns/sosa/x 3',
    ],
  ],
  ['a term without a vocabulary', '<b property="name">x</b>', []],
  [
    'a licence without a vocabulary',
    '<a rel="license" href="/l">x</a>',
    ['B: http://www.w3.org/1999/xhtml/vocab#license </l>'],
  ],
  [
    'relations of ordinary links',
    '<link rel="stylesheet" href="/s.css"><a rel="nofollow noopener" href="/a">x</a>',
    [],
  ],
  ['the empty prefix', '<a rel=":next" href="/n">x</a>', ['B: http://www.w3.org/1999/xhtml/vocab#next </n>']],
];

const OPEN_GRAPH: readonly Row[] = [
  ['a known prefix', '<head><meta property="og:title" content="x"></head>', ['B: OG:title x']],
  ['a full name', '<head><meta property="http://ogp.me/ns#title" content="x"></head>', ['B: OG:title x']],
  [
    'another prefix',
    '<html prefix="o: http://ogp.me/ns#"><head><meta property="o:title" content="x"></head></html>',
    ['B: OG:title x'],
  ],
  [
    'a prefix nobody declared',
    '<head><meta property="article:author" content="x"></head>',
    ['B: article:author x'],
  ],
  [
    'a declared prefix of a part',
    '<html prefix="article: http://ogp.me/ns/article#"><head><meta property="article:author" content="x"></head></html>',
    ['B: http://ogp.me/ns/article#author x'],
  ],
  [
    'several pictures',
    '<head><meta property="og:image" content="/1"><meta property="og:image:width" content="9"><meta property="og:image" content="/2"></head>',
    ['B: OG:image /1', 'B: OG:image /2', 'B: OG:image:width 9'],
  ],
  ['a name instead of a property', '<head><meta name="og:title" content="x"></head>', []],
];

const VALUES: readonly Row[] = [
  ['a text', `<p ${S}><b property="name">x <i>y</i></b></p>`, ['B: S:name x y']],
  ['content', `<p ${S}><b property="name" content="x">y</b></p>`, ['B: S:name x']],
  ['empty content', `<p ${S}><b property="name" content="">y</b></p>`, ['B: S:name ']],
  ['a language', `<p ${S} lang="de"><b property="name">x</b></p>`, ['B: S:name x@de']],
  ['a language taken away', `<p ${S} lang="de"><b lang="" property="name">x</b></p>`, ['B: S:name x']],
  ['a type', `<p ${S}><b property="n" datatype="xsd:integer">5</b></p>`, ['B: S:n 5^X:integer']],
  [
    'a type and content',
    `<p ${S}><b property="n" datatype="xsd:date" content="2024-05-01">today</b></p>`,
    ['B: S:n 2024-05-01^X:date'],
  ],
  [
    'a type of markup',
    `<h2 ${S} property="n" datatype="rdf:XMLLiteral">E = mc<sup>2</sup> &amp; more</h2>`,
    ['B: S:n E = mc<sup>2</sup> &amp; more^http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral'],
  ],
  [
    'a type of HTML',
    `<h2 ${S} property="n" datatype="rdf:HTML" content="plain">E = mc<sup>2</sup></h2>`,
    ['B: S:n E = mc<sup>2</sup>^http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML'],
  ],
  ['an empty type', `<p ${S}><a property="n" datatype="" href="/a">x</a></p>`, ['/a S:n x']],
  [
    'a type beats a language',
    `<p ${S} lang="de"><b property="n" datatype="xsd:integer">5</b></p>`,
    ['B: S:n 5^X:integer'],
  ],
  ['a date', `<p ${S}><time property="d" datetime="2024-05-01">x</time></p>`, ['B: S:d 2024-05-01^X:date']],
  [
    'a date and a time',
    `<p ${S}><time property="d" datetime="2024-05-01T10:00:00Z">x</time></p>`,
    ['B: S:d 2024-05-01T10:00:00Z^X:dateTime'],
  ],
  ['a time', `<p ${S}><time property="d" datetime="10:00:00">x</time></p>`, ['B: S:d 10:00:00^X:time']],
  ['a month', `<p ${S}><time property="d" datetime="2024-05">x</time></p>`, ['B: S:d 2024-05^X:gYearMonth']],
  ['a year', `<p ${S}><time property="d" datetime="2024">x</time></p>`, ['B: S:d 2024^X:gYear']],
  ['a duration', `<p ${S}><time property="d" datetime="PT5M">x</time></p>`, ['B: S:d PT5M^X:duration']],
  ['a date as text', `<p ${S}><time property="d">2024-05-01</time></p>`, ['B: S:d 2024-05-01^X:date']],
  ['a time that is none', `<p ${S}><time property="d" datetime="soon">x</time></p>`, ['B: S:d soon']],
  [
    'a time with content',
    `<p ${S}><time property="d" datetime="2024-05-01" content="2023">x</time></p>`,
    ['B: S:d 2023'],
  ],
  ['a datum', `<p ${S}><data property="n" value="5">five</data></p>`, ['B: S:n 5']],
];

describe.each([
  ['names', VOCABULARIES],
  ['OpenGraph', OPEN_GRAPH],
  ['values', VALUES],
])('RDFa: %s', (_subject, rows) => {
  test.each(rows)('gives the statements it makes: %s', (_what, html, expected) =>
    expect(triples(html)).toEqual(expected),
  );
});

test('a vocabulary that several elements use is stated once', () => {
  const html = `<p ${S} property="name">x</p><p ${S} property="url">y</p><p vocab="http://a.example/" property="z">z</p>`;
  const [page] = inspectStructured({ html, url: PAGE, syntax: 'rdfa' }).items as Record<string, unknown>[];
  expect(page?.['http://www.w3.org/ns/rdfa#usesVocabulary']).toEqual([
    { '@id': 'http://schema.org/' },
    { '@id': 'http://a.example/' },
  ]);
});
