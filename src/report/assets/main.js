// Which view is shown: the address after `#` says it, so that every view can be bookmarked and the back button works.

const VIEWS = ['overview', 'entities', 'entity', 'network', 'review'];

function route(first = false) {
  const [path, query = ''] = location.hash.slice(1).split('?');
  const [name, ...rest] = path.split('/');
  const known = VIEWS.includes(name) ? name : 'overview';
  const parameters = new URLSearchParams(query);
  document.title = t('title');
  if (known === 'entities') entityList(parameters);
  if (known === 'entity') entityPage(decoded(rest.join('/')));
  if (known === 'network') network(parameters);
  if (known === 'review') review(parameters);
  for (const other of VIEWS) view(other).hidden = other !== known;
  for (const link of document.querySelectorAll('.top nav a')) {
    const own = link.getAttribute('href') === `#${known === 'entity' ? 'entities' : known}`;
    if (own) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  }
  const part = known === 'overview' && name && document.getElementById(name);
  if (first && !part) return;
  const goal = part && part.tabIndex === -1 ? part : view(known).querySelector('h1');
  goal?.focus({ preventScroll: true });
  if (part) part.scrollIntoView(); else scrollTo(0, 0);
}

// An address typed by hand may be no encoding at all.
function decoded(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

function themeButton() {
  const root = document.documentElement;
  const button = document.getElementById('theme');
  const dark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);
  const show = () => {
    button.textContent = dark() ? '☀' : '☾';
    const label = t(dark() ? 'theme.light' : 'theme.dark');
    button.setAttribute('aria-label', label);
    button.title = label;
  };
  button.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    try { localStorage.setItem('atau-theme', root.dataset.theme); } catch { /* nothing is kept */ }
    show();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  show();
  button.hidden = false;
}

searchBox();
themeButton();
showcase();
addEventListener('hashchange', () => route());
route(true);
document.documentElement.dataset.ready = 'true';
