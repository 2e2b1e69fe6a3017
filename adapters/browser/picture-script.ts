// What is run in a page for its picture, in a world of its own: everything is shown and stands still.
import { MAX_BOXES, MAX_PICTURE_SIDE } from '../../domain/web/fetch/page-picture.ts';
import { findAllScript } from './page-script.ts';

/** The first rule of the style of ours, by which it is found again: no page has such an element. */
const STILL = 'webloom-still';

/**
 * Scrolls through the page as it is now, so that pictures which wait to be seen are loaded, and back to its top. Animations stand at
 * their end, no caret blinks and no field is marked as the one with the focus: two pictures of the same page are the same. A style of ours is no part of the document, so no policy of
 * the page forbids it. `blank`: selector of the fields that show nothing of what they hold.
 */
export function showScript(blank: string): string {
  return `(async () => {
  (${stillScript(blank)});
  const top = document.scrollingElement ?? document.documentElement;
  const height = Math.min(top ? top.scrollHeight : 0, ${MAX_PICTURE_SIDE});
  const step = Math.max(200, window.innerHeight);
  const drawn = () => new Promise((resolve) => { setTimeout(resolve, 100); requestAnimationFrame(() => setTimeout(resolve, 0)); });
  for (let at = step; at < height; at += step) { window.scrollTo(0, at); await drawn(); }
  window.scrollTo(0, 0);
  await drawn();
  return true;
})()`;
}

/** The same for what is on the screen: the page stays where it is scrolled to. */
export function stillScript(blank: string): string {
  return `(() => {
  const rules = '${STILL} {} *, *::before, *::after { animation-delay: -1ms !important; animation-duration: 1ms !important;' +
    ' animation-iteration-count: 1 !important; transition: none !important; scroll-behavior: auto !important;' +
    ' caret-color: transparent !important; } :focus { outline: none !important; } ' + ${JSON.stringify(blank)} + ' { color: transparent !important;' +
    ' -webkit-text-fill-color: transparent !important; text-shadow: none !important; }';
  const dress = (root) => {
    const still = new CSSStyleSheet();
    still.replaceSync(rules);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, still];
  };
  const roots = [document];
  for (let root = roots.pop(); root; root = roots.pop()) {
    dress(root);
    for (const one of root.querySelectorAll('*')) if (one.shadowRoot) roots.push(one.shadowRoot);
  }
  return true;
})()`;
}

/** Takes back what `stillScript` has put on the page. */
export const MOVE_SCRIPT = `(() => {
  const roots = [document];
  for (let root = roots.pop(); root; root = roots.pop()) {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet.cssRules[0]?.selectorText !== '${STILL}');
    for (const one of root.querySelectorAll('*')) if (one.shadowRoot) roots.push(one.shadowRoot);
  }
  return true;
})()`;

/** Whether all pictures that are to be seen have come or failed, and the fonts too. */
export const PAINTED_SCRIPT = `(() => {
  const seen = (image) => { const box = image.getBoundingClientRect(); return box.width > 1 && box.height > 1; };
  return document.fonts.status === 'loaded' && [...document.images].every((image) => image.complete || !seen(image));
})()`;

/**
 * How large the page is, px; where the elements of each selector stand in it, and a mark of the fonts that draw it: the widths of
 * words in each generic family. The width is that of the screen, even where something stands out of it.
 */
export function readyScript(selectors: readonly string[]): string {
  return `(() => {
  const top = document.scrollingElement ?? document.documentElement;
  const width = window.innerWidth;
  const height = top ? Math.min(Math.max(top.scrollHeight, 1), ${MAX_PICTURE_SIDE}) : 0;
  const boxOf = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const [x, y] = [Math.max(0, Math.floor(left + window.scrollX)), Math.max(0, Math.floor(top + window.scrollY))];
    const [toX, toY] = [Math.min(width, Math.ceil(right + window.scrollX)), Math.min(height, Math.ceil(bottom + window.scrollY))];
    return { x, y, width: toX - x, height: toY - y };
  };
  const found = (find) => { try { return find(); } catch { return []; } };
  const boxes = [${selectors.map(selectorScript).join(', ')}].map(({ selector, find }) =>
    ({ selector, boxes: found(find).map(boxOf).filter((box) => box.width > 0 && box.height > 0).slice(0, ${MAX_BOXES}) }));
  const pen = document.createElement('canvas').getContext('2d');
  const widths = pen === null ? [] : ['serif', 'sans-serif', 'monospace', 'system-ui'].flatMap((family) => {
    pen.font = '17px ' + family;
    return ['Wavy gift 0123', 'Ёж Ωμέγα', '見本 가나 مثال'].map((text) => pen.measureText(text).width);
  });
  return { width, height, boxes, fonts: widths.map((one) => one.toFixed(2)).join(' ') };
})()`;
}

function selectorScript(selector: string): string {
  return `{ selector: ${JSON.stringify(selector)}, find: () => ${findAllScript(selector)} }`;
}
