// Options that set one member of a job's configuration: which, and how their text is read. A test compares the table
// with the form of the configuration, so that no member is without an option.
import { GATE_EXAMPLES, parseGate } from '../../../domain/config/gate/gate-text.ts';
import { parsePlace } from '../../../domain/config/place-text.ts';
import {
  readCount,
  readDuration,
  readMinutes,
  readPercent,
  readScroll,
  readShare,
  readSize,
} from './read-value.ts';
import type { MemberOption } from './member-option.ts';
import { REQUEST_OPTIONS } from './request-options.ts';

export const MEMBER_OPTIONS: readonly MemberOption[] = [
  {
    flags: '--within <how>',
    description: 'with --site: how far the crawl may go from its start',
    member: 'source.within',
    choices: ['host', 'domain', 'path'],
  },
  {
    flags: '--include <pattern>',
    description: 'with --site, --sitemap: only addresses like this; * is any text; may be repeated',
    member: 'source.include',
    isList: true,
  },
  {
    flags: '--exclude <pattern>',
    description: 'with --site, --sitemap: no addresses like this; may be repeated',
    member: 'source.exclude',
    isList: true,
  },
  {
    flags: '--max-depth <links>',
    description: 'with --site: so many links away from the start at most',
    member: 'source.maxDepth',
    read: readCount,
  },
  {
    flags: '--item-selector <css>',
    description: 'with --listing: the links to items; found by their context when absent',
    member: 'source.itemSelector',
  },
  {
    flags: '--next-selector <css>',
    description: 'with --listing: the link to the next page of it',
    member: 'source.nextSelector',
  },
  {
    flags: '--max-list-pages <n>',
    description: 'with --listing: so many pages of it at most',
    member: 'source.maxPages',
    read: readCount,
  },
  {
    flags: '--max-pages <n>',
    description: 'so many pages in a run at most',
    member: 'limits.maxPages',
    read: readCount,
  },
  {
    flags: '--max-minutes <n>',
    description: 'a run that takes longer is ended',
    member: 'limits.maxRunMs',
    read: readMinutes,
  },
  {
    flags: '--max-page-size <size>',
    description: 'of a page so much at most, as in 10MB',
    member: 'limits.maxPageBytes',
    read: readSize,
  },
  {
    flags: '--profile <profile>',
    description: 'fetch with the headers and handshake of a browser, or plainly',
    member: 'fetch.profile',
    choices: ['plain', 'browser'],
  },
  {
    flags: '--render <when>',
    description: 'open pages in a browser: never, always, or (auto) those that need one',
    member: 'fetch.render',
    choices: ['never', 'auto', 'always'],
  },
  {
    flags: '--wait-for <css>',
    description: 'open pages in a browser, and take each once this element is there',
    member: 'fetch.waitFor.selector',
  },
  {
    flags: '--wait-for-text <text>',
    description: 'open pages in a browser, and take each once it says this',
    member: 'fetch.waitFor.text',
  },
  {
    flags: '--wait <time>',
    description: 'open pages in a browser, and take each this long after it has arrived, as in 2s',
    member: 'fetch.waitFor.ms',
    read: readDuration,
  },
  {
    flags: '--scroll <times>',
    description:
      'open pages in a browser, and scroll each to its bottom so many times, or "end": until it grows no more',
    member: 'fetch.scroll',
    read: readScroll,
  },
  {
    flags: '--screenshot <which>',
    description:
      'open pages in a browser, and keep a picture of each version (changes), of the latest look too (always), or none',
    member: 'fetch.screenshot',
    choices: ['none', 'changes', 'always'],
  },
  {
    flags: '--keep-served',
    description: 'keep what the server sent beside each version that a browser made',
    member: 'fetch.keepServed',
    value: true,
  },
  {
    flags: '--picture-threshold <percent>',
    description: 'with --watch picture: less than this share of what is watched is not told',
    member: 'changes.picture.thresholdPercent',
    read: readPercent,
  },
  {
    flags: '--picture-part <place>',
    description:
      'with --watch picture: watch this place alone, a CSS selector or x,y,width,height; may be repeated',
    member: 'changes.picture.include',
    read: parsePlace,
    isList: true,
  },
  {
    flags: '--picture-without <place>',
    description: 'with --watch picture: leave this place out; may be repeated',
    member: 'changes.picture.exclude',
    read: parsePlace,
    isList: true,
  },
  ...REQUEST_OPTIONS,
  {
    flags: '--user-agent <name>',
    description: 'what it calls itself to the site',
    member: 'fetch.userAgent',
  },
  {
    flags: '--ignore-robots',
    description: 'do not keep to robots.txt: for sites of your own',
    member: 'fetch.obeyRobots',
    value: false,
  },
  {
    flags: '--delay <time>',
    description: 'pause between two requests to a host, as in 2s',
    member: 'fetch.delayMs',
    read: readDuration,
  },
  {
    flags: '--page-timeout <time>',
    description: 'a page has so long to arrive',
    member: 'fetch.deadlineMs',
    read: readDuration,
  },
  {
    flags: '--attempts <n>',
    description: 'a page is asked for so often at most',
    member: 'fetch.maxAttempts',
    read: readCount,
  },
  {
    flags: '--overlap <how>',
    description: 'a start while a run goes on: skip it, let one wait, or stop the one that goes on',
    member: 'overlap',
    choices: ['skip', 'buffer_one', 'cancel_other'],
  },
  {
    flags: '--tolerance <share>',
    description: 'so many failed pages a completed run may have, as in 20%',
    member: 'tolerance',
    read: readShare,
  },
  {
    flags: '--gate <condition>',
    description: `pause the job after a run like this, or hold its changes back, as in ${GATE_EXAMPLES}; may be repeated`,
    member: 'gates',
    read: parseGate,
    isList: true,
  },
  {
    flags: '--give-up-after <time>',
    description: 'a page its host keeps refusing is given up after this',
    member: 'giveUpAfterMs',
    read: readDuration,
  },
  {
    flags: '--stop-grace <time>',
    description: 'what running work gets when a run is stopped',
    member: 'stopGraceMs',
    read: readDuration,
  },
  {
    flags: '--retry <n>',
    description: 'so many further runs after one that failed',
    member: 'retry.attempts',
    read: readCount,
  },
  {
    flags: '--retry-after <time>',
    description: 'time until a failed run is tried again',
    member: 'retry.afterMs',
    read: readDuration,
  },
  {
    flags: '--confirm',
    description: 'tell a change only after a second look saw it too',
    member: 'changes.confirm',
    value: true,
  },
  {
    flags: '--confirm-after <time>',
    description: 'time until that second look',
    member: 'changes.confirmAfterMs',
    read: readDuration,
  },
  {
    flags: '--skip-noise-samples',
    description: 'do not look twice at new kinds of pages to learn what differs by itself',
    member: 'changes.sampleNoise',
    value: false,
  },
  {
    flags: '--model-summary',
    description: 'let a language model, where one is set up, say in a sentence what changed',
    member: 'changes.modelSummary',
    value: true,
  },
  {
    flags: '--remaining-at-most <share>',
    description: 'with --only added: tell too when at most this share of the text is left',
    member: 'changes.remainingAtMost',
    read: readShare,
  },
  {
    flags: '--keep-days <n>',
    description: 'keep every version of a page so many days; older ones are thinned out',
    member: 'retention.versionsDays',
    read: readCount,
  },
  {
    flags: '--keep-versions <n>',
    description: 'keep so many versions of a page at most',
    member: 'retention.versionsPerPage',
    read: readCount,
  },
  {
    flags: '--keep-details-days <n>',
    description: 'keep at hand how each page of a run ended; afterwards it is packed',
    member: 'retention.runDetailsDays',
    read: readCount,
  },
  {
    flags: '--keep-packed-days <n>',
    description: 'keep the packed details of a run; afterwards only its counts stay',
    member: 'retention.packedRunsDays',
    read: readCount,
  },
  {
    flags: '--keep-events-days <n>',
    description: 'keep its events so many days',
    member: 'retention.eventsDays',
    read: readCount,
  },
  {
    flags: '--keep-messages-days <n>',
    description: 'keep messages about it that were delivered so many days',
    member: 'retention.deliveriesDays',
    read: readCount,
  },
];
