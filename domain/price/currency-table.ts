// What currencies are called in price text: one line per currency, the spellings a page may use beside the number.
// A spelling that several currencies share is ambiguous: page language, host or markup decide, else nobody does.

/** ISO 4217 codes with the spellings seen on pages, separated by `|`; the code itself is always a spelling. */
const SPELLINGS: Readonly<Record<string, string>> = {
  AED: 'د.إ|د.إ.|dh|Dhs|Dhs.|DH|درهم|درهم إماراتي|dirham|dirhams',
  AFN: '؋|Af|Afs|افغانی',
  ALL: 'Lek|Lekë|L|lekë',
  AMD: '֏|դր|դր.|dram|драм|դրամ|դրամի',
  ANG: 'NAf.|ƒ|NAƒ|NAf|Naf',
  AOA: 'Kz|kwanza',
  ARS: '$|AR$|AR $|$AR|ARS$|peso|pesos',
  ATS: 'öS',
  AUD: 'دولار|دولار أسترالي|$|A$|AU$|AU $|AUD$|AUD $|$AUD|$AU|Aus$|Australian dollars|Australian dollar|澳元|澳幣',
  AWG: 'ƒ|Afl|Afl.|Aƒ',
  AZN: '₼|man|man.|manat|ман|ман.|m.',
  BAM: 'KM|КМ',
  BBD: '$|Bds$|BBD$|BB$',
  BDT: '৳|Tk|Tk.|TK|Tk/-|টাকা|taka|টকা|৲',
  BGN: 'лв|лв.|лева|лев|lv|lv.|leva|lev|BGL',
  BHD: 'د.ب|.د.ب|BD|B.D.|دينار بحريني|دينار',
  BIF: 'FBu|Fbu',
  BMD: '$|BD$|BMD$',
  BND: '$|B$|BN$|BND$',
  BOB: 'Bs|Bs.|$b|boliviano|bolivianos',
  BRL: 'reales|R$|R $|RS$|reais|real|BR$|₢',
  BSD: '$|B$|BS$|BSD$',
  BTN: 'Nu|Nu.|ngultrum',
  BWP: 'P|pula',
  BYN: 'Br|р.|р|руб.|руб|рублей|рубля|рубль|Р|Р.|бел. руб.|бел.руб.|Rbl|белорусских рублей|бел.р.',
  BZD: '$|BZ$|BZD$',
  CAD: 'دولار|دولار كندي|$|C$|CA$|CA $|CAD$|CAD $|$CAD|$CA|CND|Can$|CDN$|CDN $|$CDN|C $|Canadian dollars|Canadian dollar|加元|加幣',
  CDF: 'FC|FrCD',
  CHF: 'franc|francs|franken|Fr.|Fr|fr.|SFr|SFr.|sFr.|sfr.|CHF.|Franken|francs suisses|fr|Swiss francs|franchi|francos suizos|Schweizer Franken',
  CLF: 'UF',
  CLP: '$|CL$|CLP$|CLP $|$CLP|pesos chilenos',
  CNY: '元人民币|¥|￥|元|CN¥|CN¥ |RMB|RMB¥|人民币|人民幣|yuan|renminbi|圆|块|RMB ¥|CNY¥|юаней|юань|人民元',
  COP: '$|COL$|COP$|COP $|$COP|CO$|pesos colombianos',
  CRC: '₡|colones|colón|colon',
  CUC: 'CUC$',
  CUP: '$MN|₱|CUP$|MN',
  CVE: 'CVEsc|Esc|CV$',
  CZK: 'Kč|kč|Kc|KČ|Kč.|Kčs|korun|koruna|,-Kč|КЧ|korun českých|koruny',
  DEM: 'DM|D-Mark',
  DJF: 'Fdj',
  DKK: 'krone|kr|kr.|Kr|Kr.|KR|Dkr|dkr|kroner|DKK.',
  DOP: '$|RD$|RD $|DOP$',
  DZD: 'د.ج|دج|DA|دينار جزائري|دينار|da.|dinars algériens|dinar|dinars',
  EEK: 'kroon|krooni',
  EGP: 'E£|ج.م|ج.م.|جنيه|جنيه مصري|LE|L.E|L.E.|ج|EGP£|£E|EG£|Egyptian pounds',
  ERN: 'Nfk|ناكفا',
  ESP: '₧|Pta|Ptas|ptas',
  ETB: 'Br|ብር|birr',
  EUR: '€uros|יורו|Є|歐元|€|euro|euros|Euro|Euros|EURO|EUROS|евро|Eur.|eur.|ευρώ|欧元|ユーロ|€uro|evro|eura|eur|euroa|يورو|€EUR|EUR€|EUR €|€ EUR|евра|euró|eurot|eurų|eiro|유로|歐羅|evra',
  FJD: '$|FJ$|FJD$',
  FKP: 'FK£',
  GBP: 'جنيه استرليني|جنيه إسترليني|英镑|英鎊|ポンド|£|UK£|GB£|￡|GBP£|£GBP|GBP £|pounds|quid|pound sterling|₤|£ GBP|фунтов|British pounds|pounds sterling|파운드|funtów',
  GEL: '₾|ლ|ლარი|lari|лари|Lari|GEL.|ლარის|laris',
  GHS: '₵|GH₵|GH¢|GHC|¢|GH₵ |cedi|cedis|Gh₵|GHS₵',
  GIP: 'GI£',
  GMD: 'D|dalasi',
  GNF: 'GFr|FG|GNF.',
  GRD: 'Δρ.|Δρχ.|₯',
  GTQ: 'Q|Q.|quetzal|quetzales',
  GYD: '$|G$|GY$|GYD$|G',
  HKD: '港幣$|$|HK$|HK $|HKD$|HKD $|$HKD|港元|港幣|港币|HK＄|Hong Kong dollars|港币元',
  HNL: 'L|L.|lempira|lempiras',
  HRK: 'kn|kn.|Kn|KN|kuna',
  HTG: 'G|gourde|gourdes',
  HUF: 'Ft|Ft.|FT|forint|,-Ft|HUF.',
  IDR: 'Rp|Rp.|RP|rp|rupiah',
  IEP: 'IR£',
  ILS: 'شيكل|shekel|shekels|NIS.|₪|NIS|ש"ח|ש״ח|שח|שקל|שקלים|N.I.S.|ILS₪',
  INR: 'rupee|rupees|Rs/-|रुपये|₹|Rs|Rs.|RS|RS.|rs|rs.|₨|rupees|INR.|रु|रु.|रू|ரூ|₹INR|Rupees|૱|௹|रुपया|रुपए|ரூபாய்|రూ.|రూ|ರೂ|Indian rupees',
  IQD: 'ع.د|د.ع|ID|دينار عراقي|دينار|دينار عراقى',
  IRR: '﷼|تومان|ریال|Toman|toman|rial|ريال|IRT|تومن',
  ISK: 'króna|krónur|krona|kr|kr.|Kr|Kr.|Íkr|íkr|ISK.|Ikr|ikr',
  JMD: '$|J$|JM$|JMD$|JA$',
  JOD: 'د.أ|د.ا|JD|JD.|دينار أردني|دينار|J.D.',
  JPY: '¥|￥|円|JP¥|yen|Yen|日元|日圓|JPY¥|¥JPY|えん|Japanese yen',
  KES: 'Sh|shilling|shillings|KSh|Ksh|KSh.|Ksh.|KSH|KES.|ksh|/=|Kenyan shillings',
  KGS: 'сом|сом.|с|som|KGS.',
  KHR: '៛|riel',
  KMF: 'CF',
  KPW: '₩',
  KRW: '韩元|ウォン|KRW₩|₩|원|￦|won|KRW₩|W|韓元|韩币',
  KWD: 'دينار كويتى|د.ك|د.ك.|KD|K.D.|دينار كويتي|دينار|K.D',
  KYD: '$|CI$|KYD$|KY$',
  KZT: 'тенге.|₸|тг|тг.|тенге|KZT₸|tenge|тңг|₸.|T|тңг.|теңге',
  LAK: '₭|₭N|kip|ກີບ',
  LBP: 'ليرة|ل.ل|ل.ل.|L.L.|LL|LBP£|ليرة لبنانية|LBP.|LB£|جنيه لبناني',
  LKR: 'rupee|rupees|Rs/-|Rs|Rs.|රු|රු.|SLRs|ரூ|₨|LKR.',
  LRD: '$|L$|LD|LR$|LRD$',
  LSL: 'M|L',
  LTL: 'Lt|Lt.|litų|litas|litai',
  LVL: 'Ls',
  LYD: 'د.ل|ل.د|LD|دينار ليبي|دينار',
  MAD: 'د.م|د.م.|DH|Dhs|dh|درهم مغربي|درهم|MAD.|Dh|dirhams marocains',
  MDL: 'lei|leu|Lei|LEI|L|лей|леев',
  MGA: 'Ar|ariary',
  MKD: 'ден|ден.|den|den.|MKD.|денари|денар',
  MMK: 'K|Ks|Kyat|kyats|ကျပ်|MMK.',
  MNT: 'tögrög|tugrik|₮|төг|төг.|төгрөг',
  MOP: 'MOP$|MOP $|P|澳門幣|澳门元|澳門元',
  MRU: 'UM|أوقية',
  MUR: 'Rs|Rs.|₨|MURs',
  MVR: 'Rf|Rf.|MRf|ރ.|.ރ|MVR.|rufiyaa|ރ',
  MWK: 'MK|K',
  MXN: '$|MX$|MX $|MXN$|MXN $|$MXN|Mex$|$MX|pesos mexicanos|M.N.|MN',
  MYR: 'RM|Rm|rm|RM.|ringgit|马币|令吉',
  MZN: 'metical|MT|MTn|Mt|meticais',
  NAD: '$|N$|NAD$',
  NGN: '₦|N|NGN₦|naira|Naira',
  NIO: 'cordoba|cordobas|C$|córdoba|córdobas',
  NOK: 'krone|kr|kr.|Kr|Kr.|KR|Nkr|nkr|kroner|NOK.',
  NPR: 'rupee|rupees|Rs/-|Rs|Rs.|₨|रू|रु|रु.|रू.|NRs|NRs.|NPR.|नेरू|NPRs|रुपैयाँ|रूपैयाँ',
  NZD: '$|NZ$|NZ $|NZD$|NZD $|$NZD|$NZ|New Zealand dollars|纽元|紐元',
  OMR: 'ر.ع|ر.ع.|﷼|R.O.|RO|OR|ريال عماني|ريال|O.R.',
  PAB: 'B/.|B/|balboa|balboas',
  PEN: 'S/.|S/|S./|sol|soles|S/ |nuevos soles',
  PGK: 'K|kina',
  PHP: '₱|Php|PhP|php|Php.|PHP₱|P|peso|pesos|Piso|菲律宾比索',
  PKR: 'rupee|rupees|Rs/-|روپیہ|Rs|Rs.|₨|PKR.|Rupees|روپے|RS.|PKRs|PKR Rs',
  PLN: 'zł|zl|zł.|zl.|ZŁ|Zł|ZL|złotych|złoty|złote|zlotych|zloty|злотых|złotego|зл|zlotys',
  PYG: 'guarani|guaranies|₲|Gs|Gs.|G|guaraníes|guaraní',
  QAR: 'ر.ق|ر.ق.|QR|QR.|﷼|ريال قطري|ريال',
  RON: 'lei|leu|Lei|LEI|LEU|RON.|Ron|L|ROL|леев',
  RSD: 'дин|дин.|Дин|Дин.|din|din.|Din|Din.|dinara|Dinara|dinar|динара|РСД|RSD.|динар',
  RUB: '₽|руб.|руб|Руб.|Руб|РУБ|РУБ.|рублей|рубля|рубль|р.|р|Р|Р.|р/|rub|rub.|Rub.|RUR|RUR.|P.|₽.|рос. руб.|rubles|roubles|卢布|рублях',
  RWF: 'FRw|RF|R₣|RFr|Rwf|FRW|R₣.',
  SAR: 'ر.س|ر.س.|﷼|SR|SR.|S.R.|ريال سعودي|ريال|رس|riyal|riyals|SAR.|ر . س',
  SBD: '$|SI$|SBD$',
  SCR: 'SR|SRe|₨|SCR.',
  SDG: 'جنيه|ج.س|ج.س.|SD|جنيه سوداني|SDG.|LS',
  SEK: 'krona|kr|kr.|Kr|Kr.|KR|Skr|skr|SKR|SEK.|kronor|:- kr|svenska kronor',
  SGD: '新元|$|S$|SG$|SG $|SGD$|SGD $|$SGD|$SG|新币|新幣|Singapore dollars|新加坡元',
  SHP: 'SH£',
  SIT: 'tolarjev',
  SKK: 'Sk',
  SLE: 'Le',
  SLL: 'Le',
  SOS: 'Sh.So.|SSh|S',
  SRD: '$|Sr$|SRD$',
  SSP: 'SS£|SSP£',
  STN: 'Db',
  SVC: '₡',
  SYP: 'SP|£SP|ليرة|ل.س|ل.س.|LS|S£|ليرة سورية|SYP£|£S|L.S.|SY£',
  SZL: 'E|L',
  THB: '฿|บาท|B|Bt|Bath|Baht|baht|บ.|THB.|THB฿|บาท.|bath|泰铢|泰銖|バーツ',
  TJS: 'SM|с|сом|сомони|somoni|ЅМ',
  TMT: 'm|T|TMT.|манат|man.',
  TND: 'د.ت|DT|TD|دينار تونسي|دينار|D.T.|dt|dinars tunisiens|دينارا تونسيا|dinar|dinars',
  TOP: 'T$|PT|TOP$|paʻanga',
  TRY: 'ليرة|ليرة تركية|liras|₺|TL|tl|TL.|Tl|lira|YTL|TRL|Türk Lirası|TL/',
  TTD: '$|TT$|TT $|TTD$',
  TVD: '$|TV$',
  TWD: '圓|$|NT$|NT $|NT|TWD$|TW$|元|NTD|新台幣|新臺幣|台幣|NT＄|NTD$|NT$.|台币|台幣元|New Taiwan dollars',
  TZS: 'Sh|shilling|shillings|TSh|Tsh|TSh.|TZSh|Tsh.|TSH|TSHS|Tshs|/=',
  UAH: 'hryvnia|гривна|гривен|₴|грн|грн.|ГРН|Грн|гривень|гривні|гривня|UAH.|hrn|грн/',
  UGX: 'Sh|shilling|shillings|USh|Ush|UShs|UGX.|USh.|Ushs|/=|Shs|Shs.',
  USD: 'دولار|دولار أمريكي|U.S. $|U.S. dollars|долларов США|ドル|דולר|$|US$|US $|USD$|USD $|$USD|$US|U$S|U$D|USS|U.S.$|US Dollar|US dollars|dollars|dollar|Dollars|$ USD|$ US|美元|US＄|долл.|долл|долларов|dólares|U$|¢|у.е.|доллара США|доллара|米ドル|달러|ดอลลาร์|đô la|美金|dollari|dollaria|doláres|dólar|dolarów|dolarů|דולרים',
  UYU: '$|$U|$ U|UYU$|U$|UY$|$UY',
  UZS: "so'm|soʻm|so‘m|so’m|сум|сўм|сум.|UZS.|sum|soum|sum.|som|so‘mi|soʻmi",
  VED: 'Bs.D|Bs.D.',
  VES: 'bolivar|bolívar|bolívares|bolivares|Bs|Bs.|Bs.S|Bs.S.|Bs.F|BsF|Bs.F.',
  VND: '₫|đ|Đ|VNĐ|VNd|vnđ|vnd|đồng|dong|đ.|VND.|vnđ.|VNĐ.|越南盾',
  VUV: 'VT|Vt|vatu',
  WST: 'WS$|T|SAT|tālā|tala|T$',
  XAF: 'franc|francs|FCFA|F CFA|CFA|Fcfa|fcfa|F.CFA|Frs CFA|Frs|CFAF|XAF.|franc CFA|francs CFA',
  XBT: '₿|BTC',
  XCD: '$|EC$|XCD$',
  XOF: 'franc|francs|CFA|FCFA|F CFA|Fcfa|fcfa|F.CFA|Frs CFA|Frs|CFAF|XOF.|CFA.|franc CFA|francs CFA',
  XPF: 'F|CFP|XPF.|FCP|₣',
  YER: '﷼|ر.ي|YR|YRl|ريال يمني|ريال',
  ZAR: 'rands|R|R.|Rand|rand|ZAR.|R ',
  ZMW: 'ZK|K|ZMK|kwacha',
  ZWL: '$|Z$|ZW$|ZWL$',
};

/** Spellings that are shared on paper but have one meaning unless the page speaks for another. */
const USUAL: Readonly<Record<string, string>> = {
  'руб.': 'RUB',
  руб: 'RUB',
  рублей: 'RUB',
  рубля: 'RUB',
  рубль: 'RUB',
  'р.': 'RUB',
  р: 'RUB',
  Р: 'RUB',
  'Р.': 'RUB',
  元: 'CNY',
  lei: 'RON',
  Lei: 'RON',
  LEI: 'RON',
  leu: 'RON',
  جنيه: 'EGP',
  Le: 'SLE',
  Ls: 'LVL',
  '₩': 'KRW',
  '₡': 'CRC',
  '₱': 'PHP',
  LD: 'LRD',
  MN: 'MXN',
  ريال: 'SAR',
  درهم: 'AED',
  دولار: 'USD',
  ليرة: 'TRY',
  franc: 'CHF',
  francs: 'CHF',
};

const OTHER_CODES =
  'BEF FIM BOV BYR CHE CHW COU CYP FRF GGP IMP ITL JEP LUF MRO MTL MXV NLG PRB PTE STD TRL USN UYI VEF ' +
  'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA ZWD ZWG';

interface Spelling {
  readonly raw: string;
  readonly codes: readonly string[];
  /** One code, or the usual one of several. */
  readonly usual: string | null;
  /** A sign, a code or a long word: safe away from the number too. */
  readonly strong: boolean;
}

const EXACT = new Map<string, Spelling>();
const FOLDED = new Map<string, Spelling>();
let longest = 1;

function isStrong(raw: string, isCode: boolean): boolean {
  if (isCode || /\p{Sc}/u.test(raw) || raw === '元' || raw === '円' || raw === '원') return true;
  const letters = raw.replace(/[^\p{L}]/gu, '').length;
  return letters >= 3 || (letters === 2 && /^\p{Script=Han}/u.test(raw));
}

function add(raw: string, code: string, isCode: boolean): void {
  const known = EXACT.get(raw);
  const codes =
    known === undefined ? [code] : known.codes.includes(code) ? known.codes : [...known.codes, code];
  const usual = codes.length === 1 ? code : (USUAL[raw] ?? null);
  const spelling = { raw, codes, usual, strong: (known?.strong ?? false) || isStrong(raw, isCode) };
  EXACT.set(raw, spelling);
  if (raw.length > longest) longest = raw.length;
}

for (const code of OTHER_CODES.split(' ')) add(code, code, true);
for (const [code, spellings] of Object.entries(SPELLINGS)) {
  add(code, code, true);
  for (const raw of spellings.split('|')) add(raw.trim(), code, false);
}
/** Codes that are words in some language: only upper case and beside a number. */
const WORDLIKE = new Set(
  'ALL TOP TRY CUP MOP PEN GEL SOS RON MAD BAM LAK CAD FIM ERN NAD SIT COP BOB ANG SAR AED MGA LSL BIF ESP CHE COU IMP STD PRB'.split(
    ' ',
  ),
);
for (const spelling of EXACT.values()) {
  const letters = spelling.raw.replace(/[^\p{L}]/gu, '').length;
  if (letters >= 3 && !WORDLIKE.has(spelling.raw)) FOLDED.set(spelling.raw.toLowerCase(), spelling);
}

export type { Spelling };

/** Longest spelling that equals `text`; upper and lower case fold for words of three letters and more. */
export function spellingOf(text: string): Spelling | undefined {
  return EXACT.get(text) ?? FOLDED.get(text.toLowerCase());
}

export const LONGEST_SPELLING = longest;

const ALL = [...EXACT.keys(), ...FOLDED.keys(), ...[...FOLDED.keys()].map((raw) => raw.toUpperCase())];
const FIRSTS = new Set(ALL.map((raw) => raw[0]));
const LASTS = new Set(ALL.map((raw) => raw.at(-1)));

/** Quick refusals, because most characters beside a number begin or end no spelling. */
export const canBegin = (character: string | undefined): boolean => FIRSTS.has(character);
export const canEnd = (character: string | undefined): boolean => LASTS.has(character);

/** True for codes that are ordinary words, which mean a currency only beside a number. */
export function isWordlike(code: string): boolean {
  return WORDLIKE.has(code);
}
