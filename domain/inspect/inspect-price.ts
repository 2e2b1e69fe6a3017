// The answer of `webloom inspect price`: one text in, amount and currency out.
import { parseMoney } from '../price/money.ts';

export interface PriceCase {
  readonly text: string | null;
  readonly currency_hint?: string | null;
  readonly decimal_separator?: string | null;
  readonly lang?: string | null;
  readonly host?: string | null;
}

export interface PriceInspection {
  readonly amount: string | null;
  readonly currency_iso: string | null;
  readonly currency_raw: string | null;
  readonly role: string | null;
}

/** What the text means, read with the hints of the case. */
export function inspectPrice(input: PriceCase): PriceInspection {
  const parsed = parseMoney(input.text, {
    currency: input.currency_hint ?? undefined,
    decimalSeparator: input.decimal_separator ?? undefined,
    lang: input.lang ?? undefined,
    host: input.host ?? undefined,
  });
  return {
    amount: parsed.amount,
    currency_iso: parsed.currencyIso ?? null,
    currency_raw: parsed.currencyRaw ?? null,
    role: parsed.role ?? null,
  };
}
