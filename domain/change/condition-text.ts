// Conditions as people type and read them: "number > 5", "text contains sold out", "text does not match /^closed/",
// "words >= 100".

export const MEASURES = ['number', 'words', 'lines', 'characters', 'similarity'] as const;
export type NumberOperator = '>' | '>=' | '<' | '<=' | '==' | '!=';
export const TEXT_OPERATORS = ['contains', 'starts-with', 'ends-with', 'matches', 'equals'] as const;
export type TextOperator = (typeof TEXT_OPERATORS)[number];

export type Condition =
  /** Compares the text, case ignored; `matches` takes `/pattern/flags`. */
  | {
      readonly on: 'text';
      readonly is: TextOperator;
      readonly value: string;
      /** It holds when the comparison does not. */
      readonly not?: boolean | undefined;
    }
  /**
   * Compares the first number of the text, or how many words, lines or characters it has, or how many percent of its
   * words are those of the stored version (similarity).
   */
  | {
      readonly on: (typeof MEASURES)[number];
      readonly is: NumberOperator;
      readonly value: number;
    };

export const CONDITION_EXAMPLES =
  'number > 5, words >= 100, similarity < 90, text contains sold out, text does not match /^closed$/';

const NUMBER_CONDITION =
  /^(number|price|words|lines|characters|similarity)\s*(>=|<=|==|!=|=|>|<)\s*(-?\d+(?:[.,]\d+)?)\s*%?$/i;
const TEXT_CONDITION =
  /^text\s+(?:(does not|doesn't|not)\s+)?(contains?|starts? with|starts-with|ends? with|ends-with|match(?:es)?|equals?|is)\s+(.+)$/is;

/** In words that `parseCondition` reads. */
export function describeCondition(condition: Condition): string {
  const { on, is, value } = condition;
  if (condition.on === 'text') return `text ${condition.not === true ? 'not ' : ''}${is} ${value}`;
  return `${on} ${is} ${value}${on === 'similarity' ? ' %' : ''}`;
}

/** Null when the text is no condition. */
export function parseCondition(text: string): Condition | null {
  const trimmed = text.trim();
  return parseNumberCondition(trimmed) ?? parseTextCondition(trimmed);
}

function parseNumberCondition(text: string): Condition | null {
  const [, name = '', sign = '', value = ''] = NUMBER_CONDITION.exec(text) ?? [];
  if (name === '') return null;
  const on = name.toLowerCase();
  return {
    on: isMeasure(on) ? on : 'number',
    is: sign === '=' ? '==' : (sign as NumberOperator),
    value: Number(value.replace(',', '.')),
  };
}

function isMeasure(name: string): name is (typeof MEASURES)[number] {
  return MEASURES.some((measure) => measure === name);
}

function parseTextCondition(text: string): Condition | null {
  const [, denial, verb = '', value = ''] = TEXT_CONDITION.exec(text) ?? [];
  if (verb === '') return null;
  const condition = { on: 'text', is: operatorOf(verb.toLowerCase()), value: value.trim() } as const;
  return denial === undefined ? condition : { ...condition, not: true };
}

function operatorOf(verb: string): TextOperator {
  if (verb.startsWith('contain')) return 'contains';
  if (verb.startsWith('start')) return 'starts-with';
  if (verb.startsWith('end')) return 'ends-with';
  return verb.startsWith('match') ? 'matches' : 'equals';
}
