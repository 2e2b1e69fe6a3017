import { describe, expect, it } from 'vitest';
import { pathShape } from '../../../../domain/reading/page/path-shape.ts';

describe('the shape of an address', () => {
  it.each([
    ['http://a.test/', '/'],
    ['http://a.test', '/'],
    ['http://a.test/?utm=1', '/?utm'],
    ['http://a.test/product/red-kettle', '/product/*'],
    ['http://a.test/product/kettle', '/product/*'],
    ['http://a.test/product/17/', '/product/*'],
    ['http://a.test/Product/Kettle', '/product/*'],
    ['http://a.test/kettle-2', '/*'],
    ['http://a.test/about', '/*'],
    ['http://a.test/blog/2024/05/after-the-storm', '/blog/*/*/*'],
    ['http://a.test/en/blog/storm', '/*/blog/*'],
    ['http://a.test/de-AT/blog/sturm', '/*/blog/*'],
    ['http://a.test/shop/garden-tools/hammer-17.html', '/shop/*/*.html'],
    ['http://a.test/item.php?id=17', '/*.php?id'],
    ['http://a.test/index.php?route=product&product_id=17', '/*.php?product_id&route'],
    ['http://a.test/index.php?product_id=3&route=product&route=x', '/*.php?product_id&route'],
    ['http://a.test/%E5%95%86%E5%93%81/17', '/*/*'],
    ['http://a.test/товар/чайник', '/*/*'],
    ['http://a.test/users/9f1c2a7be34d/posts/4', '/users/*/posts/*'],
    ['http://a.test/a/b/c#part', '/a/b/*'],
    ['no address', '/'],
  ])('%s is %s', (url, shape) => {
    expect(pathShape(url)).toBe(shape);
  });

  it('has at most a hundred characters, whatever the address', () => {
    const url = `http://a.test/${'folder/'.repeat(30)}x?${'name=1&'.repeat(9)}${'y'.repeat(300)}=2`;
    expect(pathShape(url).length).toBeLessThanOrEqual(100);
  });
});
