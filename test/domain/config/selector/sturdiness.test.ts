import { describe, expect, it } from 'vitest';
import { judgeSelector } from '../../../../domain/config/selector/sturdiness.ts';

describe('how sturdy a selector is', () => {
  it.each([
    ['[itemprop="price"]', 'sturdy'],
    ['#price', 'sturdy'],
    ['main', 'sturdy'],
    ['.product-price', 'fair'],
    ['table td', 'fair'],
    ['.css-1a2b3c', 'fragile'],
    ['div.sc-hKMtZM > span', 'fragile'],
    ['ul > li:nth-of-type(3)', 'fragile'],
    ['//div[2]/span', 'fragile'],
    ['body > div > div > section > p > span', 'fragile'],
    ['th:icontains("Price") + td', 'fair'],
    ['li:has(> a[href="/kettle.v2"]) .price', 'fair'],
    ['[class*="Card_price__"]', 'fair'],
    ['li:icontains("Monday") + li:has(+ li:icontains("Wednesday"))', 'fragile'],
    ['li:icontains("Monday") + li:last-child', 'fragile'],
    ['li:first-child', 'fragile'],
    ['th:icontains("Weight") ~ td', 'fair'],
    ['#facts dt:icontains("Weight") ~ dd:not(dt:icontains("Weight") ~ dt ~ dd)', 'fair'],
    ['#opening ~ p', 'fair'],
    ['li:icontains("Monday") ~ li:has(~ li:icontains("Wednesday"))', 'fragile'],
    ['li:has(~ li:icontains("Tuesday"))', 'fragile'],
    ['li:icontains("Tuesday") ~ li', 'fragile'],
    ['li:nth-of-type(n+3):nth-last-of-type(n+2)', 'fragile'],
    ['[title="li:nth-of-type(2)"]', 'fair'],
    ['.price:not(.css-1a2b3c)', 'fragile'],
  ])('%s is %s', (selector, wanted) => {
    expect(judgeSelector(selector).sturdiness).toBe(wanted);
  });
});
