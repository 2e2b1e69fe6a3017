// A handler that is late is reported; an answer that has begun lasts as long as its client takes.
import { setTimeout as later } from 'node:timers/promises';
import { Readable } from 'node:stream';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterAll, expect, test } from 'vitest';
import { limitHandlers } from '../../../api/http/deadline.ts';
import type { ApiServer } from '../../../api/http/server-type.ts';

const LIMIT_MS = 40;
const app: ApiServer = fastify()
  .setValidatorCompiler(validatorCompiler)
  .setSerializerCompiler(serializerCompiler)
  .withTypeProvider();
limitHandlers(app);

/** Ten pieces that take longer together than a handler may. */
async function* pieces(): AsyncGenerator<string> {
  for (let n = 0; n < 10; n++) {
    yield `${n}\n`;
    await later(LIMIT_MS / 4);
  }
}

app.get('/stream', { config: { deadlineMs: LIMIT_MS } }, async (_request, reply) =>
  reply.type('text/plain').send(Readable.from(pieces())),
);
app.get('/late', { config: { deadlineMs: LIMIT_MS } }, () => later(LIMIT_MS * 10, 'too late'));
afterAll(() => app.close());

test('a stream that takes longer than a handler may is given whole', async () => {
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  const text = await (await fetch(`${base}/stream`)).text();
  expect(text.trim().split('\n')).toHaveLength(10);
});

test('a handler that has answered nothing in time is reported', async () => {
  const answer = await app.inject('/late');
  expect(answer.statusCode).toBe(500);
  expect(answer.body).toContain('did not answer in time');
});
