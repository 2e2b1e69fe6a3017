// Calls about mending: dead letters, their replay, and the pages of a run fetched again.
import type {
  DiscardAnswer,
  LetterChoice,
  LetterDetail,
  LetterPatch,
  LetterView,
  ReplayAnswer,
  ReplayForecast,
  RerunAnswer,
  RerunInput,
} from '../schemas/recovery/dead-letter.ts';
import type { ListOf, Query } from './list-of.ts';

export type { LetterChoice, LetterDetail, LetterPatch, LetterView, ReplayForecast, RerunInput };

type Json = <T>(path: string, asked?: { method?: string; query?: Query; body?: unknown }) => Promise<T>;

export function recoveryCalls(json: Json) {
  const letter = (id: string): string => `/v1/dead-letters/${encodeURIComponent(id)}`;
  const rerun = (runId: string): string => `/v1/runs/${encodeURIComponent(runId)}/rerun`;
  const post = <T>(path: string, body: unknown): Promise<T> => json<T>(path, { method: 'POST', body });
  return {
    deadLetters: (query: Query = {}) => json<ListOf<LetterView>>('/v1/dead-letters', { query }),
    deadLetter: (id: string) => json<LetterDetail>(letter(id)),
    editDeadLetter: (id: string, body: LetterPatch) =>
      json<LetterDetail>(letter(id), { method: 'PATCH', body }),
    forecastReplay: (body: LetterChoice) => post<ReplayForecast>('/v1/dead-letters/forecast', body),
    replayDeadLetters: (body: LetterChoice) => post<ReplayAnswer>('/v1/dead-letters/replay', body),
    discardDeadLetters: (body: LetterChoice) => post<DiscardAnswer>('/v1/dead-letters/discard', body),
    forecastRerun: (runId: string, body: RerunInput) =>
      post<ReplayForecast>(`${rerun(runId)}-forecast`, body),
    rerun: (runId: string, body: RerunInput) => post<RerunAnswer>(rerun(runId), body),
  };
}
