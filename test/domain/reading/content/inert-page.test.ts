import { describe, expect, it } from 'vitest';
import { inertStyle } from '../../../../domain/reading/content/inert-markup.ts';
import { framePage, inertPage, inertText } from '../../../../domain/reading/content/inert-page.ts';
import { parseHtml } from '../../../../domain/reading/html/html-tree.ts';
import { HOSTILE_PAGES } from '../../../support/hostile-page.ts';

/** Elements and attributes of what would be sent, read back by a parser. */
function partsOf(html: string): { names: Set<string>; attributes: Set<string> } {
  const { all } = parseHtml(html);
  return {
    names: new Set(all.map(({ name }) => name)),
    attributes: new Set(all.flatMap(({ attribs }) => Object.keys(attribs))),
  };
}

const RUNNING = [
  'script',
  'iframe',
  'object',
  'embed',
  'form',
  'input',
  'button',
  'link',
  'svg',
  'math',
  'base',
];

describe('the inert copy of a page', () => {
  it.each(HOSTILE_PAGES)('of %s holds nothing that runs or loads', (_what, html) => {
    const page = inertPage(html.replaceAll('{origin}', 'http://spy.test'));
    const { names, attributes } = partsOf(page.body);
    expect(RUNNING.filter((name) => names.has(name))).toEqual([]);
    const allowed = /^(?:data-node|class|id|lang|dir|title|alt|style|width|height|value)$/;
    expect([...attributes].filter((name) => !allowed.test(name))).toEqual([]);
    expect(page.styles).not.toMatch(/url\s*\(|@import|<\//i);
    expect(page.body).not.toMatch(/style="[^"]*url\s*\(/i);
  });

  it('keeps text, classes, ids and tables', () => {
    const { body } = inertPage(
      '<main id="m" class="a b"><h1>T &amp; Co</h1><table><tr><td colspan="2">1 &lt; 2</td></tr></table></main>',
    );
    expect(body).toBe(
      '<main data-node="0" id="m" class="a b"><h1 data-node="1">T &#38; Co</h1><table data-node="2"><tr data-node="3"><td data-node="4" colspan="2">1 &#60; 2</td></tr></table></main>',
    );
  });

  it('marks the smallest elements that say a text, and opens at the first', () => {
    const html =
      '<div><p id="a">The <b>new</b>  hall</p></div><p data-marked>Other</p><p>Begun and going on</p>';
    const { body } = inertPage(html, { marks: ['The new hall', 'Begun and…'] });
    expect(body.replaceAll(/ data-node="\d+"/g, '')).toBe(
      '<div><p data-marked="" id="webloom-mark">The <b>new</b>  hall</p></div><p>Other</p><p data-marked="">Begun and going on</p>',
    );
  });

  it('numbers elements as the tree of the parser does', () => {
    const html = '<div><script>1</script><p>one</p><x-y>two</x-y></div>';
    const { all } = parseHtml(html);
    const numbers = [...inertPage(html).body.matchAll(/data-node="(\d+)"/g)].map(
      ([, at]) => all[Number(at)]?.name,
    );
    expect(numbers).toEqual(['div', 'p', 'x-y']);
  });

  it('shows what a field asks for, without the field', () => {
    const { body } = inertPage('<form action="/x"><input placeholder="Your mail"><button>Go</button></form>');
    expect(body.replaceAll(/ data-node="\d+"/g, '')).toBe('<div><span>Your mail</span><span>Go</span></div>');
  });

  it('shows a document that is no page as text', () => {
    expect(inertText('{"a":"<b>"}').body).toBe('<pre>{&#34;a&#34;:&#34;&#60;b&#62;&#34;}</pre>');
  });

  it('ends a page of many megabytes and says so', () => {
    const page = inertPage(`<p>${'word '.repeat(800_000)}</p><p>last</p>`);
    expect(page.cut).toBe(true);
    expect(page.body).not.toContain('last');
  });

  it('forbids everything by its policy, and lets one script run only by its nonce', () => {
    const page = inertPage('<p>x</p>');
    expect(framePage(page).policy).toMatch(/^sandbox; default-src 'none'; style-src 'unsafe-inline';/);
    expect(framePage(page).policy).not.toContain('script');
    const picked = framePage(page, { source: 'let a = 1', nonce: 'abc' });
    expect(picked.policy).toContain("script-src 'nonce-abc'");
    expect(picked.policy).not.toContain('allow-same-origin');
  });

  it.each([
    ['p{color:red}', 'p{color:red}'],
    [String.raw`p{content:"\e900"}`, String.raw`p{content:"\e900"}`],
    ['p{background:url(http://a.test/x)}', 'p{background:none}'],
    [String.raw`p{background:u\72l(http://a.test/x)}`, 'p{background:none}'],
    ['p{position:fixed;top:0}', 'p{position:static;top:0}'],
    ['p{position: sticky}', 'p{position:static}'],
    ['p{}</style>', String.raw`p{}\3c /style>`],
  ])('writes the style %s as %s', (css, wanted) => {
    expect(inertStyle(css)).toBe(wanted);
  });
});

it('tells body and frame apart where it is given both, and says nothing of them otherwise', () => {
  const html = '<main><p>Open</p></main><footer>Words<p>Imprint</p></footer>';
  const { body } = inertPage(html, { places: { body: [0, 3], frame: [2], own: [2] } });
  expect(body).toContain('<main data-node="0" data-place="body">');
  expect(body).toContain('<footer data-node="2" data-place="frame" data-own="">');
  expect(body).toContain('<p data-node="3" data-place="body">');
  expect(inertPage(html).body).not.toContain('data-place');
});

it('takes no place from the page itself', () => {
  expect(inertPage('<p data-place="body" data-own="">Open</p>').body).not.toContain('data-place');
});
