// What every view uses: the data, the messages, and elements made of text. Nothing here makes markup of a string.

const DATA = JSON.parse(document.getElementById('data').textContent);
const ENTITIES = DATA.entities;
const POSITION = new Map(ENTITIES.map((entity, at) => [entity.id, at]));
const LANGUAGES = ['kk', 'ru', 'en', 'und'];
const TYPES = ['PER', 'LOC', 'GRP', 'ORG', 'TTL', 'EVT'];
const COLLATOR = new Intl.Collator([DATA.language, 'ru', 'en'], { sensitivity: 'base', numeric: true });

// The message of a key, with values for what stands in braces in it.
function t(key, values = {}) {
  const text = DATA.messages[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

function grouped(n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

const SVG_TAGS = new Set(['svg', 'g', 'rect', 'circle', 'line', 'text', 'title']);

// An element with properties and children; children are elements or text, `null` is none.
function el(tag, properties = {}, ...children) {
  const node = SVG_TAGS.has(tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

function view(name) {
  return document.getElementById(`view-${name}`);
}

// Says something to those who hear the page.
function say(text) {
  document.getElementById('live').textContent = text;
}

function total(entity) {
  return entity.mentions.reduce((sum, n) => sum + n, 0);
}

// The languages of the index in which an entity is met.
function met(entity) {
  return entity.mentions.slice(0, 3).filter((n) => n > 0).length;
}

// The name of an entity and its language: that of the page first, then whichever there is.
function named(entity) {
  const order = [DATA.language, 'ru', 'en', 'kk'];
  for (const language of order) {
    const name = entity.names[LANGUAGES.indexOf(language)];
    if (name) return [name, language];
  }
  const spelling = entity.spellings[0];
  return spelling ? [spelling[1], spelling[0]] : [entity.id, 'en'];
}

function nameElement(entity) {
  const [name, language] = named(entity);
  return el('bdi', { lang: language }, name);
}

function entityLink(entity) {
  return el('a', { href: `#entity/${encodeURIComponent(entity.id)}` }, nameElement(entity));
}

// A link to an entity of the report, or its id if it is not in the report.
function linkById(id) {
  const at = POSITION.get(id);
  return at === undefined ? el('code', {}, id) : entityLink(ENTITIES[at]);
}

function typeBadge(code) {
  return el('span', { class: `type ${code}` }, t(`one.${code}`));
}

function badges(entity) {
  return el('span', { class: 'badges' }, typeBadge(entity.type),
    entity.status === 'proposed' ? el('span', { class: 'proposed' }, t('status.proposed')) : null);
}

// A bar of one piece a language, as long as the share of `most`.
function languageBar(entity, most) {
  const all = total(entity);
  const scale = 100 * Math.sqrt(all / Math.max(most, 1)) / Math.max(all, 1);
  let x = 0;
  const pieces = entity.mentions.map((n, i) => {
    const piece = el('rect', { class: LANGUAGES[i], x, width: n * scale, height: 6 });
    x += n * scale;
    return piece;
  });
  return el('svg', { class: 'languages', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, pieces);
}

function choice(label, value, options, change) {
  const select = el('select', { onchange: () => change(select.value) },
    options.map(([code, text]) => el('option', { value: code, selected: code === value }, text)));
  return el('label', { class: 'choice' }, el('span', {}, label), select);
}

// A column head that sorts: `current` is the column sorted by, with `-` before it for downwards.
function sortHead(label, column, current, sort, properties = {}) {
  const own = current === column ? 'ascending' : current === `-${column}` ? 'descending' : null;
  const button = el('button', { type: 'button', class: 'sort', onclick: () => sort(column) }, label,
    el('span', { class: 'arrow', 'aria-hidden': 'true' }, own === 'ascending' ? '↑' : own ? '↓' : '↕'));
  return el('th', { scope: 'col', 'aria-sort': own, ...properties }, button);
}

function leftOut(shown, all, file) {
  return shown >= all ? null
    : el('p', { class: 'hint' }, t('left_out', { shown: grouped(shown), all: grouped(all), file }));
}

// A sentence in which «the name» is marked.
function marked(text) {
  const parts = text.split(/«([^»]*)»/);
  return parts.map((part, i) => (i % 2 ? el('mark', {}, part) : part));
}
