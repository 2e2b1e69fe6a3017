// An amount of money: integer minor units with their currency.

export interface Money {
  /** Integer, in the currency's own minor unit (exponent from ISO 4217). */
  readonly minor: number;
  /** ISO 4217 code, or '' when the page does not tell. */
  readonly currency: string;
}
