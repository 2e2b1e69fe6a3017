// A visit in the dispatcher is in one mode at a time, and what belongs to another mode is refused.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WaitingVisit } from '../../../../domain/run/dispatch/waiting-visit.ts';

const NOW = 1_000_000;
const SENDING = { now: NOW, delayMs: 1_000, deadlineMs: 30_000 };

function visit(): WaitingVisit {
  return new WaitingVisit(
    { urlKey: 'k1', url: 'http://shop.test/a', depth: 0, visit: 1, attempts: 0, dueAt: 0, firstDueAt: 0 },
    'page',
    NOW,
  );
}

const STEPS: Record<string, (one: WaitingVisit) => void> = {
  giveSlot: (one) => one.giveSlot(NOW + 500),
  voidSlot: (one) => one.voidSlot(),
  send: (one) => one.send(SENDING),
  unsend: (one) => one.unsend(NOW + 1_000),
  expectUntil: (one) => one.expectUntil(NOW + 90_000),
  waitUntil: (one) => one.waitUntil(NOW + 2_000),
  moveTo: (one) => one.moveTo('http://other.test/a', NOW),
  end: (one) => one.end(NOW, { result: 'fetched' }),
};

describe('a visit', () => {
  it.each([
    ['waiting', [], 'giveSlot voidSlot send waitUntil moveTo end'],
    ['sent', ['send'], 'unsend expectUntil waitUntil moveTo end'],
    ['done', ['end'], ''],
  ] as const)('that is %s can do only what fits', (mode, before, allowed) => {
    for (const [name, step] of Object.entries(STEPS)) {
      const one = visit();
      for (const earlier of before) STEPS[earlier]?.(one);
      expect(one.mode).toBe(mode);
      if (allowed.split(' ').includes(name)) expect(() => step(one)).not.toThrow();
      else expect(() => step(one)).toThrow(`Visit 1 of k1 is ${mode}`);
    }
  });

  it('is sent for its slot, or for now where it has none', () => {
    const [slotted, plain] = [visit(), visit()];
    slotted.giveSlot(NOW - 100);
    slotted.send(SENDING);
    plain.send({ ...SENDING, delayMs: 0 });
    expect(slotted).toMatchObject({ sendBy: NOW - 100 + 250, replyBy: NOW - 100 + 250 + 32_000, sends: 1 });
    expect(plain).toMatchObject({ sendBy: NOW + 5_000, slotted: false, dueAt: 0 });
  });

  it('waits as long as its host costs it, not as long as those before it do', () => {
    const one = visit();
    one.giveSlot(NOW + 7_000);
    one.send({ ...SENDING, now: NOW + 7_000 });
    expect(one.waitMs).toBe(1_000);
    one.unsend(NOW + 7_500);
    one.send({ ...SENDING, now: NOW + 7_500 });
    expect(one.waitMs).toBe(2_000);
  });

  it('loses its slot when it has to wait for longer, and keeps one that comes later', () => {
    const one = visit();
    one.giveSlot(NOW + 5_000);
    one.postpone(NOW + 4_000);
    expect(one).toMatchObject({ dueAt: NOW + 5_000, slotted: true });
    one.postpone(NOW + 6_000);
    expect(one).toMatchObject({ dueAt: NOW + 6_000, slotted: false });
  });

  it('that was handed back because of a closed gate takes an answer that comes after all', () => {
    const one = visit();
    one.send(SENDING);
    one.end(NOW, { result: 'deferred', reason: 'gate-closed', dueAt: NOW });
    one.end(NOW, { result: 'fetched' });
    expect(one.row?.result).toBe('fetched');
    expect(() => one.end(NOW, { result: 'gone' })).toThrow('can not end');
  });

  it('goes on where an earlier chunk left it, with its answer to come or at hand', () => {
    const left = visit();
    left.moveTo('http://other.test/a', NOW);
    left.send(SENDING);
    const [out, answered] = [visit(), visit()];
    out.goOnFrom(left.toSent(), true);
    answered.goOnFrom(left.toSent(), false);
    const carried = { host: 'other.test', hops: 1, sends: 1, url: 'http://other.test/a' };
    expect(out).toMatchObject({ ...carried, mode: 'sent', sendBy: left.sendBy, replyBy: left.replyBy });
    expect(answered).toMatchObject({ ...carried, mode: 'waiting' });
  });

  it('has a row when it is done and only then, whatever was tried', () => {
    const names = fc.array(fc.constantFrom(...Object.keys(STEPS)), { maxLength: 30 });
    fc.assert(
      fc.property(names, (list) => {
        const one = visit();
        for (const name of list) {
          try {
            STEPS[name]?.(one);
          } catch {
            // Refused: nothing may have changed by it.
          }
          expect(one.row !== null).toBe(one.mode === 'done');
          expect(one.dueAt > 0).toBe(one.mode === 'waiting');
          expect(one.replyBy > 0).toBe(one.mode === 'sent');
          expect(one.slotted && one.mode !== 'waiting').toBe(false);
        }
      }),
    );
  });
});
