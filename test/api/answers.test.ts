// The table of answers and the routes that are there.
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { segment } from '../../api/client/ask.ts';
import { enforceAnswers } from '../../api/description/enforce-answers.ts';
import type { ApiServer } from '../../api/http/server-type.ts';
import { ROUTES } from '../../api/schemas/answers.ts';
import { bulkForecast } from '../../api/schemas/job/bulk-action.ts';
import type { JobView } from '../../api/schemas/job/job.ts';
import type { Answer, PathFor, PathSegment } from '../../api/schemas/route-path.ts';
import { hostList } from '../../api/schemas/host.ts';
import { createHarness } from './harness.ts';

test('each entry of the table is a route', async () => {
  const { app } = await createHarness();
  const missing = ROUTES.filter((route) => {
    const [method = '', url = ''] = route.split(' ');
    return !app.hasRoute({ method: method as 'GET', url });
  });
  await app.close();
  expect(missing).toEqual([]);
});

function bare(): ApiServer {
  const app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  enforceAnswers(app as unknown as ApiServer);
  return app as unknown as ApiServer;
}

const answering = (schema: z.ZodType) => ({ schema: { response: { 200: schema } } });

test('a route is registered with the answer that the table names, or one of several', () => {
  const app = bare();
  app.get('/v1/hosts', answering(hostList), () => ({ items: [], nextCursor: null }));
  app.post('/v1/bulk-actions', answering(bulkForecast), () => null);
  expect(app.hasRoute({ method: 'GET', url: '/v1/hosts' })).toBe(true);
});

test('a route that answers something else is refused, by its name', () => {
  const other = answering(z.object({ items: z.array(z.string()) }));
  expect(() => bare().get('/v1/hosts', other, () => ({ items: [] }))).toThrow(
    'GET /v1/hosts: api/schemas/answers.ts says that it answers something else',
  );
});

test('a route that the table does not know is refused, by its name', () => {
  const answer = answering(z.string());
  expect(() => bare().get('/v1/unheard-of', answer, () => '')).toThrow(
    'GET /v1/unheard-of: api/schemas/answers.ts does not name it',
  );
});

test('a written path has the type of its route’s answer, and one without a route is refused by the compiler', () => {
  expectTypeOf<Answer<'GET', `/v1/jobs/${PathSegment}`>>().toEqualTypeOf<JobView>();
  expectTypeOf<Answer<'DELETE', `/v1/views/${PathSegment}`>>().toEqualTypeOf<null>();
  expectTypeOf<`/v1/jobs/${PathSegment}/storage`>().toExtend<PathFor<'GET'>>();
  expectTypeOf<`/v1/jobs/${PathSegment}/storage`>().not.toExtend<PathFor<'POST'>>();
  expectTypeOf<`/v1/job/${PathSegment}`>().not.toExtend<PathFor<'GET'>>();
  // A text that is not escaped may hold a slash.
  expect(segment('a/b')).toBe('a%2Fb');
  expectTypeOf<`/v1/jobs/${string}`>().not.toExtend<PathFor<'GET'>>();
});
