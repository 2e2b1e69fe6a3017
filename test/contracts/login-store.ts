// What every LoginStore promises.
import { beforeEach, describe, expect, it } from 'vitest';
import { type Login, type LoginStore, NO_SESSION } from '../../domain/config/login/login.ts';

const AT = new Date('2026-03-01T10:00:00Z');

export function sampleLogin(_id: string, fields: Partial<Login> = {}): Login {
  return {
    _id,
    workspaceId: 'default',
    name: `Login ${_id}`,
    hosts: ['shop.example'],
    settings: { kind: 'basic', user: 'ada', password: 'sealed:v1:00000000:eA' },
    session: NO_SESSION,
    version: 1,
    createdAt: AT,
    updatedAt: AT,
    ...fields,
  };
}

export function describeLoginStore(
  kind: string,
  create: () => Promise<{ readonly logins: LoginStore }>,
): void {
  describe(`logins on ${kind}`, () => {
    let logins: LoginStore;
    beforeEach(async () => {
      ({ logins } = await create());
    });

    it('are listed by name, each workspace for itself, and inserted once', async () => {
      expect(await logins.insert(sampleLogin('lgn_2', { name: 'B' }))).toBe(true);
      expect(await logins.insert(sampleLogin('lgn_1', { name: 'C' }))).toBe(true);
      await logins.insert(sampleLogin('lgn_3', { name: 'A', workspaceId: 'other' }));
      expect(await logins.insert(sampleLogin('lgn_1'))).toBe(false);
      expect((await logins.list('default')).map(({ _id }) => _id)).toEqual(['lgn_2', 'lgn_1']);
      expect(await logins.get('lgn_4')).toBeNull();
    });

    it('are changed by whoever has read the version that they have', async () => {
      const login = sampleLogin('lgn_1');
      await logins.insert(login);
      expect(await logins.change('lgn_1', 2, { name: 'Late', updatedAt: AT })).toBeNull();
      expect(await logins.change('lgn_1', 1, { name: 'New', updatedAt: AT })).toMatchObject({
        name: 'New',
        version: 2,
        settings: login.settings,
      });
    });

    it('have a session that one of two writers writes, apart from the version', async () => {
      await logins.insert(sampleLogin('lgn_1'));
      const { seq, ...session } = { ...NO_SESSION, state: 'in' as const, jar: 'sealed', signedInAt: AT };
      const written = await Promise.all([
        logins.writeSession('lgn_1', seq, session),
        logins.writeSession('lgn_1', seq, { ...session, state: 'none' }),
      ]);
      expect(written.filter((one) => one !== null)).toHaveLength(1);
      expect(await logins.get('lgn_1')).toMatchObject({ version: 1, session: { seq: 1, jar: 'sealed' } });
    });

    it('that are blocked are found over all workspaces', async () => {
      const session = { ...NO_SESSION, state: 'blocked' as const };
      await logins.insert(sampleLogin('lgn_1'));
      await logins.insert(sampleLogin('lgn_2', { session, workspaceId: 'other' }));
      await logins.insert(sampleLogin('lgn_3', { session }));
      expect((await logins.blocked(5)).map(({ _id }) => _id)).toEqual(['lgn_2', 'lgn_3']);
      expect(await logins.blocked(1)).toHaveLength(1);
    });

    it('are removed from their own workspace alone', async () => {
      await logins.insert(sampleLogin('lgn_1'));
      expect(await logins.remove('other', 'lgn_1')).toBe(false);
      expect(await logins.remove('default', 'lgn_1')).toBe(true);
      expect(await logins.get('lgn_1')).toBeNull();
    });
  });
}
