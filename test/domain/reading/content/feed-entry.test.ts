// What is told of an entry of a feed that names its texts in another way than most, or has several of them.
import { describe, expect, test } from 'vitest';
import { feedBlocks } from '../../../../domain/reading/content/feed-blocks.ts';
import { parseXml } from '../../../../domain/reading/html/html-tree.ts';

function texts(xml: string): (string | undefined)[] | undefined {
  return feedBlocks(parseXml(xml).all, 'https://news.example/feeds/all.xml')?.map(({ text }) => text);
}

function rss(item: string, declared = ''): string {
  return `<rss version="2.0" ${declared}><channel><title>News</title><item>${item}</item></channel></rss>`;
}

function atom(entry: string): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry>${entry}</entry></feed>`;
}

describe('formats and vocabularies further away', () => {
  test.each([
    [
      'a channel of the Channel Definition Format',
      '<CHANNEL><ITEM HREF="https://a.example/1"><TITLE>A</TITLE><ABSTRACT>B</ABSTRACT></ITEM></CHANNEL>',
    ],
    [
      'a feed whose root has an address that nobody knows',
      '<x:rss xmlns:x="https://nobody.example/"><x:channel><x:item><x:title>A</x:title><x:description>B</x:description><x:link>https://a.example/1</x:link></x:item></x:channel></x:rss>',
    ],
    [
      'a list of products',
      rss(
        '<g:id>7</g:id><g:title>A</g:title><g:description>B</g:description><g:link>https://a.example/1</g:link>',
        'xmlns:g="http://base.google.com/ns/1.0"',
      ),
    ],
    [
      'a medium that says what it is',
      rss(
        '<m:content url="https://a.example/1"><m:title>A</m:title><m:description>B</m:description></m:content>',
        'xmlns:m="http://search.yahoo.com/mrss/"',
      ),
    ],
    [
      'Dublin Core terms',
      rss(
        '<title>A</title><t:abstract>B</t:abstract><link>https://a.example/1</link>',
        'xmlns:t="http://purl.org/dc/terms/"',
      ),
    ],
  ])('%s is told with title, text and link', (_name, xml) => {
    expect(texts(xml)).toEqual(['A — B (https://a.example/1)']);
  });

  test('a channel without items, and one inside other XML, is no feed', () => {
    expect(texts('<channel><volume>7</volume></channel>')).toBeUndefined();
    expect(texts('<station><channel><item>x</item></channel></station>')).toBeUndefined();
  });

  test('RDF of another vocabulary is no entry', () => {
    const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
    expect(texts(`<r:RDF xmlns:r="${rdf}"><r:item><r:title>no</r:title></r:item></r:RDF>`)).toEqual([]);
  });
});

describe('summary and content', () => {
  const content = 'xmlns:c="http://purl.org/rss/1.0/modules/content/"';
  test('both are told where the content says something else', () => {
    const item = '<title>A</title><description>In short</description><c:encoded>The whole story</c:encoded>';
    expect(texts(rss(item, content))).toEqual(['A — In short — The whole story']);
    expect(texts(atom('<summary>In short</summary><content>The whole story</content>'))).toEqual([
      'In short — The whole story',
    ]);
    expect(texts(rss('<summary>In short</summary><description>The whole story</description>'))).toEqual([
      'The whole story — In short',
    ]);
  });

  test('a summary that is how the content begins is enough', () => {
    const item =
      '<description>Dear readers, this week is […]</description><c:encoded>&lt;p&gt;Dear readers, this week is a week like others.&lt;/p&gt;</c:encoded>';
    expect(texts(rss(item.replace('this week is […]', 'this week is a week […]'), content))).toEqual([
      'Dear readers, this week is a week […]',
    ]);
  });

  test('a text that is one picture is told by what stands for it', () => {
    expect(texts(rss('<description>&lt;img src="a.png" alt="A cat"&gt;</description>'))).toEqual(['A cat']);
    expect(texts(rss('<title>A</title><description>&lt;img src="a.png"&gt;</description>'))).toEqual(['A']);
  });

  test('a CDATA section inside markup is text', () => {
    const inline = `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><![CDATA[5 < 6]]></div></content>`;
    expect(texts(atom(inline))).toEqual(['5 < 6']);
  });
});
