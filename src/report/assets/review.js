// What a person should look at: the review queue by kind, and the names that nothing explained.

const KINDS = ['spelling', 'proposed', 'merge', 'homonym'];

function review(parameters) {
  const present = KINDS.filter((kind) => DATA.review.some((row) => row[1] === kind));
  if (DATA.unresolved.length) present.push('unresolved');
  const asked = parameters.get('kind');
  const kind = present.includes(asked) ? asked : '';
  const rows = DATA.review.filter((row) => !kind || row[1] === kind);
  const count = (one) => (one === 'unresolved' ? DATA.unresolved.length : DATA.review.filter((row) => row[1] === one).length);
  const tab = (one, label, n) => el('a', { href: one ? `#review?kind=${one}` : '#review', 'aria-current': one === kind ? 'true' : null }, label, ' ', el('span', { class: 'n' }, grouped(n)));
  view('review').replaceChildren(
    el('h1', { tabindex: '-1' }, t('nav.review')),
    el('p', { class: 'lead' }, t('review.lead')),
    el('nav', { class: 'tabs', 'aria-label': t('column.kind') }, tab('', t('all'), DATA.review.length),
      present.map((one) => tab(one, t(`kind.${one}`), count(one))),
      el('a', { href: '#entities?status=proposed' }, t('review.proposed'))),
    kind ? el('p', { class: 'hint' }, t(`kind.${kind}.why`)) : '',
    kind === 'unresolved' ? unresolvedTable() : rows.length ? reviewTable(rows) : el('p', { class: 'good' }, t('review.none')),
    leftOut(DATA.review.length, DATA.totals.review, 'review.csv') ?? '');
}

// The lead over the runner-up, which evidence of homonyms begins with, and the rest.
function leadAndSentence(evidence) {
  const found = /^lead ([0-9.]+); (.*)$/s.exec(evidence);
  return found ? [found[1], found[2]] : ['', evidence];
}

function reviewTable(rows) {
  const head = ['name', 'kind', 'decided', 'others', 'score', 'lead', 'evidence'];
  return el('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': t('nav.review') }, el('table', { class: 'review' },
    el('thead', {}, el('tr', {}, head.map((column) => el('th', { scope: 'col', class: /score|lead/.test(column) ? 'n' : null }, t(`column.${column}`))))),
    el('tbody', {}, rows.map(([item, kind, language, surface, entity, candidates, score, evidence]) => {
      const [lead, sentence] = leadAndSentence(evidence);
      return el('tr', { id: `review-${item}` },
        el('th', { scope: 'row', lang: language }, surface),
        el('td', {}, t(`kind.${kind}`)),
        el('td', {}, entity ? linkById(entity) : el('span', { class: 'none' }, t('review.undecided'))),
        el('td', {}, el('ul', { class: 'plain' }, candidates.map((candidate) => {
          const cut = candidate.lastIndexOf('=');
          return el('li', {}, linkById(candidate.slice(0, cut)), ' ', el('span', { class: 'n' }, candidate.slice(cut + 1)));
        }))),
        el('td', { class: 'n' }, score), el('td', { class: 'n' }, lead),
        el('td', { class: 'evidence', lang: language }, marked(sentence)));
    }))));
}

function unresolvedTable() {
  return el('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': t('kind.unresolved') }, el('table', {},
    el('thead', {}, el('tr', {}, ['name', 'type', 'language'].map((column) => el('th', { scope: 'col' }, t(`column.${column}`))), el('th', { scope: 'col', class: 'n' }, t('count.mentions')))),
    el('tbody', {}, DATA.unresolved.map(([surface, type, language, n]) => el('tr', {}, el('th', { scope: 'row', lang: language }, surface), el('td', {}, typeBadge(type)), el('td', {}, t(`language.${language}`)), el('td', { class: 'n' }, grouped(n)))))));
}
