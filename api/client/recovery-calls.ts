// Calls about mending: dead letters, their replay, and the pages of a run fetched again.
import type {
  LetterChoice,
  LetterPatch,
  LetterView,
  ReplayForecast,
  RerunInput,
} from '../schemas/recovery/dead-letter.ts';
import type { Query } from './list-of.ts';
import { type Ask, segment } from './ask.ts';

export type { LetterChoice, LetterPatch, LetterView, ReplayForecast, RerunInput };

export function recoveryCalls(json: Ask) {
  const letter = (id: string) => `/v1/dead-letters/${segment(id)}` as const;
  const rerun = (runId: string) => `/v1/runs/${segment(runId)}/rerun` as const;
  return {
    deadLetters: (query: Query = {}) => json('/v1/dead-letters', { query }),
    deadLetter: (id: string) => json(letter(id)),
    editDeadLetter: (id: string, body: LetterPatch) => json(letter(id), { method: 'PATCH', body }),
    forecastReplay: (body: LetterChoice) => json('/v1/dead-letters/forecast', { method: 'POST', body }),
    replayDeadLetters: (body: LetterChoice) => json('/v1/dead-letters/replay', { method: 'POST', body }),
    discardDeadLetters: (body: LetterChoice) => json('/v1/dead-letters/discard', { method: 'POST', body }),
    forecastRerun: (runId: string, body: RerunInput) =>
      json(`${rerun(runId)}-forecast`, { method: 'POST', body }),
    rerun: (runId: string, body: RerunInput) => json(rerun(runId), { method: 'POST', body }),
  };
}
