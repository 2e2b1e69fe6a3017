import { describe, expect, it, vi } from 'vitest';
import { keepParser } from '../../api/query/kept-parser.ts';

describe('a parser that is kept between previews', () => {
  it('is opened once, and closed only after nobody has used it for a while', async () => {
    vi.useFakeTimers();
    const closed: number[] = [];
    let opened = 0;
    const lend = keepParser(() => {
      opened += 1;
      const number = opened;
      return { parse: async () => [], close: async () => void closed.push(number) };
    });
    const [one, other] = [lend(), lend()];
    await one.close();
    vi.advanceTimersByTime(400_000);
    expect(closed).toEqual([]);
    await other.close();
    vi.advanceTimersByTime(200_000);
    await lend().close();
    vi.advanceTimersByTime(299_000);
    expect({ opened, closed }).toEqual({ opened: 1, closed: [] });
    vi.advanceTimersByTime(2_000);
    expect(closed).toEqual([1]);
    lend();
    expect(opened).toBe(2);
    vi.useRealTimers();
  });
});
