// What shop pages say about stock, in the languages of their buttons and notes. Lists of words, a language or a family a line.
import type { Availability } from './parsed-page.ts';

const any = (...lines: readonly string[]): RegExp => new RegExp(lines.join('|'), 'i');

const OUT = any(
  'out[ -]?of[ -]?stock|sold[ -]?out|(?:currently |temporarily |now )?unavailable|no longer (?:available|sold|in stock|for sale)',
  'not (?:currently |yet )?available(?! (?:in|at) (?:your|this) store)|not in stock|\\bno stock\\b|none in stock|\\b0 (?:in stock|available|left)\\b|stock: ?0\\b',
  'discontinued|(?:listing|auction|offer|sale|bidding|item) (?:has |was |is )?(?:already )?ended|(?:item|product) (?:has been |is |was )?(?:already )?sold\\b',
  "back in[ -]stock|(?:notify|email|e-mail|text|alert|tell) me when|when (?:it is|it[’']s|this is|this item is|this product is)? ?(?:back|available)",
  '(?:nicht (?:mehr )?|derzeit nicht |momentan nicht |zurzeit nicht |aktuell nicht )(?:sofort )?(?:lieferbar|verfügbar|vorrätig|auf lager|erhältlich|bestellbar|im sortiment)|nicht (?:mehr )?zur verfügung',
  'ausverkauft|vergriffen|angebot (?:wurde )?beendet|(?:artikel|produkt) (?:ist )?(?:bereits )?verkauft|benachrichtig(?:en|ung|e mich)|sobald (?:der artikel |das produkt )?(?:wieder )?(?:verfügbar|lieferbar)',
  "en rupture|rupture (?:de stock|temporaire)|hors stock|épuisée?s?(?![a-zà-ÿ])|indisponible|(?:plus|pas|non) disponible|victime de son succès|(?:prévenez|alertez|avertissez|notifiez)[- ]moi|m[’']avertir",
  'agotad[oa]s?\\b|(?:sin|fuera de|no hay) (?:stock|existencias)|no (?:está )?disponible|av[ií]sa(?:r?me|rme)|(?:produto |item )?esgotad[oa]|(?:sem|fora de) (?:stock|estoque)|indisponíve(?:l|is)|não (?:está )?disponível|avise[- ]me|exhaurit|no disponible',
  'esaurit[oaie]\\b|non (?:è )?(?:più |al momento |attualmente )?disponibil[ei]|avvisami|terminato',
  'uitverkocht|niet (?:meer |op dit moment |momenteel )?(?:op |in )?(?:voorraad|leverbaar|beschikbaar)|houd me op de hoogte|mail mij',
  'slutså(?:ld|lt|lda)|(?:tillfälligt |är )?slut i lager|^(?:tillfälligt )?slut\\b|(?:ej|inte|finns ej|finns inte) i lager|bevaka produkt|meddela mig|udsolgt|(?:ikke|ej) på lager|ikke tilgængelig|utsolgt|ikke tilgjengelig|gi meg beskjed|giv mig besked|varsle meg',
  'loppu(?:nut|unmyyty)\\b|tilapäisesti loppu|ei (?:ole )?(?:varastossa|saatavilla)|läbi müüdud|ei ole laos|laost otsas|išparduot|nėra sandėlyje|neturime|nav pieejam|nav noliktavā|izpārdot',
  'brak (?:w magazynie|na stanie|towaru)|niedostępn|wyprzedan|powiadom (?:mnie )?o dostępności|vyprodán|vypredan|(?:není|nie je|momentálně není) sklad(?:em|om)|nedostupn|není dostupn|hlídat dostupnost|strážiť dostupnosť',
  'elfogyott|nincs (?:raktáron|készleten)|nem (?:elérhető|rendelhető|kapható)|stoc epuizat|indisponibil|nu (?:este|mai este) (?:în|in) stoc|epuizat|(?:ni|nije|nema) (?:na|v) (?:zalogi|zalihi|stanju|skladištu)|razprodan|rasprodan|nedostup|nije dostup',
  'нет в наличии|нет на складе|распродан|снят с производства|законч(?:ился|илась|ились)|сообщить о поступлении|уведомить о|нема[єе]? в наявності|розпродан|повідомити про|няма в наличност|не е наличен|изчерпан|недоступ(?:ен|на|но|ний)|нема на залиха',
  'tükendi|stok(?:ta|larda)? (?:yok|bulunm)|gelince haber ver|εξαντλ|μη διαθέσιμ|δεν είναι διαθέσιμ|לא במלאי|אזל(?: מהמלאי| המלאי)?|חסר במלאי|לא זמין|غير متوفر|غير متاح|نفد|نفذ(?:ت)?|ناموجود|تمام شد',
  '在庫(?:切れ|なし|無し|がありません|がございません)|売り?切れ|品切れ?|完売|入荷待ち|入荷(?:お知らせ|通知)|販売(?:終了|を終了)|取り扱い終了|缺[货貨]|售[罄完]|已售[完罄]|无货|無貨|補貨中|补货中|已下架|到[货貨]通知|[货貨]到通知|贩卖结束|품절|매진|재입고 알림|판매 ?(?:종료|중지)',
  'hết hàng|ngừng kinh doanh|stok (?:habis|kosong)|สินค้าหมด|หมดสต็?อก|สินค้าหมดชั่วคราว|हाल में उपलब्ध नहीं',
);
const LIMITED = any(
  'only \\d+ (?:left|remaining|in stock|available)|\\bfew left|low stock|limited (?:stock|availability)|almost (?:gone|sold out)|hurry, only|last (?:few|one|items)|\\d+ (?:items? )?left in stock',
  'nur noch (?:\\d+|wenige)|geringer bestand|plus que \\d+|derniers? (?:articles?|exemplaires?|pièces?) en stock|stock limité|últim[ao]s (?:unidad|unidade|peça)|sólo quedan|solo quedan|restam \\d|ultim[ie] \\d* ?(?:pezz|disponib|artic)|nog (?:maar |slechts )?\\d+ (?:op|over)',
  'ostatni[ea]? (?:sztuk|egzempl)|poslední \\d* ?kus|осталось (?:мало|\\d+)|残り(?:わずか|\\d+)|仅剩|僅剩|남은 수량',
);
const PRE = any(
  'pre-?order|pre-?sale|available for pre|coming soon|available (?:from|on) \\d|vorbestell|erscheint am|précommande|pré-commande|à paraître|reservar? ahora|preventa|pré-venda|pre-?ordine|prenota ora|förbeställ|forudbestil|forhåndsbestill|ennakkotila|przedsprzedaż|předobjedn|предзаказ|передзамовлення|予約(?:受付|する|商品)|预售|預購|예약 ?판매',
);
const BACK = any(
  'back-?order|special order|made to order|ships? in \\d+ weeks|sur commande|bajo pedido|su ordinazione|auf bestellung|op bestelling|beställningsvara|bestillingsvare|na zamówienie|na objednávku|под заказ|під замовлення|取り寄せ|お取寄せ|per ordine|sob encomenda',
);
const IN = any(
  '\\bin[ -]?stock|(?:^|\\d )available\\b|available (?:now|to ship|online|for (?:delivery|immediate))|ready to ship|ships? (?:today|within|in \\d|from stock)|\\d+ (?:available|left|in stock)',
  'auf lager|sofort (?:lieferbar|verfügbar)|lieferbar|vorrätig|versandfertig|en stock|disponible|expédié sous|in magazzino|disponibile|disponibilità immediata|em (?:estoque|stock)|disponível|op voorraad|direct leverbaar|morgen in huis|i lager|på lager|varastossa|heti saatavilla',
  'dostępny|dostępna|w magazynie|na stanie|skladem|skladom|na sklade|raktáron|készleten|în stoc|in stoc|na zalogi|na zalihi|na stanju|в наличии|в наявності|в наличност|есть на складе|stokta|διαθέσιμ|σε απόθεμα|במלאי|זמין|متوفر|متاح|موجود',
  '在庫あり|在庫[:：]? ?[○◎]|即納|有[货貨]|现货|現貨|재고|còn hàng|stok tersedia|ready stock|มีสินค้า|พร้อมส่ง|laos|turime|ir noliktavā',
);

/** A phrase that says so only of some sizes, or only in case of. */
const PARTIAL =
  /\b(?:some|if|in case|may|might|unless|until|sizes?|colou?rs?|falls|wenn|einige|manche|si|certain|algun|alcuni|sommige)\b/i;

/** What a stock phrase says; a negative phrase wins over a positive one inside it. */
export function availabilityPhrase(text: string): Availability | undefined {
  if (OUT.test(text)) return 'OutOfStock';
  if (LIMITED.test(text)) return 'LimitedAvailability';
  if (PRE.test(text)) return 'PreOrder';
  if (BACK.test(text)) return 'BackOrder';
  return IN.test(text) ? 'InStock' : undefined;
}

/** A sentence that begins by saying that the thing can't be had, without ifs. */
export function isOutSentence(text: string): boolean {
  const start = text.slice(0, 90);
  return OUT.test(start) && !PARTIAL.test(start);
}

/** What a button says in place of "add to cart". */
export const SOLD_OUT_BUTTON = any(
  `^(?:${[
    'sold[ -]?out|out of stock|(?:currently |temporarily )?unavailable|not available|no longer available|notify me|e?-?mail me when|alert me|join (?:the )?wait(?:ing)?[ -]?list|back in stock',
    "ausverkauft|vergriffen|(?:derzeit |momentan |zurzeit )?nicht (?:mehr )?(?:verfügbar|lieferbar|auf lager|vorrätig)|benachrichtig|épuisé|rupture de stock|indisponible|(?:prévenez|alertez|avertissez)[- ]moi|me prévenir|m[’']avertir",
    'agotado|sin stock|sin existencias|no disponible|avísame|avisarme|notificarme|esgotado|indisponível|avise[- ]me|sem estoque|esaurito|non disponibile|avvisami|uitverkocht|niet (?:op voorraad|leverbaar|beschikbaar)|mail mij|houd me',
    'slutså|slut i lager|ej i lager|bevaka|meddela mig|udsolgt|ikke på lager|utsolgt|gi meg beskjed|giv (?:mig )?besked|loppu|ei saatavilla|ilmoita minulle|brak w magazynie|niedostępn|powiadom|vyprodáno|vypredané|nedostupn|hlídat|elfogyott|értesít|indisponibil|stoc epuizat|anunță-mă',
    'нет в наличии|распродано|сообщить о|уведомить|немає в наявності|повідомити|изчерпан|tükendi|stokta yok|haber ver|εξαντλ|μη διαθέσιμο|אזל|לא במלאי|غير متوفر|نفد|在庫切れ|売り切れ|売切|品切|完売|入荷|再入荷|缺[货貨]|售[罄完]|已售|[货貨]到通知|到[货貨]通知|补货|補貨|품절|재입고|매진|hết hàng|stok habis|สินค้าหมด',
  ].join('|')})`,
);
