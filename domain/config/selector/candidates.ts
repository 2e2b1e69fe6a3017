// Locators that lead to an element: attributes made for machines, lasting ids and classes, a label beside it, and as a
// last resort its position. Generated names are left out: they change with the next build of the site.
import type { Element } from 'domhandler';
import { foldSpace } from '../../reading/html/copy-text.ts';
import { isElement, textOf } from '../../reading/html/html-tree.ts';
import { isLastingName } from './lasting-name.ts';
import { lastingClasses, MACHINE, pathUp, quoted } from './part-names.ts';
import type { LocatorKind } from './wanted-field.ts';

export interface Candidate {
  readonly selector: string;
  readonly attribute?: string;
  readonly kind: LocatorKind;
  /** 0 to 1: how well this kind of locator outlives changes of the site. */
  readonly strength: number;
}

const MAX_CLASSES = 3;

function someClasses(element: Element): string[] {
  return lastingClasses(element).slice(0, MAX_CLASSES);
}

/** Locators of the element or, with `attribute`, of that attribute of the element. */
export function candidatesFor(element: Element, attribute?: string): Candidate[] {
  const own = ownNames(element, attribute);
  const within = pathUp(element)
    .slice(1, 7)
    .flatMap((parent) => anchorsOf(parent))
    .slice(0, 3)
    .flatMap(({ selector, strength }) =>
      [element.name, ...someClasses(element).map((name) => `.${name}`)].map(
        (leaf): Candidate => ({ selector: `${selector} ${leaf}`, kind: 'css', strength: strength * 0.9 }),
      ),
    );
  const all = [...own, ...within, ...labelled(element), byPosition(element)];
  return attribute === undefined ? all : all.map((candidate) => ({ ...candidate, attribute }));
}

function ownNames(element: Element, attribute: string | undefined): Candidate[] {
  const { name, attribs } = element;
  const found: Candidate[] = [];
  for (const key of MACHINE) {
    const value = attribs[key];
    if (value === undefined || value === '' || value.length > 60) continue;
    const tag = key === 'name' || key === 'property' ? name : '';
    const strength = key === 'itemprop' ? 0.98 : key === 'property' ? 0.93 : 0.95;
    found.push({ selector: `${tag}[${key}=${quoted(value)}]`, kind: 'attribute', strength });
  }
  if (attribute?.startsWith('data-') === true)
    found.push({ selector: `[${attribute}]`, kind: 'attribute', strength: 0.94 });
  for (const { selector, strength } of anchorsOf(element)) found.push({ selector, kind: 'css', strength });
  const classes = someClasses(element);
  if (classes.length > 0)
    found.push({ selector: `${name}.${classes.join('.')}`, kind: 'css', strength: 0.9 });
  if (name === 'h1' || name === 'time') found.push({ selector: name, kind: 'css', strength: 0.88 });
  return found;
}

/** Selectors that name an element wherever it stands: its id, its lasting classes, `main` or `article`. */
function anchorsOf(element: Element): { selector: string; strength: number }[] {
  const { id } = element.attribs;
  return [
    ...(id !== undefined && isLastingName(id) && !/\d/.test(id)
      ? [{ selector: `#${id}`, strength: 0.95 }]
      : []),
    ...someClasses(element).map((name) => ({ selector: `.${name}`, strength: 0.91 })),
    ...(element.name === 'main' || element.name === 'article'
      ? [{ selector: element.name, strength: 0.8 }]
      : []),
  ];
}

const MAX_LABEL = 30;
const LABEL_TAGS = new Set(['dt', 'th', 'b', 'strong', 'label', 'span', 'td', 'h3', 'h4', 'div', 'p']);

/** A locator by the label in the element before it: "Brand:". */
function labelled(element: Element): Candidate[] {
  let { prev } = element;
  while (prev !== null && !isElement(prev)) prev = prev.prev;
  if (prev === null || !LABEL_TAGS.has(prev.name)) return [];
  const label = foldSpace(textOf(prev, 100)).replace(/\s*:$/, '');
  const words =
    label.length >= 2 && label.length <= MAX_LABEL && /^\p{L}[\p{L}./-]*(?:\s[\p{L}./-]+){0,2}$/u.test(label);
  if (!words) return [];
  const selector = `${prev.name}:icontains(${quoted(label)}) + ${element.name}`;
  return [{ selector, kind: 'text-anchor', strength: prev.name === 'dt' || prev.name === 'th' ? 0.9 : 0.84 }];
}

/** The last resort: it breaks when the site adds an element before it. */
function byPosition(element: Element): Candidate {
  const steps: string[] = [];
  for (const here of pathUp(element).slice(0, 4)) {
    const siblings =
      here.parent?.children.filter((child) => isElement(child) && child.name === here.name) ?? [];
    const at = siblings.indexOf(here) + 1;
    steps.unshift(siblings.length > 1 ? `${here.name}:nth-of-type(${at})` : here.name);
  }
  return { selector: steps.join(' > '), kind: 'position', strength: 0.5 };
}
