// How much a language model is told, and how much it may say.

/** Characters of a wish in plain words. */
export const MAX_WISH = 500;
/** Texts of the page, and their characters together: some 5,000 tokens, which small models bear too. */
export const MAX_TEXTS = 250;
export const MAX_SENT = 16_000;
/** Tokens of an answer, which is a short list. */
export const MAX_ANSWER_TOKENS = 1_000;
/** Characters of an answer that are read. */
export const MAX_ANSWER = 20_000;
/** Of each kind of suggestion so many are looked at; each costs a search of the page. */
export const MAX_PARTS = 4;
export const MAX_FIELDS = 6;
export const MAX_WORDS = 5;
export const MAX_RULES = 4;
/** Of what a model says, as it is shown again where it is refused. */
export const MAX_SHOWN = 80;
