// Finds locators for the fields that a user named without a selector, from a few pages of the job. Each locator is
// tried on all of these pages. A wrong or missing value lowers its confidence; the most confident locators are kept.
import type { Element } from 'domhandler';
import { compileFields, extractFields } from '../../reading/part/field/field-rule.ts';
import { foldSpace } from '../../reading/html/copy-text.ts';
import { valueForm } from '../../reading/part/field/value-form.ts';
import { textOf } from '../../reading/html/html-tree.ts';
import { viewPage } from '../../reading/parse-page.ts';
import { type Candidate, candidatesFor } from './candidates.ts';
import { roleOf } from './field-role.ts';
import { type KnownValue, exampleValue, isSame, knownValue } from './known-value.ts';
import type { FoundField, FoundLocator, SelectorPage, WantedField } from './wanted-field.ts';
import { given } from '../../system/given.ts';

const MAX_TARGETS = 12;
const MAX_CANDIDATES = 120;
const MAX_LOCATORS = 4;
const MAX_A_KIND = 2;
const MIN_CONFIDENCE = 0.4;
const MAX_TEXT = 400;

export function toSelectorPage(html: string, url: string): SelectorPage {
  const view = viewPage(html, url);
  return { url, elements: view.tree.all, view };
}

export function inferSelectors(pages: readonly SelectorPage[], wanted: readonly WantedField[]): FoundField[] {
  return wanted.map((field) => inferField(pages, field));
}

interface Yardstick {
  readonly page: SelectorPage;
  /** Null: the value on this page is not known; what a locator finds there must have the form of a known value. */
  readonly value: KnownValue | null;
}

function inferField(pages: readonly SelectorPage[], field: WantedField): FoundField {
  const { name } = field;
  const example = exampleValue(field);
  if (example === null && roleOf(name) === null)
    return {
      name,
      locators: [],
      note: `“${name}” is no name with a known meaning: give an example of its value`,
    };
  const yardsticks = pages.map((page) => ({ page, value: valueOn(page, name, example) }));
  const known = yardsticks.filter(({ value }) => value !== null);
  if (known.length === 0) {
    const missing =
      example === null
        ? `no page shows its ${name} in a way that is known`
        : 'the example is on none of the pages';
    return { name, locators: [], note: missing };
  }
  const candidates = known.flatMap(({ page, value }) => (value === null ? [] : candidatesOn(page, value)));
  const form = valueForm(field.example ?? known[0]?.value?.value ?? '');
  const tried = unique(candidates)
    .slice(0, MAX_CANDIDATES)
    .flatMap((candidate) => tryOn(candidate, yardsticks, form));
  const locators = choose(tried);
  const of = example === null ? 'what the pages say of themselves' : 'the example';
  return {
    name,
    locators,
    note:
      locators.length === 0
        ? 'no lasting locator finds it'
        : `checked against ${of} on ${pages.length} pages`,
  };
}

/** The value to find on a page: the example if the page holds it; without an example, what the field's name means. */
function valueOn(page: SelectorPage, name: string, example: KnownValue | null): KnownValue | null {
  if (example === null) return knownValue(page, name);
  return targetsOn(page, example).length > 0 ? example : null;
}

interface Target {
  readonly element: Element;
  readonly attribute?: string;
}

const READ_ATTRIBUTES = ['content', 'datetime', 'value', 'src', 'href', 'title'];

function targetsOn({ elements }: SelectorPage, value: KnownValue): Target[] {
  const targets: Target[] = [];
  for (const element of elements) {
    if (targets.length >= MAX_TARGETS) break;
    if (element.name === 'html' || element.name === 'body' || element.name === 'script') continue;
    for (const [attribute, raw] of Object.entries(element.attribs))
      if (isRead(attribute) && states(raw, value)) targets.push({ element, attribute });
    if (states(textOf(element, MAX_TEXT + 1), value)) targets.push({ element });
  }
  return targets;
}

function isRead(attribute: string): boolean {
  return READ_ATTRIBUTES.includes(attribute) || attribute.startsWith('data-');
}

function states(raw: string, value: KnownValue): boolean {
  return raw !== '' && raw.length <= MAX_TEXT && isSame(value, raw);
}

function candidatesOn(page: SelectorPage, value: KnownValue): Candidate[] {
  return targetsOn(page, value).flatMap(({ element, attribute }) => candidatesFor(element, attribute));
}

function unique(candidates: readonly Candidate[]): Candidate[] {
  const byKey = new Map<string, Candidate>();
  for (const candidate of candidates.toSorted((a, b) => b.strength - a.strength)) {
    const key = `${candidate.selector}@${candidate.attribute ?? ''}`;
    if (!byKey.has(key)) byKey.set(key, candidate);
  }
  return [...byKey.values()];
}

function tryOn(candidate: Candidate, yardsticks: readonly Yardstick[], form: string): FoundLocator[] {
  const { selector, attribute, kind, strength } = candidate;
  const locator = { kind: 'css', selector, ...given({ attribute }) } as const;
  const compiled = compileFields([{ name: 'value', locators: [locator] }]);
  if (!compiled.ok) return [];
  let hits = 0;
  let wrong = 0;
  let judged = 0;
  const values: string[] = [];
  for (const { page, value } of yardsticks) {
    const found = extractFields(compiled.fields, page.elements)[0]?.value ?? null;
    if (found !== null) values.push(foldSpace(found).slice(0, 80));
    if (value === null && found === null) continue;
    judged += 1;
    const isRight = found !== null && (value === null ? valueForm(found) === form : isSame(value, found));
    if (isRight) hits += 1;
    else if (found !== null) wrong += 1;
  }
  if (judged === 0 || hits === 0) return [];
  // A locator that is right on few pages is not proven.
  const proof = 1 - 0.25 / Math.max(1, hits);
  const confidence = (hits / judged) * (1 - wrong / judged) * strength * proof;
  const counts = { hits, pages: judged, confidence: Math.round(confidence * 100) / 100 };
  return [
    {
      selector,
      ...given({ attribute }),
      kind,
      ...counts,
      values: values.slice(0, 3),
    },
  ];
}

/** At most two locators of a kind, so that one change of the site does not break all; of equals the shorter first. */
function choose(tried: readonly FoundLocator[]): FoundLocator[] {
  const chosen: FoundLocator[] = [];
  const sorted = tried
    .filter(({ confidence }) => confidence >= MIN_CONFIDENCE)
    .toSorted((a, b) => b.confidence - a.confidence || a.selector.length - b.selector.length);
  for (const locator of sorted) {
    const ofKind = chosen.filter(({ kind }) => kind === locator.kind).length;
    const isNeeded = locator.kind !== 'position' || chosen.length === 0;
    if (ofKind < MAX_A_KIND && isNeeded) chosen.push(locator);
    if (chosen.length === MAX_LOCATORS) break;
  }
  return chosen;
}
