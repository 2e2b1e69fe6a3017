import { describe, expect, it } from 'vitest';
import { createCpuShare } from '../../activities/cpu-share.ts';

describe('processor time of work side by side', () => {
  it('belongs to one piece of work that is alone', () => {
    let ms = 1_000;
    const begin = createCpuShare(() => ms);
    const end = begin();
    ms += 70;
    expect(end()).toBe(70);
  });

  it('is shared out while several are at work, and adds up to what was used', () => {
    let ms = 0;
    const begin = createCpuShare(() => ms);
    const first = begin();
    ms += 10;
    const second = begin();
    ms += 20;
    expect(first()).toBe(20);
    ms += 5;
    expect(second()).toBe(15);
  });

  it('leaves out what is used while nothing is at work', () => {
    let ms = 0;
    const begin = createCpuShare(() => ms);
    begin()();
    ms += 500;
    const end = begin();
    ms += 3;
    expect(end()).toBe(3);
  });

  it('counts nothing twice when an end is told again', () => {
    let ms = 0;
    const begin = createCpuShare(() => ms);
    const end = begin();
    ms += 4;
    expect(end()).toBe(4);
    ms += 4;
    expect(end()).toBe(4);
  });
});
