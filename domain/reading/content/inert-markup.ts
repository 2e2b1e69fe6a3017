// What of a foreign page may stand in its inert copy: elements that only hold text and layout, and attributes that load,
// run and name nothing.

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

/** Left out with all they hold: they run, load, or are read by rules of their own. */
const LEFT_OUT = wordSet(`
  script style template noscript iframe frame frameset noframes object embed applet param base link
  meta title head svg math canvas audio video source track portal fencedframe noembed xmp plaintext
  listing map area
`);

/** Written as they are; every other element becomes a `span`, which no browser reads in a special way. */
const KEPT = wordSet(`
  a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup data dd
  del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img
  ins kbd label li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub
  summary sup table tbody td tfoot th thead time tr u ul var wbr
`);

/** A form could be sent and a field could take the keyboard: their text stays, in a box that does nothing. */
const AS_BLOCK = new Set(['form', 'fieldset', 'dialog', 'search', 'menu', 'body', 'html']);
const EMPTY = new Set(['br', 'col', 'hr', 'img', 'wbr']);

const KEPT_ATTRIBUTES = wordSet(`
  class id lang dir title alt colspan rowspan headers scope datetime start reversed value align valign
  bgcolor color width height span open
`);

/** The name under which an element is written; null: it is left out with all it holds. */
export function inertName(name: string): string | null {
  if (LEFT_OUT.has(name)) return null;
  if (AS_BLOCK.has(name)) return 'div';
  return KEPT.has(name) ? name : 'span';
}

export function isEmptyElement(name: string): boolean {
  return EMPTY.has(name);
}

export function isInertAttribute(name: string): boolean {
  return KEPT_ATTRIBUTES.has(name);
}

/** Text as it stands between tags and in quoted attributes alike. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('\0', '').replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** Letters and brackets written as escapes: a word such as `url(` must not hide behind them. */
const HIDDEN = /\\(?:0{0,4}([2-7][0-9a-f])\s?|([g-z(@]))/gi;
const LOADING =
  /@import\b[^;{}]*;?|@font-face\s*\{[^}]*\}?|(?:url|src|image|image-set|-webkit-image-set|cross-fade|element|expression|paint)\s*\([^)]*\)?|-moz-binding|behavior\s*:/gi;

/** What stays in its place while one scrolls, such as a banner, would lie over the copy and could not be closed. */
const OVERLAY = /\bposition\s*:\s*(?:fixed|-webkit-sticky|sticky)\b/gi;

/** A style sheet that loads nothing, lies over nothing and can not end its element. */
export function inertStyle(css: string): string {
  const plain = css
    .replaceAll('\0', '')
    .replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ')
    .replace(HIDDEN, (whole, hex: string | undefined, letter: string | undefined) => {
      const char = letter ?? String.fromCharCode(Number.parseInt(hex ?? '', 16));
      return /[a-z(@]/i.test(char) ? char : whole;
    });
  return plain.replace(LOADING, 'none').replace(OVERLAY, 'position:static').replaceAll('<', String.raw`\3c `);
}
