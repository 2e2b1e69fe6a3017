// Scripts of steps, run in a page in a world of their own: what removes and reveals elements, and what tells how the page stands.
import { findAllScript } from '../page-script.ts';

/** How many were removed. */
export function removeScript(selector: string): string {
  return `(() => {
  const found = ${findAllScript(selector)};
  for (const one of found) one.remove();
  return found.length;
})()`;
}

/** How many elements all that is hidden was shown of. */
export function revealScript(selector: string): string {
  return `(() => {
  const found = ${findAllScript(selector)};
  for (const top of found) {
    for (const one of [top, ...top.querySelectorAll('*')]) {
      if (['SCRIPT', 'STYLE', 'TEMPLATE'].includes(one.tagName)) continue;
      one.removeAttribute('hidden');
      if (one.getAttribute('aria-hidden') === 'true') one.removeAttribute('aria-hidden');
      if (one.tagName === 'DETAILS') one.open = true;
      const { display, visibility, opacity } = getComputedStyle(one);
      if (display === 'none') one.style.setProperty('display', 'revert', 'important');
      if (visibility !== 'visible') one.style.setProperty('visibility', 'visible', 'important');
      if (opacity === '0') one.style.setProperty('opacity', '1', 'important');
    }
  }
  return found.length;
})()`;
}

export function scrollByScript(by: number): string {
  return `window.scrollBy(0, ${by})`;
}

/** Links and forms that would open another page beside this one open it in its place. */
export const SAME_PLACE_SCRIPT = `(() => {
  for (const one of ${findAllScript('a[target], area[target], form[target], base[target]')}) one.removeAttribute('target');
})()`;

const MAX_NAMED = 12;
/** Cut shorter where secrets are hidden: half of one would not be known as one. */
const MAX_NAME = 500;

/** What is there to act on, without what fields hold. */
export const OUTLINE_SCRIPT = `(() => {
  const plain = (said) => (said ?? '').replace(/\\s+/g, ' ').trim().slice(0, ${MAX_NAME});
  const isShown = (one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const roots = [document];
  for (const root of roots) for (const one of root.querySelectorAll('*')) if (one.shadowRoot) roots.push(one.shadowRoot);
  const all = (selector, nameOf) => {
    const names = roots.flatMap((root) => [...root.querySelectorAll(selector)]).filter(isShown).map(nameOf).filter((name) => name !== '');
    return [...new Set(names)].slice(0, ${MAX_NAMED});
  };
  const ofField = (one) => {
    const label = plain(one.labels?.[0]?.innerText || one.getAttribute('aria-label') || one.placeholder);
    const where = one.id ? '#' + one.id : one.name ? '[name=' + one.name + ']' : one.tagName.toLowerCase();
    return plain(where) + (label === '' ? '' : ' (' + label + ')');
  };
  const isButton = (one) => one.tagName === 'INPUT';
  return {
    title: plain(document.title),
    url: location.origin + location.pathname,
    headings: all('h1, h2, h3', (one) => plain(one.innerText)),
    buttons: all('button, [role=button], [role=tab], input[type=submit], input[type=button]',
      (one) => plain(isButton(one) ? one.value : one.innerText || one.getAttribute('aria-label'))),
    fields: all('input:not([type=hidden]):not([type=submit]):not([type=button]), select, textarea', ofField),
  };
})()`;
