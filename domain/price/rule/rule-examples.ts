// Price rules as people may type them, for help texts and messages. They stand apart from the code that reads them,
// which knows all currencies and takes its time to load.
export const RULE_EXAMPLES =
  'drop 5%, rise 10%, below 99.95 EUR, above 120 EUR, any change, moves by 5%, moves below 80 or above 120 EUR, all-time low, 30-day low, back in stock, out of stock, was never seen';
