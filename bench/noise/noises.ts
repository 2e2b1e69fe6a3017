// What differs on a page at each request and means nothing: each noise is a piece of HTML made anew by chance.
import type { Chance } from './random.ts';
import { heading, name, sentence } from './words.ts';

export interface Request {
  readonly chance: Chance;
  /** How often this page was asked for before. */
  readonly count: number;
}

const TEASERS = Array.from(
  { length: 14 },
  (_, at) =>
    `${['Ten ways to see', 'Why', 'How', 'Inside', 'What is left of'][at % 5]}: ${heading(`teaser ${at}`)}`,
);
const PRODUCTS = Array.from({ length: 12 }, (_, at) => ({
  title: heading(`rail ${at}`),
  price: (9 + at * 3.5).toFixed(2),
}));
const PARTNERS = ['Acme', 'Borealis', 'Cirrus', 'Dynamo', 'Everest', 'Fjord'];
const SPONSORED = [
  'Our hotel by the sea has rooms free',
  'The new phone is here, order now',
  'Insurance that costs less',
  'Shoes that never wear out',
];
const MENUS = [
  ['Home', 'News', 'Contact us', 'Privacy'],
  ['Startseite', 'Neuigkeiten', 'Kontakt', 'Datenschutz'],
  ['Accueil', 'Actualités', 'Nous contacter', 'Confidentialité'],
];

const linked = (text: string, to: string): string => `<a href="/${to}">${text}</a>`;

export const NOISES: Readonly<Record<string, (request: Request) => string>> = {
  'rotating teasers with a heading': ({ chance }) =>
    `<section class="x7"><h3>Read also</h3><ul>${chance
      .some(TEASERS, 4)
      .map((text) => `<li>${linked(text, `a/${chance.below(1e6)}`)}</li>`)
      .join('')}</ul></section>`,
  'rotating teasers with their first lines': ({ chance }) =>
    `<div class="box-3">${chance
      .some(TEASERS, 3)
      .map((text) => `<div><h4>${linked(text, `s/${text.length}`)}</h4><p>${sentence(text)}</p></div>`)
      .join('')}</div>`,
  'people also bought': ({ chance }) =>
    `<div class="rail"><h3>People also bought</h3>${chance
      .some(PRODUCTS, 4)
      .map(({ title, price }) => `<div>${linked(title, `p/${title.length}`)} <span>$${price}</span></div>`)
      .join('')}</div>`,
  'views and lookers-on': ({ chance, count }) =>
    `<p>${(12_000 + count * 7 + chance.below(5)).toLocaleString('en-US')} views · ${chance.below(60) + 2} people are looking at this right now</p>`,
  'a count of readers': ({ count }) => `<span class="meta">Read ${4_000 + count} times</span>`,
  'a German count of readers': ({ count }) => `<span class="meta">${4_100 + count * 3} mal gelesen</span>`,
  'likes and shares': ({ chance, count }) =>
    `<div class="soc"><span>♥ ${300 + count}</span> <span>${chance.below(40) + 10} shares</span></div>`,
  'a relative time': ({ chance }) => `<p class="meta">Posted ${chance.below(50) + 2} minutes ago by Anna</p>`,
  'a French relative time': ({ chance }) => `<p>Mis à jour il y a ${chance.below(50) + 2} minutes</p>`,
  'a clock': ({ count }) =>
    `<div class="top">${new Date(count * 61_000).toISOString().slice(11, 19)} local time</div>`,
  'the weather': ({ chance }) =>
    `<div class="w">London ${chance.below(15)} °C, ${chance.one(['sunny', 'cloudy', 'light rain', 'fog'])}, wind ${chance.below(30)} km/h</div>`,
  'a stock ticker': ({ chance }) =>
    `<div class="t">${['DAX', 'FTSE 100', 'Nikkei', 'EUR/USD']
      .map(
        (index) =>
          `<span>${index} ${(1_000 + chance.below(900_000) / 100).toFixed(2)} ${chance.one(['+', '−'])}0.${chance.below(90) + 10} %</span>`,
      )
      .join(' ')}</div>`,
  'a shuffled list': ({ chance }) =>
    `<div class="pt"><h3>Partners</h3><ul>${chance
      .some(PARTNERS)
      .map((text) => `<li>${text}</li>`)
      .join('')}</ul></div>`,
  'a button in variants': ({ chance }) =>
    `<p>${linked(chance.one(['Start your free trial', 'Try it free for 30 days', 'Join today']), 'join')}</p>`,
  'a heading in variants': ({ chance }) =>
    `<div class="hero"><h2>${chance.one(['Made for people like you', 'Everything in one place', 'Less work, more time'])}</h2></div>`,
  'an advertisement between paragraphs': ({ chance }) =>
    `<div class="ad-slot"><a href="https://ads.example/click?id=${chance.below(1e9)}">${chance.one(['Fly to Rome from 99', 'New car, zero down', 'Win a cruise'])}</a></div>`,
  'a sponsored text': ({ chance }) => `<div><small>Sponsored</small><p>${chance.one(SPONSORED)}</p></div>`,
  'a German advertisement': ({ chance }) => `<div><span>Anzeige</span><p>${chance.one(SPONSORED)}</p></div>`,
  'session ids in links': ({ chance }) =>
    `<p><a href="/next;jsessionid=${chance.below(1e12).toString(36)}?sid=${chance.below(1e9).toString(16)}">Next page</a> <a href="/p?utm_source=x&amp;s=${chance.below(1e9)}">Prices</a></p>`,
  'a greeting': ({ chance }) =>
    `<p>${chance.one(['Good morning', 'Good evening', 'Hello', 'Welcome back'])}, guest!</p>`,
  'a quotation that turns': ({ chance }) =>
    `<blockquote>${chance.one(['Slow is smooth, smooth is fast.', 'Well begun is half done.', 'The best time was yesterday.', 'Measure twice, cut once.'])}</blockquote>`,
  'a testimonial that turns': ({ chance }) => {
    const who = chance.below(6);
    return `<div class="says"><p>“${sentence(`says ${who}`)}”</p><cite>${name(`says ${who}`)}</cite></div>`;
  },
  'a question against robots': ({ chance }) =>
    `<form><label>What is ${chance.below(9) + 1} + ${chance.below(9) + 1}? <input name="c"></label></form>`,
  'a number of visitors': ({ count }) => `<p>You are visitor no. ${100_000 + count * 3}</p>`,
  'a survey now and then': ({ chance }) =>
    chance.below(2) === 0
      ? '<div class="sv"><p>Do you have two minutes for a survey about our site?</p></div>'
      : '',
  'trending searches': ({ chance }) =>
    `<aside><h3>Trending searches</h3><p>${chance
      .some(TEASERS, 5)
      .map((text) => text.split(': ')[1])
      .join(', ')}</p></aside>`,
  'latest comments': ({ chance }) =>
    `<div class="lc"><h3>Latest comments</h3><ul>${[1, 2, 3].map(() => `<li><b>${name(`c ${chance.below(40)}`)}</b> on ${chance.one(TEASERS)}</li>`).join('')}</ul></div>`,
  'a menu in another language': ({ chance }) =>
    `<nav>${(MENUS[chance.below(MENUS.length)] ?? []).map((text) => linked(text, '')).join(' ')}</nav>`,
  'how the page was made': ({ chance }) =>
    `<footer><p>Page generated in 0.${chance.below(900) + 100} s, ${chance.below(40) + 5} queries, server web${chance.below(6) + 1}</p></footer>`,
  'users online': ({ chance }) =>
    `<p>Users online: ${chance.below(300) + 20} (${chance.below(30)} members, ${chance.below(200)} guests)</p>`,
  'a countdown': ({ chance }) =>
    `<p>Offer ends in ${chance.below(5)}d ${chance.below(23)}h ${chance.below(59)}m ${chance.below(59)}s</p>`,
  'a picture of the day': ({ chance }) => {
    const which = chance.below(9);
    return `<figure><img src="/i/${which}.jpg" alt="${heading(`picture ${which}`)}"><figcaption>${heading(`picture ${which}`)}. Photo: ${name(`picture ${which}`)}</figcaption></figure>`;
  },
  'a poll': ({ chance, count }) =>
    `<div class="poll"><p>Do you like our new site?</p><ul><li>Yes ${40 + chance.below(20)} %</li><li>No ${20 + chance.below(10)} %</li></ul><p>${900 + count} votes</p></div>`,
  'tokens nobody sees': ({ chance }) =>
    `<!-- build ${chance.below(1e9)} --><input type="hidden" name="csrf" value="${chance.below(1e9).toString(36)}"><div style="display:none">${chance.below(1e9).toString(36)}</div>`,
};
