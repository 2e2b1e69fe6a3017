// The form of a page that asks who somebody is: found in its markup, and filled in as a browser would send it.
import type { Element } from 'domhandler';
import { elementsIn, type HtmlTree, textOf } from '../../reading/html/html-tree.ts';
import type { FormLogin } from './schema.ts';

/** What is filled in: a one-time code is made when it is asked for. */
export interface Account extends Pick<FormLogin, 'user' | 'password' | 'userField' | 'otpField'> {
  readonly code: (() => string) | null;
}

export interface FilledForm {
  readonly url: string;
  readonly method: 'get' | 'post';
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Which of the account's parts are in it. */
  readonly gives: readonly ('user' | 'password' | 'code')[];
}

/** Shown to people: typed letters, not a choice, a button or something hidden. */
const TYPED = new Set(['', 'text', 'email', 'tel', 'number', 'url', 'password']);
const CODE = /otp|totp|2fa|mfa|two.?factor|token|one.?time|passcode|verif|\bcode\b|(?:^|[_-])code|pin\b/i;
const USER = /user|login|e-?mail|account|benutzer|konto|identif|nick|usr|\bname\b/i;
const SEARCH = /search|query|such|^q$/i;

interface Field {
  readonly element: Element;
  readonly name: string;
  readonly type: string;
}

function fieldsOf(form: Element): Field[] {
  return elementsIn(form, 'input', 500).flatMap((element) => {
    const { name, type = '', disabled } = element.attribs;
    if (name === undefined || name === '' || disabled !== undefined) return [];
    return [{ element, name, type: type.trim().toLowerCase() }];
  });
}

function isTyped({ type }: Field): boolean {
  return TYPED.has(type);
}

function isPassword({ type }: Field): boolean {
  return type === 'password';
}

/** All that a field says of itself: name, id, label, what stands in it. */
function saysOf({ element, name }: Field): string {
  const { id = '', placeholder = '', autocomplete = '' } = element.attribs;
  return [name, id, placeholder, autocomplete, element.attribs['aria-label'] ?? ''].join(' ');
}

/** A page that asks for a password, and for one alone: two are a form that sets a new one. */
export function asksForPassword({ root }: Pick<HtmlTree, 'root'>): boolean {
  const passwords = elementsIn(root, 'input', 2_000).filter(
    ({ attribs }) => attribs['type']?.trim().toLowerCase() === 'password' && attribs['hidden'] === undefined,
  );
  return passwords.length === 1;
}

/**
 * The form that wants the account, filled in; null: there is none. `given`: what was sent to the site already, so that a page
 * which shows the same form again is a refusal and not the next step.
 */
export function fillLoginForm(
  { root }: Pick<HtmlTree, 'root'>,
  pageUrl: string,
  { account, given }: { readonly account: Account; readonly given: ReadonlySet<string> },
): FilledForm | null {
  const base = elementsIn(root, 'base', 1)[0]?.attribs['href'];
  for (const form of elementsIn(root, 'form', 100)) {
    const roles = rolesOf(fieldsOf(form), account);
    const gives = [...roles.values()];
    if (gives.length === 0 || gives.some((part) => given.has(part))) continue;
    const url = targetOf(form, pageUrl, base);
    if (url === null) continue;
    const method = form.attribs['method']?.trim().toLowerCase() === 'get' ? 'get' : 'post';
    return { url, method, fields: valuesOf(form, roles, account), gives };
  }
  return null;
}

function targetOf(form: Element, pageUrl: string, base: string | undefined): string | null {
  try {
    return new URL(form.attribs['action']?.trim() ?? '', new URL(base ?? '', pageUrl)).href;
  } catch {
    return null;
  }
}

/** Which field takes what. Empty: the form is no login. */
function rolesOf(fields: readonly Field[], account: Account): Map<Field, 'user' | 'password' | 'code'> {
  const roles = new Map<Field, 'user' | 'password' | 'code'>();
  const passwords = fields.filter(isPassword);
  const code = account.code === null ? undefined : codeField(fields, account);
  const [password] = passwords.filter((field) => field !== code);
  if (password !== undefined && passwords.length <= 2) {
    roles.set(password, 'password');
    const user = userField(fields, account, password);
    if (user !== undefined) roles.set(user, 'user');
  }
  if (code !== undefined) roles.set(code, 'code');
  if (roles.size > 0) return roles;
  // Some sites ask for the name first, and for the password on the page after it.
  const named = account.userField ?? null;
  const alone = fields.filter((field) => isTyped(field) && !SEARCH.test(saysOf(field)));
  const first = alone.find(({ name, element }) =>
    named === null ? USER.test(saysOf({ name, element, type: '' })) : name === named,
  );
  if (first !== undefined && alone.length === 1) roles.set(first, 'user');
  return roles;
}

function userField(fields: readonly Field[], { userField }: Account, password: Field): Field | undefined {
  if (userField !== undefined) return fields.find(({ name }) => name === userField);
  const before = fields
    .slice(0, fields.indexOf(password))
    .filter((field) => isTyped(field) && !isPassword(field));
  return before.findLast((field) => USER.test(saysOf(field))) ?? before.at(-1);
}

function codeField(fields: readonly Field[], { otpField }: Account): Field | undefined {
  if (otpField !== undefined) return fields.find(({ name }) => name === otpField);
  const typed = fields.filter(isTyped);
  const isCode = (field: Field): boolean =>
    field.element.attribs['autocomplete'] === 'one-time-code' || CODE.test(saysOf(field));
  // A password field alone is for the password, whatever it is called.
  return typed.find((field) => isCode(field) && (!isPassword(field) || typed.filter(isPassword).length > 1));
}

type Value = readonly [name: string, value: string];

/** What a browser would send: hidden fields as they stand, boxes that are checked, chosen options, the first button. */
function valuesOf(
  form: Element,
  roles: ReadonlyMap<Field, 'user' | 'password' | 'code'>,
  account: Account,
): Value[] {
  const byElement = new Map([...roles].map(([{ element }, part]) => [element, part]));
  const fields = fieldsOf(form);
  const values = fields.flatMap((field): Value[] => {
    const part = byElement.get(field.element);
    return part === undefined ? standing(field) : [[field.name, valueOf(part, account)]];
  });
  return [...values, ...selectedIn(form), ...buttonOf(form, fields)];
}

/** As it stands on the page. */
function standing({ element: { attribs }, name, type }: Field): Value[] {
  if (type === 'checkbox' || type === 'radio') {
    const isSent = attribs['checked'] !== undefined || (type === 'checkbox' && isStaying(name));
    return isSent ? [[name, attribs['value'] ?? 'on']] : [];
  }
  return UNSENT.has(type) ? [] : [[name, attribs['value'] ?? '']];
}

const UNSENT = new Set(['submit', 'button', 'image', 'reset', 'file']);

function selectedIn(form: Element): Value[] {
  return elementsIn(form, 'select', 50).flatMap((select): Value[] => {
    const { name } = select.attribs;
    const options = elementsIn(select, 'option', 500);
    const chosen = options.find(({ attribs }) => attribs['selected'] !== undefined) ?? options[0];
    if (name === undefined || chosen === undefined) return [];
    return [[name, chosen.attribs['value'] ?? textOf(chosen)]];
  });
}

/** The first one that sends the form, where it has a name. */
function buttonOf(form: Element, fields: readonly Field[]): Value[] {
  const submit = fields.find(({ type }) => type === 'submit');
  if (submit !== undefined) return [[submit.name, submit.element.attribs['value'] ?? '']];
  const [button] = elementsIn(form, 'button', 20).filter(
    ({ attribs }) => attribs['name'] !== undefined && (attribs['type'] ?? 'submit') === 'submit',
  );
  return button === undefined ? [] : [[button.attribs['name'] ?? '', button.attribs['value'] ?? '']];
}

/** "Remember me": it makes the session last. */
function isStaying(name: string): boolean {
  return /remember|stay|persist|keep/i.test(name);
}

function valueOf(part: 'user' | 'password' | 'code', account: Account): string {
  if (part === 'user') return account.user;
  return part === 'password' ? account.password : (account.code?.() ?? '');
}
