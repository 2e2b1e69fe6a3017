// What every WorkspaceStore, KeyStore, SessionStore and AuditStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiKey, KeyStore } from '../../domain/system/access/api-key.ts';
import type { SessionStore } from '../../domain/system/access/session.ts';
import type { WorkspaceStore } from '../../domain/config/retention/workspace.ts';
import type { AuditEntry, AuditStore } from '../../domain/system/audit/audit-entry.ts';
import { race } from './race.ts';
import { minutesLater, START } from './sample-documents.ts';

interface AccessStores {
  readonly workspaces: WorkspaceStore;
  readonly keys: KeyStore;
  readonly sessions: SessionStore;
  readonly audit: AuditStore;
}

function sampleKey(id: string, fields: Partial<ApiKey> = {}): ApiKey {
  return {
    _id: id,
    workspaceId: 'keys',
    name: 'a key',
    scope: 'viewer',
    hash: 'hash',
    createdAt: START,
    createdBy: 'open',
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    ...fields,
  };
}

function sampleEntry(id: string, fields: Partial<AuditEntry> = {}): AuditEntry {
  return {
    _id: id,
    workspaceId: 'audited',
    at: START,
    actor: 'ann',
    keyId: 'key_1',
    how: 'key',
    action: 'pauseJob',
    subjectId: 'job_1',
    subjectName: 'Kettles',
    address: '127.0.0.1',
    userAgent: 'test',
    result: 'done',
    status: 200,
    code: null,
    changes: [],
    requestId: 'r',
    ...fields,
  };
}

export function describeAccessStores(name: string, create: () => Promise<AccessStores>): void {
  describe(`workspaces, keys, sessions and audit on ${name}`, () => {
    let stores: AccessStores;
    beforeAll(async () => {
      stores = await create();
    });

    it('keeps a workspace once, lists by id and renames', async () => {
      const { workspaces } = stores;
      const made = { _id: 'ws_b', name: 'B', createdAt: START };
      const answers = await race(8, () => workspaces.insert(made));
      expect(answers.filter(Boolean)).toHaveLength(1);
      await workspaces.insert({ ...made, _id: 'ws_c' });
      expect(await workspaces.change('ws_b', { name: 'Bee' })).toEqual({ ...made, name: 'Bee' });
      expect(await workspaces.change('ws_b', { plan: 'free' })).toEqual({
        ...made,
        name: 'Bee',
        plan: 'free',
      });
      expect(await workspaces.change('ws_none', { name: 'None' })).toBeNull();
      const after = await workspaces.list({ after: 'ws_b', limit: 9 });
      expect(after.map(({ _id }) => _id)).toEqual(['ws_c']);
      expect(await workspaces.get('ws_none')).toBeNull();
    });

    it('lists the keys of a workspace, newest first', async () => {
      const { keys } = stores;
      await keys.insert(sampleKey('key_1'));
      await keys.insert(sampleKey('key_2'));
      await keys.insert(sampleKey('key_3', { workspaceId: 'other' }));
      const all = await keys.list({ workspaceId: 'keys', limit: 9 });
      expect(all.map(({ _id }) => _id)).toEqual(['key_2', 'key_1']);
      const rest = await keys.list({ workspaceId: 'keys', before: 'key_2', limit: 9 });
      expect(rest).toEqual([sampleKey('key_1')]);
    });

    it('gives the hashes of the newest keys of all workspaces', async () => {
      const { keys } = stores;
      await keys.insert(sampleKey('key_z1', { hash: 'one' }));
      await keys.insert(sampleKey('key_z2', { hash: 'two', workspaceId: 'other', revokedAt: START }));
      expect(await keys.hashes(2)).toEqual([
        { _id: 'key_z2', hash: 'two' },
        { _id: 'key_z1', hash: 'one' },
      ]);
    });

    it('revokes a key once and keeps the first time', async () => {
      const { keys } = stores;
      await keys.insert(sampleKey('key_revoked'));
      expect(await keys.revoke('key_revoked', START)).toMatchObject({ revokedAt: START });
      expect(await keys.revoke('key_revoked', minutesLater(5))).toMatchObject({ revokedAt: START });
      expect(await keys.revoke('key_none', START)).toBeNull();
    });

    it('writes the last use of a key only if the known one is old', async () => {
      const { keys } = stores;
      await keys.insert(sampleKey('key_used'));
      await keys.noteUse('key_used', minutesLater(2), minutesLater(1));
      await keys.noteUse('key_used', minutesLater(3), minutesLater(2));
      expect(await keys.get('key_used')).toMatchObject({ lastUsedAt: minutesLater(2) });
      await keys.noteUse('key_used', minutesLater(4), minutesLater(3));
      expect(await keys.get('key_used')).toMatchObject({ lastUsedAt: minutesLater(4) });
    });

    it('forgets sessions that expired or were ended', async () => {
      const { sessions } = stores;
      const session = (id: string, minutes: number, keyId: string | null) => ({
        _id: id,
        workspaceId: 'default',
        keyId,
        operatorHash: null,
        createdAt: START,
        expiresAt: minutesLater(minutes),
      });
      await sessions.insert(session('short', 1, null), START);
      await sessions.insert(session('theirs', 9, 'key_b'), minutesLater(1));
      expect(await sessions.get('short')).toBeNull();
      expect(await sessions.get('theirs')).toEqual(session('theirs', 9, 'key_b'));
      expect(await sessions.ids(9)).toContain('theirs');
      expect(await sessions.ids(1)).toHaveLength(1);
      await sessions.delete('theirs');
      expect(await sessions.get('theirs')).toBeNull();
    });

    it('lists the audit newest first, by actor, action, subject, result and time', async () => {
      const { audit } = stores;
      await audit.insert(sampleEntry('aud_1'));
      await audit.insert(sampleEntry('aud_2', { actor: 'bob', at: minutesLater(1) }));
      await audit.insert(sampleEntry('aud_3', { action: 'stopJob', result: 'refused' }));
      await audit.insert(sampleEntry('aud_4', { subjectId: 'job_2' }));
      await audit.insert(sampleEntry('aud_5', { workspaceId: 'other' }));
      const ids = async (filter: object) => {
        const found = await audit.list({ workspaceId: 'audited', limit: 9, ...filter });
        return found.map(({ _id }) => _id);
      };
      expect(await ids({})).toEqual(['aud_4', 'aud_3', 'aud_2', 'aud_1']);
      expect(await ids({ limit: 1 })).toEqual(['aud_4']);
      expect(await ids({ before: 'aud_3' })).toEqual(['aud_2', 'aud_1']);
      expect(await ids({ actor: 'bob' })).toEqual(['aud_2']);
      expect(await ids({ action: 'stopJob' })).toEqual(['aud_3']);
      expect(await ids({ subjectId: 'job_2' })).toEqual(['aud_4']);
      expect(await ids({ results: ['refused', 'failed'] })).toEqual(['aud_3']);
      expect(await ids({ since: minutesLater(1) })).toEqual(['aud_2']);
    });

    it('forgets the oldest entries of the audit, some at a time', async () => {
      const { audit } = stores;
      const workspaceId = 'forgetful';
      for (const minute of [1, 2, 3])
        await audit.insert(sampleEntry(`aud_old${minute}`, { workspaceId, at: minutesLater(minute - 100) }));
      expect(await audit.forget(minutesLater(-97), 1)).toBe(1);
      const left = await audit.list({ workspaceId, limit: 9 });
      expect(left.map(({ _id }) => _id)).toEqual(['aud_old3', 'aud_old2']);
      expect(await audit.forget(minutesLater(-97), 9)).toBe(1);
      expect(await audit.forget(minutesLater(-97), 9)).toBe(0);
    });
  });
}
