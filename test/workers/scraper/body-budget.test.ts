import { expect, test } from 'vitest';
import { BodyBudget } from '../../../workers/scraper/body-budget.ts';

const MB = 1024 * 1024;

test('ordinary pages use the whole concurrency', () => {
  const budget = new BodyBudget(48);
  expect(budget.concurrency).toBe(48);
  for (let page = 0; page < 100; page += 1) budget.note(68 * 1024);
  expect(budget.concurrency).toBe(48);
});

test('large pages lower it at once, and small ones bring it back', () => {
  const budget = new BodyBudget(48);
  budget.note(10 * MB);
  expect(budget.concurrency).toBe(6);
  for (let page = 0; page < 60; page += 1) budget.note(68 * 1024);
  expect(budget.concurrency).toBe(48);
});

test('a few fetches are always allowed, and never more than configured', () => {
  const budget = new BodyBudget(48);
  budget.note(500 * MB);
  expect(budget.concurrency).toBe(4);
  expect(new BodyBudget(2).concurrency).toBe(2);
});
