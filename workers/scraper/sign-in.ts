// Signs in to a site by its form: gets the page, fills the form in, sends it, and the next one where name, password and code are
// asked for one after another. All of it goes through the fetcher of pages, with its guards.
import { MAX_FORMS } from '../../domain/config/login/bounds.ts';
import {
  type Account,
  asksForPassword,
  fillLoginForm,
  type FilledForm,
} from '../../domain/config/login/login-form.ts';
import { htmlOf, showsSign } from '../../domain/config/login/login-signs.ts';
import { oneTimeCodes } from '../../domain/config/login/one-time-code.ts';
import type { FormLogin, PageStepsLogin } from '../../domain/config/login/schema.ts';
import { type HtmlTree, parseHtml } from '../../domain/reading/html/html-tree.ts';
import type { Fetcher, FetchOutcome, FetchRequest } from '../../domain/web/fetch/fetcher.ts';
import { coversHost } from '../../domain/web/host/covered-host.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import { openCookieJar, type SessionJar } from '../../adapters/http/cookie-jar.ts';

export type SignIn =
  | { readonly result: 'in'; readonly jar: SessionJar }
  /** The site has seen the account and said no; in words, without any of its secrets. */
  | { readonly result: 'refused'; readonly detail: string }
  /** It did not come to that. */
  | { readonly result: 'failed'; readonly detail: string };

export interface SignInTask<Settings extends FormLogin | PageStepsLogin = FormLogin> {
  readonly settings: Settings;
  /** The account is named to these alone. */
  readonly hosts: readonly string[];
  readonly fetcher: Fetcher;
  /** Of the page that wants the login: what it calls itself, its limits, by which proxy it goes. */
  readonly request: Pick<
    FetchRequest,
    'userAgent' | 'maxWireBytes' | 'maxDecodedBytes' | 'maxRedirects' | 'proxy'
  >;
  /** By `performance.now()`. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/** Statuses that sites answer a wrong password with, beside 200. */
const REFUSALS = [400, 401, 403, 422];
const MAX_MOVES = 10;

interface Page {
  readonly url: string;
  readonly status: number;
  readonly tree: HtmlTree;
}

/** Thrown within this file alone: why there is no next page. */
class NoPage extends Error {}

const UNREADABLE_OTP: SignIn = {
  result: 'failed',
  detail: 'the secret of its one-time codes can not be read: give it again',
};

export async function signInByForm(task: SignInTask): Promise<SignIn> {
  const { settings, now } = task;
  const codes = settings.otp === undefined ? null : oneTimeCodes(settings.otp);
  if (settings.otp !== undefined && codes === null) return UNREADABLE_OTP;
  const account: Account = { ...settings, code: codes === null ? null : () => codes(now()) };
  const walk = new FormWalk(task, account);
  try {
    return await walk.go();
  } catch (error) {
    if (error instanceof NoPage) return { result: 'failed', detail: error.message };
    throw error;
  }
}

class FormWalk {
  readonly #task: SignInTask;
  readonly #account: Account;
  readonly #jar = openCookieJar();
  readonly #given = new Set<string>();

  constructor(task: SignInTask, account: Account) {
    this.#task = task;
    this.#account = account;
  }

  async go(): Promise<SignIn> {
    const { settings } = this.#task;
    let page = await this.#get(settings.url);
    if (showsSign(page.tree, settings.signedIn) === true) return { result: 'in', jar: this.#jar };
    for (let forms = 0; forms < MAX_FORMS; forms += 1) {
      const form = fillLoginForm(page.tree, page.url, { account: this.#account, given: this.#given });
      if (form === null) break;
      page = await this.#send(form, page);
      if (REFUSALS.includes(page.status) && this.#given.has('password')) break;
    }
    return this.#judge(page);
  }

  #judge({ tree, status, url }: Page): SignIn {
    const { settings } = this.#task;
    const where = pathOf(url);
    if (!this.#given.has('password'))
      return {
        result: 'failed',
        detail: `${where} has no form for a password that could be filled in${this.#given.has('user') ? ' after the name was given' : ''}`,
      };
    if (REFUSALS.includes(status)) return { result: 'refused', detail: statusWords(status) };
    const sign = showsSign(tree, settings.signedIn);
    if (sign === true) return { result: 'in', jar: this.#jar };
    if (asksForPassword(tree)) return { result: 'refused', detail: 'the site asks for the password again' };
    if (this.#asksForCode(tree, url))
      return {
        result: 'refused',
        detail: this.#given.has('code')
          ? 'the site asks for the one-time code again'
          : 'the site asks for a one-time code, and the login has no secret for codes (otp)',
      };
    if (sign === false)
      return {
        result: 'refused',
        detail: `${where}, where it led to, does not show what the login names as its sign (signedIn)`,
      };
    return { result: 'in', jar: this.#jar };
  }

  #asksForCode(tree: HtmlTree, url: string): boolean {
    const account = { ...this.#account, code: () => '' };
    const form = fillLoginForm(tree, url, { account, given: new Set() });
    return form?.gives.includes('code') === true;
  }

  #get(url: string): Promise<Page> {
    return this.#ask(url, {});
  }

  /** What a browser says of where the form stood: some sites take no other. */
  async #send({ url, method, fields, gives }: FilledForm, from: Page): Promise<Page> {
    const { hosts } = this.#task;
    if (!coversHost(hosts, urlHost(url)))
      throw new NoPage(
        `its form is sent to ${urlHost(url)}, which is not among the hosts of the login: name it there, if it is the site’s`,
      );
    if (new URL(url).protocol === 'http:' && new URL(from.url).protocol === 'https:')
      throw new NoPage(`its form would send the password unencrypted to ${urlHost(url)}`);
    for (const part of gives) this.#given.add(part);
    const text = new URLSearchParams(
      fields.map(([name, value]): [string, string] => [name, value]),
    ).toString();
    const headers = { referer: from.url, origin: new URL(from.url).origin };
    if (method === 'get') {
      const target = new URL(url);
      target.search = text;
      return this.#ask(target.href, { headers });
    }
    return this.#ask(url, { headers, method: 'POST', body: { type: 'form', text } });
  }

  async #ask(url: string, more: Pick<FetchRequest, 'headers' | 'method' | 'body'>): Promise<Page> {
    const { fetcher, request, signal } = this.#task;
    let [at, how] = [url, more];
    for (let moves = 0; moves <= MAX_MOVES; moves += 1) {
      const deadlineMs = this.#task.deadlineMs - performance.now();
      if (deadlineMs <= 0) throw new NoPage('the time of the page was over before it was signed in');
      const limits = { ...request, deadlineMs, acceptStatus: REFUSALS, cookies: this.#jar };
      const outcome = await fetcher.fetch({ ...limits, ...how, url: at }, signal);
      if (outcome.outcome !== 'moved-to') return pageOf(outcome);
      if (!coversHost(this.#task.hosts, urlHost(outcome.url)))
        throw new NoPage(
          `the site leads to ${urlHost(outcome.url)}, which is not among the hosts of the login: name it there, if it is the site’s`,
        );
      [at, how] = [outcome.url, {}];
    }
    throw new NoPage('the site leads from host to host without end');
  }
}

/** By steps in a browser, which `fetcher` is. */
export async function signInByPageSteps(task: SignInTask<PageStepsLogin>): Promise<SignIn> {
  const { settings, hosts, fetcher, request, signal, now } = task;
  const { url, otp, signedIn } = settings;
  const codes = otp === undefined ? null : oneTimeCodes(otp);
  if (otp !== undefined && codes === null) return UNREADABLE_OTP;
  const steps = settings.steps.map((step) => asFilledIn(step, hosts, codes === null ? '' : codes(now())));
  const jar = openCookieJar();
  const deadlineMs = Math.max(1, Math.round(task.deadlineMs - performance.now()));
  const limits = { ...request, deadlineMs, acceptStatus: REFUSALS, cookies: jar };
  const outcome = await fetcher.fetch({ ...limits, url, wait: { steps } }, signal);
  if (outcome.outcome === 'failed' && outcome.reason === 'step-failed') {
    const done = outcome.steps?.filter((step) => step.outcome !== 'failed').length ?? 0;
    const wasNamed = steps.slice(0, done).some((step) => step.do === 'fill' && step.secret === true);
    return { result: wasNamed ? 'refused' : 'failed', detail: outcome.detail };
  }
  if (outcome.outcome === 'moved-to')
    return { result: 'failed', detail: `${pathOf(url)} leads to ${urlHost(outcome.url)}: give that address` };
  try {
    const why = refusedAfterSteps(pageOf(outcome), signedIn);
    return why === null ? { result: 'in', jar } : { result: 'refused', detail: why };
  } catch (error) {
    if (error instanceof NoPage) return { result: 'failed', detail: error.message };
    throw error;
  }
}

/** Null: it is signed in. */
function refusedAfterSteps({ tree, status }: Page, signedIn: PageStepsLogin['signedIn']): string | null {
  if (REFUSALS.includes(status)) return statusWords(status);
  const sign = showsSign(tree, signedIn);
  if (sign !== true && asksForPassword(tree)) return 'after its steps the page asks for a password';
  return sign === false ? `after its steps ${NO_SIGN}` : null;
}

/** A secret is typed into pages of the hosts of the login alone. */
function asFilledIn(
  step: PageStepsLogin['steps'][number],
  hosts: readonly string[],
  code: string,
): PageStepsLogin['steps'][number] {
  if (step.do !== 'fill') return step;
  const isCode = step.value.includes(CODE_MARK);
  if (!isCode && step.secret !== true) return step;
  return { ...step, value: step.value.replaceAll(CODE_MARK, code), secret: true, hosts: [...hosts] };
}

const CODE_MARK = '{otp}';
const NO_SIGN = 'the page does not show what the login names as its sign (signedIn)';

function statusWords(status: number): string {
  return `the site answered with status ${status}`;
}

function pageOf(outcome: Exclude<FetchOutcome, { outcome: 'moved-to' }>): Page {
  switch (outcome.outcome) {
    case 'fetched':
      return { url: outcome.finalUrl, status: outcome.status, tree: parseHtml(htmlOf(outcome) ?? '') };
    case 'http-error':
    case 'not-modified':
      throw new NoPage(`${pathOf(outcome.finalUrl)} answered with status ${outcome.status}`);
    case 'failed':
      throw new NoPage(`${pathOf(outcome.finalUrl)}: ${outcome.detail}`);
    case 'refused':
      throw new NoPage(`the address ${pathOf(outcome.finalUrl)} is not allowed`);
  }
}

/** A form that is sent by GET has its fields in the address, which is named nowhere. */
function pathOf(address: string): string {
  const { host, pathname } = new URL(address);
  return host + pathname;
}
