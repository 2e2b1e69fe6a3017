// What each route about mending is for, in a few words, and its name in generated clients.
export const RECOVERY_OPERATIONS: readonly (readonly [string, string, string])[] = [
  ['GET /v1/dead-letters', 'listDeadLetters', 'List what was given up, the latest failure first'],
  ['GET /v1/dead-letters/counts', 'countDeadLetters', 'How many dead letters are open, by origin'],
  ['GET /v1/dead-letters/:letterId', 'getDeadLetter', 'One dead letter with what was to be done'],
  ['PATCH /v1/dead-letters/:letterId', 'editDeadLetter', 'Mend what a replay of a letter does'],
  [
    'POST /v1/dead-letters/forecast',
    'forecastReplay',
    'What a replay of letters would do, and how long it takes',
  ],
  ['POST /v1/dead-letters/replay', 'replayDeadLetters', 'Try letters again: a run of exactly their pages'],
  ['POST /v1/dead-letters/discard', 'discardDeadLetters', 'Give letters up'],
  [
    'POST /v1/runs/:runId/rerun-forecast',
    'forecastRerun',
    'How many pages a rerun fetches, and how long it takes',
  ],
  ['POST /v1/runs/:runId/rerun', 'rerunPages', 'Fetch again only the pages of a run that failed'],
];
