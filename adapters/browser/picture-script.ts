// What is run in a page for its picture, in a world of its own: everything is shown and stands still.
import { MAX_PICTURE_SIDE } from '../../domain/web/fetch/page-picture.ts';

/**
 * Scrolls through the page as it is now, so that pictures which wait to be seen are loaded, and back to its top. Animations stand at
 * their end, and no caret blinks: two pictures of the same page are the same. A style of ours is no part of the document, so no policy of
 * the page forbids it. `blank`: selector of the fields that show nothing of what they hold.
 */
export function showScript(blank: string): string {
  return `(async () => {
  const rules = '*, *::before, *::after { animation-delay: -1ms !important; animation-duration: 1ms !important;' +
    ' animation-iteration-count: 1 !important; transition: none !important; scroll-behavior: auto !important;' +
    ' caret-color: transparent !important; } ' + ${JSON.stringify(blank)} + ' { color: transparent !important;' +
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

/** Whether all pictures that are to be seen have come or failed, and the fonts too. */
export const PAINTED_SCRIPT = `(() => {
  const seen = (image) => { const box = image.getBoundingClientRect(); return box.width > 1 && box.height > 1; };
  return document.fonts.status === 'loaded' && [...document.images].every((image) => image.complete || !seen(image));
})()`;

/** How large the page is, px. The width is that of the screen, even where something stands out of it. */
export const READY_SCRIPT = `(() => {
  const top = document.scrollingElement ?? document.documentElement;
  return { width: window.innerWidth, height: top ? Math.max(top.scrollHeight, 1) : 0 };
})()`;
