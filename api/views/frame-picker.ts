// The one script that may run in the frame of a shown page: it tells its parent which element was clicked, by number, and
// outlines the elements the parent names. It reads nothing else of the page and says nothing else of it.
import { randomBytes } from 'node:crypto';
import { type FramedPage, framePage, type InertPage } from '../../domain/reading/content/inert-page.ts';

export const FRAME_PICKER = `(() => {
  'use strict';
  const holder = window.parent;
  const nodeOf = (target) => {
    const element = target instanceof Element ? target.closest('[data-node]') : null;
    return element === null ? -1 : Number(element.getAttribute('data-node'));
  };
  const tell = (kind, event) => {
    const node = nodeOf(event.target);
    if (!Number.isSafeInteger(node) || node < 0) return;
    holder.postMessage({ webloom: kind, node, alt: event.altKey === true, shift: event.shiftKey === true }, '*');
  };
  const listed = (nodes) => new Set((Array.isArray(nodes) ? nodes : []).map(Number));
  const place = ({ body, frame, own }) => {
    const [inBody, inFrame, alone] = [listed(body), listed(frame), listed(own)];
    for (const element of document.querySelectorAll('[data-node]')) {
      const node = Number(element.getAttribute('data-node'));
      const name = inBody.has(node) ? 'body' : inFrame.has(node) ? 'frame' : null;
      if (name === null) element.removeAttribute('data-place');
      else element.setAttribute('data-place', name);
      element.toggleAttribute('data-own', alone.has(node));
    }
  };
  const mark = (name, nodes) => {
    for (const old of document.querySelectorAll('[data-mark="' + name + '"]')) old.removeAttribute('data-mark');
    for (const node of nodes) {
      const element = document.querySelector('[data-node="' + Number(node) + '"]');
      if (element !== null) element.setAttribute('data-mark', name);
    }
  };
  document.addEventListener('click', (event) => { event.preventDefault(); event.stopPropagation(); tell('pick', event); }, true);
  document.addEventListener('mouseover', (event) => {
    const element = event.target instanceof Element ? event.target.closest('[data-node]') : null;
    for (const old of document.querySelectorAll('[data-hover]')) old.removeAttribute('data-hover');
    if (element !== null) element.setAttribute('data-hover', '');
  }, true);
  window.addEventListener('message', (event) => {
    if (event.source !== holder || event.data === null || typeof event.data !== 'object') return;
    const { webloom, include, exclude, show } = event.data;
    if (webloom === 'places') place(event.data);
    if (webloom !== 'marks') return;
    mark('include', Array.isArray(include) ? include : []);
    mark('exclude', Array.isArray(exclude) ? exclude : []);
    const first = document.querySelector('[data-mark="include"]');
    if (show === true && first !== null) first.scrollIntoView({ block: 'center' });
  });
  const style = document.createElement('style');
  style.textContent = '[data-node]{cursor:crosshair!important}[data-hover]{outline:1px dashed #4353c9!important}' +
    '[data-mark=include]{outline:2px solid #4353c9!important;outline-offset:2px;background:rgba(67,83,201,.1)!important}' +
    '[data-mark=exclude]{outline:2px solid #b3261e!important;opacity:.45!important;text-decoration:line-through!important}';
  document.head.append(style);
  holder.postMessage({ webloom: 'ready' }, '*');
})();`;

/** With the script where the page around it wants to know what is clicked. */
export function pickable(copy: InertPage, isPicked: boolean): FramedPage {
  if (!isPicked) return framePage(copy);
  return framePage(copy, { source: FRAME_PICKER, nonce: randomBytes(16).toString('base64') });
}

/** The headers of a copy, which stands in a frame of its own. */
export function framedHeaders(policy: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': policy,
    'x-frame-options': 'SAMEORIGIN',
    // Its origin is opaque and can have no process of its own; a browser that is asked for one complains.
    'origin-agent-cluster': '?0',
    'content-type': 'text/html; charset=utf-8',
  };
}
