// Buttons and links that act on the page's thing: buy it, ask for a note when it is back, write to who sells it.
import type { Element } from 'domhandler';
import { foldSpace } from '../html/copy-text.ts';
import type { ElementAttributes } from './element-attributes.ts';
import type { WalkState } from './walk-state.ts';
import { isSoldOutButton } from '../../words/stock-phrase.ts';
import { CLASS_HINT } from './class-hint.ts';

const MAX_ACTIONS = 200;
const MAX_TEXT = 60;
const CART = new RegExp(
  `^(?:\\+\\s*)?(?:${[
    'add (?:item )?to (?:your )?(?:cart|bag|basket|trolley|my bag|my cart|shopping (?:cart|bag|basket)|order)|add for (?:collection|delivery)|add(?: to)?$|buy(?: it)? now|buy online|buy$|buy (?:a )?(?:tickets?|licen[cs]e)|get tickets|pre-?order(?: now)?|collect now',
    'in den (?:waren|einkaufs)korb|zum warenkorb hinzufügen|jetzt (?:kaufen|bestellen|vorbestellen|reservieren)|kaufen|bestellen$|vorbestellen|in winkelwagen|in winkelmand|in mijn winkelwagen|(?:voeg )?toevoegen aan winkel|plaats in winkel|koop nu|bestel nu|bestellen$',
    'ajouter au (?:panier|sac)|acheter|commander$|précommander|aggiungi al (?:carrello|cestino)|acquista|compra ora|añadir al carr(?:it)?o|añadir a la (?:cesta|bolsa)|agregar al? (?:carr(?:it)?o|la bolsa)|comprar(?: ahora| agora)?|adicionar (?:ao|à) (?:carrinho|sacola|cesto)|colocar no carrinho',
    'läs?gg? i (?:varukorg|kundvagn)(?:en)?|köp|kjøp|læg i (?:indkøbs)?kurv|legg i handle(?:kurv|vogn)|tilføj til kurv|lisää ostoskoriin|osta|lisa ostukorvi|į krepšelį|ielikt grozā',
    'do koszyka|dodaj do koszyka|kup teraz|kup i zapłać|do koší(?:ku|ka)|přidat do košíku|vložit do košíku|vložiť do košíka|koupit|kúpiť|kosárba(?: teszem)?|megveszem|dodaj v košarico|v košarico|dodaj u košaricu|u košaricu|adaug[aă] [iî]n co[sșş]|cump[aă]r[aă]',
    'в корзину|купить|добавить в корзину|заказать$|добави в количката|купи|додати в кошик|в кошик|купити|sepete (?:ekle|at)|(?:hemen|satın) al|προσθήκη στο καλάθι|στο καλάθι|αγορά$|הוסף ל(?:סל|עגלה)|הוספה ל(?:סל|עגלה)|קנה עכשיו|לקנייה|أضف إلى|اشتر الآن|افزودن به سبد|خرید',
    'カートに入れる|今すぐ(?:購入|買う)|購入する|かごに入れる|買い物かご|バッグに入れる|加入購物車|加入购物车|立[即刻](?:購買|购买)|直接購買|放入購物車|加入購物袋|장바구니|구매하기|바로 ?구매|thêm vào giỏ|mua ngay|beli sekarang|tambah(?:kan)? ke|ซื้อ|เพิ่ม(?:ลง|ไปยัง)',
  ].join('|')})`,
  'iu',
);
const CONTACT = new RegExp(
  `^(?:${[
    'contact (?:the )?(?:supplier|advertiser|owner|agent|dealer)|(?:message|e?-?mail|call|text|chat with) (?:the )?(?:seller|owner|agent|dealer|advertiser)|(?:show|reveal|view) (?:the )?(?:phone|number|contact)|reply$|make (?:an )?offer|place (?:a )?bid',
    "nachricht (?:schreiben|senden)|(?:anbieter|verkäufer|inserent(?:en)?) kontaktieren|kontaktieren$|kontakt aufnehmen|(?:telefon)?nummer anzeigen|envoyer un message|contacter (?:le|la|l[’'])? ?(?:vendeur|annonceur)?|voir le numéro|faire une offre",
    'contactar$|contactar (?:al |con el )?(?:vendedor|anunciante)|enviar (?:un )?mensaje|ver teléfono|hablar con el vendedor|contatta(?: il venditore| l.inserzionista)?$|invia (?:un )?messaggio|mostra (?:numero|telefono)|enviar mensagem|ver (?:o )?telefone|stuur (?:een )?bericht|bericht sturen|bel (?:de )?verkoper',
    'skicka meddelande|kontakta säljaren|visa nummer|send (?:en )?(?:besked|melding)|kontakt selger|(?:lähetä|ota) (?:viesti|yhteyttä)|wyślij wiadomość|napisz (?:wiadomość|do)|zadzwoń|pokaż (?:numer|telefon)|napsat (?:zprávu|prodejci)|kontaktovat prodejce|üzenet küldése|trimite mesaj|sună',
    'написать(?: продавцу| сообщение)?$|показать (?:телефон|номер)|позвонить|написати|показати (?:телефон|номер)|mesaj gönder|numarayı göster|שלח הודעה|הצג מספר|اتصل|دردشة|إرسال رسالة|出品者に|チャットで|聯絡賣家|联系卖家|와 채팅|채팅하기|chat (?:với|penjual)|ติดต่อผู้ขาย',
  ].join('|')})`,
  'iu',
);

const CART_TAGS: ReadonlySet<string> = new Set(['button', 'a', 'input']);

function isDisabled({ attribs }: Element): boolean {
  if (attribs['disabled'] !== undefined || attribs['aria-disabled'] === 'true') return true;
  return /(?:^|[\s_-])disabled(?:\s|$)/i.test(attribs['class'] ?? '');
}

/** A buy button known by its class; its text, if it has one that is understood, takes its place when it closes. */
export function collectCart(walker: WalkState, element: Element): void {
  if (!CART_TAGS.has(element.name)) return;
  if (walker.hidden || walker.scan.actions.length >= MAX_ACTIONS) return;
  walker.scan.actions.push({
    kind: 'cart',
    order: walker.order,
    region: walker.region,
    text: 'add to cart (by class)',
    disabled: isDisabled(element),
    element,
  });
}

/** What acts as a button without being one: a role, or a class that says so. */
export function mayBeButton(element: Element, attributes: ElementAttributes, hints: number): boolean {
  if (CART_TAGS.has(element.name)) return element.name === 'a' && element.attribs['href'] === undefined;
  return attributes.role === 'button' || (hints & (CLASS_HINT.cart | CLASS_HINT.button)) !== 0;
}

export function collectAction(walker: WalkState, element: Element, text: string): void {
  const { actions, contacts } = walker.scan;
  if (text.length > MAX_TEXT || text === '' || actions.length >= MAX_ACTIONS || walker.hidden) return;
  const folded = foldSpace(text);
  const { order, region } = walker;
  const kind = CART.test(folded) ? 'cart' : isSoldOutButton(folded) ? 'sold-out' : undefined;
  if (kind === undefined) {
    if (CONTACT.test(folded) && contacts.length < MAX_ACTIONS)
      contacts.push({ order, region, text: folded, element });
    return;
  }
  // A button classed "add-to-cart" may well read "Sold out".
  if (actions.at(-1)?.element === element) actions.pop();
  actions.push({ kind, order, region, text: folded, disabled: isDisabled(element), element });
}

/** A picture that submits: its alternative text or its file says what for. */
export function pictureText({ attribs }: Element): string {
  const words = `${attribs['alt'] ?? ''} ${attribs['name'] ?? ''} ${attribs['src'] ?? ''}`;
  return /buy[-_ ]?now|add[-_ ]?to[-_ ]?(?:cart|basket)|in[-_ ]?den[-_ ]?warenkorb/i.test(words)
    ? 'buy now'
    : (attribs['alt'] ?? '');
}
