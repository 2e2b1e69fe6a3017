// The parts and fields that a model points to. It names a text of the page by number or by its words; the selector is found as for a
// click or an example, and proved on altered copies of the page as theirs are.
import type { JobInput } from '../../../config/schema.ts';
import { counted } from '../../../system/counted.ts';
import { given } from '../../../system/given.ts';
import type { PageViewer, ViewedBody } from '../page-viewer.ts';
import type { PickedPart } from '../pick-part.ts';
import { MAX_FIELDS, MAX_PARTS } from './bounds.ts';
import { type Judged, keptAs, refusedAs, says, together } from './finding.ts';
import type { NumberedText } from './question.ts';
import type { ModelReply } from './schema.ts';

export interface AskedPage {
  readonly viewer: PageViewer;
  readonly body: ViewedBody;
  /** As the model got them. */
  readonly texts: readonly NumberedText[];
  /** All lines of the page, also those the model did not get. */
  readonly lines: readonly string[];
  /** Of the same page as a job has stored it, newest first; none where there is no job. */
  readonly versions: readonly ViewedBody[];
}

type Field = NonNullable<JobInput['config']['fields']>[number];
type SaidPart = NonNullable<ModelReply['parts']>[number];
type SaidField = NonNullable<ModelReply['fields']>[number];

const MAX_SHOWS = 3;

export async function judgeParts(page: AskedPage, parts: ModelReply['parts']): Promise<Judged<string>> {
  const judged: Judged<string>[] = [];
  const known = new Set<string>();
  for (const part of (parts ?? []).slice(0, MAX_PARTS)) {
    const one = await judgePart(page, part);
    // Two numbers may be one element.
    if (one.kept.some((selector) => known.has(selector))) continue;
    for (const selector of one.kept) known.add(selector);
    judged.push(one);
  }
  return together(judged);
}

async function judgePart(page: AskedPage, { text: number, quote }: SaidPart): Promise<Judged<string>> {
  const said = `text ${number}${quote ? `: ${quote}` : ''}`;
  const named = page.texts.find((one) => one.number === number);
  if (named === undefined) return refusedAs('part', said, 'the page has no text of that number');
  if (quote && !says(named.text, quote))
    return refusedAs('part', said, 'those words do not stand in the text of that number');
  const part = { nodes: [named.node], selector: null, exclude: [] };
  const picked = await page.viewer.view(page.body, { view: 'part', part });
  if (picked === null) return refusedAs('part', said, 'the page took too long to be searched');
  const fault = faultOf(picked, named.text);
  if (fault !== null) return refusedAs('part', said, fault);
  const [best] = picked.suggestions;
  const selector = best?.selector ?? '';
  const tried = await tryOnVersions(page, selector);
  if (tried.fault !== null) return refusedAs('part', said, tried.fault);
  const sturdy = best === undefined ? '' : `, ${best.sturdiness}: ${best.why}`;
  const shows = picked.lines.slice(0, MAX_SHOWS);
  return keptAs(selector, { kind: 'part', what: `This part alone${sturdy}${tried.words}`, selector, shows });
}

/** Of the stored versions that a selector has to be found on. */
const LEAST_SHARE = 0.5;

/** A selector that most versions before this one do not have would be lost with the next. */
async function tryOnVersions(
  { viewer, versions }: AskedPage,
  selector: string,
): Promise<{ readonly fault: string | null; readonly words: string }> {
  const part = { nodes: [], selector, exclude: [] };
  const seen = await Promise.all(versions.map((body) => viewer.view(body, { view: 'part', part })));
  const tried = seen.filter((one) => one !== null);
  const finding = tried.filter(({ matches }) => matches > 0).length;
  const words = `found on ${finding} of ${counted(tried.length, 'stored version')}`;
  if (finding < tried.length * LEAST_SHARE) return { fault: `its selector is ${words} alone`, words: '' };
  return { fault: null, words: tried.length === 0 ? '' : `; ${words}` };
}

/** Null: the selector finds that text, and nothing else. */
function faultOf({ selector, matches, lines, fault }: PickedPart, text: string): string | null {
  if (selector === null || matches === 0) return 'no selector finds it';
  if (matches > 1) return `no selector finds it alone: the best finds ${matches} elements`;
  if (fault !== null || lines.length === 0) return 'nothing would be watched there';
  return says(lines.join(' '), text.slice(0, MAX_PROOF)) || lines.some((line) => says(text, line))
    ? null
    : 'what would be watched there does not say it';
}

/** An outline cuts its texts, and so does what is shown of a part. */
const MAX_PROOF = 100;

export async function judgeFields(page: AskedPage, fields: ModelReply['fields']): Promise<Judged<Field>> {
  const judged: Judged<Field>[] = [];
  const names = new Set<string>();
  for (const field of (fields ?? []).slice(0, MAX_FIELDS)) {
    const name = fieldName(field.name);
    if (names.has(name)) continue;
    names.add(name);
    judged.push(await judgeField(page, field, name));
  }
  return together(judged);
}

async function judgeField(
  page: AskedPage,
  { name: saidName, value }: SaidField,
  name: string,
): Promise<Judged<Field>> {
  const said = `${saidName}: ${value}`;
  const example = value.trim();
  if (name === '') return refusedAs('field', said, 'its name has no letters that a field can be called by');
  if (example === '') return refusedAs('field', said, 'it has no value');
  if (!page.lines.some((line) => says(line, example)))
    return refusedAs('field', said, 'this value does not stand on the page');
  const [found] = (await page.viewer.view(page.body, { view: 'fields', fields: [{ name, example }] })) ?? [];
  if (found === undefined) return refusedAs('field', said, 'the page took too long to be searched');
  const searched = found.locators.map(({ selector, attribute }) => ({ selector, ...given({ attribute }) }));
  const locators = searched.length > 0 ? searched : await locatorsOfText(page, example);
  const [best] = locators;
  if (best === undefined) return refusedAs('field', said, `no selector finds it: ${found.note}`);
  const tried = await tryOnVersions(page, best.selector);
  if (tried.fault !== null) return refusedAs('field', said, tried.fault);
  const shown = {
    kind: 'field',
    what: `Field ${name}${tried.words}`,
    selector: best.selector,
    shows: [example],
  } as const;
  return keptAs({ name, locators, example }, shown);
}

const MAX_LOCATORS = 2;

/** Where the value is all that one text of the page says: what a click on it would find, beside its label for one. */
async function locatorsOfText(
  { viewer, body, texts }: AskedPage,
  value: string,
): Promise<{ selector: string }[]> {
  const [only, other] = texts.filter(({ text }) => says(text, value) && says(value, text));
  if (only === undefined || other !== undefined) return [];
  const part = { nodes: [only.node], selector: null, exclude: [] };
  const picked = await viewer.view(body, { view: 'part', part });
  const alone = (picked?.suggestions ?? []).filter(({ matches }) => matches === 1);
  return alone.slice(0, MAX_LOCATORS).map(({ selector }) => ({ selector }));
}

const MAX_NAME = 64;

/** As fields are called: letters, digits, hyphens; empty: there is nothing of that. */
function fieldName(said: string): string {
  const plain = said
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9_]+/g, '-');
  return plain
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, MAX_NAME)
    .replace(/-+$/, '');
}
