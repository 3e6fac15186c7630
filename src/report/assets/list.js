// The list of entities: filtered, sorted, a hundred at a time.

const PAGE = 100;

const SORTS = {
  name: (a, b) => COLLATOR.compare(named(a)[0], named(b)[0]),
  mentions: (a, b) => total(a) - total(b),
  documents: (a, b) => a.documents - b.documents,
  confidence: (a, b) => a.confidence - b.confidence,
};

function entityList(parameters) {
  const state = {
    type: parameters.get('type') ?? '', status: parameters.get('status') ?? '', met: parameters.get('met') ?? '',
    sort: parameters.get('sort') ?? '-mentions',
  };
  const go = (change) => {
    const next = new URLSearchParams(Object.entries({ ...state, ...change }).filter(([, value]) => value));
    history.replaceState(null, '', `#entities?${next}`);
    entityList(next);
  };
  const any = ['', t('any')];
  const chosen = ENTITIES.filter((entity) => (!state.type || entity.type === state.type)
    && (!state.status || entity.status === state.status) && (!state.met || met(entity) === Number(state.met)));
  const column = state.sort.replace('-', '');
  const compare = SORTS[column] ?? SORTS.mentions;
  const sorted = [...chosen].sort((a, b) => (state.sort.startsWith('-') ? compare(b, a) : compare(a, b)));
  const most = Math.max(1, ...sorted.slice(0, 1).map(total), ...chosen.map(total));

  const body = el('tbody');
  const more = el('button', { type: 'button', class: 'more', onclick: () => add() });
  let shown = 0;
  const add = (count = PAGE) => {
    body.append(...sorted.slice(shown, shown + count).map((entity) => entityRow(entity, most)));
    shown = Math.min(shown + count, sorted.length);
    more.hidden = shown >= sorted.length;
    more.textContent = t('more', { n: grouped(sorted.length - shown) });
  };
  const sort = (by) => go({ sort: state.sort === `-${by}` || (by === 'name' && state.sort !== by) ? by : `-${by}` });
  const head = (label, by, properties) => sortHead(label, by, state.sort, sort, properties);
  add();
  // On paper there is no button to press.
  addEventListener('beforeprint', () => add(sorted.length), { once: true });

  view('entities').replaceChildren(
    el('h1', { tabindex: '-1' }, t('nav.entities')),
    el('div', { class: 'controls' },
      choice(t('column.type'), state.type, [any, ...TYPES.map((code) => [code, t(`type.${code}`)])], (type) => go({ type })),
      choice(t('column.status'), state.status, [any, ['listed', t('status.listed')], ['proposed', t('status.proposed')]],
        (status) => go({ status })),
      choice(t('column.met'), state.met, [any, ...['1', '2', '3'].map((n) => [n, t(`met.${n}`)])], (value) => go({ met: value })),
      el('p', { class: 'count', role: 'status' }, t('entities.count', { n: grouped(chosen.length) }))),
    leftOut(ENTITIES.length, DATA.totals.entities, 'entity_index.csv') ?? '',
    el('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': t('nav.entities') },
      el('table', { class: 'entities' },
        el('thead', {}, el('tr', {}, head(t('column.name'), 'name'),
          ...['kk', 'ru', 'en'].map((l) => el('th', { scope: 'col', class: 'other-name' }, t(`language.${l}`))),
          head(t('count.mentions'), 'mentions', { class: 'n' }), head(t('count.documents'), 'documents', { class: 'n' }),
          head(t('column.confidence'), 'confidence', { class: 'n' }))),
        body)),
    more);
}

function entityRow(entity, most) {
  return el('tr', {},
    el('th', { scope: 'row' }, entityLink(entity), badges(entity)),
    ...entity.names.map((name, i) => el('td', { lang: LANGUAGES[i], class: entity.mentions[i] ? 'other-name' : 'other-name unmet' }, name || '–')),
    el('td', { class: 'n' }, grouped(total(entity)), languageBar(entity, most)),
    el('td', { class: 'n' }, grouped(entity.documents)),
    el('td', { class: 'n' }, entity.confidence));
}

// Entities that meet in all three languages, the most mentioned first: what the program is for, on the first page.
function showcase() {
  const all = ENTITIES.filter((entity) => met(entity) === 3);
  const some = all.length ? all : ENTITIES.filter((entity) => met(entity) === 2);
  if (!some.length) return;
  document.getElementById('showcase').replaceChildren(
    el('h2', {}, t(all.length ? 'showcase.three' : 'showcase.two')),
    el('ul', { class: 'cards' }, some.slice(0, 9).map((entity) => el('li', { class: entity.type },
      el('a', { href: `#entity/${encodeURIComponent(entity.id)}` },
        entity.names.map((name, i) => (name ? el('bdi', { lang: LANGUAGES[i], class: entity.mentions[i] ? '' : 'unmet' }, name) : null))),
      el('span', { class: 'card-foot' }, typeBadge(entity.type), el('span', { class: 'n' }, grouped(total(entity))))))));
}
