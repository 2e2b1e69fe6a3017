// Errors of libraries and of the system become sentences; nothing that a terminal shows is a trace or a line of a log.
import { expect, test } from 'vitest';
import { describeError } from '../../cli/exit-code.ts';
import { toKnownFault } from '../../cli/known-fault.ts';
import { createPaint } from '../../cli/paint.ts';
import { messageOf } from '../../cli/stack/message-of.ts';
import { endedInWords, lastWords } from '../../cli/stack/process/last-words.ts';

const paint = createPaint({}, { wanted: false, isTerminal: false });
const shown = (error: unknown, trace: string | null = '/data/logs/command.log'): string =>
  describeError(
    toKnownFault(error, () => trace),
    paint,
  );

function thrown(message: string, members: object, name = 'Error'): Error {
  return Object.assign(new Error(message), { name, ...members });
}

test.each([
  [thrown('EACCES: x', { code: 'EACCES', path: '/data' }), '/data: this user may not read or write it.'],
  [thrown('ENOSPC: x', { code: 'ENOSPC', path: '/data/a' }), 'There is no room left for /data/a.'],
  [thrown('timed out', {}, 'MongoServerSelectionError'), 'The store does not answer, or no more: timed out.'],
  [
    thrown('the data fills the memory of this server', { code: 14031 }, 'MongoServerError'),
    'The store takes nothing more: the data fills the memory of this server.',
  ],
  [
    thrown('4 DEADLINE_EXCEEDED: late', { code: 4, details: 'late', metadata: {} }),
    'Temporal does not answer, or no more: late.',
  ],
  [
    thrown('connect ECONNREFUSED 127.0.0.1:9', { code: 'ECONNREFUSED', address: '127.0.0.1', port: 9 }),
    'What should listen at 127.0.0.1:9 does not answer',
  ],
  [new TypeError('x is not a function'), 'report it with /data/logs/command.log'],
  ['a text that was thrown', 'a text that was thrown.'],
])('%s is told as a sentence', (error, words) => {
  expect(shown(error)).toContain(words);
  expect(shown(error)).not.toMatch(/^\s+at |node:internal/m);
});

test('a trace within a message is left out', () => {
  expect(messageOf(new Error('late\n    at call (a.js:1:2)\nfor call at\n    at b'))).toBe('late');
});

const LOGGED = JSON.stringify({
  level: 50,
  msg: 'The scraper can not go on',
  err: { message: 'Channel ended' },
});

test.each([
  [
    'the last error of its log',
    ['{"level":30,"msg":"begins"}', LOGGED],
    'The scraper can not go on: Channel ended',
  ],
  [
    'the error that Node shows, not its frames',
    [
      'file:///a.js:1',
      'throw new Error()',
      '^',
      'TypeError: no such thing',
      '    at a (b.js:1:2)',
      'Node.js v20.1.0',
    ],
    'TypeError: no such thing',
  ],
  [
    'what a store says',
    ['embedded-store: log-2 is missing; --accept-loss goes on without it'],
    'embedded-store: log-2 is missing; --accept-loss goes on without it',
  ],
  ['what Erlang complains of', ['BOOT FAILED', '{error,{a}}', 'ERROR: port 5 in use'], 'BOOT FAILED'],
  ['nothing, where nothing helps', ['Temporal Server: 127.0.0.1:7233', '{"event":"ready"}'], ''],
])('of a process that ended is told %s', (_what, lines, words) => {
  expect(lastWords(lines)).toBe(words);
});

test('a crash is one line, with the log', () => {
  const ended = {
    name: 'scraper',
    reason: 'exit code 1',
    restartInMs: 500,
    logFile: '/data/logs/scraper.log',
  };
  expect(endedInWords({ ...ended, lastLines: [LOGGED] })).toBe(
    'scraper ended unexpectedly (exit code 1), restarting in 500 ms: The scraper can not go on: Channel ended; its log is /data/logs/scraper.log',
  );
  const heap = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';
  expect(endedInWords({ ...ended, lastLines: ['', heap, '1: 0xb95bd0 node::Abort() [/usr/bin/node]'] })).toBe(
    `scraper ended unexpectedly (exit code 1), restarting in 500 ms: ${heap}; give it more, as in NODE_OPTIONS=--max-old-space-size=8192; its log is /data/logs/scraper.log`,
  );
});
