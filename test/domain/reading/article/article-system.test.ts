// Articles as the templates of content systems write them.
import { describe, expect, test } from 'vitest';
import { inspectArticle } from '../../../../cli/inspect/explain/inspect-article.ts';
import { json, shopPage as page } from '../../../support/shop-page.ts';

const text =
  '<p>The council has decided after long talks that the old bridge over the river will be rebuilt next year, and that the work will be paid by the county.</p>'.repeat(
    6,
  );

describe('an article of a system', () => {
  test.each<readonly [string, string, string, Record<string, unknown>]>([
    [
      'WordPress with an SEO plugin',
      'https://h.example/bridge/',
      page(
        `<title>Bridge to be rebuilt - The Herald</title><meta name="description" content="Meta words."><meta property="og:title" content="Bridge to be rebuilt - The Herald"><meta property="og:description" content="Og words."><meta property="og:site_name" content="The Herald"><meta property="article:published_time" content="2025-03-04T08:00:00+00:00"><meta property="article:modified_time" content="2025-03-05T08:00:00+00:00"><meta name="author" content="Ann Lee"><meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">` +
          json({
            '@context': 'https://schema.org',
            '@graph': [
              {
                '@type': 'Article',
                '@id': 'https://h.example/bridge/#article',
                author: { name: 'Ann Lee', '@id': 'https://h.example/#/schema/person/1' },
                headline: 'Bridge to be rebuilt',
                datePublished: '2025-03-04T08:00:00+00:00',
                publisher: { '@id': 'https://h.example/#organization' },
              },
              { '@type': 'WebPage', name: 'Bridge to be rebuilt - The Herald' },
              { '@type': 'Organization', '@id': 'https://h.example/#organization', name: 'The Herald' },
            ],
          }),
        `<main><article class="post type-post"><h1 class="entry-title">Bridge to be rebuilt</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="2025-03-04T08:00:00+00:00">March 4, 2025</time></span><span class="byline"> by <span class="author vcard"><a class="url fn n" href="/author/ann">Ann Lee</a></span></span></div>${text}</article></main>`,
      ),
      { title: 'Bridge to be rebuilt', author: 'Ann Lee', date: expect.stringContaining('2025-03-04') },
    ],
    [
      'WordPress, plain theme',
      'https://h.example/bridge/',
      page(
        `<title>Bridge to be rebuilt &#8211; The Herald</title>`,
        `<main><article class="post"><h1 class="entry-title">Bridge to be rebuilt</h1><div class="entry-meta"><span class="posted-on">Posted on <a href="/x"><time class="entry-date published" datetime="2025-03-04T08:00:00+00:00">March 4, 2025</time><time class="updated" datetime="2025-04-09T08:00:00+00:00">April 9, 2025</time></a></span><span class="byline"> by <span class="author vcard"><a class="url fn n" href="/author/ann">Ann Lee</a></span></span></div>${text}</article></main>`,
      ),
      { title: 'Bridge to be rebuilt', author: 'Ann Lee', date: expect.stringContaining('2025-03-04') },
    ],
    [
      'Ghost',
      'https://g.example/bridge/',
      page(
        `<title>Bridge to be rebuilt</title><meta name="generator" content="Ghost 5.8"><meta property="og:site_name" content="River Notes"><meta property="og:type" content="article"><meta property="og:title" content="Bridge to be rebuilt"><meta property="og:description" content="What happens next."><meta property="article:published_time" content="2024-11-02T10:00:00.000Z">` +
          json({
            '@context': 'https://schema.org',
            '@type': 'Article',
            publisher: { '@type': 'Organization', name: 'River Notes' },
            author: { '@type': 'Person', name: 'Ben Ode', url: 'https://g.example/author/ben/', sameAs: [] },
            headline: 'Bridge to be rebuilt',
            datePublished: '2024-11-02T10:00:00.000Z',
          }),
        `<main><article class="gh-article"><header><h1 class="gh-article-title">Bridge to be rebuilt</h1><p class="gh-article-excerpt">What happens next.</p><section class="gh-article-meta"><h4 class="gh-article-author-name"><a href="/author/ben/">Ben Ode</a></h4><time datetime="2024-11-02">02 Nov 2024</time></section></header><section class="gh-content">${text}</section></article></main>`,
      ),
      {
        title: 'Bridge to be rebuilt',
        author: 'Ben Ode',
        date: expect.stringContaining('2024-11-02'),
        description: 'What happens next.',
      },
    ],
    [
      'Medium',
      'https://medium.example/@ben/bridge-1a2b',
      page(
        `<title>Bridge to be rebuilt. And what comes then | by Ben Ode | River Notes | Medium</title><meta property="og:title" content="Bridge to be rebuilt"><meta property="og:site_name" content="Medium"><meta property="article:published_time" content="2024-11-02T10:00:00.000Z"><meta property="article:author" content="https://medium.example/@ben"><meta name="author" content="Ben Ode">`,
        `<article><h1 data-testid="storyTitle">Bridge to be rebuilt</h1><a data-testid="authorName" href="/@ben">Ben Ode</a><span data-testid="storyReadTime">4 min read</span><span data-testid="storyPublishDate">Nov 2, 2024</span>${text}</article>`,
      ),
      { title: 'Bridge to be rebuilt', author: 'Ben Ode', date: expect.stringContaining('2024-11-02') },
    ],
    [
      'Substack',
      'https://river.example/p/bridge',
      page(
        `<title>Bridge to be rebuilt - by Ben Ode - River Notes</title><meta property="og:title" content="Bridge to be rebuilt"><meta name="author" content="Ben Ode">` +
          json({
            '@context': 'https://schema.org',
            '@type': 'NewsArticle',
            url: 'https://river.example/p/bridge',
            headline: 'Bridge to be rebuilt',
            datePublished: '2024-11-02T10:00:00+00:00',
            author: [{ '@type': 'Person', name: 'Ben Ode', url: 'https://substack.example/@ben' }],
            publisher: { '@type': 'Organization', name: 'River Notes' },
          }),
        `<article class="post"><h1 class="post-title">Bridge to be rebuilt</h1><h3 class="subtitle">What comes then</h3><div class="pencraft">Nov 02, 2024</div><div class="body markup">${text}</div></article>`,
      ),
      { title: 'Bridge to be rebuilt', author: 'Ben Ode', date: expect.stringContaining('2024-11-02') },
    ],
    [
      'Drupal',
      'https://d.example/node/12',
      page(
        `<title>Bridge to be rebuilt | County</title><meta name="Generator" content="Drupal 10">`,
        `<main><article class="node node--type-article"><h1 class="page-title"><span class="field field--name-title">Bridge to be rebuilt</span></h1><footer class="node__meta"><div class="node__submitted">Submitted by <span class="field field--name-uid"><a title="View user profile." href="/user/4" class="username">Carla Duarte</a></span> on <span class="field field--name-created"><time datetime="2023-06-07T12:00:00+02:00">Wed, 06/07/2023 - 12:00</time></span></div></footer><div class="node__content">${text}</div></article></main>`,
      ),
      { title: 'Bridge to be rebuilt', author: 'Carla Duarte', date: expect.stringContaining('2023-06-07') },
    ],
    [
      'Drupal of old',
      'https://d.example/node/12',
      page(
        `<title>Bridge to be rebuilt | County</title>`,
        `<div id="content"><h1 class="title" id="page-title">Bridge to be rebuilt</h1><div class="submitted"><span property="dc:date dc:created" content="2013-06-07T12:00:00+02:00" datatype="xsd:dateTime">Submitted by <span class="username" xml:lang="" typeof="sioc:UserAccount" property="foaf:name">carla</span> on Fri, 06/07/2013 - 12:00</span></div>${text}</div>`,
      ),
      { title: 'Bridge to be rebuilt', author: 'carla', date: expect.stringContaining('2013-06-07') },
    ],
    [
      'Joomla',
      'https://j.example/news/12-bridge',
      page(
        `<title>Bridge to be rebuilt</title><meta name="generator" content="Joomla!">`,
        `<main><div class="com-content-article item-page"><div class="page-header"><h1>Bridge to be rebuilt</h1></div><dl class="article-info text-muted"><dt class="article-info-term">Details</dt><dd class="createdby"><span class="icon-user"></span> Written by: <span>Emil Fry</span></dd><dd class="category-name">Category: <a href="/n">News</a></dd><dd class="published"><time datetime="2022-02-03T10:00:00+00:00">Published: 03 February 2022</time></dd><dd class="modified"><time datetime="2023-02-03T10:00:00+00:00">Last Updated: 03 February 2023</time></dd><dd class="hits">Hits: 41</dd></dl>${text}</div></main>`,
      ),
      { title: 'Bridge to be rebuilt', author: 'Emil Fry', date: expect.stringContaining('2022-02-03') },
    ],
    [
      'Squarespace',
      'https://sq.example/blog/bridge',
      page(
        `<title>Bridge to be rebuilt — Studio</title><meta property="og:title" content="Bridge to be rebuilt — Studio"><meta property="og:site_name" content="Studio">` +
          json({
            '@context': 'http://schema.org',
            '@type': 'Article',
            headline: 'Bridge to be rebuilt — Studio',
            author: 'Faye Gill',
            datePublished: '2021-09-10T08:00:00-0400',
          }),
        `<main><article><h1 class="entry-title entry-title--large" itemprop="headline">Bridge to be rebuilt</h1><div class="blog-meta-item--author">Written By <a>Faye Gill</a></div>${text}</article></main>`,
      ),
      { title: 'Bridge to be rebuilt', author: 'Faye Gill', date: expect.stringContaining('2021-09-10') },
    ],
    [
      'Wix',
      'https://wx.example/post/bridge',
      page(
        `<title>Bridge to be rebuilt</title>` +
          json({
            '@context': 'https://schema.org/',
            '@type': 'BlogPosting',
            '@id': 'x',
            mainEntityOfPage: 'x',
            headline: 'Bridge to be rebuilt',
            datePublished: '2021-09-10T08:00:00.000Z',
            author: { '@type': 'Person', name: 'Faye Gill' },
            publisher: { '@type': 'Organization', name: 'Wx' },
          }),
        `<div data-hook="post"><span data-hook="user-name">Faye Gill</span><span data-hook="time-ago">Sep 10, 2021</span><h1 data-hook="post-title">Bridge to be rebuilt</h1>${text}</div>`,
      ),
      { title: 'Bridge to be rebuilt', author: 'Faye Gill', date: expect.stringContaining('2021-09-10') },
    ],
    [
      'microformats',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title>`,
        `<article class="h-entry"><h1 class="p-name">Bridge to be rebuilt</h1><a class="p-author h-card" href="https://me.example">Gail Hunt</a> <time class="dt-published" datetime="2020-10-11">11 October 2020</time><div class="e-content">${text}</div></article>`,
      ),
      { author: 'Gail Hunt', date: expect.stringContaining('2020-10-11') },
    ],
    [
      'Docusaurus',
      'https://docs.example/guide/install',
      page(
        `<title>Install the agent | Acme Docs</title><meta property="og:title" content="Install the agent | Acme Docs">`,
        `<main><article><header><h1>Install the agent</h1></header>${text}<span class="theme-last-updated">Last updated on <b><time datetime="2024-05-06T00:00:00.000Z">May 6, 2024</time></b></span></article></main>`,
      ),
      { title: 'Install the agent' },
    ],
    [
      'tags as JSON',
      'https://n.example/a',
      page(
        `<title>Bridge to be rebuilt | News</title><meta name="parsely-page" content='{"title":"Bridge to be rebuilt","author":"Ivy Jones","pub_date":"2022-10-07T10:00:00Z"}'>`,
        `<article><h1>Bridge to be rebuilt</h1>${text}</article>`,
      ),
      { author: 'Ivy Jones', date: expect.stringContaining('2022-10-07') },
    ],
    [
      'tags of a journal',
      'https://n.example/a',
      page(
        `<title>Bridges of rivers | Journal</title><meta name="citation_title" content="Bridges of rivers in old towns"><meta name="citation_author" content="Lee, Ann"><meta name="citation_author" content="Kim, Bo"><meta name="citation_publication_date" content="2022/10/07">`,
        `<article><h1>Bridges of rivers in old towns</h1>${text}</article>`,
      ),
      { date: expect.stringContaining('2022-10-07'), title: 'Bridges of rivers in old towns' },
    ],
  ])('reads the article on a page of %s', (_, url, html, expected) => {
    expect(inspectArticle({ html, url })).toMatchObject(expected);
  });
});
