import { expect, test } from 'vitest';
import { BodyBudget } from '../../../workers/scraper/body-budget.ts';

const MB = 1024 * 1024;

const smallPages = (budget: BodyBudget, count: number): void => {
  for (let page = 0; page < count; page += 1) budget.note(68 * 1024);
};

test('a process begins carefully and soon uses its whole concurrency for ordinary pages', () => {
  const budget = new BodyBudget(48);
  expect(budget.concurrency).toBe(16);
  smallPages(budget, 30);
  expect(budget.concurrency).toBe(48);
});

test('large pages lower it at once, and small ones bring it back', () => {
  const budget = new BodyBudget(48);
  smallPages(budget, 100);
  budget.note(5 * MB);
  expect(budget.concurrency).toBe(6);
  smallPages(budget, 60);
  expect(budget.concurrency).toBe(48);
});

test('a few fetches are always allowed, and never more than configured', () => {
  const budget = new BodyBudget(48);
  budget.note(500 * MB);
  expect(budget.concurrency).toBe(4);
  expect(new BodyBudget(2).concurrency).toBe(2);
});
