// The answer of `webloom inspect price`: one text in, amount and currency out.
import { commonCurrency } from '../../../domain/reading/money/currency.ts';
import { parseMoney } from '../../../domain/reading/money/money.ts';

export interface PriceCase {
  readonly text: string | null;
  readonly currency_hint?: string | null;
  readonly decimal_separator?: string | null;
  readonly lang?: string | null;
  readonly host?: string | null;
}

export interface PriceInspection {
  readonly amount: string | null;
  /** Of an ambiguous sign without language and host: what it means most often. */
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
    currency_iso: parsed.currencyIso ?? commonWithoutPage(input, parsed.currencyRaw),
    currency_raw: parsed.currencyRaw ?? null,
    role: parsed.role ?? null,
  };
}

function commonWithoutPage({ lang, host }: PriceCase, raw: string | undefined): string | null {
  const hasPage = (lang ?? '') !== '' || (host ?? '') !== '';
  return hasPage || raw === undefined ? null : commonCurrency(raw);
}
