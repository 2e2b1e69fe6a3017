// Runs an inspection on a file, a text, a URL, or one case per line.
import { existsSync } from 'node:fs';
import { type ChangeRules, changeRulesOf } from '../../domain/change/rules.ts';
import { documentKind } from '../../domain/reading/content/document/document-kind.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { faultsOf } from '../../domain/system/fault.ts';
import { checkWatch } from '../../domain/config/check-watch.ts';
import type { ChangesPatch } from '../../domain/config/schema.ts';
import { changesSchema } from '../../domain/config/watch/schema.ts';
import { type WatchRules, watchRulesOf } from '../../domain/reading/part/watch-rules.ts';
import { type CliContext, printJson } from '../context.ts';
import { describeInspection } from './describe-inspection.ts';
import { type InspectCase, type Takes, subjectRule } from './inspect-subject.ts';
import { readBytes, readInspected, withHtml } from './read-page.ts';
import { fetchPage, readPolicy } from '../stack/fetch-page.ts';
import { type PageStepOptions, toPageSteps } from '../page-step-options.ts';
import type { TextSubject } from './subject.ts';
import { given } from '../../domain/system/given.ts';

export interface InspectOptions extends PageStepOptions {
  readonly url?: string;
  readonly ndjson?: boolean;
  /** Pages at addresses are opened in a browser. */
  readonly render?: boolean;
  /** For the subject selectors: names of fields; `example`: a value of the first one. */
  readonly field?: readonly string[];
  readonly example?: string;
  /** For the subject change: what a job would have in `config.changes`. */
  readonly changes?: ChangesPatch;
}

interface InspectInput extends InspectOptions {
  readonly inputs: readonly string[];
}

export async function inspectLines(context: CliContext, what: TextSubject): Promise<void> {
  const { inspect } = subjectRule(what, () => readPolicy(context.env));
  for await (const line of context.lines()) {
    if (line.trim() === '') continue;
    context.out(`${JSON.stringify(inspectLine(line, inspect))}\n`);
  }
}

/** A case that fails gives an error in its own line; the others go on. */
function inspectLine(line: string, inspect: (input: InspectCase) => object): object {
  let id: unknown = null;
  try {
    const input = parseCase(line);
    id = input['id'] ?? null;
    return { id, ...inspect(withHtml(input)) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

function parseCase(line: string): InspectCase {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new WebloomError('validation', 'A case is a JSON object.');
  return { ...value };
}

export async function inspectOne(
  context: CliContext,
  what: TextSubject,
  options: InspectInput,
): Promise<void> {
  const { takes, inspect } = subjectRule(what, () => readPolicy(context.env));
  const result = inspect(await toCase(context, takes, options));
  if (context.json) printJson(context, result);
  else context.out(describeInspection(context, what, result));
}

async function toCase(context: CliContext, takes: Takes, options: InspectInput): Promise<InspectCase> {
  const { inputs, url } = options;
  const [input = '-', other] = inputs;
  switch (takes) {
    case 'text':
      return {
        text: input === '-' || existsSync(input) ? (await readPage(context, input, options)).text : input,
      };
    case 'url':
      return {
        url: input,
        input,
        explain: true,
        ...given({ other, base: url }),
      };
    case 'page': {
      const page = await readPage(context, input, options);
      return { html: page.text, url: url ?? page.url };
    }
    case 'watched': {
      const page = await readPage(context, input, options);
      const { watched } = jobRules(options.changes ?? {});
      return { html: page.text, url: url ?? page.url, content_type: page.contentType, watched };
    }
    case 'pages':
      return pagesCase(context, options);
    case 'versions':
      return other === undefined
        ? fileCase(await readPage(context, input, options), url)
        : versionsCase(context, options);
    case 'case':
      return fileCase(await readPage(context, input, options), url);
  }
}

/** Versions of a page, judged by the rules that the options give a job. */
async function versionsCase(context: CliContext, options: InspectInput): Promise<InspectCase> {
  const { inputs, url, changes = {} } = options;
  const steps: { body: string }[] = [];
  let contentType = '';
  for (const input of inputs) {
    const page = await readPage(context, input, options);
    steps.push({ body: page.text });
    contentType = page.contentType;
  }
  return {
    steps,
    changes: jobRules(changes),
    content_type: contentType,
    ...given({ url }),
  };
}

/** Throws with all faults, as if a job with these options were saved. */
function jobRules(changes: ChangesPatch): {
  readonly watched: WatchRules | null;
  readonly rules: ChangeRules;
} {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null));
  const parsed = changesSchema.safeParse(given);
  const faults = [...(parsed.success ? [] : faultsOf(parsed.error.issues)), ...checkWatch(given)];
  if (!parsed.success || faults.length > 0)
    throw new WebloomError('validation', faults.map(({ detail }) => detail).join(' '));
  return { watched: watchRulesOf(parsed.data), rules: changeRulesOf(parsed.data) };
}

async function pagesCase(context: CliContext, options: InspectInput): Promise<InspectCase> {
  const { inputs, field, example, url } = options;
  const [name, ...more] = field ?? [];
  if (name === undefined || inputs.length === 0)
    throw new WebloomError(
      'validation',
      'Name pages and fields: webloom inspect selectors a.html b.html --field price',
    );
  const pages: { html: string; url: string }[] = [];
  for (const input of inputs) {
    const page = await readPage(context, input, options);
    pages.push({ html: page.text, url: page.url ?? url ?? `file:///${input}` });
  }
  const taught = example === undefined ? { name } : { name, example };
  return { pages, fields: [taught, ...more.map((each) => ({ name: each }))] };
}

interface ReadPage {
  readonly text: string;
  /** The header's value, or what the name of a file says; empty: unknown. */
  readonly contentType: string;
  readonly url: string | null;
}

async function readPage(
  context: CliContext,
  input: string,
  { render = false, ...options }: InspectOptions,
): Promise<ReadPage> {
  if (input === '-') return { text: await readAll(context), contentType: '', url: null };
  if (!/^https?:\/\//i.test(input) || existsSync(input))
    return inspected({ body: readBytes(input), contentType: typeByName(input), url: null }, input);
  const steps = toPageSteps(options, { env: context.env });
  const wanted = { url: input, render, ...given({ steps }) };
  const page = await fetchPage(context.env, wanted, context.interrupted);
  return inspected({ ...page, contentType: page.contentType ?? '' }, page.url);
}

async function inspected(
  { body, contentType, url }: { body: Uint8Array; contentType: string; url: string | null },
  from: string,
): Promise<ReadPage> {
  const text = await readInspected({ body, contentType, url: from });
  return { text, contentType: documentKind(body) === null ? contentType : 'text/html', url };
}

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  txt: 'text/plain',
  csv: 'text/csv',
  ics: 'text/calendar',
  md: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
};

function typeByName(file: string): string {
  const ending = /\.([a-z]+)(?:\.gz)?$/i.exec(file)?.[1] ?? '';
  return TYPES[ending.toLowerCase()] ?? '';
}

async function readAll(context: CliContext): Promise<string> {
  const lines: string[] = [];
  for await (const line of context.lines()) lines.push(line);
  return lines.join('\n');
}

/** The content of a robots.txt or sitemap; a file that is a JSON object is a whole case. */
function fileCase({ text, url }: ReadPage, asked: string | undefined): InspectCase {
  if (text.trimStart().startsWith('{')) return parseCase(text);
  return {
    robots_txt: text,
    user_agent: 'Webloom',
    content: text,
    html: text,
    url: asked ?? url ?? '/',
    ...given({ sitemap_url: url ?? undefined }),
  };
}
