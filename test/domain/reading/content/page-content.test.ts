// What of a page stands in its content: its own, with whole addresses, and nothing that runs, hides or can be filled in.
import { describe, expect, test } from 'vitest';
import { pageContent } from '../../../../domain/reading/content/page-content.ts';

const URL_OF_PAGE = 'https://shop.example/tents/one?size=2';

function contentOf(html: string, without: { frame: number[]; own: number[] } | null = null) {
  return pageContent(html, { url: URL_OF_PAGE, without });
}

describe('content', () => {
  test.each([
    ['<p>a<script>x</script><style>b{}</style></p>', '<p>a</p>'],
    ['<p hidden>a</p><p style="display: none">b</p><p aria-hidden="true">c</p><p>d</p>', '<p>d</p>'],
    ['<form><input value=x><button>Go</button><p>a</p></form>', '<span><p>a</p></span>'],
    ['<p onclick="x()" id=p class=c>a</p>', '<p>a</p>'],
    ['<a href="../b#c">b</a>', '<a href="https://shop.example/b#c">b</a>'],
    ['<a href="javascript:alert(1)">b</a><a href="#top">c</a>', '<a>b</a><a>c</a>'],
    [
      '<img src="/i.png" alt="A &lt;b&gt; &quot;c">',
      '<img src="https://shop.example/i.png" alt="A &#60;b&#62; &#34;c">',
    ],
    ['<img src="data:image/png;base64,AAAA" alt=x>', '<img alt="x">'],
    ['<p>1 &lt; 2 &amp; 3</p>', '<p>1 &#60; 2 &#38; 3</p>'],
    ['<code class="language-js">a</code>', '<code class="language-js">a</code>'],
  ])('of %s is %s', (html, expected) => {
    expect(contentOf(html).markup).toContain(expected);
  });

  test('is read against the base that the page names', () => {
    const { links } = contentOf('<base href="/deep/"><a href=x>one</a>');
    expect(links).toEqual([{ url: 'https://shop.example/deep/x', text: 'one' }]);
  });

  test('has each address once, with the first text that it is linked by', () => {
    const html =
      '<a href=/a><img src=i.png></a><a href=/a>  The\n tent </a><a href=/a>again</a><a href="mailto:a@b.c">m</a>';
    expect(contentOf(html).links).toEqual([{ url: 'https://shop.example/a', text: 'The tent' }]);
  });

  test('is cut where it is too long, and says so', () => {
    const { cut, markup } = contentOf(`<p>${'word '.repeat(700_000)}</p><p>end</p>`);
    expect([cut, markup.includes('end')]).toEqual([true, false]);
    expect(contentOf('<p>a</p>').cut).toBe(false);
  });
});
