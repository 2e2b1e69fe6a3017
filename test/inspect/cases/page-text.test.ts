// The readable text of pages that are written in hard ways.
import { describe, expect, it } from 'vitest';
import type { CaseOptions } from '../../../cli/inspect/cases/change-case.ts';
import { inspectChange } from '../../../cli/inspect/explain/inspect-change.ts';

const textOf = (html: string, options: CaseOptions = {}): string =>
  inspectChange({ html, options }).text ?? '';

describe('the text of a page', () => {
  it.each<[title: string, html: string, text: string]>([
    [
      'nested elements',
      '<div><div><section><p>Deep <b>words</b> here</p></section></div></div>',
      'Deep words here',
    ],
    ['comments inside words', '<p>to<!-- x -->tal $<!-- -->90<!-- -->.<!-- -->74</p>', 'total $90.74'],
    ['inline elements inside words', '<p>un<b>break</b><i>able</i></p>', 'unbreakable'],
    ['blocks are lines', '<div>a</div><div>b</div><ul><li>c</li><li>d</li></ul>', 'a\nb\nc\nd'],
    ['line breaks are lines', '<p>one<br>two<br/>three</p>', 'one\ntwo\nthree'],
    ['entities', '<p>Fish &amp; chips &lt;3 &copy; &#8364;5 &nbsp;&hellip;</p>', 'Fish & chips <3 © €5 …'],
    ['double escapes stay as they are', '<p>&amp;lt;b&amp;gt;</p>', '&lt;b&gt;'],
    ['white space folds', '<p>a \n\t  b</p>\n\n\n<p>  c </p>', 'a b\nc'],
    ['preformatted text keeps lines', '<pre>first 1\nsecond 2\n</pre>', 'first 1\nsecond 2'],
    [
      'a title is not shown',
      '<html><head><title>Tab</title><meta name=description content=d></head><body>x</body></html>',
      'x',
    ],
    [
      'scripts, styles, templates',
      '<style>p{}</style><script>var a="<p>s</p>"</script><template><p>t</p></template>x',
      'x',
    ],
    ['JSON-LD', '<script type="application/ld+json">{"@type":"Product"}</script><p>x</p>', 'x'],
    [
      'a drawing with a background image',
      "<style>b{background:url('data:image/svg+xml,<svg><rect/></svg>')}</style><svg><style>x</style><circle/></svg><p>x</p>",
      'x',
    ],
    [
      'markup in data attributes',
      '<div data-c="&lt;script&gt;x&lt;/script&gt;" data-d="{&quot;a&quot;:&quot;<b>&quot;}"></div><p>x</p>',
      'x',
    ],
    [
      'a raw script tag in a data attribute',
      `<div data-c='{"t":"<script>var x<\\/script>"}'></div><p>Still here</p><script>var real</script>`,
      'Still here',
    ],
    [
      'a body hidden until scripts run',
      '<html><body style="display:none"><h1>Shown later</h1></body></html>',
      'Shown later',
    ],
    [
      'a body hidden by visibility and opacity',
      '<html><body style="visibility: hidden; opacity:0"><h1>Shown later</h1></body></html>',
      'Shown later',
    ],
    [
      'elements hidden by style',
      '<p>x</p><p style="display:none">h</p><p style="DISPLAY : none;">h</p><p hidden>h</p>',
      'x',
    ],
    ['zero-width characters', '<p>sh\u200bop \u2060now\ufeff</p>', 'shop now'],
    ['soft hyphens', '<p>Donau&shy;dampf\u00adschiff</p><p>\u00ad</p>', 'Donaudampfschiff'],
    ['joiners of emoji and Persian stay', '<p>👩\u200d🚀 می\u200cخواهم</p>', '👩\u200d🚀 می\u200cخواهم'],
    ['links without their targets', '<a href="https://example.com/x">Read on</a>', 'Read on'],
    ['a form without its choices', '<label>Name <input value=v placeholder=p></label>', 'Name'],
    ['an unclosed page', '<p>a<p>b<div>c', 'a\nb\nc'],
    ['a broken tag at the end', '<p>a</p><p>b</p', 'a\nb'],
    ['a lone less-than sign', '<p>1 < 2 and 3 > 2</p>', '1 < 2 and 3 > 2'],
    ['a conditional comment', '<!--[if IE]><p>old</p><![endif]--><p>x</p>', 'x'],
    ['a comment with a script', '<!-- <script src="a"/> --><p>x</p>', 'x'],
    ['an empty page', '<html><body></body></html>', ''],
    ['plain text without tags', 'only words', 'only words'],
    [
      'text outside of the body',
      '<html><header>top</header><body>x</body><footer>end</footer></html>',
      'top\nx\nend',
    ],
    ['Arabic, Chinese and emoji', '<p>مرحبا 你好 🚀</p>', 'مرحبا 你好 🚀'],
    [
      'table cells are lines',
      '<table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>',
      'a\n1\nb\n2',
    ],
    ['definition lists', '<dl><dt>Size</dt><dd>10 cm</dd></dl>', 'Size\n10 cm'],
    ['headings', '<h1>A</h1><h2>B</h2>text', 'A\nB\ntext'],
  ])('is what a reader sees: %s', (_, html, text) => {
    expect(textOf(html)).toBe(text);
  });
});

const CARD =
  '<div class="card"><h2>Tea</h2><p class="price">PRICE: $4.50</p><p>Stock: 12</p><p class="ad">Advert</p></div><footer>Price list</footer>';
const COUNTS =
  '<div class="n">Visits ( 1000 online <br> 80 guests<br>  2000 online )</div><div class="n">SomeCase words 3456</div><p>9 online elsewhere</p>';

describe('the text of a part of a page', () => {
  it.each<[title: string, html: string, options: CaseOptions, text: string]>([
    ['included', CARD, { include: ['.card'] }, 'Tea\nPRICE: $4.50\nStock: 12\nAdvert'],
    ['included by two selectors', CARD, { include: ['h2', '//footer'] }, 'Tea\nPrice list'],
    ['included with one that finds nothing', CARD, { include: ['#none', 'h2'] }, 'Tea'],
    ['excluded', CARD, { exclude: ['.ad', '//footer'] }, 'Tea\nPRICE: $4.50\nStock: 12'],
    [
      'included and excluded',
      CARD,
      { include: ['.card'], exclude: ['.ad', 'h2'] },
      'PRICE: $4.50\nStock: 12',
    ],
    ['kept lines, case ignored', CARD, { keep_lines_containing: ['price'] }, 'PRICE: $4.50\nPrice list'],
    ['kept lines by a pattern', CARD, { keep_lines_containing: ['/^stock: \\d+$/'] }, 'Stock: 12'],
    ['kept lines by several', CARD, { keep_lines_containing: ['tea', '/\\$\\d/'] }, 'Tea\nPRICE: $4.50'],
    [
      'kept lines within a part',
      CARD,
      { include: ['.card'], keep_lines_containing: ['price'] },
      'PRICE: $4.50',
    ],
    [
      'extracted by several patterns',
      COUNTS,
      { include: ['.n'], extract_text: ['/\\d+ online/', '/\\d+ guests/', '/somecase words \\d+/i'] },
      '1000 online\n2000 online\n80 guests\nSomeCase words 3456',
    ],
    ['extracted by a group', COUNTS, { extract_text: ['/somecase words (345\\d)/i'] }, '3456'],
    [
      'extracted over lines',
      '<p>Some <br>\n of 6 billion<br> lines\n</p><div>other lines</div><div>as it should</div>',
      { extract_text: ['/some.+?6 billion.+?lines/si', 'as it should'] },
      'Some\nof 6 billion\nlines\nas it should',
    ],
    [
      'extracted over blocks',
      '<p>Begin</p><p>6 billion</p><p>lines</p><p>after</p>',
      { extract_text: ['/begin.+?lines/s'] },
      '',
    ],
    [
      'extracted over blocks, case ignored',
      '<p>Begin</p><p>6 billion</p><p>lines</p><p>after</p>',
      { extract_text: ['/begin.+?lines/is'] },
      'Begin\n6 billion\nlines',
    ],
    ['extracted lines by flag m', '<p>a 1</p><p>b 2</p>', { extract_text: ['/^[a-z] \\d$/m'] }, 'a 1\nb 2'],
    ['extracted plain text, as the page writes it', CARD, { extract_text: ['price'] }, 'PRICE\nPrice'],
    ['extracted by none', CARD, { extract_text: ['/nothing \\d/'] }, ''],
    [
      'extracted by two groups',
      '<p>Anna 12, Bert 30</p>',
      { extract_text: ['/(\\w+) (\\d+)/'] },
      'Anna\n12\nBert\n30',
    ],
    [
      'JSON of a script',
      '<script type="application/json">{"a":{"b":"here"}}</script><p>x</p>',
      { include: ['json:$.a.b'] },
      'here',
    ],
    ['a function of XPath', CARD, { include: ['count(//p) * 100'] }, '300'],
    [
      'XPath texts joined',
      CARD,
      { include: ["string-join(//h2|//*[matches(@class, 'price')], ' and ')"] },
      'Tea and PRICE: $4.50',
    ],
    [
      'links with targets',
      '<p>See <a href="/x?a=1">this</a>.</p>',
      { compare_link_targets: true },
      'See this (/x?a=1).',
    ],
    ['the source', '<p class="a">x</p>', { compare: 'source' }, '<p class="a">x</p>'],
    ['sorted lines', '<p>b</p><p>A</p><p>c</p>', { sort_lines: true }, 'A\nb\nc'],
    ['a chosen script', '<script>var a = 1;</script>', { include: ['script'] }, 'var a = 1;'],
    [
      'ignored lines stay in the text',
      CARD,
      { ignore_text: ['advert'], include: ['.card'] },
      'Tea\nPRICE: $4.50\nStock: 12\nAdvert',
    ],
  ])('is what was asked for: %s', (_, html, options, text) => expect(textOf(html, options)).toBe(text));
});
