// Forms of titles, bylines, dates and descriptions that many sites share.
import { describe, expect, test } from 'vitest';
import { inspectArticle } from '../../../../cli/inspect/explain/inspect-article.ts';
import { json, shopPage as page } from '../../../support/shop-page.ts';

const text =
  '<p>The council has decided after long talks that the old bridge over the river will be rebuilt next year, and that the work will be paid by the county.</p>'.repeat(
    6,
  );

describe('an article', () => {
  test.each<readonly [string, string, string, Record<string, unknown>]>([
    [
      'two authors in markup',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>` +
          json({
            '@type': 'NewsArticle',
            headline: 'Bridge to be rebuilt',
            author: [
              { '@type': 'Person', name: 'Ann Lee' },
              { '@type': 'Person', name: 'Bo Kim' },
            ],
            dateCreated: '2024-01-02',
            dateModified: '2024-02-02',
          }),
        `<article><h1>Bridge to be rebuilt</h1>${text}</article>`,
      ),
      { author: 'Ann Lee, Bo Kim', date: expect.stringContaining('2024-01-02') },
    ],
    [
      'an author with "by" in markup',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>` +
          json({
            '@type': 'NewsArticle',
            headline: 'Bridge to be rebuilt',
            author: 'By Ann Lee',
            datePublished: 'January 2, 2024 5:04 pm',
          }),
        `<article><h1>Bridge to be rebuilt</h1>${text}</article>`,
      ),
      { author: 'Ann Lee', date: expect.stringContaining('2024-01-02') },
    ],
    [
      'published and updated in one line',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>`,
        `<article><h1>Bridge to be rebuilt</h1><p>By Hal Ives, Transport Correspondent</p><p>Published: 16:20, 4 October 2022 | Updated: 18:01, 5 October 2022</p>${text}</article>`,
        'en-GB',
      ),
      { author: 'Hal Ives', date: expect.stringContaining('2022-10-04') },
    ],
    [
      'updated before published',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>`,
        `<article><h1>Bridge to be rebuilt</h1><div><span>Last updated on 5 October 2022</span> <span>First published on 4 October 2022</span></div>${text}</article>`,
        'en-GB',
      ),
      { date: expect.stringContaining('2022-10-04') },
    ],
    [
      'numbers of an American page',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>`,
        `<article><h1>Bridge to be rebuilt</h1><p class="date">03/04/2022</p>${text}</article>`,
        'en-US',
      ),
      { date: expect.stringContaining('2022-03-04') },
    ],
    [
      'numbers of a British page',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>`,
        `<article><h1>Bridge to be rebuilt</h1><p class="date">03/04/2022</p>${text}</article>`,
        'en-GB',
      ),
      { date: expect.stringContaining('2022-04-03') },
    ],
    [
      'a German year of two digits',
      'https://n.example/a',
      page(
        `<title>Brücke wird erneuert | News</title>`,
        `<article><h1>Brücke wird erneuert</h1><p class="date">Stand: 04.03.22, 10:15 Uhr</p>${text}</article>`,
        'de',
      ),
      { date: expect.stringContaining('2022-03-04') },
    ],
    [
      'an American year of two digits',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>`,
        `<article><h1>Bridge to be rebuilt</h1><p class="date">Posted 3/14/22</p>${text}</article>`,
        'en-US',
      ),
      { date: expect.stringContaining('2022-03-14') },
    ],
    [
      'a kicker in the heading',
      'https://n.example/a',
      page(
        `<title>Bridge over the river to be rebuilt next year | News</title><meta property="og:site_name" content="News"><meta property="og:title" content="Bridge over the river to be rebuilt next year">`,
        `<article><h1><span class="kicker">Transport</span> <span>Bridge over the river to be rebuilt next year</span></h1>${text}</article>`,
      ),
      { title: 'Bridge over the river to be rebuilt next year' },
    ],
    [
      'the name of the site first',
      'https://n.example/a',
      page(
        `<title>The Herald | Bridge over the river to be rebuilt</title>`,
        `<h2>News</h2><article><h1>Bridge over the river to be rebuilt</h1>${text}</article>`,
      ),
      { title: 'Bridge over the river to be rebuilt' },
    ],
    [
      'section and site behind the title',
      'https://n.example/a',
      page(
        `<title>Bridge over the river to be rebuilt - Local News - The Herald</title>`,
        `<article><h1>Bridge over the river to be rebuilt</h1>${text}</article>`,
      ),
      { title: 'Bridge over the river to be rebuilt' },
    ],
    [
      'a title without a heading',
      'https://n.example/a',
      page(`<title>Bridge over the river to be rebuilt « The Herald</title>`, `<article>${text}</article>`),
      { title: 'Bridge over the river to be rebuilt' },
    ],
    [
      'a link to the author',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>`,
        `<article><h1>Bridge to be rebuilt</h1><a rel="author" href="/staff/ivy">Ivy Jones</a>${text}<div class="comments"><p>By Troll One</p></div></article>`,
      ),
      { author: 'Ivy Jones' },
    ],
    [
      'a box about the author below',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>`,
        `<article><h1>Bridge to be rebuilt</h1>${text}<div class="author-box"><img alt=""><h4>About the author</h4><p class="author-name">Ivy Jones</p><p>Ivy Jones writes about roads.</p></div></article>`,
      ),
      { author: 'Ivy Jones' },
    ],
    [
      'author and reviewer',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>`,
        `<article><h1>Bridge to be rebuilt</h1><div>Written by <b>Ivy Jones, PhD</b> | Reviewed by <b>Max Roe, MD</b></div>${text}</article>`,
      ),
      { author: 'Ivy Jones, PhD' },
    ],
    [
      'an account in the meta tag',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title><meta name="author" content="admin">`,
        `<article><h1>Bridge to be rebuilt</h1><p class="byline">By Ivy Jones</p>${text}</article>`,
      ),
      { author: 'Ivy Jones' },
    ],
    [
      'a description in markup only',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>` +
          json({
            '@type': 'NewsArticle',
            headline: 'Bridge to be rebuilt',
            description: 'The county pays &amp; builds.',
          }),
        `<article><h1>Bridge to be rebuilt</h1>${text}</article>`,
      ),
      { description: 'The county pays & builds.' },
    ],
    [
      'a description of Dublin Core',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title><meta name="DC.description" content="The county pays.">`,
        `<article><h1>Bridge to be rebuilt</h1>${text}</article>`,
      ),
      { description: 'The county pays.' },
    ],
    [
      'a date in the address',
      'https://n.example/2022/10/07/bridge',
      page(
        `<title>Bridge to be rebuilt | News</title>`,
        `<article><h1>Bridge to be rebuilt</h1>${text}</article>`,
      ),
      { date: expect.stringContaining('2022-10-07') },
    ],
    [
      'a month in the address',
      'https://n.example/2022/10/bridge',
      page(
        `<title>Bridge to be rebuilt | News</title>`,
        `<article><h1>Bridge to be rebuilt</h1><p>The first was built on May 1, 1931 by hand.</p>${text}</article>`,
      ),
      { date: null },
    ],
    [
      'a time element without a date',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>`,
        `<article><h1>Bridge to be rebuilt</h1><time>Oct. 7, 2022</time>${text}</article>`,
      ),
      { date: expect.stringContaining('2022-10-07') },
    ],
    [
      'a time in seconds',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>`,
        `<article><h1>Bridge to be rebuilt</h1><time data-timestamp="1665136800" class="ts">2 years ago</time>${text}</article>`,
      ),
      { date: expect.stringContaining('2022-10-07') },
    ],
  ])('is read right with %s', (_, url, html, expected) => {
    expect(inspectArticle({ html, url })).toMatchObject(expected);
  });
});
