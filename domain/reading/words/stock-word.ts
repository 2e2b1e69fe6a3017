// What pages say about stock, as data: lists by language of stock phrases, of button texts and of labels of statements.
// All readers use these lists: the reader of phrases and buttons, the reader of labels and values, and the comparison
// of two versions. A new word goes into its language's line.
import type { WordLists } from './word-lists.ts';

/** "3 sold" is a count; "Sold." alone means that the product is gone. */
export const SOLD: WordLists = {
  en: 'sold',
  de: 'verkauft',
  fr: 'vendus?',
  'es pt': 'vendidos?',
  it: 'vendut[io]',
  nl: 'verkocht',
  sv: 'sålda?',
  'da nb': 'solgt',
  pl: 'sprzedan\\p{L}*',
  cs: 'prodáno',
  ru: 'продано?',
  he: 'נמכר',
  ar: 'تم البيع',
};

/** Excludes "not available for home delivery": it speaks of a way of delivery, not of the product. */
const ONLY_A_WAY =
  '(?! (?:in |at |on |to (?!order|buy|purchase)|for (?:home |next|same|express |free |store )?(?:delivery|shipping|collection|pick|click|export|day)))';

/** The product can't be bought. */
export const OUT_OF_STOCK: WordLists = {
  en:
    'out[ -]?of[ -]?(?:stock|print)|sold[ -]?out|(?:currently |temporarily |now )?unavailable|no longer (?:available|sold|in stock|stocked|for sale|produced|made)|' +
    `not (?:currently |yet |now )?available${ONLY_A_WAY}|not in stock|\\bno stock\\b|none in stock|\\b0 (?:in stock|available|left)\\b|stock: ?0\\b|awaiting stock|all gone\\b|` +
    'discontinued|\\b(?:listing|auction|offer|deal|sale|bidding|item|ad) (?:has |was |is )?(?:already |been )?(?:ended|expired|removed|paused|inactive)|(?:item|product) (?:has been |is |was )?(?:already )?sold\\b|' +
    "(?:can(?:no|')t|cannot|can not) (?:currently )?be (?:ordered|purchased|bought)|" +
    "back in[ -]stock|(?:notify|email|e-mail|text|alert|tell) me when|when (?:it is|it[’']s|this is|this item is|this product is)? ?(?:back|available)|wait(?:ing)?[ -]?list",
  de:
    'nicht (?:\\p{L}+ ){0,2}(?:lieferbar|verfügbar|vorrätig|(?:auf|am|ab) lager|erhältlich|bestellbar|im (?:sortiment|programm))|nicht (?:mehr )?zur verfügung|kein (?:lager)?bestand|' +
    'ausverkauft|vergriffen|angebot (?:wurde )?beendet|(?:anzeige|artikel) (?:ist )?(?:deaktiviert|gelöscht|abgelaufen)|(?:bereits|schon|leider) verkauft|(?:artikel|produkt|fahrzeug) (?:ist |wurde )?verkauft|benachrichtig(?:en|ung|e mich)|sobald (?:der artikel |das produkt )?(?:wieder )?(?:verfügbar|lieferbar)',
  fr: "en rupture|rupture (?:de stock|temporaire)|^rupture$|hors stock|plus (?:en stock|commercialisé|en vente)|épuisée?s?(?![a-zà-ÿ])|indisponible|(?:plus|pas|non) disponible|victime de son succès|annonce (?:désactivée|expirée)|(?:prévenez|alertez|avertissez|notifiez)[- ]moi|m[’']avertir",
  'es ca':
    'agotad[oa]s?\\b|(?:sin|fuera de|no hay) (?:stock|existencias|unidades)|no (?:está )?disponible|descatalogad|(?:anuncio|publicación) (?:pausad|finalizad|caducad)|av[ií]sa(?:r?me|rme)|exhaurit',
  pt: '(?:produto |item )?esgotad[oa]|(?:sem|fora de) (?:stock|estoque|linha)|indisponíve(?:l|is)|não (?:está )?disponível|anúncio (?:pausado|finalizado|expirado)|avise[- ]me',
  it: 'esaurit[oaie]\\b|non (?:è )?(?:più |al momento |attualmente )?(?:disponibil[ei]|in vendita|ordinabil)|fuori produzione|avvisami|terminato',
  nl: 'uitverkocht|niet (?:\\p{L}+ ){0,3}(?:op voorraad|leverbaar|beschikbaar|verkrijgbaar)|houd me op de hoogte|mail mij',
  sv: 'slutså(?:ld|lt|lda)|(?:tillfälligt |är )?slut i lager|^(?:tillfälligt )?slut\\b|(?:ej|inte|finns ej|finns inte) (?:i lager|tillgänglig)|utgått|annons(?:en)? är (?:borttagen|inaktiv|såld)|bevaka produkt|meddela mig',
  da: 'annoncen er (?:slettet|inaktiv|solgt)|udsolgt|(?:ikke|ej) på lager|ikke tilgængelig|utgået|giv mig besked',
  nb: 'utsolgt|ikke tilgjengelig|utgått|gi meg beskjed|varsle meg',
  fi: 'loppu(?:nut|unmyyty)\\b|tilapäisesti loppu|^loppu$|ei (?:ole )?(?:varastossa|saatavilla)',
  et: 'läbi müüdud|ei ole laos|laost otsas',
  lt: 'išparduot|nėra (?:sandėlyje|prekyboje)|neturime',
  lv: 'nav pieejam|nav noliktavā|izpārdot',
  pl: 'brak (?:w magazynie|na stanie|towaru)|niedostępn|wyprzedan|nakład wyczerpany|(?:oferta|aukcja|ogłoszenie) (?:została |jest )?(?:zakończon|nieaktualn|nieaktywn)|powiadom (?:mnie )?o dostępności',
  'cs sk':
    'vyprodán|vypredan|prod(?:ej|aj) (?:byl )?ukončen|(?:není|nie je|momentálně není) (?:sklad(?:em|om)|k dispozíci)|nedostupn|není dostupn|hlídat dostupnost|strážiť dostupnosť',
  hu: 'elfogyott|kifogyott|nincs (?:raktáron|készleten)|nem (?:elérhető|rendelhető|kapható)',
  ro: 'stoc (?:epuizat|zero)|indisponibil|nu (?:este|e|mai este) (?:disponibil|(?:în|in|pe) stoc)|epuizat',
  'sl hr sr':
    '(?:ni|nije|nema) (?:na|v) (?:zalogi|zalihi|stanju|skladištu)|razprodan|rasprodan|nedostup|nije dostup',
  ru: 'нет в (?:наличии|продаже)|нет на складе|распродан|снят с (?:производства|продажи)|(?:товар )?законч(?:ился|илась|ились)|временно отсутствует|объявление (?:снято|неактивно|закрыто)|сообщить о поступлении|уведомить о',
  uk: 'нема[єе]? (?:в|у) (?:наявності|продажу)|закінчи(?:вся|лася|лось|лися)|розпродан|повідомити(?: про|, коли)',
  'bg mk': 'няма (?:в )?наличност|не е наличен|изчерпан|недоступ(?:ен|на|но|ний)|нема на залиха',
  tr: 'tükendi|stok(?:ta|larda)? (?:yok|bulunm)|gelince haber ver|satışa kapalı',
  el: 'εξαντλ|μη διαθέσιμ|δεν είναι διαθέσιμ',
  he: '(?:לא|אינו|אינה|אין) (?:ב)?מלאי|אזל(?: מהמלאי| המלאי)?|חסר במלאי|לא זמין',
  ar: 'غير (?:متوفر|متاح)|نفد|نفذ(?:ت)?|انتهت الكمية',
  fa: 'ناموجود|موجود نیست|تمام شد|اتمام موجودی',
  ja: '在庫(?:切れ|なし|無し|がありません|がございません)|売り?切れ|品切れ?|完売|入荷待ち|入荷(?:のお?知らせ|お知らせ|通知)|販売(?:終了|を終了)|取り?扱い終了|(?:購入|お取り扱い)(?:いただけません|できません)|オークションは終了',
  zh: '缺[货貨]|售[罄完]|已[售賣](?:完|罄|出)|(?:无|無|暂无|暫無)(?:货|貨|库存|庫存)|補貨中|补货中|已?下[架柜櫃]|停[售产產]|到[货貨]通知|[货貨]到通知|贩卖结束',
  ko: '품절|매진|재입고 알림|판매 ?(?:종료|중지|완료)|거래 ?완료',
  vi: 'hết hàng|ngừng (?:kinh doanh|bán)',
  id: 'stok (?:habis|kosong)|habis terjual|tidak tersedia',
  th: 'สินค้าหมด|หมดสต็?อก|สินค้าหมดชั่วคราว',
  hi: 'हाल में उपलब्ध नहीं',
};

/** Few are left. */
export const LOW_STOCK: WordLists = {
  en: 'only \\d+ (?:left|remaining|in stock|available)|\\bfew left|low stock|limited (?:stock|availability)|almost (?:gone|sold out)|hurry, only|last (?:few|one|items)|\\d+ (?:items? )?left in stock',
  de: 'nur noch (?:\\d+|wenige)|geringer bestand',
  fr: 'plus que \\d+|derniers? (?:articles?|exemplaires?|pièces?) en stock|stock limité',
  es: 'últim[ao]s (?:unidad|unidade|peça)|sólo quedan|solo quedan',
  pt: 'restam \\d',
  it: 'ultim[ie] \\d* ?(?:pezz|disponib|artic)',
  nl: 'nog (?:maar |slechts )?\\d+ (?:op|over)',
  pl: 'ostatni[ea]? (?:sztuk|egzempl)',
  cs: 'poslední \\d* ?kus',
  ru: 'осталось (?:мало|\\d+)',
  ja: '残り(?:わずか|\\d+)',
  zh: '仅剩|僅剩',
  ko: '남은 수량',
};

/** The product comes later and can be ordered now. */
export const PRE_ORDER: WordLists = {
  en: 'pre-?order|pre-?sale|available for pre|coming soon|available (?:from|on) \\d',
  de: 'vorbestell|erscheint am',
  fr: 'précommande|pré-commande|à paraître',
  es: 'reservar? ahora|preventa',
  pt: 'pré-venda',
  it: 'pre-?ordine|prenota ora',
  'sv da nb': 'förbeställ|forudbestil|forhåndsbestill',
  fi: 'ennakkotila',
  pl: 'przedsprzedaż',
  cs: 'předobjedn',
  ru: 'предзаказ',
  uk: 'передзамовлення',
  ja: '予約(?:受付|する|商品)',
  zh: '预售|預購',
  ko: '예약 ?판매',
};

/** The product is made or fetched when it is ordered. */
export const BACK_ORDER: WordLists = {
  en: 'back[ -]?order|special order|made to order|ships? in \\d+ weeks',
  fr: 'sur commande',
  es: 'bajo pedido',
  it: 'su ordinazione|per ordine',
  de: 'auf bestellung',
  nl: 'op bestelling',
  'sv da nb': 'beställningsvara|bestillingsvare',
  pl: 'na zamówienie',
  cs: 'na objednávku',
  ru: 'под заказ',
  uk: 'під замовлення',
  ja: '取り寄せ|お取寄せ',
  pt: 'sob encomenda',
};

/** The product can be bought now. */
export const IN_STOCK: WordLists = {
  en: '\\bin[ -]?stock|(?:^|\\d )available\\b|available (?:now|to ship|online|for (?:delivery|immediate))|ready to ship|(?:ship(?:s|ped)?|dispatched|despatched|delivered) (?:today|within|in \\d|from stock)|\\d+ (?:available|left|in stock)',
  de: 'auf lager|sofort (?:lieferbar|verfügbar)|lieferbar|vorrätig|versandfertig|^verfügbar$',
  'fr es': 'en stock|disponible|expédié sous',
  it: 'in magazzino|disponibile|disponibilità immediata',
  pt: 'em (?:estoque|stock)|disponível',
  nl: 'op voorraad|direct leverbaar|morgen in huis',
  'sv da nb': 'i lager|på lager',
  fi: 'varastossa|heti saatavilla',
  pl: 'dostępny|dostępna|w magazynie|na stanie',
  'cs sk': 'skladem|skladom|na sklade',
  hu: 'raktáron|készleten',
  ro: 'în stoc|in stoc',
  'sl hr sr': 'na zalogi|na zalihi|na stanju',
  ru: 'в наличии|есть на складе',
  uk: 'в наявності',
  bg: 'в наличност',
  tr: 'stokta',
  el: 'διαθέσιμ|σε απόθεμα',
  he: 'במלאי|זמין',
  'ar fa': 'متوفر|متاح|موجود',
  ja: '在庫あり|在庫[:：]? ?[○◎]|即納',
  zh: '有[货貨]|现货|現貨',
  ko: '재고',
  vi: 'còn hàng',
  id: 'stok tersedia|ready stock',
  th: 'มีสินค้า|พร้อมส่ง',
  et: 'laos',
  lt: 'turime',
  lv: 'ir noliktavā',
};

/** Texts of a button in place of "add to cart", in addition to OUT_OF_STOCK. */
export const ONLY_ON_BUTTONS: WordLists = {
  en: 'not available|notify me|e?-?mail me when|alert me|join (?:the )?wait(?:ing)?[ -]?list',
  de: 'benachrichtig',
  fr: 'me prévenir',
  es: 'notificarme',
  nl: 'houd me',
  sv: 'slutså|bevaka',
  da: 'giv besked',
  fi: 'loppu|ilmoita minulle',
  pl: 'powiadom',
  cs: 'hlídat',
  hu: 'értesít',
  ro: 'anunță-mă',
  ru: 'сообщить о|уведомить',
  uk: 'немає в наявності|повідомити',
  tr: 'haber ver',
  ja: '入荷|再入荷',
  zh: '已售|补货|補貨',
  ko: '재입고',
};

/** Words that are a statement about stock wherever they stand. */
export const STOCK_STATEMENTS: WordLists = {
  en: 'in stock|out of stock|sold out|back in stock|low stock|unavailable|back ?order(?:ed)?|pre-?order|discontinued|notify me',
  de: 'auf lager|nicht lieferbar|lieferbar|ausverkauft|verfügbar|vorrätig|vergriffen|vorbestell\\p{L}*',
  fr: 'en stock|épuisé|rupture|indisponible|disponible',
  es: 'agotado|sin stock',
  it: 'esaurito|disponibile|non disponibile',
  nl: 'op voorraad|uitverkocht',
  'sv da nb': 'i lager|slut i lager|slutsåld|på lager|udsolgt|utsolgt',
  'cs sk': 'skladem|vyprodáno',
  pl: 'dostępny|niedostępny|brak w magazynie',
  ru: 'в наличии|нет в наличии|распродано',
  pt: 'esgotado|indisponível|disponível',
  fi: 'varastossa|loppu',
  tr: 'stokta|tükendi',
  hu: 'készleten',
  ja: '品切れ|売り切れ',
  zh: '缺货|有货|售罄',
};

/** Words that speak of stock without stating it. */
export const STOCK_MENTIONS: WordLists = {
  en: 'stock|available|availability|left|remaining|add to cart',
  ja: '在庫',
};

/** Labels of a statement about stock that stands behind a colon or in the next cell. */
export const STOCK_LABELS: WordLists = {
  en: 'availability|available|(?:current )?stock(?: (?:status|level|availability))?|in stock|(?:quantity|qty)(?: (?:available|in stock))|inventory',
  de: 'verfügbarkeit|lieferbarkeit|lager(?:bestand|status)?|bestand',
  fr: 'disponibilité|stock disponible',
  es: 'disponibilidad|existencias',
  it: 'disponibilità|giacenza',
  pt: 'disponibilidade|estoque',
  nl: 'beschikbaarheid|voorraad(?:status)?',
  'sv da nb': 'lagersaldo|lagerstatus|tillgänglighet|tilgængelighed|tilgjengelighet',
  fi: 'saatavuus|varastotilanne',
  pl: 'dostępność|stan magazynowy',
  'cs sk': 'dostupnost|dostupnosť|skladem|sklad',
  hu: 'elérhetőség|készlet',
  ro: 'disponibilitate|stoc',
  'sl hr sr': 'raspoloživost|dostupnost proizvoda|zaloga',
  ru: 'наличие|остаток',
  uk: 'наявність',
  bg: 'наличност',
  tr: 'stok(?: durumu)?',
  el: 'διαθεσιμότητα',
  he: 'זמינות|מלאי',
  'ar fa': 'التوفر|توفر|حالة التوفر|موجودی',
  ja: '在庫(?:状況|状態|数)?',
  zh: '庫存(?:狀況|狀態|量)?|库存(?:状态|量)?',
  ko: '재고(?: ?수량)?',
  vi: 'tình trạng|kho',
  id: 'ketersediaan|stok tersedia',
  th: 'สถานะสินค้า|จำนวนสินค้า',
};

/** Whole words that limit a statement beside them to some sizes or to a condition ("if"). */
export const ONLY_PARTLY: WordLists = {
  en: 'some|if|in case|may|might|unless|until|sizes?|colou?rs?',
  de: 'falls|wenn|einige|manche',
  'fr es': 'si',
  fr: 'certain',
  es: 'algun',
  it: 'alcuni',
  nl: 'sommige',
};
