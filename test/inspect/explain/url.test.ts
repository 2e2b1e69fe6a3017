// What `webloom inspect url` answers.
import { describe, expect, it } from 'vitest';
import { inspectUrl } from '../../../cli/inspect/explain/url.ts';

describe('inspectUrl', () => {
  it.each([
    ['HTTP://Example.com:80/a/../b', 'http://example.com/b'],
    ['data:text \t #x', 'data:text %20#x'],
    ['data:text  ?q', 'data:text %20?q'],
    ['http://[', null],
  ])('parses %j as %j', (input, value) => {
    expect(inspectUrl({ kind: 'parse', input })).toEqual({ value });
  });

  it('resolves against a base and reduces relative references by themselves', () => {
    expect(inspectUrl({ kind: 'resolve', input: '../x', base: 'http://a.com/b/c' })).toEqual({
      value: 'http://a.com/x',
    });
    expect(inspectUrl({ input: 'a/../b?d=1&c=2#e' })).toMatchObject({ value: 'b?c=2&d=1' });
    expect(inspectUrl({ input: 'http://[' })).toMatchObject({ raises: true });
  });
});
