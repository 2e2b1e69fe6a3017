// Clues that a page is none of the three: services, discussions, home pages, forms, help.
import { clue } from './clue.ts';
import type { Clue } from './clue.ts';

const FORUM_SOFTWARE = /vbulletin|phpbb|xenforo|discourse|nodebb|invision|flarum|mybb|smf|vanilla/;

export const OTHER_CLUES: readonly Clue[] = [
  clue('nothing is known yet', [-0.1, 0.3, -0.1, 0.5], () => true),
  clue('the address is a discussion', [-0.5, -0.3, -0.9, 1.7], (_f, url) => url.discussionHint),
  clue('structured data says discussion or questions', [-0.3, -0.4, -0.5, 1.1], (f) =>
    f.flag('ldDiscussion'),
  ),
  clue('posts can be answered or quoted', [-0.3, -0.4, -0.4, 1], (f) => f.number('replies') >= 3),
  clue('many replies', [-0.2, -0.1, -0.4, 0.8], (f) => f.number('replies') >= 8),
  clue('the site runs on forum software', [-0.3, 0.1, -0.5, 0.8], (f) =>
    FORUM_SOFTWARE.test(f.text('generator')),
  ),
  clue('the address is a service page', [-0.3, 0, -0.4, 1.2], (_f, url) => url.serviceHint),
  clue('the address is a page about the site', [-0.5, -0.3, -0.6, 1.4], (_f, url) => url.otherHint),
  clue('it asks to get in touch, try or book', [-0.1, -0.2, -0.3, 0.7], (f) => f.number('callsToAct') >= 2),
  clue('many calls to act', [-0.2, -0.2, -0.4, 0.7], (f) => f.number('callsToAct') >= 4),
  clue('structured data says service or software', [0, 0, -0.2, 0.5], (f) => f.flag('ldService')),
  clue(
    'text in many small sections',
    [0, 0.2, -0.4, 0.3],
    (f) => f.number('paragraphHolders') >= 5 && f.number('paragraphRun') <= 3,
  ),
  clue(
    'neither date nor author nor price',
    [-0.6, 0, -0.3, 0.5],
    (f) => !f.flag('statesDate') && !f.flag('statesAuthor') && f.number('visiblePrices') === 0,
  ),
  clue('it is a home page', [-1, 0.1, -1, 1.4], (_f, url) => url.isHome),
  clue(
    'structured data says contact, about or questions',
    [-0.2, -0.1, -0.2, 0.6],
    (f) => f.flag('ldContact') || f.flag('ldFaq'),
  ),
  clue(
    'little text and few links',
    [0, -0.3, -0.2, 0.5],
    (f) => f.number('textChars') < 800 && f.number('links') < 30,
  ),
  clue('a short address', [-0.3, 0.1, 0.1, 0], (_f, url) => url.segments <= 1),
  clue('a form to fill in', [0.4, -0.2, -0.3, 0.1], (f) => f.number('inputs') >= 5),
];
