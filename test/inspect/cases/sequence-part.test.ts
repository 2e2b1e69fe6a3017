// Sequences in which a part of a page or document is watched.
import { describe, expect, it } from 'vitest';
import type { CaseOptions } from '../../../cli/inspect/cases/change-case.ts';
import { page, told } from '../../support/told.ts';

type Row = [title: string, options: CaseOptions, bodies: string[], expected: string];

const blobs = (a: string, b: string, c: string): string =>
  `<html><body><div id="blob-a">${a}</div><div id="blob-b">${b}</div><div class="c">${c}</div></body></html>`;
const table = (first: string, second: string): string =>
  `<html><body><table><tr><th>${first}</th><th>Name</th></tr><tr><td>${second}</td><td>Ada</td></tr></table></body></html>`;
const layout = (nav: string, main: string, foot: string): string =>
  `<html><header><h2>Top</h2></header><nav><ul><li><a href="#">${nav}</a></li></ul></nav><body>${main}<p id=side>side ${nav}</p></body><footer><p>${foot}</p></footer></html>`;

describe('a part by selectors', () => {
  it.each<Row>([
    [
      'leaves the rest of the page out',
      { include: ['#blob-a'] },
      [blobs('1', '2', '3'), blobs('1', '9', '9'), blobs('2', '9', '9')],
      '-c',
    ],
    [
      'may be named by CSS and XPath at once',
      { include: ['#blob-a', "xpath://*[contains(@id,'blob-b')]"] },
      [blobs('1', '2', '3'), blobs('1', '2', '9'), blobs('1', '3', '9'), blobs('2', '3', '9')],
      '-cc',
    ],
    [
      'may find nothing for one of several',
      { include: ['#none', '#blob-a'] },
      [blobs('1', '2', '3'), blobs('1', '9', '9'), blobs('2', '9', '9')],
      '-c',
    ],
    [
      'goes on with the others when one is gone',
      { include: ['#blob-a', '#blob-b'] },
      [
        blobs('1', '2', '3'),
        '<div id="blob-a">1</div>',
        '<div id="blob-a">1</div>x',
        '<div id="blob-a">5</div>',
      ],
      'c-c',
    ],
    [
      'may be JSON and a selector',
      { include: ['json:$.price', '#blob-a'] },
      [blobs('1', '2', '3'), blobs('1', '9', '9'), blobs('2', '9', '9')],
      '-c',
    ],
    [
      'is none while nothing is found',
      { include: ['#none'] },
      [blobs('1', '2', '3'), blobs('2', '2', '3')],
      '-',
    ],
    ['is told when it comes', { include: ['#blob-a'] }, [page('x'), page('y'), blobs('1', '2', '3')], '-c'],
    [
      'that is empty at first is told when filled',
      { include: ['#blob-a'] },
      [blobs('', '2', '3'), blobs('', '4', '3'), blobs('1', '4', '3')],
      '-c',
    ],
    [
      'by XPath with a union',
      { include: ["//*[contains(@class, 'c')]|//*[@id='blob-a']"] },
      [blobs('1', '2', '3'), blobs('1', '9', '3'), blobs('1', '9', '4')],
      '-c',
    ],
    [
      'by XPath with text()',
      { include: ["//div[@id='blob-a']/text()"] },
      [blobs('1', '2', '3'), blobs('1', '9', '3'), blobs('4', '9', '3')],
      '-c',
    ],
    [
      'by XPath with an attribute',
      { include: ['//a/@href'] },
      ['<a href="/1">x</a>', '<a href="/1">y</a>', '<a href="/2">y</a>'],
      '-c',
    ],
    ['by XPath with a number', { include: ['count(//li)'] }, ['<li>a', '<li>b', '<li>b<li>c'], '-c'],
    [
      'by CSS with a list',
      { include: ['#blob-a, .c'] },
      [blobs('1', '2', '3'), blobs('1', '9', '3'), blobs('1', '9', '4')],
      '-c',
    ],
    [
      'by CSS with :has and :not',
      { include: ['div:not(#blob-a):not(.c)'] },
      [blobs('1', '2', '3'), blobs('9', '2', '3'), blobs('9', '8', '3')],
      '-c',
    ],
    [
      'without its excluded elements',
      { exclude: ['header', 'nav', 'footer', '#side'] },
      [layout('a', 'm', 'f'), layout('b', 'm', 'g'), layout('b', 'n', 'g')],
      '-c',
    ],
    [
      'without elements by XPath with text',
      { exclude: ["//li[contains(., 'stamp')]"] },
      ['<li>stamp 1<li>x', '<li>stamp 2<li>x', '<li>stamp 2<li>y'],
      '-c',
    ],
    [
      'without cells, whose removal shifts no other',
      { exclude: ['table > tr:nth-child(1) > th:nth-child(1)', 'table > tr:nth-child(2) > td:nth-child(1)'] },
      [table('1', '2'), table('3', '4'), table('3', '4').replace('Ada', 'Eve')],
      '-c',
    ],
    [
      'without cells by XPath, whose removal shifts no other',
      { exclude: ['//table/tr[1]/th[1]', '//table/tr[2]/td[1]'] },
      [table('1', '2'), table('3', '4'), table('3', '4').replace('Name', 'Title')],
      '-c',
    ],
    [
      'without attributes',
      { exclude: ['//@href'], compare_link_targets: true },
      ['<a href="/1">x</a>', '<a href="/2">x</a>', '<a href="/2">y</a>'],
      '-c',
    ],
    [
      'without attributes in its source',
      { exclude: ['//div/@class | //@data-t'], compare: 'source' },
      [
        '<div class=a data-t=1 id=x>x</div>',
        '<div class=b data-t=2 id=x>x</div>',
        '<div class=b data-t=2 id=y>x</div>',
      ],
      '-c',
    ],
    [
      'without an excluded part in an included one',
      { include: ['#blob-a'], exclude: ['#blob-a i'] },
      [blobs('1<i>x</i>', '2', '3'), blobs('1<i>y</i>', '2', '3'), blobs('2<i>y</i>', '2', '3')],
      '-c',
    ],
    [
      'without text by XPath',
      { exclude: ["//p[@id='t']/text()"] },
      ['<p id=t>1 <b>x</b></p>', '<p id=t>2 <b>x</b></p>', '<p id=t>2 <b>y</b></p>'],
      '-c',
    ],
    ['with an exclusion that finds nothing', { exclude: ['#none', '//none'] }, [page('a'), page('b')], 'c'],
  ])('tells its own changes alone: %s', (...[, options, bodies, expected]) =>
    expect(told(options, bodies)).toBe(expected),
  );
});

describe('the source of a page', () => {
  it.each<Row>([
    ['differs in a tag', { compare: 'source' }, ['<p>a</p>', '<p class=x>a</p>', '<p class=x>a</p>'], 'c-'],
    ['differs in a comment', { compare: 'source' }, ['<p>a</p><!--1-->', '<p>a</p><!--2-->'], 'c'],
    [
      'may have ignored lines',
      { compare: 'source', ignore_text: ['nonce'] },
      ['<p>a</p>\n<script nonce=1></script>', '<p>a</p>\n<script nonce=2></script>'],
      '-',
    ],
    ['as text has no tags', {}, ['<p>a</p>', '<p class=x><b>a</b></p>'], '-'],
    [
      'with link targets tells another target',
      { compare_link_targets: true },
      ['x<br><a href="/1">y</a>', 'x<br><a href="/2">y</a>'],
      'c',
    ],
    [
      'without link targets does not',
      { compare_link_targets: false },
      ['x<br><a href="/1">y</a>', 'x<br><a href="/2">y</a>'],
      '-',
    ],
  ])('%s', (...[, options, bodies, expected]) => expect(told(options, bodies)).toBe(expected));
});
