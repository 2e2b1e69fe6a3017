// What is run in a page, in a world of its own: scripts of the page can neither see nor replace what these use. Text, because it is
// sent as text; both walk without recursion, for pages nest as deep as they like.
import { partSelector } from '../../domain/reading/part/part-selector.ts';
import type { RenderWait } from '../../domain/web/fetch/render-wait.ts';

/** A function: all elements that a selector finds; by CSS those of open shadow roots, too, into which no XPath sees. */
const FIND_ALL = `({ language, expression }) => {
  if (language === 'xpath') {
    const found = document.evaluate(expression, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    return Array.from({ length: found.snapshotLength }, (_, at) => found.snapshotItem(at)).filter((one) => one.nodeType === 1);
  }
  const roots = [document];
  for (const root of roots) for (const one of root.querySelectorAll('*')) if (one.shadowRoot) roots.push(one.shadowRoot);
  return roots.flatMap((root) => [...root.querySelectorAll(expression)]);
}`;

/** An expression: the elements that a selector finds, CSS or XPath. Throws in the page where it knows no such selector. */
export function findAllScript(selector: string): string {
  return `(${FIND_ALL})(${JSON.stringify(partSelector(selector))})`;
}

/**
 * Counts the nodes, digests what the page says (FNV-1a over its texts, those of open shadow roots too), measures its height, and
 * tells whether the element and the text that are waited for are there. Styles and scripts say nothing.
 */
export function lookScript({ selector = '', text = '' }: NonNullable<RenderWait['waitFor']>): string {
  return `((selector, text, find) => {
  const plain = (said) => said.replace(/\\s+/g, ' ').trim();
  const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE']);
  let nodes = 0;
  let hash = 0x811c9dc5;
  const hasElement = selector === '' || find().length > 0;
  const said = [];
  const waiting = document.documentElement ? [document.documentElement] : [];
  while (waiting.length > 0) {
    const node = waiting.pop();
    nodes += 1;
    if (node.nodeType === 3) {
      const { data } = node;
      for (let at = 0; at < data.length; at += 1) hash = Math.imul(hash ^ data.charCodeAt(at), 0x01000193);
      if (text !== '') said.push(data);
      continue;
    }
    if (node.shadowRoot) waiting.push(node.shadowRoot);
    if (node.nodeType === 1 && SILENT.has(node.tagName)) continue;
    for (let child = node.lastChild; child; child = child.previousSibling) waiting.push(child);
  }
  const found = hasElement && (text === '' || plain(said.join('')).includes(plain(text)));
  const height = (document.scrollingElement ?? document.documentElement)?.scrollHeight ?? 0;
  return { nodes, digest: String(hash), found, height };
})(${JSON.stringify(selector)}, ${JSON.stringify(text)}, () => ${findAllScript(selector)})`;
}

/** Scrolls to the bottom, of the page and of each part that scrolls by itself and fills most of it. */
export const SCROLL_SCRIPT = `(() => {
  const top = document.scrollingElement ?? document.documentElement;
  if (!top) return;
  window.scrollTo(0, top.scrollHeight);
  for (const one of document.querySelectorAll('main, div, section, ul')) {
    if (one.scrollHeight > one.clientHeight + 50 && one.clientHeight > window.innerHeight / 2) one.scrollTop = one.scrollHeight;
  }
})()`;

interface WriteOptions {
  readonly url: string;
  readonly maxChars: number;
  /** Selector of fields that are written without what they hold. */
  readonly blank: string;
}

/**
 * Writes the page down as HTML. What an open shadow root shows stands in the place of its host's children, with what its slots
 * were given; of the children it shows nowhere, only data (scripts) stays. "noscript" is gone, for scripts ran. Frames are written as
 * elements, without the documents in them. \`url\`: what relative addresses are read against later; where the page reads them against
 * another one, it gets a base.
 */
export function writeScript({ url, maxChars, blank }: WriteOptions): string {
  return `((url, maxChars, blank) => {
  const whole = document.documentElement;
  if (!whole) return { html: '' };
  const inert = document.implementation.createHTMLDocument('');
  const shown = (node) => {
    if (node.shadowRoot) {
      const given = [...node.childNodes].filter((child) => child.nodeName === 'SCRIPT' && !child.assignedSlot);
      return [...node.shadowRoot.childNodes, ...given];
    }
    if (node.nodeName !== 'SLOT' || !(node.getRootNode() instanceof ShadowRoot)) return [...node.childNodes];
    const assigned = node.assignedNodes();
    return assigned.length > 0 ? assigned : [...node.childNodes];
  };
  const flat = (root) => {
    const top = inert.importNode(root, false);
    const waiting = [[root, top]];
    while (waiting.length > 0) {
      const [from, to] = waiting.pop();
      if (from.nodeName === 'TEMPLATE') { to.innerHTML = from.innerHTML; continue; }
      for (const child of shown(from)) {
        if (child.nodeName === 'NOSCRIPT' || (from.shadowRoot && child.nodeName === 'STYLE')) continue;
        const copy = child.nodeType === 1 ? inert.importNode(child, false) : inert.importNode(child, true);
        to.appendChild(copy);
        if (child.nodeType === 1) waiting.push([child, copy]);
      }
    }
    return top;
  };
  const hasShadow = () => {
    const walker = document.createTreeWalker(whole, NodeFilter.SHOW_ELEMENT);
    for (let node = whole; node; node = walker.nextNode()) if (node.shadowRoot) return true;
    return false;
  };
  const copy = hasShadow() ? flat(whole) : inert.importNode(whole, true);
  for (const one of copy.querySelectorAll('noscript')) one.remove();
  for (const one of copy.querySelectorAll(blank)) one.removeAttribute('value');
  const plain = (address) => address.replace(/#.*$/, '');
  const head = copy.querySelector('head');
  if (head && !copy.querySelector('base[href]') && plain(document.baseURI) !== plain(url)) {
    const base = inert.createElement('base');
    base.setAttribute('href', plain(document.baseURI));
    head.prepend(base);
  }
  const type = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : '';
  const html = type + copy.outerHTML;
  return html.length > maxChars ? { chars: html.length } : { html };
})(${JSON.stringify(url)}, ${maxChars}, ${JSON.stringify(blank)})`;
}
