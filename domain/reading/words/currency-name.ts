// Names of currencies in two words, "Danish kroner" or "pesos argentinos", as data: the word alone is shared by several
// currencies or unknown, the country decides. Per language: whether the country stands first, and per word the countries.

export interface CurrencyNames {
  readonly countryFirst: boolean;
  /** Words of one currency unit, separated by `|` → per code the countries, separated by `|`. */
  readonly countries: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const ENGLISH: CurrencyNames = {
  countryFirst: true,
  countries: {
    'dollar|dollars': {
      AUD: 'Australian|Australia',
      BBD: 'Barbados|Barbadian',
      BMD: 'Bermuda|Bermudian|Bermudan',
      BND: 'Brunei',
      BSD: 'Bahamian|Bahamas',
      BZD: 'Belize|Belizean',
      CAD: 'Canadian|Canada',
      FJD: 'Fijian|Fiji',
      GYD: 'Guyanese|Guyana',
      HKD: 'Hong Kong',
      JMD: 'Jamaican|Jamaica',
      KYD: 'Cayman|Cayman Islands',
      LRD: 'Liberian',
      NAD: 'Namibian|Namibia',
      NZD: 'New Zealand',
      SBD: 'Solomon Islands',
      SGD: 'Singapore|Singaporean',
      SRD: 'Surinamese|Suriname',
      TTD: 'Trinidad|Trinidad and Tobago|Trinidad & Tobago',
      TWD: 'Taiwan|New Taiwan|Taiwanese',
      USD: 'US|U.S.|U.S|USA|American|United States',
      XCD: 'East Caribbean|Eastern Caribbean',
      ZWL: 'Zimbabwean|Zimbabwe',
    },
    'pound|pounds': {
      EGP: 'Egyptian|Egypt',
      FKP: 'Falkland|Falkland Islands',
      GBP: 'British|UK|English',
      GIP: 'Gibraltar',
      IEP: 'Irish',
      LBP: 'Lebanese',
      SDG: 'Sudanese',
      SHP: 'Saint Helena|St. Helena',
      SSP: 'South Sudanese',
      SYP: 'Syrian',
    },
    'franc|francs': {
      BIF: 'Burundian|Burundi',
      CDF: 'Congolese',
      CHF: 'Swiss',
      DJF: 'Djiboutian|Djibouti',
      GNF: 'Guinean|Guinea',
      KMF: 'Comorian|Comoro',
      RWF: 'Rwandan|Rwanda',
      XAF: 'Central African CFA|Central African|CFA|BEAC CFA',
      XOF: 'West African CFA|West African|CFA|BCEAO CFA',
      XPF: 'CFP|Pacific',
    },
    'peso|pesos': {
      ARS: 'Argentine|Argentinian|Argentina',
      CLP: 'Chilean|Chile',
      COP: 'Colombian|Colombia',
      CUP: 'Cuban|Cuba',
      DOP: 'Dominican',
      MXN: 'Mexican|Mexico',
      PHP: 'Philippine|Philippines|Filipino',
      UYU: 'Uruguayan|Uruguay',
    },
    'krone|kroner|krona|kronor|kronur|crown|crowns': {
      DKK: 'Danish',
      ISK: 'Icelandic',
      NOK: 'Norwegian',
      SEK: 'Swedish',
    },
    'koruna|korunas|koruny|korun|crown|crowns': { CZK: 'Czech', SKK: 'Slovak' },
    'rupee|rupees': {
      INR: 'Indian|India',
      LKR: 'Sri Lankan|Sri Lanka',
      MUR: 'Mauritian|Mauritius',
      NPR: 'Nepalese|Nepali|Nepal',
      PKR: 'Pakistani|Pakistan',
      SCR: 'Seychelles|Seychellois',
    },
    'dinar|dinars': {
      BHD: 'Bahraini|Bahrain',
      DZD: 'Algerian',
      IQD: 'Iraqi',
      JOD: 'Jordanian|Jordan',
      KWD: 'Kuwaiti|Kuwait',
      LYD: 'Libyan',
      RSD: 'Serbian',
      TND: 'Tunisian',
    },
    'dirham|dirhams': { AED: 'UAE|Emirati|Emirates|U.A.E.', MAD: 'Moroccan|Morocco' },
    'riyal|riyals|rial|rials': {
      IRR: 'Iranian',
      OMR: 'Omani|Oman',
      QAR: 'Qatari|Qatar',
      SAR: 'Saudi|Saudi Arabian',
      YER: 'Yemeni|Yemen',
    },
    'shilling|shillings': {
      KES: 'Kenyan|Kenya',
      SOS: 'Somali',
      TZS: 'Tanzanian|Tanzania',
      UGX: 'Ugandan|Uganda',
    },
    'ruble|rubles|rouble|roubles': { BYN: 'Belarusian|Belarus', RUB: 'Russian|Russia' },
    won: { KPW: 'North Korean', KRW: 'South Korean|Korean' },
    'lira|liras': { TRY: 'Turkish|Turkey' },
    'guilder|guilders': { ANG: 'Netherlands Antillean|Antillean', XCG: 'Caribbean', NLG: 'Dutch' },
    'yuan|yuans|renminbi|RMB': { CNY: 'Chinese|China' },
    'yen|yens': { JPY: 'Japanese' },
    baht: { THB: 'Thai|Thailand' },
    'zloty|zlotys|złoty|złotys|zlotych': { PLN: 'Polish' },
    'forint|forints': { HUF: 'Hungarian' },
    'leu|lei': { MDL: 'Moldovan', RON: 'Romanian' },
    'lev|leva|levs': { BGN: 'Bulgarian' },
    'hryvnia|hryvnias|hryvnya': { UAH: 'Ukrainian' },
    'shekel|shekels|new shekel|new shekels': { ILS: 'Israeli' },
    'rand|rands': { ZAR: 'South African' },
    'real|reais|reals|reales': { BRL: 'Brazilian' },
    'naira|nairas': { NGN: 'Nigerian' },
    'dong|dongs': { VND: 'Vietnamese' },
    'manat|manats': { AZN: 'Azerbaijani|Azerbaijan', TMT: 'Turkmen|Turkmenistan' },
    'som|soms|sum|soum': { KGS: 'Kyrgyz|Kyrgyzstani', UZS: 'Uzbek|Uzbekistani' },
    'kwacha|kwachas': { MWK: 'Malawian|Malawi', ZMW: 'Zambian' },
    'sol|soles': { PEN: 'Peruvian' },
  },
};

const GERMAN: CurrencyNames = {
  countryFirst: true,
  countries: {
    Dollar: {
      AUD: 'australische|Australische|Australischer',
      CAD: 'kanadische|Kanadische|Kanadischer',
      HKD: 'Hongkong',
      NZD: 'Neuseeland',
      SGD: 'Singapur',
      USD: 'US|amerikanische|Amerikanische|Amerikanischer',
    },
    Pfund: { EGP: 'ägyptische|Ägyptische', GBP: 'britische|Britische|englische|Britisches' },
    'Krone|Kronen': {
      CZK: 'tschechische|Tschechische',
      DKK: 'dänische|Dänische',
      ISK: 'isländische|Isländische',
      NOK: 'norwegische|Norwegische',
      SEK: 'schwedische|Schwedische',
    },
    Franken: { CHF: 'Schweizer|schweizer' },
    'Rubel|Rubeln': { BYN: 'belarussische|weißrussische', RUB: 'russische|Russische' },
    Lira: { TRY: 'türkische|Türkische' },
    Yen: { JPY: 'japanische|Japanische' },
    'Zloty|Złoty': { PLN: 'polnische|Polnische' },
    Forint: { HUF: 'ungarische|Ungarische' },
  },
};

const FRENCH: CurrencyNames = {
  countryFirst: false,
  countries: {
    'dollar|dollars': {
      AUD: 'australien|australiens',
      CAD: 'canadien|canadiens',
      HKD: 'de Hong Kong',
      NZD: 'néo-zélandais',
      SGD: 'de Singapour',
      USD: 'américain|américains|US|des États-Unis',
    },
    'livre|livres': { EGP: 'égyptienne|égyptiennes', GBP: 'sterling', TRY: 'turque|turques' },
    'franc|francs': {
      BIF: 'burundais',
      CDF: 'congolais',
      CHF: 'suisse|suisses',
      DJF: 'djiboutien|djiboutiens',
      FRF: 'français',
      GNF: 'guinéen|guinéens',
      KMF: 'comorien|comoriens',
      RWF: 'rwandais',
      XPF: 'pacifique|CFP',
    },
    'couronne|couronnes': {
      CZK: 'tchèque|tchèques',
      DKK: 'danoise|danoises',
      NOK: 'norvégienne|norvégiennes',
      SEK: 'suédoise|suédoises',
    },
    'dinar|dinars': { DZD: 'algérien|algériens', TND: 'tunisien|tunisiens' },
    'dirham|dirhams': { AED: 'des Émirats|émirati', MAD: 'marocain|marocains' },
    'peso|pesos': { MXN: 'mexicain|mexicains', ARS: 'argentin|argentins' },
    'yen|yens': { JPY: 'japonais' },
  },
};

const IBERIAN: CurrencyNames = {
  countryFirst: false,
  countries: {
    'dólar|dólares|dolar|dolares': {
      AUD: 'australiano|australianos',
      CAD: 'canadiense|canadienses|canadense|canadenses',
      USD: 'estadounidense|estadounidenses|americano|americanos|de los Estados Unidos',
    },
    'libra|libras': { EGP: 'egipcia|egipcias', GBP: 'esterlina|esterlinas' },
    'peso|pesos': {
      ARS: 'argentino|argentinos',
      CLP: 'chileno|chilenos',
      COP: 'colombiano|colombianos',
      CUP: 'cubano|cubanos',
      DOP: 'dominicano|dominicanos',
      MXN: 'mexicano|mexicanos',
      PHP: 'filipino|filipinos',
      UYU: 'uruguayo|uruguayos',
    },
    'franco|francos': { CHF: 'suizo|suizos|suíço|suíços' },
    'sol|soles': { PEN: 'peruano|peruanos' },
    'corona|coronas': {
      CZK: 'checa|checas',
      DKK: 'danesa|danesas',
      NOK: 'noruega|noruegas',
      SEK: 'sueca|suecas',
    },
    'lira|liras': { TRY: 'turca|turcas' },
    'yen|yenes': { JPY: 'japonés|japoneses' },
    'real|reais|reales': { BRL: 'brasileiro|brasileiros|brasileño|brasileños' },
    'kwanza|kwanzas': { AOA: 'angolano|angolanos' },
    'metical|meticais': { MZN: 'moçambicano|moçambicanos' },
    'bolívar|bolívares': { VES: 'venezolano|venezolanos' },
  },
};

const ITALIAN: CurrencyNames = {
  countryFirst: false,
  countries: {
    'dollaro|dollari': {
      AUD: 'australiano|australiani',
      CAD: 'canadese|canadesi',
      USD: 'statunitense|statunitensi|americano|americani|USA',
    },
    'sterlina|sterline': { EGP: 'egiziane', GBP: 'britannica|britanniche|inglese|inglesi' },
    'franco|franchi': { CHF: 'svizzero|svizzeri' },
    'corona|corone': { CZK: 'ceche', DKK: 'danesi', NOK: 'norvegesi', SEK: 'svedesi' },
    'lira|lire': { ITL: 'italiana|italiane', TRY: 'turca|turche' },
  },
};

const NORDIC: CurrencyNames = {
  countryFirst: true,
  countries: {
    'krone|kroner|krona|kronor|krónur|króna': {
      DKK: 'dansk|danske|danska',
      ISK: 'íslensk|íslenskar',
      NOK: 'norsk|norske|norska',
      SEK: 'svensk|svenska|svenske',
    },
  },
};

const SLAVIC: CurrencyNames = {
  countryFirst: true,
  countries: {
    'рубль|рубля|рублей|руб.': {
      BYN: 'белорусский|белорусских|белорусского|бел.',
      RUB: 'российский|российских|российского|росс.',
    },
    'доллар|доллара|долларов': {
      AUD: 'австралийских',
      CAD: 'канадских',
      USD: 'американских|американский',
    },
    'фунт|фунта|фунтов': { GBP: 'британских|английских', EGP: 'египетских' },
    'франк|франка|франков': { CHF: 'швейцарский|швейцарского|швейцарских' },
    'крона|кроны|крон': {
      CZK: 'чешская|чешские|чешских',
      DKK: 'датских',
      NOK: 'норвежских',
      SEK: 'шведских',
    },
    'лира|лиры|лир': { TRY: 'турецкая|турецкие|турецких' },
    'сум|сумов|сом|сомов': { KGS: 'киргизских|кыргызских', UZS: 'узбекских' },
    'koruna|koruny|korun': { CZK: 'česká|české|českých', SKK: 'slovenská|slovenských' },
    'dolar|dolary|dolarów': { CAD: 'kanadyjskich', USD: 'amerykańskich' },
    'frank|franki|franków': { CHF: 'szwajcarskich' },
    'dinar|dinara|динара|динар': { RSD: 'srpskih|српских' },
  },
};

export const CURRENCY_NAMES: readonly CurrencyNames[] = [
  ENGLISH,
  GERMAN,
  FRENCH,
  IBERIAN,
  ITALIAN,
  NORDIC,
  SLAVIC,
];
