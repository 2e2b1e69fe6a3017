// The script of the gauntlet: what differs at every request and means nothing, what happens at which step and must be
// told, and what looks like news at some step and is none.

export interface Truth {
  readonly step: number;
  /** The address it is told of. */
  readonly url: string;
  readonly what: string;
  /** Something the message has to say. */
  readonly says: RegExp;
}

export const SHOP = 'http://shop.test';
/** Hosts with one page each, watched by a job of their own. */
export const LONE = {
  blips: 'http://blips.test/',
  wall: 'http://wall.test/',
  empty: 'http://empty.test/',
  cut: 'http://cut.test/',
  variants: 'http://variants.test/',
} as const;

const shop = (step: number, path: string, what: string, says: RegExp): Truth => ({
  step,
  url: `${SHOP}${path}`,
  what,
  says,
});

/** Steps 0 to 14; step 0 is the first look. */
export const LAST_STEP = 14;

export const TRUTHS: readonly Truth[] = [
  shop(2, '/p/kettle', 'two digits transposed', /129.*192/),
  shop(2, '/list', 'two items swap their prices', /price/i),
  shop(3, '/p/lamp', 'a price with a decimal comma falls', /1\.?,?299[.,]95.*1\.?,?199[.,]95/),
  shop(3, '/news/long', 'one word in a long text', /locksmith/),
  shop(4, '/list', 'an item on top of fifty', /added.*Quartz clock/i),
  shop(4, '/p/chair', 'only the former price', /89[.,]00.*99[.,]00/),
  shop(5, '/list', 'an item is renamed', /Velvet stool/),
  shop(5, '/p/jacket', 'a variant is sold out', /Large/),
  shop(6, '/p/radio', 'the visible price, markup stays behind', /59.*49/),
  shop(7, '/p/drill', 'A becomes B', /brushless/i),
  shop(8, '/p/drill', 'B becomes A again', /brushed/i),
  shop(8, '/news/storm', 'an article is edited in its middle', /dike/),
  shop(9, '/p/oven', 'a page is gone', /removed|gone|no longer/i),
  shop(10, '/p/mixer-2', 'a page moved to a new address', /New page/),
  shop(10, '/p/rope', 'one per cent', /1[.,]?000.*990/),
  shop(11, '/p/rope', 'one more per cent', /990.*980/),
  shop(12, '/p/rope', 'and another', /980.*970/),
  shop(12, '/guides/knots/bowline', 'a new page three levels deep', /New page/),
  shop(13, '/', 'a new footer on every page', /footer of shop\.test changed: .*; on \d+ pages/i),
  { step: 6, url: LONE.wall, what: 'a price behind yesterday’s challenge', says: /70.*65/ },
  { step: 8, url: LONE.variants, what: 'news beside a headline with two variants', says: /refund/i },
];

/** Noise by the step at which it starts or happens; the rest is there at every request. */
export const NOISE_STEPS = {
  classChurn: 2,
  cookieBanner: 3,
  blip: 3,
  challenge: 4,
  attributeOrder: 5,
  emptyBody: 5,
  entities: 6,
  cutBody: 6,
  shuffledList: 7,
  currencyFlip: 7,
  unlinked: 9,
  otherCdn: 11,
} as const;

/** What every request brings: a number that rises, and what follows from it. */
export interface Noise {
  readonly clock: string;
  readonly ago: string;
  readonly views: string;
  readonly token: string;
  readonly ad: string;
  readonly crowd: string;
  /** When a parcel would come, a few days after the step. */
  readonly delivery: string;
  readonly quote: string;
  readonly turn: number;
}

export const ADS = [
  'Rain barrels, this week only',
  'Evening classes in pottery',
  'Fly to Lisbon tonight',
  'The almanac is in print',
  'A mattress for every back',
  'Wanted: a cabinet maker',
  'Learn to sharpen your knives',
  'Honey from the roof next door',
  'Twelve boats to hire by the day',
  'Insurance for bicycles',
  'The big spring concert',
] as const;

const QUOTES = [
  '“They answered within the hour.” Ben',
  '“The stove still burns.” Carla',
  '“I would buy it again.” Dora',
  '“Fast and friendly.” Emil',
] as const;

const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' };

export function noiseOf(step: number, turn: number): Noise {
  const at = new Date(Date.UTC(2026, 2, 1 + step, 8, turn % 60, (turn * 7) % 60));
  const mixed = (turn * 2_654_435_761) % 4_294_967_296;
  return {
    clock: at.toUTCString().replace(' GMT', ''),
    ago: `${(turn % 22) + 2} hours ago`,
    views: `${(1_200 + turn * 3).toLocaleString('en')} views`,
    token: `${mixed.toString(16).padStart(8, '0')}${(mixed ^ 0x5f3759df).toString(16).replace('-', 'f').padStart(8, '0')}`,
    ad: ADS[mixed % ADS.length] ?? ADS[0],
    crowd: `${(turn % 17) + 2} people are looking at this right now`,
    delivery: `Get it by ${new Date(at.getTime() + 3 * 86_400_000).toLocaleDateString('en-GB', DAY)}`,
    quote: QUOTES[turn % QUOTES.length] ?? QUOTES[0],
    turn,
  };
}

/** The same list in another order, different at each turn. */
export function shuffled<T>(list: readonly T[], turn: number): T[] {
  return list
    .map((item, index) => ({ item, at: ((index + 1) * 7_919 * (turn + 1)) % 104_729 }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
