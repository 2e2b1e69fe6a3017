// A model's answer as plain data. Models put JSON between words and fences, so the outermost object is taken; what is no such object, or
// has another form, is no answer at all.
import { MAX_ANSWER } from './bounds.ts';
import { type ModelReply, replySchema } from './schema.ts';

/** In words: why it is none. */
export function readReply(text: string): ModelReply | string {
  if (text.length > MAX_ANSWER) return 'its answer is longer than any that was asked for';
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (from === -1 || to < from) return 'it did not answer in JSON';
  try {
    const parsed = replySchema.safeParse(JSON.parse(text.slice(from, to + 1)));
    return parsed.success ? parsed.data : 'its answer is not in the form that was asked for';
  } catch {
    return 'it did not answer in JSON';
  }
}
