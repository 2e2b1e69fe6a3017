import { beforeEach, expect, it } from 'vitest';
import type { EventMessage } from '../../../domain/run/dispatch/message.ts';
import { type QuietTime, openQuietTime } from '../../../workers/monitor/quiet-time.ts';
import { createSilentLog } from '../../support/silent-log.ts';

const EVENT: EventMessage = { id: 'e', type: 'run.state', at: '2026-01-01T00:00:00Z', data: {} };

let now = 0;
let isListening = true;
let publish: (event: EventMessage) => void = () => undefined;
let quiet: QuietTime;

beforeEach(() => {
  now = 0;
  isListening = true;
  const eventBroker = {
    isListening: () => isListening,
    onEvent: async (_pattern: string, handler: (event: EventMessage) => void) => {
      publish = handler;
    },
  };
  quiet = openQuietTime({ eventBroker, log: createSilentLog(), now: () => now });
});

it('is not quiet at the start, nor for a while after an event', () => {
  expect(quiet.isQuiet()).toBe(false);
  now += 15_000;
  expect(quiet.isQuiet()).toBe(true);
  publish(EVENT);
  expect(quiet.isQuiet()).toBe(false);
  now += 14_999;
  expect(quiet.isQuiet()).toBe(false);
  now += 1;
  expect(quiet.isQuiet()).toBe(true);
});

it('tells which event ends a quiet time', () => {
  const heard: boolean[] = [];
  quiet.onEvent((_event, isFirst) => heard.push(isFirst));
  publish(EVENT);
  now += 15_000;
  publish(EVENT);
  publish(EVENT);
  expect(heard).toEqual([false, true, false]);
});

it('is not quiet while the broker is away, nor for a while after: its events are lost', () => {
  now += 15_000;
  isListening = false;
  expect(quiet.isQuiet()).toBe(false);
  isListening = true;
  now += 14_999;
  expect(quiet.isQuiet()).toBe(false);
  now += 1;
  expect(quiet.isQuiet()).toBe(true);
});
