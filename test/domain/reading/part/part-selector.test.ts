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
    ['page:3', 'xpath', '//section[@data-document-page >= 3 and @data-document-page <= 3]'],
    ['page:2-5', 'xpath', '//section[@data-document-page >= 2 and @data-document-page <= 5]'],
    ['sheet:Prices', 'xpath', '//section[@data-document-sheet = "Prices"]'],
    [
      'sheet:Prices!B2:D40',
      'xpath',
      '//section[@data-document-sheet = "Prices"]/p[@data-row >= 2 and @data-row <= 40]/span[@data-column >= 2 and @data-column <= 4]',
    ],
    ['style:color: red', 'css', '[style="color: red"]'],
  ])('%s is %s', (text, language, expression) => {
    expect(partSelector(text)).toEqual({ language, expression });
  });

  it.each([
    ['variable:__STATE__ $.a[0].b c', '__STATE__', '$.a[0].b c'],
    ['variable: window.__STATE__  $..a', '__STATE__', '$..a'],
    ['Variable:window["App"].state', 'App.state', '$'],
  ])('%s is JSON of the variable %s', (text, variable, expression) => {
    expect(partSelector(text)).toEqual({ language: 'json', expression, variable });
  });
});
