// One entity: its names side by side, its spellings, where it is named, and its concordance.

const NEIGHBOURS_MAX = 15;
const LINES_PAGE = 100;

function entityPage(id) {
  const at = POSITION.get(id);
  const entity = ENTITIES[at];
  if (!entity) {
    view('entity').replaceChildren(el('h1', { tabindex: '-1' }, id), el('p', {}, t('entity.missing')));
    return;
  }
  const [name, language] = named(entity);
  document.title = `${name} – ${t('title')}`;
  const wikidata = /^Q\d+$/.test(entity.wikidata)
    ? el('a', { href: `https://www.wikidata.org/wiki/${entity.wikidata}`, rel: 'noreferrer noopener' }, `Wikidata ${entity.wikidata}`) : null;
  view('entity').replaceChildren(
    el('header', { class: 'entity-head' },
      el('p', { class: 'kicker' }, badges(entity), el('code', {}, entity.id), wikidata),
      el('h1', { tabindex: '-1', lang: language }, name),
      entity.description ? el('p', { class: 'lead', lang: 'en' }, entity.description) : ''),
    names(entity),
    ...alongChart(entity),
    ...spellings(entity),
    ...homonyms(entity),
    ...neighbours(at),
    concordance(entity));
}

function names(entity) {
  return el('dl', { class: 'names' }, ['kk', 'ru', 'en'].map((language, i) => el('div', { class: entity.mentions[i] ? language : `${language} unmet` },
    el('dt', {}, t(`language.${language}`)),
    el('dd', { lang: language }, entity.names[i] || '–'),
    el('dd', { class: 'hint' }, t('mentions.count', { n: grouped(entity.mentions[i]) })))));
}

// Mentions along the documents, or by year.
function alongChart(entity) {
  const bars = DATA.bars.map(() => 0);
  for (let i = 0; i < entity.along.length; i += 2) bars[entity.along[i]] = entity.along[i + 1];
  const most = Math.max(1, ...bars);
  const width = 600 / Math.max(bars.length, 12);
  const named = bars.filter((n) => n > 0).length;
  const summary = t(DATA.byYear ? 'along.year_summary' : 'along.summary', { n: grouped(total(entity)), documents: grouped(entity.documents), most: grouped(most) });
  return [
    el('h2', {}, t(DATA.byYear ? 'along.years' : 'along.documents')),
    el('figure', { class: 'along' },
      el('svg', { viewBox: '0 0 600 80', role: 'img', 'aria-label': summary, preserveAspectRatio: 'none' },
        el('line', { class: 'axis', x1: 0, x2: 600, y1: 79.5, y2: 79.5 }),
        bars.map((n, i) => el('g', {}, el('title', {}, `${DATA.bars[i]}: ${n}`),
          el('rect', { class: 'reach', x: i * width, y: 0, width, height: 80 }),
          n ? el('rect', { class: 'bar-one', x: i * width + width * 0.1, width: width * 0.8, y: 79 - Math.max(3, 74 * n / most), height: Math.max(3, 74 * n / most), rx: Math.min(2, width * 0.2) }) : null))),
      el('figcaption', {}, named ? el('span', {}, DATA.bars[0], bars.length > 1 ? ` … ${DATA.bars[bars.length - 1]}` : '') : '', ' ', el('span', {}, summary))),
  ];
}

function spellings(entity) {
  if (!entity.spellings.length) return [];
  return [
    el('h2', {}, t('spellings.title')),
    el('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': t('spellings.title') }, el('table', { class: 'spellings' },
      el('thead', {}, el('tr', {}, ['spelling', 'language', 'forms', 'method', 'score'].map((c) => el('th', { scope: 'col', class: c === 'score' ? 'n' : null }, t(`column.${c}`))),
        el('th', { scope: 'col', class: 'n' }, t('count.mentions')), el('th', { scope: 'col', class: 'n' }, t('count.documents')))),
      el('tbody', {}, entity.spellings.map(([language, variant, forms, all, mentions, documents, method, score, listed]) => el('tr', {},
        el('th', { scope: 'row', lang: language }, variant, listed ? null : el('span', { class: 'proposed' }, t('spellings.new'))),
        el('td', {}, t(`language.${language}`)),
        el('td', { lang: language, class: 'forms' }, forms.join(', '), all > forms.length ? ` +${all - forms.length}` : ''),
        el('td', {}, el('span', { title: t(`method.${method}.why`) }, t(`method.${method}`))),
        el('td', { class: 'n' }, score), el('td', { class: 'n' }, grouped(mentions)), el('td', { class: 'n' }, grouped(documents))))))),
    leftOut(entity.spellings.length, entity.spellingsAll, 'variants.csv') ?? '',
  ];
}

// Items of the review queue in which the entity is decided for, or a candidate.
function homonyms(entity) {
  const own = DATA.review.filter((row) => row[4] === entity.id || row[5].some((c) => c.startsWith(`${entity.id}=`)));
  return own.length ? [el('h2', {}, t('homonyms.title')), reviewTable(own)] : [];
}

function neighboursOf(at) {
  return DATA.pairs.filter(([a, b]) => a === at || b === at).map(([a, b, n]) => [a === at ? b : a, n]);
}

function neighbours(at) {
  const all = neighboursOf(at).slice(0, NEIGHBOURS_MAX);
  return all.length ? [
    el('h2', {}, t('together.title')),
    el('ul', { class: 'chips' }, all.map(([other, n]) => el('li', { class: ENTITIES[other].type }, entityLink(ENTITIES[other]), el('span', { class: 'n' }, grouped(n))))),
  ] : [];
}

const LINE_SORTS = {
  place: (a, b) => a[0] - b[0] || a[1] - b[1],
  left: (a, b) => COLLATOR.compare(backwards(a[4]), backwards(b[4])),
  name: (a, b) => COLLATOR.compare(a[5], b[5]),
  right: (a, b) => COLLATOR.compare(words(a[6]), words(b[6])),
};

function words(text) {
  return text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

// The words before a name, the nearest first.
function backwards(text) {
  return words(text).split(' ').reverse().join(' ');
}

function concordance(entity, state = { sort: 'place', language: '' }) {
  const box = el('section', { class: 'concordance', 'aria-label': t('lines.title') });
  const column = state.sort.replace('-', '');
  const chosen = entity.lines.filter((line) => !state.language || line[3] === state.language);
  // A sort keeps the order of equals: those stay as they stand in the texts.
  const lines = [...chosen].sort(LINE_SORTS[column]);
  if (state.sort.startsWith('-')) lines.reverse();
  const again = (change) => {
    const focus = document.activeElement?.dataset?.sort;
    const next = concordance(entity, { ...state, ...change });
    box.replaceWith(next);
    if (change.sort) next.querySelector(`th[data-by=${change.sort.replace('-', '')}] button`)?.focus();
    return focus;
  };
  const sort = (by) => again({ sort: state.sort === by ? `-${by}` : by });
  const head = (label, by, properties = {}) => sortHead(label, by, state.sort, sort, { 'data-by': by, ...properties });
  const body = el('tbody');
  const more = el('button', { type: 'button', class: 'more', onclick: () => add() });
  let shown = 0;
  const add = (count = LINES_PAGE) => {
    body.append(...lines.slice(shown, shown + count).map(concordanceLine));
    shown = Math.min(shown + count, lines.length);
    more.hidden = shown >= lines.length;
    more.textContent = t('more', { n: grouped(lines.length - shown) });
  };
  add();
  addEventListener('beforeprint', () => add(lines.length), { once: true });
  const languages = LANGUAGES.filter((language) => entity.lines.some((line) => line[3] === language));
  box.append(
    el('div', { class: 'section-head' }, el('h2', {}, t('lines.title')),
      languages.length > 1 ? choice(t('column.language'), state.language, [['', t('any')], ...languages.map((l) => [l, t(`language.${l}`)])], (language) => again({ language })) : ''),
    leftOut(entity.lines.length, total(entity), 'mentions.csv') ?? '',
    el('table', { class: 'kwic' },
      el('thead', {}, el('tr', {}, head(t('lines.left'), 'left', { class: 'left' }), head(t('lines.name'), 'name', { class: 'node' }),
        head(t('lines.right'), 'right', { class: 'right' }), head(t('lines.place'), 'place', { class: 'place' }))),
      body), more);
  return box;
}

function concordanceLine([document, line, page, language, left, surface, right, method, score]) {
  const [name, title] = DATA.documents[document];
  const place = page ? t('lines.line_page', { line, page }) : t('lines.line', { line });
  return el('tr', {},
    el('td', { class: 'left', lang: language }, el('span', {}, left)),
    el('td', { class: 'node', lang: language, title: `${t(`method.${method}`)} ${score}` }, el('mark', {}, surface.replace(/\s+/g, ' '))),
    el('td', { class: 'right', lang: language }, el('span', {}, right)),
    el('td', { class: 'place' }, el('span', { class: 'document', title: title || name }, name), ' ', el('span', { class: 'line' }, place)));
}
