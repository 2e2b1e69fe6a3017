import { describe, expect, it } from 'vitest';
import { isLastingName, writtenStart } from '../../../../domain/config/selector/lasting-name.ts';

describe('a class or id that a person wrote', () => {
  it.each([
    'navbar',
    'flexbox',
    'miniCart',
    'btn-navbar',
    'qrcode',
    'vcard',
    'productID',
    'prices-grid',
    'json-config',
    'user2',
    'gdpr-banner',
    'kolonne-venstre',
    'artikelbeschreibung',
    'prix_barre',
  ])('is lasting: %s', (name) => {
    expect(isLastingName(name)).toBe(true);
  });

  it.each([
    'ebhmcR',
    'ItemContainer-xttxj8-1',
    'Nav_link__qVeoO',
    'fzejeK',
    'framer-zqpztt',
    'jltr56',
    'bhjltf',
  ])('is not this one: %s', (name) => {
    expect(isLastingName(name)).toBe(false);
  });

  it.each([
    ['ItemContainer-xttxj8-1', 'ItemContainer-'],
    ['Nav_contentTrailing__q1eoO', 'Nav_contentTrailing__'],
    ['storesLink_wwBiZ', 'storesLink_'],
    ['ebhmcR', null],
    ['css-1x9zab', null],
    ['product-price', null],
  ])('begins with what a person wrote: %s', (name, start) => {
    expect(writtenStart(name)).toBe(start);
  });
});
