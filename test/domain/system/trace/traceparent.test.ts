import { expect, it } from 'vitest';
import {
  executionSpan,
  formatTraceparent,
  parseTraceparent,
} from '../../../../domain/system/trace/traceparent.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

it.each([
  [`00-${TRACE}-${SPAN}-01`, { traceId: TRACE, spanId: SPAN }],
  [`00-${TRACE}-${SPAN}-00`, { traceId: TRACE, spanId: SPAN }],
  [`00-${'0'.repeat(32)}-${SPAN}-01`, null],
  [`00-${TRACE}-${'0'.repeat(16)}-01`, null],
  [`ff-${TRACE}-${SPAN}-01`, null],
  [`00-${TRACE.toUpperCase()}-${SPAN}-01`, null],
  [`00-${TRACE}-${SPAN}-01-more`, null],
  ['', null],
  [7, null],
  [undefined, null],
])('%s is read as %o', (text, ids) => {
  expect(parseTraceparent(text)).toEqual(ids);
});

it('is written as it is read', () => {
  const ids = { traceId: TRACE, spanId: SPAN };
  expect(parseTraceparent(formatTraceparent(ids))).toEqual(ids);
});

const IDS = {
  firstRunId: '0193d5a1-7b6a-7c3e-8f10-a1b2c3d4e5f6',
  runId: '0193d5a2-0000-7000-9abc-0123456789ab',
};

it('an execution that nobody traced begins a trace by the first of its ids', () => {
  const span = executionSpan(IDS, null);
  expect(span).toEqual({ traceId: '0193d5a17b6a7c3e8f10a1b2c3d4e5f6', spanId: '9abc0123456789ab' });
  expect(parseTraceparent(formatTraceparent(span))).toEqual(span);
});

it('an execution that was started within a trace stays in it', () => {
  expect(executionSpan(IDS, { traceId: TRACE, spanId: SPAN })).toEqual({
    traceId: TRACE,
    spanId: '9abc0123456789ab',
  });
});
