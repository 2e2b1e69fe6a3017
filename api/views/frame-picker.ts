// The one script that may run in the frame of a shown page: it tells its parent which element was clicked, by number, and
// outlines the elements the parent names. It reads nothing else of the page and says nothing else of it.

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
