import { expect, test } from 'vitest';
import {
  movedParts,
  movePart,
  NO_NAMES,
  selectorToMove,
} from '../../../../dashboard/ui/picture/move-part.ts';

test('a part that is moved is called body, or frame, and never both', () => {
  const frame = movePart(NO_NAMES, { selector: '.hours', to: 'frame' });
  expect(frame).toEqual({ bodyParts: [], frameParts: ['.hours'] });
  expect(movePart(frame, { selector: '.hours', to: 'body' })).toEqual({
    bodyParts: ['.hours'],
    frameParts: [],
  });
});

test('a part that is taken back is called neither, and others stay as they are', () => {
  const lists = { bodyParts: ['.hours', '.price'], frameParts: ['.ad'] };
  expect(movePart(lists, { selector: '.hours', to: null })).toEqual({
    bodyParts: ['.price'],
    frameParts: ['.ad'],
  });
});

test('moves follow each other', () => {
  const moves = [
    { selector: '.a', to: 'body' },
    { selector: '.b', to: 'frame' },
    { selector: '.a', to: 'frame' },
  ] as const;
  expect(movedParts(NO_NAMES, moves)).toEqual({ bodyParts: [], frameParts: ['.b', '.a'] });
});

test('the part that was clicked is moved alone, where a selector finds it alone', () => {
  const choice = (selector: string, matches: number) => ({
    selector,
    matches,
    sturdiness: 'fair' as const,
    why: 'by its class',
  });
  const suggestions = [choice('footer p', 2), choice('.open', 1), choice('p:nth-child(1)', 1)];
  expect(selectorToMove({ selector: 'footer p', suggestions })).toBe('.open');
  expect(selectorToMove({ selector: 'footer p', suggestions: [choice('footer p', 2)] })).toBe('footer p');
  expect(selectorToMove({ selector: null, suggestions: [] })).toBeNull();
});
