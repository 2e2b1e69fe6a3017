// What a field is by its name, in several languages: a price, a title, a stock. Names without a meaning need an example.
export type FieldRole =
  | 'price'
  | 'title'
  | 'availability'
  | 'author'
  | 'date'
  | 'sku'
  | 'mpn'
  | 'brand'
  | 'image'
  | 'description';

const ROLES: readonly (readonly [FieldRole, RegExp])[] = [
  ['price', /^(?:current|sale)?[_-]?(?:price|preis|prix|precio|prezzo|prijs|cena|cost|amount)$/i],
  ['title', /^(?:(?:product|article)?[_-]?(?:title|name|headline)|titel|titre|titulo|titolo)$/i],
  ['availability', /^(?:availability|stock|in[_-]?stock|verf(?:ü|ue)gbarkeit|disponibilit(?:é|y|a|à))$/i],
  ['author', /^(?:author|byline|autor|auteur|writer)$/i],
  ['date', /^(?:date|published|publish(?:ed)?[_-]?(?:date|at|on)|datum|fecha|datePublished)$/i],
  [
    'sku',
    /^(?:sku|article[_-]?(?:no|number)|artikelnummer|item[_-]?(?:no|number)|product[_-]?(?:id|code))$/i,
  ],
  ['mpn', /^(?:mpn|manufacturer[_-]?(?:part)?[_-]?(?:no|number|code)|herstellernummer)$/i],
  ['brand', /^(?:brand|manufacturer|marke|marque|marca|hersteller|vendor)$/i],
  ['image', /^(?:image|picture|photo|img|bild)(?:[_-]?url)?$/i],
  ['description', /^(?:description|beschreibung|summary|teaser)$/i],
];

export function roleOf(name: string): FieldRole | null {
  return ROLES.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}
