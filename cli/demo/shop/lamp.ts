// The lamps: the half of the shop that scripts build in the browser. Nothing else of the shop links to them, so that whoever crawls
// the shop needs no browser. Their prices follow from the act alone.

export interface Lamp {
  /** `lamp-1` */
  readonly id: string;
  readonly name: string;
  readonly maker: string;
  /** The regular price, in cents of a euro. */
  readonly regularCents: number;
  readonly material: string;
  readonly words: string;
}

type Row = readonly [name: string, maker: string, regularCents: number, material: string, words: string];

const ROWS: readonly Row[] = [
  [
    'Fjord Table Lamp',
    'Nordlys',
    8_900,
    'Opal glass, oiled oak',
    'A quiet light for a desk that is used at night; the foot is turned from one piece.',
  ],
  [
    'Heron Floor Lamp',
    'Nordlys',
    24_500,
    'Steel, linen',
    'It leans over the back of a chair and lights the page, not the reader.',
  ],
  [
    'Pebble Night Light',
    'Kiln & Wick',
    3_900,
    'Porcelain',
    'Thin enough to glow, heavy enough to stay where a child has put it.',
  ],
  [
    'Mast Reading Lamp',
    'Ostwind',
    13_900,
    'Brass, cotton cord',
    'The head turns all the way round and stays, without a screw to tighten.',
  ],
  [
    'Cloud Pendant',
    'Kiln & Wick',
    17_900,
    'Paper, bamboo',
    'Folded by hand from one sheet; a second sheet comes with it.',
  ],
  [
    'Harbour Wall Lamp',
    'Ostwind',
    9_900,
    'Galvanised steel',
    'Made for a quay: rain, salt and the neighbour’s ball do nothing to it.',
  ],
  [
    'Thistle Desk Lamp',
    'Fernweh',
    11_900,
    'Aluminium',
    'Three joints, one spring, and a dimmer that works with a gloved hand.',
  ],
  [
    'Tallow Lantern',
    'Kiln & Wick',
    6_400,
    'Glass, copper',
    'For a candle or the lamp that comes with it; both have the same flame.',
  ],
  [
    'Orchard Standard',
    'Nordlys',
    29_900,
    'Ash, wool felt',
    'The shade is felted in one piece and needs no frame.',
  ],
  [
    'Signal Clip Lamp',
    'Fernweh',
    4_900,
    'Steel, rubber',
    'Holds on to a shelf, a headboard or the mast of a small boat.',
  ],
  [
    'Moth Pendant',
    'Ostwind',
    15_400,
    'Blown glass',
    'No two are alike; the one you get is the one in the next parcel.',
  ],
  [
    'Quarry Table Lamp',
    'Kiln & Wick',
    12_900,
    'Slate, opal glass',
    'The slate comes from a roof that stood for a hundred and ten years.',
  ],
  [
    'Reed Floor Lamp',
    'Fernweh',
    18_900,
    'Willow, steel',
    'Woven round the light, so that the wall has the pattern and not the lamp.',
  ],
  [
    'Ferry Ceiling Lamp',
    'Ostwind',
    14_900,
    'Brass, frosted glass',
    'Four screws, one seal; it opens without a ladder falling over.',
  ],
  ['Ember Night Light', 'Nordlys', 3_400, 'Beech', 'Warm, low, and off by itself after an hour.'],
  [
    'Atlas Desk Lamp',
    'Fernweh',
    16_900,
    'Cast iron, brass',
    'The weight in its foot is what lets the arm be as long as it is.',
  ],
  [
    'Snowfield Pendant',
    'Nordlys',
    21_900,
    'Opal glass',
    'A wide, even light for a table at which eight people eat.',
  ],
  ['Buoy Lantern', 'Ostwind', 7_900, 'Rubber, acrylic', 'Floats, and shines upwards when it does.'],
  [
    'Pine Wall Lamp',
    'Nordlys',
    8_400,
    'Pine, linen',
    'Lies flat against the wall and throws its light up and down.',
  ],
  ['Kettle Lamp', 'Fernweh', 9_400, 'Enamelled steel', 'From the makers of the kettle, in the same blue.'],
  [
    'Dune Table Lamp',
    'Kiln & Wick',
    10_900,
    'Stoneware',
    'Glazed with sand from the beach behind the workshop.',
  ],
  ['Tower Floor Lamp', 'Ostwind', 26_900, 'Steel', 'Two lights, two switches, one cord.'],
  [
    'Wren Clip Lamp',
    'Nordlys',
    5_400,
    'Birch, steel',
    'Small enough for a music stand, bright enough for the bass.',
  ],
  [
    'Last Lamp',
    'Kiln & Wick',
    19_900,
    'Porcelain, oak',
    'At the end of the list because somebody has to be.',
  ],
];

export const LAMPS: readonly Lamp[] = ROWS.map(([name, maker, regularCents, material, words], at) => ({
  id: `lamp-${at + 1}`,
  name,
  maker,
  regularCents,
  material,
  words,
}));

/** The first lamp changes its price in every act, so that nobody has to wait for it. */
const FIRST_EVERY_ACTS = 2;
const OTHERS_EVERY_ACTS = 6;

function isOnSale(lamp: Lamp, act: number): boolean {
  const at = LAMPS.indexOf(lamp);
  const every = at === 0 ? FIRST_EVERY_ACTS : OTHERS_EVERY_ACTS;
  return (act + at) % every === 0;
}

/** A sale takes 15 percent off, down to the next half euro. */
export function lampCents(lamp: Lamp, act: number): number {
  return isOnSale(lamp, act) ? Math.floor((lamp.regularCents * 0.85) / 50) * 50 : lamp.regularCents;
}

export function lampPath({ id }: Lamp): string {
  return `/app/${id}`;
}

function euros(cents: number): string {
  return `€${(cents / 100).toFixed(2)}`;
}

export interface LampChange {
  readonly path: string;
  readonly beforeMinor: number;
  readonly afterMinor: number;
  readonly words: string;
}

/** What a watcher of all lamps has to find between two acts. */
export function lampChanges(fromAct: number, toAct: number): readonly LampChange[] {
  return LAMPS.flatMap((lamp): LampChange[] => {
    const [before, after] = [lampCents(lamp, fromAct), lampCents(lamp, toAct)];
    if (before === after) return [];
    const direction = after < before ? 'cheaper' : 'more expensive';
    const words = `${lamp.name} became ${direction}: ${euros(after)} instead of ${euros(before)}.`;
    return [{ path: lampPath(lamp), beforeMinor: before, afterMinor: after, words }];
  });
}
