// What became of a wish in plain words, as the API shows it.
import { commandLineOf } from '../../domain/config/command/job-command.ts';
import type { AskedSuggestion } from '../../domain/job/preview/ask/ask-page.ts';
import type { AskedSuggestionView } from '../schemas/preview/ask.ts';
import { toTextView } from './preview-view.ts';

export function toAskedView(asked: AskedSuggestion, model: string): AskedSuggestionView {
  const { job, read, found, refused, sent, tokens } = asked;
  const isOfPrice = job?.config.changes?.watch === 'price-and-stock';
  return {
    job: job === null ? null : { ...job },
    command: job === null ? null : commandLineOf(job).line,
    found: found.map((one) => ({ ...one, shows: [...one.shows] })),
    refused: refused.map((one) => ({ ...one })),
    // Where price and stock alone are told, no text is watched.
    text: read === null || isOfPrice ? null : toTextView(read),
    model,
    sent: { texts: sent.texts.length, characters: sent.characters, cut: sent.cut },
    tokens: { ...tokens, resetsAt: tokens.resetsAt.toISOString() },
  };
}
