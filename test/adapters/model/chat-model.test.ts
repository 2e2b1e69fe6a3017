import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createChatModel } from '../../../adapters/model/chat-model.ts';
import type { ModelAnswer, ModelPlace } from '../../../domain/system/model/language-model.ts';
import {
  breaksOff,
  floods,
  hangs,
  MODEL_KEY,
  MODEL_NAME,
  type ModelServer,
  type Saying,
  says,
  sends,
  startModelServer,
} from '../../support/model-server.ts';

const QUESTION = { instructions: 'Be brief.', messages: ['one', 'two'], maxTokens: 50 };

describe('a language model', () => {
  let server: ModelServer;
  let other: ModelServer;
  beforeAll(async () => {
    [server, other] = await Promise.all([startModelServer(), startModelServer()]);
  });
  beforeEach(() => {
    server.saying = says({});
  });
  afterAll(async () => {
    await Promise.all([server.close(), other.close()]);
  });

  async function ask(saying: Saying, more: Partial<ModelPlace> = {}, withinMs = 5_000): Promise<ModelAnswer> {
    server.saying = saying;
    const model = createChatModel(server.place(more));
    onTestFinished(() => model.close());
    return model.ask(QUESTION, AbortSignal.timeout(withinMs));
  }

  it('is asked in the form of a conversation, with its key', async () => {
    expect(await ask(says('Hello', 77))).toEqual({
      kind: 'answered',
      text: 'Hello',
      tokens: 77,
      isCut: false,
    });
    expect(server.asked.at(-1)).toMatchObject({
      method: 'POST',
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${MODEL_KEY}` },
      body: {
        model: MODEL_NAME,
        stream: false,
        max_tokens: 50,
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'one' },
          { role: 'user', content: 'two' },
        ],
      },
    });
  });

  it('gets no key where there is none', async () => {
    await ask(says(''), { key: null });
    expect(server.asked.at(-1)?.headers).not.toHaveProperty('authorization');
  });

  it('says when its answer was cut, and when it counts no tokens', async () => {
    expect(await ask(says('{"par', null, 'length'))).toMatchObject({ tokens: null, isCut: true });
  });

  it.each([
    [401, 'key'],
    [403, 'key'],
    [404, 'model'],
    [400, 'refused'],
    [500, 'failing'],
    [503, 'failing'],
    [302, 'elsewhere'],
  ])('answers %i with %s, and without a word of the server', async (status, fault) => {
    const answer = await ask(sends(status, { error: { message: `Incorrect API key: ${MODEL_KEY}` } }));
    expect(answer).toMatchObject({ kind: 'failed', fault });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('tells when it may be asked again', async () => {
    expect(await ask(sends(429, {}, { 'retry-after': '17' }))).toMatchObject({
      fault: 'busy',
      retryAfterSeconds: 17,
    });
    const later = new Date(Date.now() + 3_600_000).toUTCString();
    const answer = await ask(sends(429, {}, { 'retry-after': later }));
    expect(answer.kind === 'failed' && answer.retryAfterSeconds).toBeGreaterThan(3_500);
    expect(await ask(sends(429, {}, { 'retry-after': 'soon' }))).not.toHaveProperty('retryAfterSeconds');
  });

  it('follows no redirect, so the key goes nowhere else', async () => {
    expect(await ask(sends(307, '', { location: `${other.url}/chat/completions` }))).toMatchObject({
      fault: 'elsewhere',
    });
    expect(other.asked).toEqual([]);
  });

  it.each([
    ['hangs', hangs, 'slow'],
    ['breaks off', breaksOff, 'unreadable'],
    ['sends without an end', floods, 'unreadable'],
    ['sends what is no JSON', sends(200, '<html>'), 'unreadable'],
    ['sends another form', sends(200, { choices: [] }), 'unreadable'],
  ] as const)('that %s costs no more than its time', async (_what, saying, fault) => {
    expect(await ask(saying, {}, saying === hangs ? 300 : 5_000)).toMatchObject({ kind: 'failed', fault });
  });

  it('that is away is unreachable', async () => {
    const gone = await startModelServer();
    await gone.close();
    expect(await ask(says(''), { url: gone.url })).toMatchObject({
      fault: 'unreachable',
      detail: 'It can not be reached (ECONNREFUSED)',
    });
  });

  it('is asked again without a member that it does not take', async () => {
    const before = server.asked.length;
    const answer = await ask((response, asked) => {
      const { body } = asked;
      const refused = ['temperature', 'response_format', 'max_tokens'].find((name) => name in (body ?? {}));
      const saying =
        refused === undefined
          ? says('taken')
          : sends(400, { error: { message: `Unsupported parameter: '${refused}'` } });
      saying(response, asked);
    });
    expect(answer).toMatchObject({ text: 'taken' });
    expect(server.asked.length - before).toBe(4);
    expect(server.asked.at(-1)?.body).toMatchObject({ max_completion_tokens: 50 });
  });

  it('tells the names of the models there are', async () => {
    const model = createChatModel(server.place());
    onTestFinished(() => model.close());
    server.saying = sends(200, { object: 'list', data: [{ id: 'a' }, { id: 'b' }] });
    expect(await model.names(AbortSignal.timeout(5_000))).toEqual({ kind: 'answered', names: ['a', 'b'] });
    expect(server.asked.at(-1)).toMatchObject({ method: 'GET', path: '/v1/models' });
    server.saying = sends(401, {});
    expect(await model.names(AbortSignal.timeout(5_000))).toMatchObject({ fault: 'key' });
    server.saying = says('');
    expect(await model.names(AbortSignal.timeout(5_000))).toMatchObject({ fault: 'unreadable' });
  });
});
