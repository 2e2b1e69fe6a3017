// How a button begins that writes to or calls who sells the thing, as classified advertisements have it: "Message the
// seller", "Nachricht schreiben".
import type { WordLists } from '../word-lists.ts';

export const CONTACT_BUTTONS: WordLists = {
  en: 'contact (?:the )?(?:supplier|advertiser|owner|agent|dealer)|(?:message|e?-?mail|call|text|chat with) (?:the )?(?:seller|owner|agent|dealer|advertiser)|(?:show|reveal|view) (?:the )?(?:phone|number|contact)|reply$|make (?:an )?offer|place (?:a )?bid',
  de: 'nachricht (?:schreiben|senden)|(?:anbieter|verkäufer|inserent(?:en)?) kontaktieren|kontaktieren$|kontakt aufnehmen|(?:telefon)?nummer anzeigen',
  fr: "envoyer un message|contacter (?:le|la|l[’'])? ?(?:vendeur|annonceur)?|voir le numéro|faire une offre",
  es: 'contactar$|contactar (?:al |con el )?(?:vendedor|anunciante)|enviar (?:un )?mensaje|ver teléfono|hablar con el vendedor',
  it: 'contatta(?: il venditore| l.inserzionista)?$|invia (?:un )?messaggio|mostra (?:numero|telefono)',
  pt: 'enviar mensagem|ver (?:o )?telefone',
  nl: 'stuur (?:een )?bericht|bericht sturen|bel (?:de )?verkoper',
  sv: 'skicka meddelande|kontakta säljaren|visa nummer',
  'da nb': 'send (?:en )?(?:besked|melding)|kontakt selger',
  fi: '(?:lähetä|ota) (?:viesti|yhteyttä)',
  pl: 'wyślij wiadomość|napisz (?:wiadomość|do)|zadzwoń|pokaż (?:numer|telefon)',
  'cs sk': 'napsat (?:zprávu|prodejci)|kontaktovat prodejce',
  hu: 'üzenet küldése',
  ro: 'trimite mesaj|sună',
  ru: 'написать(?: продавцу| сообщение)?$|показать (?:телефон|номер)|позвонить',
  uk: 'написати|показати (?:телефон|номер)',
  tr: 'mesaj gönder|numarayı göster',
  he: 'שלח הודעה|הצג מספר',
  ar: 'اتصل|دردشة|إرسال رسالة',
  ja: '出品者に|チャットで',
  zh: '聯絡賣家|联系卖家',
  ko: '와 채팅|채팅하기',
  'vi id': 'chat (?:với|penjual)',
  th: 'ติดต่อผู้ขาย',
};
