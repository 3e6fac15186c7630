// Search over names in any script and spelling: the query is folded as the names were, and a slip or two is forgiven.

const LETTERS = DATA.folding.letters;
const SHOWN_MAX = 12;

function fold(text) {
  let plain = '';
  for (const c of text.toLowerCase().normalize('NFC')) {
    const letters = LETTERS[c] ?? c.normalize('NFD').replace(/\p{M}/gu, '');
    plain += /[\s-]/.test(c) ? ' ' : letters.toLowerCase().replace(/[^a-z0-9]/g, '');
  }
  for (const [from, to] of DATA.folding.rules) plain = plain.replaceAll(from, to);
  return plain.split(' ').filter(Boolean).join(' ').replace(/([^0-9])\1+/g, '$1');
}

// Edits between two words, or `limit + 1` if there are more than `limit`. With `open`, the end of `b` costs nothing:
// the word is still being typed.
function edits(a, b, limit, open) {
  if (!open && Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const swap = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j - 1] + swap, row[j] + 1, next[j - 1] + 1);
      least = Math.min(least, next[j]);
    }
    if (least > limit) return limit + 1;
    row = next;
  }
  return open ? Math.min(...row) : row[b.length];
}

// How badly a key fits a query: 0 is the same, `null` does not fit.
function misfit(query, key, limit) {
  if (key === query) return 0;
  if (key.startsWith(query)) return 1;
  if (key.includes(` ${query}`)) return 2;
  if (query.length > 2 && key.includes(query)) return 3;
  if (limit === 0) return null;
  let best = edits(query, key, limit, true);
  for (const word of key.split(' ').slice(1)) best = Math.min(best, edits(query, word, limit, true));
  return best <= limit ? 3 + best : null;
}

// The entities that a query may mean, best first.
function find(text) {
  const query = fold(text);
  if (!query) return [];
  const limit = query.length < 4 ? 0 : query.length < 8 ? 1 : 2;
  const found = [];
  ENTITIES.forEach((entity, at) => {
    let best = null;
    for (const key of entity.keys) {
      const own = misfit(query, key, limit);
      if (own !== null && (best === null || own < best)) best = own;
    }
    if (best !== null) found.push([best, at]);
  });
  // Entities stand with the most mentioned first.
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return found.map(([, at]) => ENTITIES[at]);
}

function searchBox() {
  let active = -1;
  const list = el('ul', { id: 'found', role: 'listbox', 'aria-label': t('search.results'), hidden: true });
  const input = el('input', {
    type: 'search', role: 'combobox', placeholder: t('search.placeholder'), 'aria-label': t('search.label'),
    'aria-controls': 'found', 'aria-expanded': 'false', 'aria-autocomplete': 'list', autocomplete: 'off', spellcheck: 'false',
  });
  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const open = (entity) => {
    close();
    input.value = '';
    location.hash = `#entity/${encodeURIComponent(entity.id)}`;
  };
  const choose = (next) => {
    const options = [...list.querySelectorAll('[role=option]')];
    if (!options.length) return;
    active = (next + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute('aria-selected', String(i === active)));
    input.setAttribute('aria-activedescendant', options[active].id);
    options[active].scrollIntoView({ block: 'nearest' });
  };
  const show = () => {
    const found = find(input.value);
    const shown = found.slice(0, SHOWN_MAX);
    active = -1;
    list.replaceChildren(...shown.map((entity, i) => el('li', {
      id: `found-${i}`, role: 'option', 'aria-selected': 'false',
      // Before the field loses its focus, which closes the list.
      onmousedown: (event) => { event.preventDefault(); open(entity); },
    }, el('span', { class: 'found-names' }, entity.names.filter(Boolean).length
      ? entity.names.flatMap((name, n) => (name ? [el('bdi', { lang: LANGUAGES[n] }, name)] : []))
      : nameElement(entity)), typeBadge(entity.type), el('span', { class: 'n' }, grouped(total(entity))))));
    const empty = fold(input.value) === '';
    if (!shown.length && !empty) list.append(el('li', { class: 'nothing' }, t('search.none')));
    list.hidden = empty;
    input.setAttribute('aria-expanded', String(!empty));
    if (!empty) say(t('search.count', { n: found.length }));
  };
  input.addEventListener('input', show);
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') choose(active + 1);
    else if (event.key === 'ArrowUp') choose(active < 0 ? -1 : active - 1);
    else if (event.key === 'Escape') { close(); input.value = ''; return; }
    else if (event.key === 'Enter') {
      const found = find(input.value);
      if (found.length) open(found[Math.max(active, 0)]);
    } else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      input.focus();
    }
  });
  document.getElementById('search').append(input, list);
}
