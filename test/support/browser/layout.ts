// What is wrong with the layout of a screen, as lines for a test: rows that stand twice, dots that divide nothing, text that
// is stacked letter by letter, and text that is cut and can be read nowhere else.
import type { Page } from 'playwright-core';

/** Runs in the page; plain text, because the page's own code is of another build. */
const LOOK = String.raw`(() => {
  const main = document.querySelector('main') ?? document.body;
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const isUnseen = (element) => element.closest('.sr-only, [aria-hidden=true], svg, dialog') !== null;
  const textOf = (element) => element.innerText.replace(/\s+/g, ' ').trim();
  const found = [];

  // A dot between two parts of a row that ends or begins a line.
  for (const dot of main.querySelectorAll('span[aria-hidden=true]')) {
    if (textOf(dot) !== '·' || !isShown(dot)) continue;
    const { top, bottom } = dot.getBoundingClientRect();
    for (const beside of [dot.previousElementSibling, dot.nextElementSibling]) {
      if (beside === null || !isShown(beside)) continue;
      const lines = [...beside.getClientRects()];
      if (!lines.some((line) => line.top < bottom && line.bottom > top)) found.push('dot alone: ' + textOf(beside).slice(0, 80));
    }
  }

  // One row in two lists of a part of the screen, or twice in one list.
  const seen = new Map();
  for (const row of main.querySelectorAll('li, tbody tr')) {
    const link = row.querySelector('a[href]');
    if (link === null || !isShown(link) || row.querySelector('li, tr') !== null) continue;
    const part = link.closest('section') ?? main;
    const list = row.parentElement;
    const key = link.getAttribute('href') + ' ' + textOf(link);
    const rows = seen.get(part) ?? new Map();
    seen.set(part, rows);
    const before = rows.get(key) ?? [];
    if (before.some((one) => one.list !== list || one.text === textOf(row))) found.push('twice: ' + key.slice(0, 120));
    rows.set(key, [...before, { list, text: textOf(row) }]);
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.data.replace(/\s+/g, ' ').trim();
    if (element === null || text === '' || !isShown(element) || isUnseen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter(({ width }) => width > 0);

    // Four lines or more with less than four letters each: a box that is too narrow for words.
    const lines = new Set(rects.map(({ top }) => Math.round(top)));
    if (lines.size >= 4 && text.length / lines.size < 4) found.push('letters: ' + text.slice(0, 80));

    // What a box cuts off is to be read in a title of it or of what holds it.
    const right = Math.max(...rects.map((rect) => rect.right));
    const left = Math.min(...rects.map((rect) => rect.left));
    for (let box = element; box !== null && box !== document.body; box = box.parentElement) {
      const { overflowX, webkitLineClamp } = getComputedStyle(box);
      if (overflowX === 'auto' || overflowX === 'scroll') break;
      if (overflowX === 'visible') continue;
      const edge = box.getBoundingClientRect();
      const isCut = right > edge.right + 1 || left < edge.left - 1 || (webkitLineClamp !== 'none' && box.scrollHeight > box.clientHeight + 1);
      if (!isCut) continue;
      let titled = false;
      for (let at = element; at !== null; at = at.parentElement)
        if ((at.getAttribute('title') ?? '').replace(/\s+/g, ' ').includes(text)) titled = true;
      if (!titled) found.push('cut: ' + text.slice(0, 80));
      break;
    }
  }
  return [...new Set(found)];
})()`;

/** Empty: nothing is wrong. */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(LOOK);
}
