import { describe, expect, it } from 'vitest';
import { type Account, asksForPassword, fillLoginForm } from '../../../../domain/config/login/login-form.ts';
import { parseHtml } from '../../../../domain/reading/html/html-tree.ts';

const PAGE = 'https://shop.example/account/login?next=%2Fprices';
const ACCOUNT: Account = { user: 'ada@shop.example', password: 'pä ss&word', code: () => '123456' };

function fill(html: string, account: Partial<Account> = {}, given: string[] = []) {
  return fillLoginForm(parseHtml(html), PAGE, { account: { ...ACCOUNT, ...account }, given: new Set(given) });
}

const SEARCH = '<form action="/search"><input type="search" name="q"><button>Go</button></form>';

describe('the form of a login', () => {
  it('is told from a search beside it, and sent with its hidden fields, boxes and button', () => {
    const form = fill(`${SEARCH}<form method="post" action="/session">
      <input type="hidden" name="csrf" value="t&amp;1">
      <input name="shop[email]" type="email"><input type="password" name="shop[password]">
      <input type="checkbox" name="remember_me" value="1"><input type="checkbox" name="newsletter">
      <select name="realm"><option value="a">A<option value="b" selected>B</select>
      <input type="submit" name="commit" value="Sign in"><input type="submit" name="forgot" value="Forgot">
    </form>`);
    expect(form).toEqual({
      url: 'https://shop.example/session',
      method: 'post',
      fields: [
        ['csrf', 't&1'],
        ['shop[email]', ACCOUNT.user],
        ['shop[password]', ACCOUNT.password],
        ['remember_me', '1'],
        ['realm', 'b'],
        ['commit', 'Sign in'],
      ],
      gives: ['password', 'user'],
    });
  });

  it('without an address is sent to where it stands, with one to where that leads from the base', () => {
    const fields = '<input name="u"><input type="password" name="p">';
    expect(fill(`<form method=post>${fields}</form>`)?.url).toBe(PAGE);
    const based = `<base href="https://id.shop.example/x/"><form method=post action="in">${fields}</form>`;
    expect(fill(based)?.url).toBe('https://id.shop.example/x/in');
  });

  it.each([
    ['what it is called', '<input name="customer"><input name="otp_code" inputmode="numeric">'],
    ['what browsers call it', '<input name="a"><input name="b" autocomplete="one-time-code">'],
    ['what stands in it', '<input name="x"><input name="y" placeholder="6-digit code">'],
  ])('takes a one-time code beside the password in the field that is one by %s', (_what, fields) => {
    const [user, code] = [...fields.matchAll(/name="(\w+)"/g)].map(([, name]) => name);
    const form = fill(
      `<form method=post>${fields.replace('><', '><input type="password" name="pw"><')}</form>`,
    );
    expect(Object.fromEntries(form?.fields ?? [])).toEqual({
      [user ?? '']: ACCOUNT.user,
      pw: ACCOUNT.password,
      [code ?? '']: '123456',
    });
  });

  it('that asks for the code alone comes after the password', () => {
    const form = fill('<form method=post><input name="token" maxlength="6"></form>', {}, [
      'user',
      'password',
    ]);
    expect([form?.fields, form?.gives]).toEqual([[['token', '123456']], ['code']]);
  });

  it('that asks for the name alone is the first of several', () => {
    const form = fill(`${SEARCH}<form method=post><input name="identifier" type="text"></form>`);
    expect([form?.fields, form?.gives]).toEqual([[['identifier', ACCOUNT.user]], ['user']]);
  });

  it('that was filled in already is not filled in again', () => {
    const html = '<form method=post><input name="u"><input type="password" name="p"></form>';
    expect(fill(html, {}, ['password'])).toBeNull();
  });

  it('takes the fields that the login names', () => {
    const html =
      '<form method=post><input name="company"><input name="who"><input name="dept"><input type="password" name="p"><input name="extra"></form>';
    const form = fill(html, { userField: 'who', otpField: 'extra' });
    expect(Object.fromEntries(form?.fields ?? [])).toMatchObject({
      who: ACCOUNT.user,
      company: '',
      extra: '123456',
    });
  });

  it.each([
    ['a search', SEARCH],
    [
      'one that sets a new password',
      '<form><input type="password" name="a"><input type="password" name="b"><input type="password" name="c"></form>',
    ],
    [
      'a newsletter',
      '<form method=post><input type="email" name="newsletter"><input name="first"><button>Join</button></form>',
    ],
  ])('is not %s', (_what, html) => {
    expect(fill(html, { code: null })).toBeNull();
  });
});

describe('a page that asks for a password', () => {
  it.each([
    ['<input type="password" name="p">', true],
    ['<input type=PASSWORD>', true],
    ['<input type="password"><input type="password">', false],
    ['<input type="text" name="password">', false],
    ['<p>Your password was changed</p>', false],
  ])('%s: %s', (html, asks) => {
    expect(asksForPassword(parseHtml(html))).toBe(asks);
  });
});
