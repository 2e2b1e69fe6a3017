// Number of decimals of a currency (ISO 4217); prices are integers in the smallest unit.

const NONE = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ADP BEF BYR ESP GRD ITL LUF PTE TRL'.split(
    ' ',
  ),
);
const THREE = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));
const FOUR = new Set('CLF UYW'.split(' '));

/** Decimals of the currency; 2 for unknown codes too. */
export function exponentOf(currency: string): number {
  if (NONE.has(currency)) return 0;
  if (THREE.has(currency)) return 3;
  return FOUR.has(currency) ? 4 : 2;
}
