// Simple selectors that one element goes by: its id, what it says to machines, its lasting classes, where it leads, what it is.
import type { Element } from 'domhandler';
import { foldSpace } from '../../reading/html/copy-text.ts';
import { isElement, textOf } from '../../reading/html/html-tree.ts';
import { isLastingName, writtenStart } from './lasting-name.ts';

export interface PartName {
  readonly selector: string;
  /** 0 to 1: how well it outlives changes of the site. */
  readonly strength: number;
}

/** Classes that say how an element looks or what state it is in, not what it is: "mt-4", "text-right", "active". */
const LOOKS =
  /^(?:[mp][trblxy]?|w|h|col|row|text|font|bg|flex|grid|d|is|has|u|js|float|clear|pull|align|justify|border|rounded|shadow|gap|order|hidden|visible|active|open|even|odd|first|last|left|right|bold|small|large)(?:[-_].*)?$/i;
/** Attributes that are made for machines. */
export const MACHINE = [
  'itemprop',
  'data-testid',
  'data-test',
  'data-qa',
  'data-field',
  'data-role',
  'data-hook',
  'property',
  'name',
];
/** Attributes that tell one record of a list from the others. */
const RECORD = /^data-(?:[a-z-]*-)?(?:id|sku|asin|key|slug|code|product|item|number)$/;
const MAX_VALUE = 120;
const MAX_CLASSES = 4;
/** Elements that a page has one or few of, by what they are. */
const KINDS: Readonly<Record<string, number>> = {
  h1: 0.88,
  time: 0.86,
  main: 0.84,
  article: 0.8,
  table: 0.72,
  form: 0.72,
  dl: 0.7,
};
const REGIONS: Readonly<Record<string, number>> = { header: 0.72, footer: 0.72, nav: 0.72, aside: 0.72 };
const PLAIN = 0.66;

/** Best first. */
export function namesOf(element: Element): PartName[] {
  const names = [
    ...machineNames(element),
    ...classNames(element),
    ...addressNames(element),
    kindName(element),
  ];
  return names.toSorted((a, b) => b.strength - a.strength);
}

/** Those that say which one it is wherever it stands: a kind of element alone does not, but for parts of the page. */
export function anchorsOf(element: Element): PartName[] {
  const isKind = element.name in KINDS || element.name in REGIONS;
  const names = [...machineNames(element), ...classNames(element)];
  return isKind ? [...names, kindName(element)] : names;
}

/** The name of the element as a selector has it: those of Office have a colon. */
export function tagOf({ name }: Element): string {
  return name.replace(/[^a-z0-9_-]/gi, '\\$&');
}

export function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function machineNames(element: Element): PartName[] {
  const { attribs } = element;
  const found: PartName[] = [];
  const { id } = attribs;
  if (id !== undefined && isLastingName(id) && !/\d/.test(id))
    found.push({ selector: `#${id}`, strength: 0.96 });
  for (const [key, value] of Object.entries(attribs)) {
    if (value === '' || value.length > MAX_VALUE) continue;
    const tag = key === 'name' || key === 'property' ? tagOf(element) : '';
    if (MACHINE.includes(key)) found.push({ selector: `${tag}[${key}=${quoted(value)}]`, strength: 0.95 });
    else if (RECORD.test(key)) found.push({ selector: `[${key}=${quoted(value)}]`, strength: 0.87 });
  }
  return found;
}

/** Those that say what it is, and not how it looks. */
function tellingClasses({ attribs }: Element): string[] {
  return (attribs['class'] ?? '').split(/\s+/).filter((one) => one !== '' && !LOOKS.test(one));
}

export function lastingClasses(element: Element): string[] {
  return tellingClasses(element).filter(isLastingName);
}

function classNames(element: Element): PartName[] {
  const lasting = lastingClasses(element).slice(0, MAX_CLASSES);
  const starts = tellingClasses(element)
    .flatMap((one) => writtenStart(one) ?? [])
    .slice(0, 2);
  return [
    ...lasting.map((one) => ({ selector: `.${one}`, strength: 0.9 })),
    ...lasting.map((one) => ({ selector: `${tagOf(element)}.${one}`, strength: 0.895 })),
    ...starts.map((start) => ({ selector: `[class*=${quoted(start)}]`, strength: 0.85 })),
  ];
}

export function addressNames({ name, attribs }: Element): PartName[] {
  const { href } = attribs;
  if (name !== 'a' || href === undefined || !isOwnAddress(href)) return [];
  return [{ selector: `a[href=${quoted(href)}]`, strength: 0.84 }];
}

/** Not "#", no script, and nothing that is made for one visit. */
export function isOwnAddress(href: string): boolean {
  return (
    href.length > 2 &&
    href.length <= MAX_VALUE &&
    !/^(?:#|javascript:)|[?&](?:session|sid|token|ref|utm_\w+)=/i.test(href)
  );
}

function kindName(element: Element): PartName {
  const { name } = element;
  return { selector: tagOf(element), strength: KINDS[name] ?? REGIONS[name] ?? PLAIN };
}

const MAX_LABEL = 40;

/** The text of a label or heading, as a selector can ask for it; null: it is none. */
export function labelText(element: Element): string | null {
  const text = firstText(element).replace(/\s*:$/, '');
  const isWhole = foldSpace(textOf(element, 200)).trim().replace(/\s*:$/, '') === text;
  const isLabel = text.length >= 2 && text.length <= MAX_LABEL && /^\p{L}[\p{L}\p{M}\d ./&'’-]*$/u.test(text);
  return isWhole && isLabel && text.split(' ').length <= 6 ? text : null;
}

/** The first text in it that is not blank, as it stands in the page, without what surrounds it. */
export function firstText(element: Element): string {
  for (const child of element.children) {
    const text = isElement(child) ? firstText(child) : child.type === 'text' ? child.data.trim() : '';
    if (text !== '') return text;
  }
  return '';
}

export function childElements(element: Element): Element[] {
  return element.children.filter(isElement);
}

/** Itself and the elements around it, without body and html. */
export function pathUp(element: Element): Element[] {
  const path: Element[] = [];
  for (
    let here: Element['parent'] = element;
    isElement(here) && here.name !== 'body' && here.name !== 'html';
    here = here.parent
  )
    path.push(here);
  return path;
}
