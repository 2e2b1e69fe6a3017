// What of the main heading is the product's name.
import { expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';

test.each([
  ['elements in blocks', '<h1><div>NORDHAV</div><div><span>Table, oak</span> <span>235 cm</span></div></h1>'],
  ['a number behind it', '<h1>NORDHAV Table, oak 235 cm<span>466/7999</span></h1>'],
  [
    'a text that stands off the screen',
    '<h1>NORDHAV Table, oak 235 cm<span class="offleft"> Details</span></h1>',
  ],
  [
    'a box with links',
    '<h1>NORDHAV Table, oak 235 cm <div class="lists"><a>Save</a><ul><li>Add to another list</li></ul></div></h1>',
  ],
  ['a button', '<h1>NORDHAV Table, oak 235 cm <button>Share</button></h1>'],
  ['a price', '<h1>NORDHAV Table, oak 235 cm <span class="price">€ 499</span></h1>'],
])('a heading with %s', (_, heading) => {
  const html = `<title>NORDHAV Table, oak 235 cm | Shop</title><main>${heading}<p>€ 499.00</p><button>Add to cart</button></main>`;
  expect(inspectProduct({ html, url: 'https://shop.example/nordhav' }).name).toBe(
    'NORDHAV Table, oak 235 cm',
  );
});

test('a part that the page’s title lacks belongs to the name', () => {
  const html =
    '<title>NORDHAV Table | Shop</title><main><h1>NORDHAV Table <span>oak 235 cm</span></h1><p>€ 499.00</p><button>Add to cart</button></main>';
  expect(inspectProduct({ html, url: 'https://shop.example/nordhav' }).name).toBe('NORDHAV Table oak 235 cm');
});
