// Pages of text: articles, about, contact, delivery, workshop report, sign-in, and the error pages.
import { type Article, articlePath } from '../article.ts';
import { type Markup, html, jsonScript, NOTHING } from '../html.ts';
import { type Frame, renderPage } from './layout.ts';

function articleJson(article: Article, origin: string): Markup {
  return jsonScript({
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: article.headline,
    author: { '@type': 'Person', name: article.author },
    datePublished: article.published,
    dateModified: article.modified,
    mainEntityOfPage: origin + articlePath(article.slug),
  });
}

export function renderArticle(frame: Frame, article: Article): string {
  const note = article.note === undefined ? NOTHING : html`<p><em>${article.note}</em></p>`;
  return renderPage(frame, {
    title: article.headline,
    path: articlePath(article.slug),
    description: article.paragraphs[0] ?? article.headline,
    head: html`<meta property="og:type" content="article">
<meta property="article:published_time" content="${article.published}">
${articleJson(article, frame.origin)}`,
    main: html`<nav class="trail" aria-label="You are here"><a href="/">Home</a> › <a href="/journal">Journal</a></nav>
<article class="text">
<h1>${article.headline}</h1>
<p class="byline">By ${article.author}, <time datetime="${article.published}">${article.published}</time>, last changed <time datetime="${article.modified}">${article.modified}</time></p>
${article.paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
${note}
</article>`,
  });
}

export interface TextPage {
  readonly path: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** Texts that never change: no change of them may ever be reported. */
export const TEXT_PAGES: readonly TextPage[] = [
  {
    path: '/about',
    title: 'About us',
    paragraphs: [
      'Larch & Lantern began as a market stall with nine objects on it. There are a few more of them now, but the stall is still in use on the first Saturday of each month.',
      'We are four people and a dog. Ines buys, Tomo sharpens, Maud repairs and writes, and Edwin keeps the books and the dog.',
      'The shop is imaginary. It comes with Webloom, so that there is always something to watch whose changes are known.',
    ],
  },
  {
    path: '/contact',
    title: 'Contact',
    paragraphs: [
      'Write to hello@larch-and-lantern.example or call +44 20 7946 0000 on weekdays between nine and five.',
      'Larch & Lantern, 12 Ropewalk, Harbour Quarter. The door sticks; push.',
    ],
  },
  {
    path: '/delivery',
    title: 'Delivery times',
    paragraphs: [
      'Parcels leave on Tuesdays and Fridays. Within the country they take two days, in Europe four, elsewhere about ten.',
      'This page is made by a machine that needs a moment to wake up: the first request after each change of the shop is told to come back a second later.',
    ],
  },
  {
    path: '/workshop',
    title: 'Workshop report',
    paragraphs: [
      'This year the workbench has seen four hundred and twelve repairs. Three hundred and ninety of them went home in working order.',
      'The report is put together from paper slips while you wait. That is why the page takes its time.',
    ],
  },
];

export function renderText(frame: Frame, page: TextPage): string {
  return renderPage(frame, {
    title: page.title,
    path: page.path,
    description: page.paragraphs[0] ?? page.title,
    main: html`<div class="text"><h1>${page.title}</h1>
${page.paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
</div>`,
  });
}

export function renderLogin(frame: Frame): string {
  return renderPage(frame, {
    title: 'Sign in',
    path: '/login',
    description: 'Sign in to your account.',
    main: html`<h1>Sign in</h1>
<form action="/login" method="post">
<input type="hidden" name="csrf_token" value="${frame.noise?.token ?? ''}">
<p><label>E-mail <input type="email" name="email" autocomplete="username"></label></p>
<p><label>Password <input type="password" name="password" autocomplete="current-password"></label></p>
<button>Sign in</button>
</form>
<p><a href="/contact">Forgotten your password?</a></p>`,
  });
}

export function renderNotice(frame: Frame, path: string, title: string, words: string): string {
  return renderPage(frame, {
    title,
    path,
    description: words,
    main: html`<h1>${title}</h1>
<p>${words}</p>
<p><a href="/">To the front page</a></p>`,
  });
}
