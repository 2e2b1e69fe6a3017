// Indicators that a page is no product, listing or article: services, discussions, home pages, forms, help.
import { type Indicator, indicator, rise } from './indicator.ts';

const FORUM_SOFTWARE = /vbulletin|phpbb|xenforo|discourse|nodebb|invision|flarum|mybb|smf|vanilla/;

export const OTHER_INDICATORS: readonly Indicator[] = [
  indicator('nothing is known yet', [-0.1, 0.2, -0.7, 0.6], () => 1),
  indicator('it is a home page', [-0.2, -0.2, -0.3, 0.7], (_f, url) => url.isHome),
  indicator('the address is a discussion', [-0.2, -0.3, -0.4, 1], (_f, url) => url.discussionHint),
  indicator('structured data says discussion or questions', [-0.2, -0.2, -0.4, 0.8], (f) => f.ldDiscussion),
  indicator('posts can be answered or quoted', [-0.2, -0.3, -0.4, 0.9], (f) => rise(f.replies, 2, 10)),
  indicator('comments are most of the content', [-0.2, -0.2, -0.2, 0.7], (f) =>
    rise(f.commentShare, 0.3, 0.8),
  ),
  indicator('the site runs on forum software', [-0.2, -0.2, -0.2, 0.6], (f) =>
    FORUM_SOFTWARE.test(f.generator),
  ),
  indicator('the address is a service page', [-0.3, -0.2, -0.4, 0.9], (_f, url) => url.serviceHint),
  indicator('the address is a page about the site', [-0.2, -0.2, -0.3, 0.7], (_f, url) => url.otherHint),
  indicator('it asks to get in touch, try or book', [-0.2, -0.2, -0.3, 0.7], (f) => rise(f.callsToAct, 0, 4)),
  indicator('structured data says service or software', [-0.2, -0.1, -0.2, 0.6], (f) => f.ldService),
  indicator(
    'structured data says contact, about or questions',
    [-0.2, -0.2, -0.3, 0.7],
    (f) => f.ldContact || f.ldFaq,
  ),
  indicator(
    'text in many small sections',
    [-0.2, 0, -0.4, 0.5],
    (f) => f.paragraphRun <= 3 && rise(f.paragraphHolders, 3, 8),
  ),
  indicator('a form to fill in', [-0.2, -0.1, -0.2, 0.5], (f) => rise(f.mainInputs, 2, 8)),
  indicator('it asks for a password', [-0.1, -0.1, -0.2, 0.4], (f) => f.passwords > 0),
  indicator('little text', [-0.2, -0.2, -0.2, 0.6], (f) => 1 - rise(f.textChars, 500, 1_500)),
  indicator('hardly any running text', [-0.3, 0.1, -0.3, 0.4], (f) => 1 - rise(f.bodyChars, 300, 900)),
  indicator('a short address', [-0.4, 0.2, -0.1, 0.3], (_f, url) => url.segments <= 1),
];
