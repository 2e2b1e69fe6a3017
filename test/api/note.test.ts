// The note of a job over the API: what it is for, beside name and tags.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, createHarness, putJob } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

const NOTE = 'Rent of the flat in Gdańsk,\nask Anna before buying';
const CONFIG = { source: { kind: 'pages', urls: ['https://shop.example/a'] } };

const create = (payload: object) => harness.app.inject({ method: 'POST', url: '/v1/jobs', payload });
const read = (jobId: string) => harness.app.inject(`/v1/jobs/${jobId}`);
const patch = (jobId: string, payload: object, etag?: string) =>
  harness.app.inject({
    method: 'PATCH',
    url: `/v1/jobs/${jobId}`,
    payload,
    ...(etag !== undefined && { headers: { 'if-match': `"${etag}"` } }),
  });

describe('the note of a job', () => {
  test('is kept with one kind of line break and without blanks around it', async () => {
    const made = (await create({ note: `  ${NOTE.replace('\n', '\r\n')}\r\n`, config: CONFIG })).json();
    expect(made.note).toBe(NOTE);
    expect((await read(made.jobId)).json()).toMatchObject({ note: NOTE, version: 1 });
    const { items } = (await harness.app.inject('/v1/jobs?q=flat')).json();
    expect(items).toMatchObject([{ jobId: made.jobId, note: NOTE }]);
    expect(await harness.ports.jobs.get(made.jobId)).toMatchObject({ note: NOTE });
  });

  test.each([[null], [''], [' \n '], [undefined]])('is none when it is given as %j', async (note) => {
    const made = (await create({ note, config: CONFIG })).json();
    expect(made.note).toBeNull();
    expect(await harness.ports.jobs.get(made.jobId)).not.toHaveProperty('note');
  });

  test('changes without a new version, and the audit says so', async () => {
    const { jobId, version, etag } = (await create({ config: CONFIG })).json();
    const changed = (await patch(jobId, { note: NOTE })).json();
    expect(changed).toMatchObject({ note: NOTE, version });
    expect(changed.etag).not.toBe(etag);
    expect((await patch(jobId, { note: null })).json()).toMatchObject({ note: null, version, etag });
    const { items } = (await harness.app.inject('/v1/audit')).json();
    const changes = items
      .filter(({ subjectId }: { subjectId: string }) => subjectId === jobId)
      .flatMap((row: { changes: object[] }) => row.changes);
    expect(changes).toEqual([
      { member: 'note', before: JSON.stringify(NOTE), after: null },
      { member: 'note', before: null, after: JSON.stringify(NOTE) },
    ]);
  });

  test('changes together with tags and with the configuration, and stays where it is not named', async () => {
    const { jobId } = (await create({ note: 'one', config: CONFIG })).json();
    expect((await patch(jobId, { tags: ['flat'], note: 'two' })).json()).toMatchObject({
      tags: ['flat'],
      note: 'two',
      version: 1,
    });
    const both = { name: 'Flat', note: ' three ', config: { tolerance: 0.1 } };
    expect((await patch(jobId, both)).json()).toMatchObject({ name: 'Flat', note: 'three', version: 2 });
    expect((await patch(jobId, { config: { tolerance: 0.2 } })).json()).toMatchObject({
      note: 'three',
      version: 3,
    });
    expect((await patch(jobId, { name: 'Flat 2', note: null })).json()).toMatchObject({ note: null });
  });

  test('of an archived job changes, too', async () => {
    const { _id } = await putJob(harness, 'archived');
    expect((await patch(_id, { note: NOTE })).json()).toMatchObject({ note: NOTE, state: 'archived' });
  });

  test.each([
    ['a\u0007b', 'invalid-format'],
    ['a\u0000', 'invalid-format'],
    ['flat\u202egpj', 'invalid-format'],
    ['x'.repeat(1_001), 'too-big'],
    [7, 'invalid-type'],
  ])('%j is refused at its place, and nothing is changed', async (note, code) => {
    const { jobId } = (await create({ note: 'as it is', config: CONFIG })).json();
    for (const body of [{ note }, { note, tags: ['new'] }, { note, name: 'New' }]) {
      const refused = await patch(jobId, body);
      expect([refused.statusCode, refused.json().errors]).toEqual([
        422,
        [expect.objectContaining({ pointer: '/note', code })],
      ]);
    }
    expect((await read(jobId)).json()).toMatchObject({ note: 'as it is', tags: [], version: 1 });
    expect((await create({ note, config: CONFIG })).statusCode).toBe(422);
  });

  test('is guarded by the ETag: of two who changed what they have read, the second one is refused', async () => {
    const { jobId, etag } = (await create({ config: CONFIG })).json();
    expect((await patch(jobId, { note: 'mine' }, etag)).statusCode).toBe(200);
    const second = await patch(jobId, { note: 'yours' }, etag);
    expect([second.statusCode, second.json().detail]).toEqual([
      412,
      expect.stringContaining('changed the tags or the note meanwhile'),
    ]);
    expect((await patch(jobId, { tags: ['yours'] }, etag)).statusCode).toBe(412);
    const { etag: now } = (await read(jobId)).json();
    const both = await patch(jobId, { tags: ['yours'], note: 'ours' }, now);
    expect(both.json()).toMatchObject({ tags: ['yours'], note: 'ours' });
  });

  test('goes along with a copy, and is found by a search', async () => {
    const { jobId } = (await create({ name: 'Balcony', note: 'For Óscar', config: CONFIG })).json();
    const copy = await harness.app.inject({ method: 'POST', url: `/v1/jobs/${jobId}/clone`, payload: {} });
    expect(copy.json()).toMatchObject({ name: 'Balcony (copy)', note: 'For Óscar' });
    for (const q of ['óscar', 'note:óscar'])
      expect((await harness.app.inject(`/v1/jobs?q=${encodeURIComponent(q)}`)).json().items).toHaveLength(2);
    await patch(jobId, { note: null });
    expect((await harness.app.inject('/v1/jobs?q=%C3%B3scar')).json().items).toHaveLength(1);
  });
});
