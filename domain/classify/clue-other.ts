// Clues that a page is none of the three: services, discussions, home pages, forms, help.
import { clue, rise } from './clue.ts';
import type { Clue } from './clue.ts';

const FORUM_SOFTWARE = /vbulletin|phpbb|xenforo|discourse|nodebb|invision|flarum|mybb|smf|vanilla/;

export const OTHER_CLUES: readonly Clue[] = [
  clue('nothing is known yet', [-0.1, 0.2, -0.7, 0.6], () => 1),
  clue('it is a home page', [-0.2, -0.2, -0.3, 0.7], (_f, url) => url.isHome),
  clue('the address is a discussion', [-0.2, -0.3, -0.4, 1], (_f, url) => url.discussionHint),
  clue('structured data says discussion or questions', [-0.2, -0.2, -0.4, 0.8], (f) => f.ldDiscussion),
  clue('posts can be answered or quoted', [-0.2, -0.3, -0.4, 0.9], (f) => rise(f.replies, 2, 10)),
  clue('comments are most of the content', [-0.2, -0.2, -0.2, 0.7], (f) => rise(f.commentShare, 0.3, 0.8)),
  clue('the site runs on forum software', [-0.2, -0.2, -0.2, 0.6], (f) => FORUM_SOFTWARE.test(f.generator)),
  clue('the address is a service page', [-0.3, -0.2, -0.4, 0.9], (_f, url) => url.serviceHint),
  clue('the address is a page about the site', [-0.2, -0.2, -0.3, 0.7], (_f, url) => url.otherHint),
  clue('it asks to get in touch, try or book', [-0.2, -0.2, -0.3, 0.7], (f) => rise(f.callsToAct, 0, 4)),
  clue('structured data says service or software', [-0.2, -0.1, -0.2, 0.6], (f) => f.ldService),
  clue(
    'structured data says contact, about or questions',
    [-0.2, -0.2, -0.3, 0.7],
    (f) => f.ldContact || f.ldFaq,
  ),
  clue(
    'text in many small sections',
    [-0.2, 0, -0.4, 0.5],
    (f) => f.paragraphRun <= 3 && rise(f.paragraphHolders, 3, 8),
  ),
  clue('a form to fill in', [-0.2, -0.1, -0.2, 0.5], (f) => rise(f.mainInputs, 2, 8)),
  clue('it asks for a password', [-0.1, -0.1, -0.2, 0.4], (f) => f.passwords > 0),
  clue('little text', [-0.2, -0.2, -0.2, 0.6], (f) => 1 - rise(f.textChars, 500, 1_500)),
  clue('hardly any running text', [-0.3, 0.1, -0.3, 0.4], (f) => 1 - rise(f.bodyChars, 300, 900)),
  clue('a short address', [-0.4, 0.2, -0.1, 0.3], (_f, url) => url.segments <= 1),
];
