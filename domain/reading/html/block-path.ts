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

/** Where elements stand that are reached by the same steps. */
interface Place {
  /** The nearest MAX_STEPS elements, outermost first. */
  readonly steps: readonly string[];
  /** The same, written `main/section#reviews/ul/li`. */
  readonly path: string;
  readonly inside: Map<string, Place>;
}

/** The paths of elements of one page. Those of the same place share one string, which is written once. */
export function createBlockPaths(): (element: Element) => string {
  const top: Place = { steps: [], path: 'body', inside: new Map() };
  const known = new Map<Element, Place>();
  const placeOf = (element: Element): Place => {
    const found = known.get(element);
    if (found !== undefined) return found;
    const outer = isElement(element.parent) ? placeOf(element.parent) : top;
    const place = TRANSPARENT.has(element.name) ? outer : placeInside(outer, segment(element));
    known.set(element, place);
    return place;
  };
  return (element) => placeOf(element).path;
}

function placeInside(outer: Place, step: string): Place {
  const known = outer.inside.get(step);
  if (known !== undefined) return known;
  const steps = [...outer.steps, step].slice(-MAX_STEPS);
  const place = { steps, path: steps.join('/'), inside: new Map() };
  outer.inside.set(step, place);
  return place;
}

/** The path of one element alone. */
export function blockPath(element: Element): string {
  return createBlockPaths()(element);
}
