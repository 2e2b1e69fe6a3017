// Stock terms of markup: schema.org's words in any spelling, with or without prefix, and what shop systems write there.
import { availabilityPhrase } from '../words/read-stock.ts';
import type { Availability } from '../page/parsed-page.ts';

const TERMS: Readonly<Record<string, Availability>> = {
  instock: 'InStock',
  available: 'InStock',
  availablefororder: 'InStock',
  instockonline: 'InStock',
  yes: 'InStock',
  true: 'InStock',
  madetoorder: 'BackOrder',
  outofstock: 'OutOfStock',
  oos: 'OutOfStock',
  no: 'OutOfStock',
  false: 'OutOfStock',
  notavailable: 'OutOfStock',
  unavailable: 'OutOfStock',
  notinstock: 'OutOfStock',
  // By schema.org: "reserved and therefore not available".
  reserved: 'OutOfStock',
  preorder: 'PreOrder',
  presale: 'PreOrder',
  backorder: 'BackOrder',
  onbackorder: 'BackOrder',
  availableforbackorder: 'BackOrder',
  pending: 'BackOrder',
  limitedavailability: 'LimitedAvailability',
  limitedstock: 'LimitedAvailability',
  lowstock: 'LimitedAvailability',
  soldout: 'SoldOut',
  discontinued: 'Discontinued',
  instoreonly: 'InStoreOnly',
  onlineonly: 'OnlineOnly',
};

/** The stock that a term means; undefined when unknown. Some shops write a phrase of their language instead. */
export function availabilityTerm(text: string): Availability | undefined {
  const short = text.trim().replace(/^.*[/#]/, '');
  const key = short.toLowerCase().replace(/[^a-z]/g, '');
  const known = Object.hasOwn(TERMS, key) ? TERMS[key] : undefined;
  if (known !== undefined || short.length < 4 || short.length > 60) return known;
  return availabilityPhrase(short);
}
