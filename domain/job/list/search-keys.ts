// The keys by which jobs are searched: one table for API, command line, dashboard and docs/searching.md.
import type { SearchKey } from '../search/search.ts';
import { JOB_STATES } from '../../run/job-state.ts';
import { SEVERITIES } from '../../change/change.ts';

const SOURCES = ['pages', 'site', 'listing', 'sitemap', 'feed'];

export const JOB_SEARCH_KEYS: readonly SearchKey[] = [
  {
    key: 'state',
    kind: 'choice',
    means: 'its state',
    example: 'state:running,paused',
    words: [...JOB_STATES],
  },
  {
    key: 'is',
    kind: 'choice',
    means:
      'attention: its last run failed, found nothing to watch or went worse than usual, or a gate holds it; unread: with unread changes; priced; recurring; active: a run goes on',
    example: 'is:attention',
    words: ['attention', 'unread', 'priced', 'recurring', 'active'],
  },
  { key: 'tag', kind: 'text', means: 'one of its tags', example: 'tag:shop' },
  { key: 'host', kind: 'text', means: 'host of one of its addresses', example: 'host:larch.example' },
  {
    key: 'url',
    kind: 'text',
    means: 'one of its first 20 addresses; without * any part of it',
    example: 'url:*kettle*',
  },
  { key: 'name', kind: 'text', means: 'its name; without * any part of it', example: 'name:kettle' },
  { key: 'note', kind: 'text', means: 'its note; without * any part of it', example: 'note:anna' },
  { key: 'id', kind: 'text', means: 'its id', example: 'id:job_01*' },
  {
    key: 'kind',
    kind: 'choice',
    means: 'where its URLs come from',
    example: 'kind:site',
    words: SOURCES,
  },
  {
    key: 'severity',
    kind: 'choice',
    means: 'how much its last change matters',
    example: 'severity:major,notable',
    words: SEVERITIES,
  },
  { key: 'price', kind: 'number', means: 'price of its one page', example: 'price:<100' },
  { key: 'move', kind: 'number', means: 'last move of that price in percent', example: 'move:<=-10' },
  { key: 'failed', kind: 'number', means: 'runs in a row that failed', example: 'failed:>=3' },
  { key: 'pages', kind: 'number', means: 'pages it knows', example: 'pages:>100' },
  { key: 'runs', kind: 'number', means: 'runs it had', example: 'runs:0' },
  {
    key: 'changed',
    kind: 'age',
    means: 'age of its last change',
    example: 'changed:<24h',
    words: ['never'],
  },
  { key: 'ran', kind: 'age', means: 'age of its last run', example: 'ran:>7d', words: ['never'] },
  { key: 'created', kind: 'age', means: 'its age', example: 'created:<1w' },
  {
    key: 'next',
    kind: 'age',
    means: 'time until its next run',
    example: 'next:<1h',
    words: ['never'],
  },
];
