// `preview URL` looks at a page once and tells what a job would make of it, before there is one.
import type { Command } from 'commander';
import type { PreviewView, TriedRulesView } from '../../../api/client/client.ts';
import type { JobInput } from '../../../domain/config/schema.ts';
import { refusedCallNotice } from '../../../domain/job/preview/look-findings.ts';
import { DOCUMENT_WORDS } from '../../../domain/reading/page/document-word.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { given } from '../../../domain/system/given.ts';
import type { PageStep } from '../../../domain/web/page-step/page-step.ts';
import { collect } from '../../change-options.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { followPreview } from '../../follow-preview.ts';
import { askAbout } from './ask-about.ts';
import { addPageStepOptions, type PageStepOptions, toPageSteps } from '../../page-step-options.ts';
import { findLogin } from '../../job/find-login.ts';
import { proxyOf } from '../../job/option/find-proxy-pool.ts';
import { addPriceOptions, type PriceOptions, toPriceRules } from '../../job/price-option.ts';
import { formatBytes, formatDuration, plain } from '../../print-table.ts';

const LINES = 8;
const VALUES = 3;
const PASSED = 5;

interface PreviewOptions extends PageStepOptions, PriceOptions {
  readonly part?: readonly string[];
  readonly browser?: boolean;
  readonly ignoreRobots?: boolean;
  readonly login?: string;
  readonly proxy?: string;
  readonly ask?: string;
  readonly job?: string;
}

export function registerPreview(program: Command, run: Run): void {
  const command = program
    .command('preview')
    .summary('look at a page once: what a job would make of it')
    .argument('<url>', 'address of the page')
    .option('--part <selector>', 'look at this part alone; may be repeated', collect)
    .option('--browser', 'look as a browser would')
    .option('--ignore-robots', 'do not keep to robots.txt: for sites of your own')
    .option('--login <login>', 'look by this login: its id or name (webloom logins)')
    .option(
      '--ask <wish>',
      'say in plain words what to watch: a language model points, Webloom proves (docs/model.md)',
    )
    .option('--job <job>', 'with --ask: try what is found on the stored versions of this job, too')
    .option('--proxy <pool>', 'look by this proxy pool: its id or name (webloom proxies), or none');
  addPageStepOptions(command);
  addPriceOptions(command);
  command.action((url: string, options: PreviewOptions) => run((context) => preview(context, url, options)));
}

async function preview(context: CliContext, url: string, options: PreviewOptions): Promise<number> {
  const { api } = context;
  if (options.job !== undefined && options.ask === undefined)
    throw new WebloomError(
      'validation',
      '--job says on whose stored versions --ask is tried: add --ask WISH.',
    );
  const fetch = await fetchOf(context, options);
  const priceRules = await toPriceRules(options);
  const watched = options.part === undefined ? {} : { changes: { scope: { include: [...options.part] } } };
  const seen = await followPreview(context, await api.preview({ url, ...given({ fetch }), ...watched }));
  if (options.ask !== undefined && seen.outcome === 'understood')
    return askAbout(context, seen.previewId, { wish: options.ask, job: options.job });
  const isTried = priceRules.length > 0 && seen.page !== null;
  const changes = { watch: 'price-and-stock' as const, priceRules };
  const tried = isTried ? await api.tryRules(seen.previewId, { changes }) : null;
  if (context.json) printJson(context, tried === null ? seen : { ...seen, tried });
  else context.out(describe(context, seen, await offeredCommand(seen)));
  if (!context.json && tried !== null) context.out(describeTrial(context, tried));
  return seen.outcome === 'understood' ? EXIT.ok : EXIT.error;
}

/** The form that API and command share; what it is not is refused there. */
async function fetchOf(
  context: CliContext,
  { browser = false, ignoreRobots = false, login: named, proxy: pool, ...options }: PreviewOptions,
): Promise<JobInput['config']['fetch']> {
  const steps = toPageSteps(options, context) as PageStep[] | undefined;
  const login = named === undefined ? undefined : (await findLogin(context, named)).loginId;
  const proxy = pool === undefined ? undefined : await proxyOf(context, pool);
  const asked = {
    ...(browser ? { profile: 'browser' as const } : {}),
    ...(ignoreRobots ? { obeyRobots: false } : {}),
    ...given({ login, proxy, steps }),
  };
  return Object.keys(asked).length === 0 ? undefined : asked;
}

/** What the price rules would tell, on the price that was just seen. */
function describeTrial({ paint }: CliContext, { priceRules, priceMoves }: TriedRulesView): string {
  const lines = ['', paint.dim('Tried on what was seen:')];
  if (priceRules.length === 0) lines.push('  the page names no price or stock now');
  for (const { firesNow, reason } of priceRules)
    if (firesNow) lines.push(`  as it is now: ${plain(reason, 200)} ${paint.green('told')}`);
  for (const { about, before, after, told } of priceMoves) {
    const [from, to] = [before, after].map(({ price, availability }) =>
      about === 'price' && price !== null ? `${price.amount} ${price.currency}` : availability,
    );
    lines.push(`  ${from} → ${to} ${told ? paint.green('told') : 'quiet'}`);
  }
  return `${lines.join('\n')}\n`;
}

/** What makes the job of the page's own JSON; null: none is offered. */
async function offeredCommand({ json }: PreviewView): Promise<string | null> {
  if (json === null || json.offer === null) return null;
  const { commandLineOf } = await import('../../../domain/config/command/job-command.ts');
  // The API describes it as a job that POST /v1/jobs takes.
  return commandLineOf(json.offer.job as unknown as JobInput).line;
}

function describe({ paint }: CliContext, seen: PreviewView, command: string | null): string {
  const { problem, page, suggestions } = seen;
  const lines: string[] = [];
  const say = (name: string, text: string): void => void lines.push(`${name.padEnd(10)} ${text}`);
  if (problem !== null)
    lines.push(`${paint.yellow('!')} ${plain(problem.what, 300)}`, `  ${plain(problem.remedy, 300)}`);
  if (page !== null) sayPage(page, say);
  if (seen.robots !== null) say('robots', seen.robots.rule ?? robotsWords(seen.robots.status));
  if (seen.pace !== null) say('pace', seen.pace.words);
  if (seen.fetched !== null) {
    say('answer', answerWords(seen.fetched));
  }
  if (seen.pageSteps !== null)
    lines.push('', paint.dim('Steps:'), ...seen.pageSteps.map((one) => stepLine(one, paint)));
  lines.push(...refusedCallLines(seen.refusedCalls, paint));
  if (page !== null) lines.push(...textLines(page, paint));
  lines.push(...jsonLines(seen.json, command, paint));
  if (suggestions.length > 0) {
    lines.push('', paint.dim('What could be watched:'));
    lines.push(
      ...suggestions.map(({ title, why }) => `  ${paint.bold(plain(title, 80))}  ${plain(why, 160)}`),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** What would be watched, or why there is nothing. */
function textLines(
  { text: { lines, places, lineCount, fault } }: NonNullable<PreviewView['page']>,
  paint: CliContext['paint'],
): string[] {
  if (fault !== null) return ['', `${paint.yellow('!')} ${plain(fault, 300)}`];
  if (lines.length === 0) return [];
  const shown = lines.slice(0, LINES);
  return [
    '',
    paint.dim(`What would be watched (${lineCount} lines):`),
    ...shown.map((line, at) => `  ${plain(line, 100)}${placeWords(places[at], paint)}`),
  ];
}

/** What is missing on the page, and what to do. */
function refusedCallLines(calls: PreviewView['refusedCalls'], paint: CliContext['paint']): string[] {
  const notice = refusedCallNotice(calls);
  if (notice === null) return [];
  const told = notice.calls.map((words) => `    ${plain(words, 400)}`);
  return ['', `${paint.yellow('!')} ${notice.what}`, ...told, `  ${notice.remedy}`];
}

/** The page's own JSON in place of a browser, or why none is offered. */
function jsonLines(json: PreviewView['json'], command: string | null, paint: CliContext['paint']): string[] {
  if (json === null) return [];
  const { offer, passed } = json;
  if (offer === null)
    return passed.length === 0
      ? []
      : ['', paint.dim('In JSON of its own, not offered:'), ...passed.slice(0, PASSED).map(passedLine)];
  const paths = offer.paths.map((path) => plain(path, 200)).join(', ');
  const asked = offer.sent === null ? '' : ', asked by POST';
  const where = offer.from === 'page' ? `in JSON within ${offer.url}` : `in JSON at ${offer.url}${asked}`;
  const sent = `sent in ${formatBytes(offer.bytes)} without a browser`;
  return [
    '',
    `${paint.green('→')} What you watch also stands ${plain(where, 2_100)} (${paths}), ${sent}:`,
    ...offer.values.slice(0, VALUES).map((value) => `  ${plain(value, 100)}`),
    `  ${paint.bold('Watch that instead:')}`,
    `  ${command ?? ''}`,
  ];
}

function passedLine({ url, why }: NonNullable<PreviewView['json']>['passed'][number]): string {
  return `  ${plain(url, 200)}: ${plain(why, 300)}`;
}

function answerWords({ status, bytes, elapsedMs, rendered }: NonNullable<PreviewView['fetched']>): string {
  const size = `${status}, ${formatBytes(bytes)}`;
  const time = formatDuration(elapsedMs);
  return rendered === true ? `${size}; built by JavaScript: rendered in ${time}` : `${size} in ${time}`;
}

type StepResult = NonNullable<PreviewView['pageSteps']>[number];

function stepLine({ n, name, kind, outcome, ms, detail }: StepResult, paint: CliContext['paint']): string {
  const mark = { ok: paint.green('ok'), skipped: paint.dim('left out'), failed: paint.red('failed') }[
    outcome
  ];
  const named = name === undefined ? kind : `${plain(name, 80)} (${kind})`;
  const more = detail === undefined ? '' : `: ${plain(detail, 300)}`;
  return `  ${n}. ${named} ${mark} in ${formatDuration(ms)}${more}`;
}

/** What is no body is said of each line. */
function placeWords(place: string | undefined, { dim }: CliContext['paint']): string {
  return place === undefined || place === 'body' ? '' : `  ${dim(`(${place})`)}`;
}

type Page = NonNullable<PreviewView['page']>;

/** Pages or sheets of a document that are named. */
const SHOWN_PARTS = 12;

function sayPage(page: Page, say: (name: string, text: string) => void): void {
  say('type', kindWords(page));
  if (page.title !== '') say('title', plain(page.title, 200));
  if (page.price !== null) say('price', priceWords(page.price));
  const { parts = [] } = page.declared ?? {};
  if (parts.length > 0) say('parts', `${plain(parts.slice(0, SHOWN_PARTS).join(', '), 200)}  (--part)`);
  say(
    'links',
    `${page.links.total}, of them ${page.links.items} items and ${page.links.paging} to further pages`,
  );
  for (const { text, rule } of page.noise.slice(0, 3)) say('noise', `${plain(text, 80)}  (${rule})`);
}

function kindWords({ type, subtype, document, confidence, reasons }: Page): string {
  if (document !== null) return DOCUMENT_WORDS[document];
  const kind = subtype === null ? type : `${type} (${subtype})`;
  return `${kind}, ${Math.round(confidence * 100)} %: ${plain(reasons.join(', '), 200)}`;
}

function priceWords({ price, source, availability }: NonNullable<Page['price']>): string {
  if (price === null) return `none; stock ${availability}`;
  return `${price.amount} ${price.currency} from ${source ?? 'the page'}; stock ${availability}`;
}

function robotsWords(status: 'rules' | 'none' | 'unread'): string {
  if (status === 'none') return 'there is no robots.txt';
  return status === 'unread' ? 'not read' : 'allowed';
}
