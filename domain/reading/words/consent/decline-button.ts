// Words of buttons that decline consent to cookies: the whole text of a button in a dialog that asks for consent. What shows further
// choices ("settings") or closes the dialog ("×", "later") declines nothing and is not here. Blanks between Chinese, Japanese and
// Korean words are left out.
import { anyOf, type WordLists } from '../word-lists.ts';

/** "Reject all", "Alle ablehnen". */
export const DECLINE_BUTTONS: WordLists = {
  en: String.raw`(?:i )?(?:reject|decline|refuse|deny|disagree|opt out|(?:do not|don['’]t) (?:accept|agree|allow|consent))(?: (?:to )?(?:all|them all|everything|(?:all )?(?:optional |additional |non-essential |unnecessary )?cookies|non-essential|optional))?(?: (?:and|&) (?:continue|close))?`,
  de: 'ich lehne ab|(?:alle |alles |alle cookies |cookies |optionale cookies )?ablehnen(?: und (?:fortfahren|schließen|weiter))?|nicht (?:akzeptieren|einverstanden|zustimmen)',
  fr: "je refuse|(?:tout |tous )?refuser(?: tout| tous| les cookies| tous les cookies)?|tout rejeter|rejeter(?: tout)?|interdire tous les cookies|je n['’]accepte pas",
  es: 'rechazar(?: tod[oa]s?)?(?: las cookies| cookies| cookies opcionales)?|rechazo|denegar(?: tod[oa]s?)?|no acept(?:o|ar)',
  it: 'rifiuta(?: tutt[oi]| i cookie| tutti i cookie)?|rifiuto|nega(?: tutt[oi])?|non accett(?:o|are)',
  pt: '(?:rejeitar|recusar)(?: tod[oa]s?| tudo)?(?: os cookies| cookies)?|negar|não aceit(?:o|ar)',
  ca: 'rebutja(?:r)?(?:-ho)?(?: tot| totes)?|denega(?:r)?',
  nl: '(?:alles |alle |alle cookies |cookies )?(?:weigeren|afwijzen)|weiger(?: alles| alle cookies)?|niet akkoord',
  sv: '(?:avvisa|neka|avböj)(?: alla)?(?: cookies)?',
  da: 'afvis(?: alle)?(?: cookies)?',
  nb: '(?:avvis|avslå)(?: alle)?(?: informasjonskapsler)?',
  fi: '(?:hylkää|kiellä)(?: kaikki)?(?: evästeet)?|en hyväksy',
  pl: 'odrzu(?:ć|cam)(?: wszystk(?:ie|o))?(?: pliki cookies?| cookies?)?|odmawiam|odmów|nie (?:zgadzam się|akceptuję|wyrażam zgody)',
  cs: 'odmítnout(?: vše| všechny?)?(?: cookies)?|odmítám|nesouhlasím',
  sk: 'odmietnuť(?: všetko| všetky)?(?: cookies)?|odmietam|nesúhlasím',
  hu: 'elutasít(?:om|ás)|(?:az )?összes elutasítása|minde[nt] elutasít(?:om|ása)|nem fogadom el',
  ro: 'respinge(?:ți)?(?: toate| tot)?|refuz(?:ă|ați)?(?: toate| tot)?|nu accept',
  bg: 'отхвърл(?:и|ям|яне)(?: всички| на всички)?|отка(?:жи|звам)(?: всички)?',
  'hr sr': 'odbij(?:te|am)?(?: sve)?|ne prihvaćam',
  sl: 'zavrni(?:te)?(?: vse)?',
  el: 'απόρριψη(?: όλων)?|απορρίπτω(?: όλα)?|δεν (?:αποδέχομαι|συμφωνώ)',
  et: 'keeldu(?: kõigist)?|lükka (?:kõik )?tagasi',
  lv: 'noraidīt(?: visas?| visus)?',
  lt: 'atmesti(?: visus)?|nesutinku',
  ru: 'отклонить(?: вс[её])?|отказаться(?: от всех)?|отказываюсь|не (?:принимать|согласен|соглашаться)',
  uk: 'відхилити(?: вс[еі])?|відмовитис[яь](?: від усіх)?|не погоджуюс[яь]',
  tr: '(?:tümünü |hepsini )?reddet|reddediyorum|kabul etmiyorum',
  ja: '(?:(?:すべて|全て|全部)(?:の(?:cookie|クッキー))?を?|(?:cookie|クッキー)を)?拒否(?:する|します)?|(?:同意|許可|承諾)しない',
  zh: '(?:全部|一律)?(?:拒绝|拒絕)(?:全部|所有)?(?:cookies?)?|不(?:同意|接受)',
  ko: '(?:모두|전체)?거[부절](?:하기|합니다)?|동의하지않(?:음|습니다)',
  vi: 'từ chối(?: tất cả)?|không đồng ý',
  id: 'tolak(?: semua)?',
};

/** Accepting what is necessary alone: "Only necessary cookies", "必須のみ". */
export const ONLY_NECESSARY: WordLists = {
  en: '(?:accept |allow |use |keep )?only (?:the )?(?:strictly )?(?:necessary|essential|required)(?: cookies| ones)?|(?:accept |allow |use )?(?:strictly )?(?:necessary|essential|required) (?:cookies )?only|(?:accept|allow|use) (?:strictly )?(?:necessary|essential|required)(?: cookies)?',
  de: '(?:technisch )?(?:notwendige|essenzielle|essentielle|erforderliche) (?:cookies )?(?:akzeptieren|zulassen|erlauben|verwenden)|nur (?:technisch )?(?:notwendige|essenzielle|essentielle|erforderliche)(?: cookies)?(?: akzeptieren| zulassen| erlauben| verwenden)?',
  fr: '(?:uniquement |seulement )(?:les )?(?:cookies )?(?:nécessaires|essentiels)|(?:cookies )?(?:nécessaires|essentiels) (?:uniquement|seulement)',
  es: 's[oó]lo (?:las )?(?:cookies )?(?:necesarias|esenciales)',
  it: '(?:solo |soltanto )(?:i )?(?:cookie )?(?:necessari|essenziali)',
  pt: '(?:apenas|somente|só) (?:os )?(?:cookies )?(?:necessários|essenciais)',
  ca: 'només (?:les )?(?:galetes )?necessàries',
  nl: 'alleen (?:strikt )?(?:noodzakelijke?|functionele?|essentiële)(?: cookies)?(?: accepteren)?',
  sv: '(?:acceptera |godkänn )?(?:endast|bara) nödvändiga(?: cookies)?',
  da: '(?:tillad |accepter )?kun nødvendige(?: cookies)?',
  nb: '(?:godta |tillat )?(?:kun|bare) nødvendige(?: informasjonskapsler)?',
  fi: '(?:salli |hyväksy )?vain (?:välttämättömät|pakolliset)(?: evästeet)?',
  pl: '(?:akceptuję )?tylko niezbędne(?: pliki cookies?| cookies?)?',
  cs: '(?:přijmout |povolit )?(?:pouze|jen) (?:nezbytné|nutné)(?: cookies)?',
  sk: '(?:prijať |povoliť )?(?:iba|len) (?:nevyhnutné|potrebné)(?: cookies)?',
  hu: 'csak a szükséges(?:ek|(?: sütik)?(?: elfogadása| engedélyezése)?)',
  ro: '(?:doar|numai) (?:cele |cookie-uri(?:le)? )?(?:necesare|esențiale)',
  bg: 'само необходимите?(?: бисквитки)?',
  'hr sr': 'samo (?:nužni|neophodni|nužno|neophodno)(?: kolačići)?',
  sl: 'samo nujni(?: piškotki)?',
  el: 'μόνο (?:τα )?(?:απαραίτητα|αναγκαία)(?: cookies)?',
  et: 'ainult vajalikud(?: küpsised)?',
  lv: 'tikai nepieciešamās(?: sīkdatnes)?',
  lt: 'tik būtin(?:i|ieji|us)(?: slapukai| slapukus)?',
  ru: '(?:принять |разрешить )?только (?:необходимые|обязательные)(?: файлы cookie| cookie)?',
  uk: '(?:прийняти )?(?:лише|тільки) (?:необхідні|обов’язкові)(?: файли cookie)?',
  tr: '(?:sadece|yalnızca) (?:gerekli|zorunlu)(?: çerezler(?:i kabul et)?| olanlar)?',
  ja: '(?:必須の?|必要(?:な|最小限の))(?:cookie|クッキー)?のみ(?:を?(?:許可|使用|同意)(?:する)?)?',
  zh: '(?:仅|只|僅)(?:限|使用|接受|允许|允許)?必要的?(?:cookies?)?',
  ko: '필수(?:쿠키)?만(?:허용|사용|동의)?',
  vi: 'chỉ (?:cookie )?(?:cần thiết|thiết yếu)',
  id: 'hanya (?:cookie )?(?:yang )?(?:diperlukan|penting)',
};

/** "Continue without accepting", "No, thanks". */
export const GO_ON_WITHOUT: WordLists = {
  en: 'continue without (?:accepting|agreeing|consent(?:ing)?|cookies)|no,? (?:thanks|thank you)',
  de: '(?:weiter|fortfahren) ohne (?:einwilligung|zustimmung|zu akzeptieren)|ohne (?:einwilligung|zustimmung) (?:weiter|fortfahren)|nein,? danke',
  fr: 'continuer sans accepter|non,? merci',
  es: '(?:continuar|seguir) sin aceptar|no,? gracias',
  it: 'continua senza accettare|no,? grazie',
  pt: 'continuar sem aceitar|não,? obrigad[oa]',
  nl: 'doorgaan zonder (?:accepteren|te accepteren)|nee,? (?:bedankt|dank je)',
  sv: 'nej,? tack',
  da: 'nej,? tak',
  nb: 'nei,? takk',
  fi: 'ei kiitos',
  pl: 'nie,? dziękuję',
  ja: '同意せずに?(?:続行|続ける|進む|閉じる)(?:する)?',
};

/** Of a text whose blanks are one each; it is asked without any, too. */
export const CONSENT_DECLINING = new RegExp(
  String.raw`^(?:${anyOf(DECLINE_BUTTONS, ONLY_NECESSARY, GO_ON_WITHOUT)})[.!]?$`,
  'iu',
);
