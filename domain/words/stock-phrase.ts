// What shop pages say about stock, in the languages of their buttons and notes. Lists of words, a language or a family a line.
import type { Availability } from '../page/parsed-page.ts';

const any = (...lines: readonly string[]): RegExp => new RegExp(lines.join('|'), 'iu');

/** What "not available" may go on with: that concerns a way of delivery, not the thing. */
const ONLY_A_WAY =
  '(?! (?:in |at |on |to (?!order|buy|purchase)|for (?:home |next|same|express |free |store )?(?:delivery|shipping|collection|pick|click|export|day)))';

const OUT = any(
  'out[ -]?of[ -]?(?:stock|print)|sold[ -]?out|(?:currently |temporarily |now )?unavailable|no longer (?:available|sold|in stock|stocked|for sale|produced|made)',
  `not (?:currently |yet |now )?available${ONLY_A_WAY}|not in stock|\\bno stock\\b|none in stock|\\b0 (?:in stock|available|left)\\b|stock: ?0\\b|awaiting stock|all gone\\b`,
  'discontinued|\\b(?:listing|auction|offer|deal|sale|bidding|item|ad) (?:has |was |is )?(?:already |been )?(?:ended|expired|removed|paused|inactive)|(?:item|product) (?:has been |is |was )?(?:already )?sold\\b',
  "(?:can(?:no|')t|cannot|can not) (?:currently )?be (?:ordered|purchased|bought)|^(?:sold|verkauft|vendu|vendido|venduto|verkocht|såld|solgt|sprzedane|prodáno|продано?|נמכר|تم البيع)[.!]?$",
  "back in[ -]stock|(?:notify|email|e-mail|text|alert|tell) me when|when (?:it is|it[’']s|this is|this item is|this product is)? ?(?:back|available)|wait(?:ing)?[ -]?list",
  'nicht (?:\\p{L}+ ){0,2}(?:lieferbar|verfügbar|vorrätig|(?:auf|am|ab) lager|erhältlich|bestellbar|im (?:sortiment|programm))|nicht (?:mehr )?zur verfügung|kein (?:lager)?bestand',
  'ausverkauft|vergriffen|angebot (?:wurde )?beendet|(?:anzeige|artikel) (?:ist )?(?:deaktiviert|gelöscht|abgelaufen)|(?:bereits|schon|leider) verkauft|(?:artikel|produkt|fahrzeug) (?:ist |wurde )?verkauft|benachrichtig(?:en|ung|e mich)|sobald (?:der artikel |das produkt )?(?:wieder )?(?:verfügbar|lieferbar)',
  "en rupture|rupture (?:de stock|temporaire)|hors stock|plus (?:en stock|commercialisé|en vente)|épuisée?s?(?![a-zà-ÿ])|indisponible|(?:plus|pas|non) disponible|victime de son succès|annonce (?:désactivée|expirée)|(?:prévenez|alertez|avertissez|notifiez)[- ]moi|m[’']avertir",
  'agotad[oa]s?\\b|(?:sin|fuera de|no hay) (?:stock|existencias|unidades)|no (?:está )?disponible|descatalogad|(?:anuncio|publicación) (?:pausad|finalizad|caducad)|av[ií]sa(?:r?me|rme)|exhaurit',
  '(?:produto |item )?esgotad[oa]|(?:sem|fora de) (?:stock|estoque|linha)|indisponíve(?:l|is)|não (?:está )?disponível|anúncio (?:pausado|finalizado|expirado)|avise[- ]me',
  'esaurit[oaie]\\b|non (?:è )?(?:più |al momento |attualmente )?(?:disponibil[ei]|in vendita|ordinabil)|fuori produzione|avvisami|terminato',
  'uitverkocht|niet (?:\\p{L}+ ){0,3}(?:op voorraad|leverbaar|beschikbaar|verkrijgbaar)|houd me op de hoogte|mail mij',
  'slutså(?:ld|lt|lda)|(?:tillfälligt |är )?slut i lager|^(?:tillfälligt )?slut\\b|(?:ej|inte|finns ej|finns inte) (?:i lager|tillgänglig)|utgått|annons(?:en)? är (?:borttagen|inaktiv|såld)|bevaka produkt|meddela mig|annoncen er (?:slettet|inaktiv|solgt)|udsolgt|(?:ikke|ej) på lager|ikke tilgængelig|utgået|utsolgt|ikke tilgjengelig|utgått|gi meg beskjed|giv mig besked|varsle meg',
  'loppu(?:nut|unmyyty)\\b|tilapäisesti loppu|ei (?:ole )?(?:varastossa|saatavilla)|läbi müüdud|ei ole laos|laost otsas|išparduot|nėra (?:sandėlyje|prekyboje)|neturime|nav pieejam|nav noliktavā|izpārdot',
  'brak (?:w magazynie|na stanie|towaru)|niedostępn|wyprzedan|nakład wyczerpany|(?:oferta|aukcja|ogłoszenie) (?:została |jest )?(?:zakończon|nieaktualn|nieaktywn)|powiadom (?:mnie )?o dostępności|vyprodán|vypredan|prod(?:ej|aj) (?:byl )?ukončen|(?:není|nie je|momentálně není) (?:sklad(?:em|om)|k dispozíci)|nedostupn|není dostupn|hlídat dostupnost|strážiť dostupnosť',
  'elfogyott|kifogyott|nincs (?:raktáron|készleten)|nem (?:elérhető|rendelhető|kapható)|stoc (?:epuizat|zero)|indisponibil|nu (?:este|e|mai este) (?:disponibil|(?:în|in|pe) stoc)|epuizat|(?:ni|nije|nema) (?:na|v) (?:zalogi|zalihi|stanju|skladištu)|razprodan|rasprodan|nedostup|nije dostup',
  'нет в (?:наличии|продаже)|нет на складе|распродан|снят с (?:производства|продажи)|(?:товар )?законч(?:ился|илась|ились)|временно отсутствует|объявление (?:снято|неактивно|закрыто)|сообщить о поступлении|уведомить о',
  'нема[єе]? (?:в|у) (?:наявності|продажу)|закінчи(?:вся|лася|лось|лися)|розпродан|повідомити(?: про|, коли)|няма (?:в )?наличност|не е наличен|изчерпан|недоступ(?:ен|на|но|ний)|нема на залиха',
  'tükendi|stok(?:ta|larda)? (?:yok|bulunm)|gelince haber ver|satışa kapalı|εξαντλ|μη διαθέσιμ|δεν είναι διαθέσιμ|(?:לא|אינו|אינה|אין) (?:ב)?מלאי|אזל(?: מהמלאי| המלאי)?|חסר במלאי|לא זמין|غير (?:متوفر|متاح)|نفد|نفذ(?:ت)?|انتهت الكمية|ناموجود|موجود نیست|تمام شد|اتمام موجودی',
  '在庫(?:切れ|なし|無し|がありません|がございません)|売り?切れ|品切れ?|完売|入荷待ち|入荷(?:のお?知らせ|お知らせ|通知)|販売(?:終了|を終了)|取り?扱い終了|(?:購入|お取り扱い)(?:いただけません|できません)|オークションは終了',
  '缺[货貨]|售[罄完]|已[售賣](?:完|罄|出)|(?:无|無|暂无|暫無)(?:货|貨|库存|庫存)|補貨中|补货中|已?下[架柜櫃]|停[售產产]|到[货貨]通知|[货貨]到通知|贩卖结束|품절|매진|재입고 알림|판매 ?(?:종료|중지|완료)|거래 ?완료',
  'hết hàng|ngừng (?:kinh doanh|bán)|stok (?:habis|kosong)|habis terjual|tidak tersedia|สินค้าหมด|หมดสต็?อก|สินค้าหมดชั่วคราว|हाल में उपलब्ध नहीं',
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
  '\\bin[ -]?stock|(?:^|\\d )available\\b|available (?:now|to ship|online|for (?:delivery|immediate))|ready to ship|(?:ship(?:s|ped)?|dispatched|despatched|delivered) (?:today|within|in \\d|from stock)|\\d+ (?:available|left|in stock)',
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

/** A text that is nothing but a stock phrase, give or take a word. */
export function isWholePhrase(text: string): boolean {
  const hit = OUT.exec(text) ?? IN.exec(text);
  return hit !== null && hit[0].length >= text.length * 0.6;
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
