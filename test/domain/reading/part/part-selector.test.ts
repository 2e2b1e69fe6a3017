// The language of a selector is known by its prefix, or by how it begins.
import { describe, expect, it } from 'vitest';
import { partSelector } from '../../../../domain/reading/part/part-selector.ts';

describe('partSelector', () => {
  it.each([
    ['#price', 'css', '#price'],
    ['div:has(> a)', 'css', 'div:has(> a)'],
    ['a::after', 'css', 'a::after'],
    ['css: //x', 'css', '//x'],
    ['//p', 'xpath', '//p'],
    ['./p', 'xpath', './p'],
    ['../p', 'xpath', '../p'],
    ['(//p)[1]', 'xpath', '(//p)[1]'],
    ['@id', 'xpath', '@id'],
    ['descendant::p', 'xpath', 'descendant::p'],
    ['following-sibling::p[1]', 'xpath', 'following-sibling::p[1]'],
    ['normalize-space(//p)', 'xpath', 'normalize-space(//p)'],
    ['xpath:p', 'xpath', 'p'],
    ['XPath1: //p', 'xpath', '//p'],
    ['$.a', 'json', '$.a'],
    ['$', 'json', '$'],
    ['json:a.b', 'json', 'a.b'],
    ['jsonpath: $..a', 'json', '$..a'],
    ['id:a"b', 'css', '[id="a\\"b"]'],
    ['class:price', 'css', '[class~="price"]'],
    ['tag:li', 'css', 'li'],
    ['style:color: red', 'css', '[style="color: red"]'],
  ])('%s is %s', (text, language, expression) => {
    expect(partSelector(text)).toEqual({ language, expression });
  });
});
