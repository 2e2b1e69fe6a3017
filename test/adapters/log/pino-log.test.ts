// What a process writes when something fails: the whole error, and nothing that is secret.
import { expect, test } from 'vitest';
import { createLog } from '../../../adapters/log/pino-log.ts';
import { WebloomError } from '../../../domain/system/errors.ts';

function writtenOf(facts: Readonly<Record<string, unknown>>): {
  line: string;
  entry: Record<string, unknown>;
} {
  let line = '';
  const log = createLog('pipeline', 'info', { write: (text) => (line += text) });
  log.error(facts, 'a chunk could not be stored');
  return { line, entry: JSON.parse(line) as Record<string, unknown> };
}

test('an error is written with its stack, its facts and the errors below it', () => {
  const cause = Object.assign(new Error('connection reset'), { code: 'ECONNRESET' });
  const err = new WebloomError('dependency-unavailable', 'The store is away.', {
    facts: { runId: 'run_1' },
    cause,
  });
  const { entry } = writtenOf({ chunk: 'run_1:3', err });
  expect(entry).toMatchObject({
    process: 'pipeline',
    chunk: 'run_1:3',
    msg: 'a chunk could not be stored',
    err: {
      type: 'WebloomError',
      code: 'dependency-unavailable',
      message: 'The store is away.',
      stack: expect.stringContaining('pino-log.test.ts') as string,
      facts: { runId: 'run_1' },
      cause: { type: 'Error', code: 'ECONNRESET', message: 'connection reset' },
    },
  });
});

test('what a driver hangs on its errors is not written', () => {
  const err = Object.assign(new Error('refused'), {
    facts: { password: 'hunter2' },
    request: { headers: { authorization: 'Bearer hunter2' } },
    options: { credentials: { password: 'hunter2' } },
  });
  expect(writtenOf({ err }).line).not.toContain('hunter2');
});

test.each([
  ['mongodb://webloom:hunter2@127.0.0.1:27017/webloom', 'mongodb://•••@127.0.0.1:27017/webloom'],
  ['amqp://hunter2:p@ss:hunter2@rabbit.test', 'amqp://•••@rabbit.test'],
  ['amqp://u:hunter2@a:5672,amqp://u:hunter2@b:5672', 'amqp://•••@a:5672,amqp://•••@b:5672'],
  ['https://hunter2@shop.test/a?mail=a@b.test', 'https://•••@shop.test/a?mail=a@b.test'],
])('the user and the password in %s are masked, in facts and in errors', (address, masked) => {
  const cause = new Error(`cannot reach ${address}`);
  const { line } = writtenOf({ address, err: new Error(`no answer of ${address}, twice`, { cause }) });
  expect(line).not.toContain('hunter2');
  expect(line.split(masked).length - 1).toBeGreaterThanOrEqual(3);
});

test.each(['https://shop.test/@maker/kettle', 'https://shop.test?mail=a@b.test', 'write to a@b.test'])(
  'what only looks like credentials stays: %s',
  (text) => {
    expect(writtenOf({ text }).entry['text']).toBe(text);
  },
);

test('what is thrown and is no error is told as text, and an endless chain of causes is cut', () => {
  expect(writtenOf({ err: 'just words' }).entry['err']).toEqual({ type: 'string', message: 'just words' });
  const err = new Error('again');
  err.cause = err;
  expect(writtenOf({ err }).line.match(/"cause"/g)).toHaveLength(4);
});

test('several errors at once are told, the first ones', () => {
  const errors = Array.from({ length: 9 }, (_, at) => new Error(`address ${at}`));
  const { entry } = writtenOf({ err: new AggregateError(errors, 'no address answers') });
  expect(entry['err']).toMatchObject({
    message: 'no address answers',
    errors: [{ message: 'address 0' }, {}, {}],
  });
});
