// A short structural path for a text block: tags and lasting ids, no classes and no positions, so that a
// re-styled or re-ordered page keeps its paths.
import type { Element } from 'domhandler';
import { isElement } from './html-tree.ts';

const MAX_STEPS = 5;
/** Ids made by people are words without digits; generated ids keep changing. */
const LASTING_ID = /^[A-Za-z]+(?:[_-][A-Za-z]+){0,3}$/;
const TRANSPARENT = new Set(['html', 'body', 'tbody']);

function segment(element: Element): string {
  const { id } = element.attribs;
  return id !== undefined && id.length <= 30 && LASTING_ID.test(id) ? `${element.name}#${id}` : element.name;
}

/** The nearest MAX_STEPS elements, written outermost first: `main/section#reviews/ul/li`. */
export function blockPath(element: Element): string {
  let path = '';
  let here: Element | undefined = element;
  for (let steps = 0; here !== undefined && steps < MAX_STEPS; ) {
    if (!TRANSPARENT.has(here.name)) {
      const step = segment(here);
      path = path === '' ? step : `${step}/${path}`;
      steps++;
    }
    here = isElement(here.parent) ? here.parent : undefined;
  }
  return path === '' ? 'body' : path;
}
