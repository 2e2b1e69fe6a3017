// Secrets that were stored before they belonged to hosts get those of the addresses they stand beside: in jobs, versions and runs.
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { secretHosts } from '../../../adapters/mongo/migration/job/secret-hosts.ts';
import { sampleJob } from '../../contracts/sample-documents.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
let client: MongoClient;

beforeAll(async () => {
  database = await openTestDatabase();
  client = new MongoClient(database.uri);
});
afterAll(async () => {
  await client.close();
  await database.close();
});

test('each secret gets the hosts of its addresses, once, and what is no secret stays', async () => {
  const db = client.db(database.newName());
  const { config } = sampleJob('job');
  const source = { kind: 'pages', urls: ['https://shop.example/a', 'https://other.example/b'] };
  const pin = { do: 'fill', selector: '#pin', value: 'sealed', secret: true };
  const headers = [
    { name: 'Cookie', value: 'sealed' },
    { name: 'Accept-Language', value: 'de' },
    { name: 'Authorization', value: 'sealed', hosts: ['shop.example'] },
  ];
  const fetch = { ...config.fetch, headers, steps: [pin] };
  for (const name of ['jobs', 'runs', 'jobVersions'])
    await db.collection<{ _id: string }>(name).insertMany([
      { _id: 'one', config: { ...config, source, fetch } },
      { _id: 'two', config },
    ] as never);

  await secretHosts(db);
  await secretHosts(db);

  const hosts = ['shop.example', 'other.example'];
  for (const name of ['jobs', 'runs', 'jobVersions']) {
    const stored = await db.collection<{ _id: string }>(name).findOne({ _id: 'one' });
    expect(stored).toMatchObject({
      config: {
        fetch: {
          headers: [{ ...headers[0], hosts }, headers[1], headers[2]],
          steps: [{ ...pin, hosts }],
        },
      },
    });
    const other = await db.collection<{ _id: string }>(name).findOne({ _id: 'two' });
    expect(other).toEqual({ _id: 'two', config });
  }
});
