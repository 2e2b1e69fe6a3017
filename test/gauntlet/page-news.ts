// News on whole pages that a rule for noise might swallow: a negation, a line taken out, things that changed places.
import { listed, NAMES, pageWith, upTo } from './page-scenes.ts';

/** News that a rule for noise might swallow. */
export const NEWS: readonly (readonly [name: string, before: string, after: string])[] = [
  [
    'negation',
    pageWith(
      '<p>Customers may return goods that were used, within the period set out in section four of this contract.</p>',
    ),
    pageWith(
      '<p>Customers may not return goods that were used, within the period set out in section four of this contract.</p>',
    ),
  ],
  [
    'line removed from terms',
    pageWith(
      `<ol>${listed(upTo(20).map((i) => `Clause number ${i} says what it says about ${NAMES[i]}.`))}</ol>`,
    ),
    pageWith(
      `<ol>${listed(
        upTo(20)
          .filter((i) => i !== 7)
          .map((i) => `Clause number ${i} says what it says about ${NAMES[i]}.`),
      )}</ol>`,
    ),
  ],
  [
    'two lines swapped meaning',
    pageWith('<p>First prize: Anna</p><p>Second prize: Ben</p>'),
    pageWith('<p>First prize: Ben</p><p>Second prize: Anna</p>'),
  ],
  [
    'table cell',
    pageWith(
      '<table><tr><th>Team</th><th>Points</th></tr><tr><td>Ajax</td><td>42</td></tr><tr><td>PSV</td><td>40</td></tr></table>',
    ),
    pageWith(
      '<table><tr><th>Team</th><th>Points</th></tr><tr><td>Ajax</td><td>42</td></tr><tr><td>PSV</td><td>43</td></tr></table>',
    ),
  ],
  [
    'ranking swapped',
    pageWith(
      '<table><tr><td>1</td><td>Ajax</td></tr><tr><td>2</td><td>PSV</td></tr><tr><td>3</td><td>Feyenoord</td></tr></table>',
    ),
    pageWith(
      '<table><tr><td>1</td><td>PSV</td></tr><tr><td>2</td><td>Ajax</td></tr><tr><td>3</td><td>Feyenoord</td></tr></table>',
    ),
  ],
  [
    'item on top of fifty',
    pageWith(`<ul>${listed(upTo(50).map((i) => `Item ${i} of ${NAMES[i % 24]}`))}</ul>`),
    pageWith(
      `<ul><li>New item of brass</li>${listed(upTo(50).map((i) => `Item ${i} of ${NAMES[i % 24]}`))}</ul>`,
    ),
  ],
  [
    'last of capped list falls out, first new',
    pageWith(`<ul>${listed(upTo(10).map((i) => `Story ${i} ${NAMES[i]}`))}</ul>`),
    pageWith(
      `<ul>${listed(['Fresh story about elections', ...upTo(9).map((i) => `Story ${i} ${NAMES[i]}`)])}</ul>`,
    ),
  ],
  ['word merged into heading', pageWith('<h2>Results</h2>'), pageWith('<h2>Final results</h2>')],
  [
    'price in table',
    pageWith('<table><tr><td>Small</td><td>9.99</td></tr></table>'),
    pageWith('<table><tr><td>Small</td><td>8.99</td></tr></table>'),
  ],
  [
    'option removed',
    pageWith('<ul><li>Red</li><li>Blue</li><li>Green</li></ul>'),
    pageWith('<ul><li>Red</li><li>Green</li></ul>'),
  ],
  [
    'text split with word changed',
    pageWith('<p>One sentence here. Another sentence there.</p>'),
    pageWith('<p>One sentence here.</p><p>Another sentence where.</p>'),
  ],
  [
    'cookie recipe article',
    pageWith(''),
    pageWith('<p>Our cookies are baked with butter and accepted by everyone who tries them.</p>'),
  ],
  [
    'privacy policy changed',
    pageWith('<p>We use cookies to measure visits.</p>'),
    pageWith('<p>We use cookies to measure visits and to sell your data.</p>'),
  ],
  [
    'new cookie clause',
    pageWith('<h2>Privacy policy</h2><p>We keep your data for a year.</p>'),
    pageWith(
      '<h2>Privacy policy</h2><p>We keep your data for a year.</p><p>We share cookies with advertising partners in third countries for profiling purposes.</p>',
    ),
  ],
  [
    'event moved',
    pageWith('<ul><li>Concert</li><li>27.11.2026 20:00</li></ul>'),
    pageWith('<ul><li>Concert</li><li>28.11.2026 20:00</li></ul>'),
  ],
  [
    'event moved, bare date',
    pageWith('<ul><li>Concert</li><li>Friday, 27 November 2026</li></ul>'),
    pageWith('<ul><li>Concert</li><li>Saturday, 28 November 2026</li></ul>'),
  ],
  [
    'moved under another heading',
    pageWith('<h2>Allowed</h2><p>Dogs</p><p>Birds</p><h2>Forbidden</h2><p>Fire</p>'),
    pageWith('<h2>Allowed</h2><p>Birds</p><h2>Forbidden</h2><p>Dogs</p><p>Fire</p>'),
  ],
  ['stock count', pageWith('<p>12 in stock</p>'), pageWith('<p>3 in stock</p>')],
  ['js app notice of outage', pageWith(''), pageWith('<p>The service is disabled until Monday.</p>')],
];
