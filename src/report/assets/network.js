// Entities named together: a drawing that can be explored with pointer and keyboard, and the same as a table.

const NET_WIDTH = 900;
const NET_HEIGHT = 620;
const TABLE_ROWS = 60;

function network(parameters) {
  const state = {
    count: Number(parameters.get('count')) || 40,
    hidden: new Set((parameters.get('without') ?? 'TTL').split(',').filter(Boolean)),
  };
  const go = (count, hidden) => {
    const next = new URLSearchParams({ count, without: [...hidden].join(',') });
    history.replaceState(null, '', `#network?${next}`);
    network(next);
  };
  const graph = chosenGraph(state);
  const types = el('fieldset', { class: 'types' }, el('legend', {}, t('column.type')), TYPES.map((code) => {
    const box = el('input', { type: 'checkbox', checked: !state.hidden.has(code), onchange: () => {
      const hidden = new Set(state.hidden);
      if (box.checked) hidden.delete(code); else hidden.add(code);
      go(state.count, hidden);
    } });
    return el('label', { class: `type ${code}` }, box, t(`type.${code}`));
  }));
  const slider = el('input', { type: 'range', min: 10, max: 100, step: 10, value: state.count,
    onchange: () => go(Number(slider.value), state.hidden) });
  view('network').replaceChildren(
    el('h1', { tabindex: '-1' }, t('network.title')),
    el('p', { class: 'lead' }, t('network.lead')),
    el('div', { class: 'controls' }, types, el('label', { class: 'choice' }, el('span', {}, t('network.count', { n: graph.nodes.length })), slider)),
    graph.nodes.length ? drawing(graph) : el('p', {}, t('network.none')),
    graph.nodes.length ? pairTable(graph) : '');
}

// The entities with the strongest ties, and the ties between them; positions are found once, without motion.
function chosenGraph({ count, hidden }) {
  const pairs = DATA.pairs.filter(([a, b]) => !hidden.has(ENTITIES[a].type) && !hidden.has(ENTITIES[b].type));
  const weight = new Map();
  for (const [a, b, n] of pairs) for (const at of [a, b]) weight.set(at, (weight.get(at) ?? 0) + n);
  const top = [...weight].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, count);
  const most = top.length ? top[0][1] : 1;
  const nodes = top.map(([at, w], i) => {
    // A sunflower's order: even, and the same each time.
    const angle = i * 2.399963;
    const radius = 30 + 42 * Math.sqrt(i);
    return { at, entity: ENTITIES[at], radius: 5 + 15 * Math.sqrt(w / most), x: Math.cos(angle) * radius, y: Math.sin(angle) * radius };
  });
  const index = new Map(nodes.map((node, i) => [node.at, i]));
  const edges = pairs.filter(([a, b]) => index.has(a) && index.has(b)).map(([a, b, n]) => ({ a: nodes[index.get(a)], b: nodes[index.get(b)], n }));
  // Each node keeps its strongest ties: all of them would be a ball of wool.
  const kept = new Map(nodes.map((node) => [node, 0]));
  const drawn = edges.filter((edge) => {
    if (kept.get(edge.a) >= 5 && kept.get(edge.b) >= 5) return false;
    kept.set(edge.a, kept.get(edge.a) + 1);
    kept.set(edge.b, kept.get(edge.b) + 1);
    return true;
  });
  arrange(nodes, drawn);
  return { nodes, edges: drawn, all: edges };
}

// Springs along ties, repulsion between nodes, and a pull to the middle, cooling down.
function arrange(nodes, edges) {
  const strongest = Math.max(1, ...edges.map((edge) => edge.n));
  for (let step = 0; step < 320; step += 1) {
    const heat = 1 - step / 320;
    for (const node of nodes) { node.dx = -node.x * 0.012; node.dy = -node.y * 0.02; }
    for (let i = 0; i < nodes.length; i += 1) {
      for (let j = i + 1; j < nodes.length; j += 1) {
        const [a, b] = [nodes[i], nodes[j]];
        const [x, y] = [a.x - b.x || 0.1, a.y - b.y || 0.1];
        const square = Math.max(x * x + y * y, 60);
        const push = 2600 / square;
        a.dx += x * push / 10; a.dy += y * push / 10; b.dx -= x * push / 10; b.dy -= y * push / 10;
      }
    }
    for (const { a, b, n } of edges) {
      const pull = 0.01 + 0.05 * Math.sqrt(n / strongest);
      const [x, y] = [b.x - a.x, b.y - a.y];
      a.dx += x * pull; a.dy += y * pull; b.dx -= x * pull; b.dy -= y * pull;
    }
    for (const node of nodes) {
      const length = Math.hypot(node.dx, node.dy) || 1;
      const move = Math.min(length, 2 + 22 * heat);
      node.x += node.dx / length * move;
      node.y += node.dy / length * move;
    }
  }
  const reach = (pick) => [Math.min(...nodes.map(pick)), Math.max(...nodes.map(pick))];
  const [left, right] = reach((n) => n.x);
  const [top, bottom] = reach((n) => n.y);
  for (const node of nodes) {
    node.x = 90 + (NET_WIDTH - 180) * (node.x - left) / Math.max(right - left, 1);
    node.y = 40 + (NET_HEIGHT - 90) * (node.y - top) / Math.max(bottom - top, 1);
  }
  part(nodes);
}

// Nodes with their labels under them, moved until none covers another.
function part(nodes) {
  for (let step = 0; step < 120; step += 1) {
    for (let i = 0; i < nodes.length; i += 1) {
      for (let j = i + 1; j < nodes.length; j += 1) {
        const [a, b] = [nodes[i], nodes[j]];
        const [x, y] = [b.x - a.x, b.y - a.y];
        const wide = Math.min(a.radius + b.radius + 40, 78);
        const high = a.radius + b.radius + 16;
        const near = 1 - Math.hypot(x / wide, y / high);
        if (near <= 0) continue;
        const length = Math.hypot(x, y) || 1;
        const [dx, dy] = [near * 9 * (x || 1) / length, near * 9 * (y || 1) / length];
        a.x -= dx; a.y -= dy; b.x += dx; b.y += dy;
      }
    }
    for (const node of nodes) {
      node.x = Math.min(Math.max(node.x, 80), NET_WIDTH - 80);
      node.y = Math.min(Math.max(node.y, 30), NET_HEIGHT - 45);
    }
  }
}

function drawing({ nodes, edges }) {
  const strongest = Math.max(1, ...edges.map((edge) => edge.n));
  const lines = edges.map((edge) => el('line', { class: 'tie', 'stroke-width': 0.8 + 5 * Math.sqrt(edge.n / strongest) }));
  const place = () => {
    edges.forEach((edge, i) => {
      const [line, { a, b }] = [lines[i], edge];
      line.setAttribute('x1', a.x); line.setAttribute('y1', a.y); line.setAttribute('x2', b.x); line.setAttribute('y2', b.y);
    });
    nodes.forEach((node) => node.shape.setAttribute('transform', `translate(${node.x.toFixed(1)},${node.y.toFixed(1)})`));
  };
  const svg = el('svg', { class: 'net', viewBox: `0 0 ${NET_WIDTH} ${NET_HEIGHT}`, role: 'group', 'aria-label': t('network.title') });
  const light = (node) => {
    const near = new Set([node]);
    edges.forEach((edge, i) => {
      const own = node && (edge.a === node || edge.b === node);
      if (own) { near.add(edge.a); near.add(edge.b); }
      lines[i].classList.toggle('lit', Boolean(own));
    });
    svg.classList.toggle('some', Boolean(node));
    nodes.forEach((other) => other.shape.classList.toggle('lit', Boolean(node) && near.has(other)));
  };
  const focus = (i) => {
    const next = nodes[(i + nodes.length) % nodes.length];
    nodes.forEach((node) => node.shape.setAttribute('tabindex', node === next ? '0' : '-1'));
    next.shape.focus();
  };
  nodes.forEach((node, i) => {
    const [name, language] = named(node.entity);
    const ties = edges.filter((edge) => edge.a === node || edge.b === node).length;
    const open = () => { location.hash = `#entity/${encodeURIComponent(node.entity.id)}`; };
    node.shape = el('g', {
      class: `node ${node.entity.type}`, tabindex: i === 0 ? '0' : '-1', role: 'link',
      'aria-label': t('network.node', { name, n: ties }),
      onfocus: () => light(node), onblur: () => light(null),
      onpointerenter: () => light(node), onpointerleave: () => light(null),
      onkeydown: (event) => {
        if (event.key === 'Enter') open();
        else if (event.key === 'ArrowRight' || event.key === 'ArrowDown') focus(i + 1);
        else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') focus(i - 1);
        else return;
        event.preventDefault();
      },
    }, el('title', {}, name), el('circle', { r: node.radius.toFixed(1) }),
    el('text', { lang: language, y: (node.radius + 11).toFixed(1), 'text-anchor': 'middle' }, name.length > 24 ? `${name.slice(0, 23)}…` : name));
    draggable(svg, node, place, open);
  });
  svg.append(el('g', { 'aria-hidden': 'true' }, lines), el('g', {}, nodes.map((node) => node.shape)));
  place();
  return el('figure', { class: 'network' }, svg, el('figcaption', {}, t('network.help')));
}

// A node follows the pointer; a press without a way is a click.
function draggable(svg, node, place, click) {
  let from = null;
  node.shape.addEventListener('pointerdown', (event) => {
    from = { x: event.clientX, y: event.clientY, moved: false };
    node.shape.setPointerCapture(event.pointerId);
  });
  node.shape.addEventListener('pointermove', (event) => {
    if (!from) return;
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > 4) from.moved = true;
    if (!from.moved) return;
    const box = svg.getBoundingClientRect();
    node.x = (event.clientX - box.left) * NET_WIDTH / box.width;
    node.y = (event.clientY - box.top) * NET_HEIGHT / box.height;
    place();
  });
  node.shape.addEventListener('pointerup', () => {
    if (from && !from.moved) click();
    from = null;
  });
}

function pairTable({ all }) {
  const rows = all.slice(0, TABLE_ROWS);
  return el('details', { class: 'pairs', open: matchMedia('(max-width: 40rem)').matches },
    el('summary', {}, t('network.table')),
    el('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': t('network.table') }, el('table', {},
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, t('network.one')), el('th', { scope: 'col' }, t('network.other')), el('th', { scope: 'col', class: 'n' }, t('network.times')))),
      el('tbody', {}, rows.map(({ a, b, n }) => el('tr', {}, el('td', {}, entityLink(a.entity)), el('td', {}, entityLink(b.entity)), el('td', { class: 'n' }, grouped(n))))))),
    el('p', { class: 'hint' }, t('network.hint')));
}
