// What the form of an address hints at: home pages, searches, categories, dated articles, product pages.

export interface UrlShape {
  readonly isHome: boolean;
  readonly isSearch: boolean;
  readonly productHint: boolean;
  readonly listingHint: boolean;
  readonly articleHint: boolean;
  readonly otherHint: boolean;
  readonly loginHint: boolean;
  readonly discussionHint: boolean;
  readonly serviceHint: boolean;
  /** Words in the last path segment. */
  readonly slugWords: number;
  readonly segments: number;
}

const PRODUCT =
  /\/(?:products?|p|dp|item|itm|sku|pd|pdp|prod|gp\/product|produkt|produkte?|produit|producto|produto|prodotto|artikel|detail|tuote|termek|urun|towar|produs|proizvod|izdelek|tovar|san-pham)[/-][^/]|[-/](?:p|pr|i|art)-?\d{4,}|\/[^/]+-\d{5,}(?:\.html?)?$|\.prd$|\/ip\/|\/buy\//i;
/** Words for a shelf: an address below it ("/category/tables/oak") is a listing too. */
const SHELF =
  /\/(?:categor(?:y|ies)|cat|collections?|catalog(?:ue|o)?|tags?|browse|departments?|kategori(?:e|en|a|er)?|categorie|categori[ai]s?|kategori(?:j[ae]|at|ler|ja)|rubri(?:que|k)|rayons?|sortiment|katalogs?|seccion|secao|sezione|osasto|danh-muc|shop-by-\w+|directory|archives?|list|listing|plp)(?:\/[^/]{1,60}){0,3}\/?$/i;
/** Words that mean a list only as the last or last but one part of the address: "/news", "/news/sport". */
const LISTING =
  /\/(?:c|topics?|shop|search|b|forums?|boards?|authors?|news|blog|events|jobs|gallery|results?|sale|deals|offers|outlet|specials|new-(?:in|arrivals)|best-?sellers|products|items)(?:\/[^/]{0,40})?\/?$|[?&](?:page|category|cat|sort)=/i;
const ARTICLE =
  /\/(?:19|20)\d{2}\/\d{1,2}\/|\/(?:articles?|blogs?|news|posts?|story|stories|opinion|wiki|entry|guides?|features?|magazine|review|actualites?|actualidad|noticias?|notizie|nieuws|nyhet(?:er)?|nyheder|nachrichten|aktuelles|wiadomosci|aktualnosci|zpravy|hirek|stiri|haber(?:ler)?|uutiset|vijesti|vesti|novosti|berita|tin-tuc|ratgeber|magazin|artikkelit|clanky|clanek|recipes?|rezepte?|recettes?|recetas?|receitas?|ricette|press-releases?|insights)s?\/[^/]+/i;
const OTHER =
  /\/(?:about(?:-us)?|contact(?:-us|s|o)?|kontakt|contatti|privacy(?:-policy)?|terms(?:-of-\w+)?|log[-_]?in|sign-?(?:in|up)|register|registration|regist(?:o|ro|rieren)|inscription|connexion|anmelden|account|konto|(?:forgot|lost|reset)[-_]?password|password|passwort|cart|checkout|faqs?|help|support|careers|imprint|impressum|legal|ueber-uns|uber-uns|unternehmen|datenschutz\w*|agb|warenkorb|karriere|hilfe|a-propos|qui-sommes-nous|nous-contacter|mentions-legales|cgv|panier|aide|sobre(?:-nos\w*)?|quienes-somos|quem-somos|contacto|contato|contatto|aviso-legal|privacidade?|carrito|carrinho|ayuda|ajuda|chi-siamo|condizioni|carrello|over-ons|voorwaarden|winkelwagen|om-oss|om-os|varukorg|handlekurv|kundvagn|yhteystiedot|ostoskori|o-nas|o-firmie|kontakty|regulamin|koszyk|kosik|kosar|obchodni-podminky|rolunk|kapcsolat|despre-noi|hakkimizda|iletisim|pricing|docs?|documentation|api|download|profile|users?|advertise|partners?)(?:[/.]|$)/i;
const LOGIN =
  /(?:[/._-]|\b)(?:(?:user|member|secure|wp)?[-_]?log[-_]?[io]n|sign[-_]?[io]n|auth|authwall|authentification|connexion|anmelden|einloggen|inloggen|belepes|prihlaseni)(?:[/._-]|$)/i;
const DISCUSSION =
  /\/(?:threads?|questions|discussions?|viewtopic|showthread|comments|forums?\/topic|community\/t|q)(?:\/|\.php|\?)[^/]|\/topics?\/\d|viewtopic|showthread|\/t\/[^/]+\/\d+|\/r\/\w+\/comments/i;
const DISCUSSION_HOST = /^(?:forums?|community|discuss|answers|boards?|talk)\./i;
const SERVICE =
  /(?:^|[/_-])(?:services?|solutions?|features?|what-we-do|why-us|use-cases|platform|industries|capabilities|consulting|programs?|insurance|practice-areas|departments?|leistungen|dienstleistungen|servicios|servicos|servizi|prestations|diensten|tjanster|tjenester|ydelser|palvelut|uslugi|sluzby|szolgaltatasok|servicii|hizmetler(?:imiz)?|usluge|storitve|soluciones|solucoes|soluzioni|oplossingen|loesungen)(?:[/._-]|$)/i;
const SEARCH =
  /\/search|[?&](?:q|query|search|s|keyword|k|searchterm|text)=|\/s\?|\/suche|\/recherche|\/(?:buscar?|busqueda|busca|pesquisa|ricerca|cerca|zoeken|sok|haku|szukaj|hledani|hledat|kereses|cautare|ara|pretraga|poisk)(?:[/?]|$)/i;
const HOME_PATH = /^\/(?:(?:index|home|default)(?:\.\w+)?\/?)?$|^\/[a-z]{2}(?:[-_/][a-z]{2})?\/?$/i;
/** Parameters that say where the visitor came from or in what language to answer; a home page stays one with them. */
const NOTHING_ASKED = /^\?(?:&?(?:utm_\w+|srsltid|gclid|fbclid|ref|lang|locale|sid|PHPSESSID)=[^&]*)*$/i;

function slugWordsIn(segment: string): number {
  return segment
    .replace(/\.\w{2,5}$/, '')
    .split(/[-_+]|%20/)
    .filter((word) => /[a-z]{2}/i.test(word)).length;
}

export function urlShape(url: string): UrlShape {
  const match = /^[a-z]+:\/\/([^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(url);
  const path = match?.[2] ?? '';
  const query = match?.[3] ?? '';
  const segments = path.split('/').filter((part) => part !== '');
  const whole = path + query;
  return {
    isHome:
      match !== null && (path === '' || HOME_PATH.test(path)) && (query === '' || NOTHING_ASKED.test(query)),
    isSearch: SEARCH.test(whole),
    productHint: PRODUCT.test(path),
    listingHint: (SHELF.test(path) || LISTING.test(whole)) && !DISCUSSION.test(whole),
    articleHint: ARTICLE.test(path),
    otherHint: OTHER.test(path),
    loginHint: LOGIN.test(path),
    discussionHint: DISCUSSION.test(whole) || DISCUSSION_HOST.test(match?.[1] ?? ''),
    serviceHint: SERVICE.test(path),
    slugWords: slugWordsIn(segments.at(-1) ?? ''),
    segments: segments.length,
  };
}
