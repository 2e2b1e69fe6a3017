import { describe, expect, it } from 'vitest';
import { type LoginSession, NO_SESSION } from '../../../../domain/config/login/login.ts';
import {
  allowedAgain,
  begun,
  failed,
  judgeTry,
  refused,
  refusedPage,
  signedIn,
  undone,
} from '../../../../domain/config/login/login-session.ts';

const START = new Date('2026-03-01T10:00:00Z');
const after = (seconds: number): Date => new Date(START.getTime() + seconds * 1_000);
const may = (session: LoginSession, seconds: number): string => judgeTry(session, after(seconds)).may;
const tried = (session: LoginSession = NO_SESSION): LoginSession => begun(session, 'a', START);

describe('the tries of a login', () => {
  it('are one at a time: another process waits until the first is heard of, or has been silent for two minutes', () => {
    expect(may(NO_SESSION, 0)).toBe('try');
    const first = tried();
    expect([0, 119, 121].map((seconds) => may(first, seconds))).toEqual(['wait', 'wait', 'later']);
  });

  it.each([
    ['was refused', refused(tried(), 'the site asks for the password again')],
    ['signed in, and was forgotten at once', signedIn(tried(), 'jar', START)],
    ['was never heard of again', { ...tried(), claim: null }],
  ])('are five minutes apart, where the last one %s', (_what, session) => {
    expect([0, 299, 300].map((seconds) => may(session, seconds))).toEqual(['later', 'later', 'try']);
  });

  it('begin again after half a minute where the account was not named to the site', () => {
    const session = failed(tried(), 'no form', START);
    expect([29, 30].map((seconds) => may(session, seconds))).toEqual(['later', 'try']);
    expect(judgeTry(session, after(1))).toMatchObject({ detail: expect.stringContaining('no form') });
    expect(may(undone(tried()), 0)).toBe('try');
  });

  it('end with the second refusal in a row: never a third, until a person says so', () => {
    const first = refused(tried(), 'wrong');
    const second = refused(tried(first), 'wrong');
    expect([first.state, second.state]).toEqual(['none', 'blocked']);
    expect(may(second, 1_000_000)).toBe('never');
    expect(judgeTry(second, START)).toMatchObject({
      detail: expect.stringContaining('refused 2 times (wrong)'),
    });
    expect(may(allowedAgain(second), 0)).toBe('try');
  });

  it('that sign in make the refusals before them count no more', () => {
    const session = refused(tried(signedIn(tried(refused(tried(), 'wrong')), null, START)), 'wrong');
    expect([session.state, session.refusals]).toEqual(['none', 1]);
  });
});

describe('a page that is refused to an account which others were given to', () => {
  it('blocks the login with the second in a row, and not with the first', () => {
    const first = refusedPage(signedIn(tried(), null, START), 'status 401');
    expect([first.state, first.refusals]).toEqual(['in', 1]);
    expect(refusedPage(first, 'status 401').state).toBe('blocked');
  });
});
