// The page reads whole without this: it puts tables in order, picks colours, filters findings, hands out pictures.
'use strict';
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  /** A labelled row of buttons of which one is pressed. */
  const choice = (label, options, chosen, choose) => {
    const group = make('div', { className: 'choice' });
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', label);
    const press = (value) => all('button', group).forEach(
      (button) => button.setAttribute('aria-pressed', String(button.value === value)),
    );
    for (const [value, text] of options) {
      group.append(make('button', { type: 'button', value, onclick: () => { press(value); choose(value); } }, text));
    }
    press(chosen);
    return { group, press };
  };

  // Colours: remembered where the browser lets a page remember.
  const REMEMBERED = 'tradeproof-colours';
  const remembered = () => {
    try { return localStorage.getItem(REMEMBERED); } catch { return null; }
  };
  const remember = (colours) => {
    try { localStorage.setItem(REMEMBERED, colours); } catch { /* Then not. */ }
  };
  const paint = (colours) => ['light', 'dark'].forEach((name) => root.classList.toggle(name, name === colours));
  const COLOURS = [['auto', 'Auto'], ['light', 'Light'], ['dark', 'Dark']];
  const stored = remembered();
  const colours = COLOURS.some(([name]) => name === stored) ? stored : 'auto';
  paint(colours);

  const colourChoice = () => {
    const { group } = choice('Colours', COLOURS, colours, (chosen) => { paint(chosen); remember(chosen); });
    group.classList.add('colours');
    document.querySelector('header').prepend(group);
  };

  // Order of tables. Numbers are compared as they are in the files, to the last digit.
  const exactly = (text) => {
    const [whole, fraction = ''] = text.split('.');
    return { digits: whole + fraction, places: fraction.length };
  };
  const asNumbers = (one, other) => {
    const difference = Number(one) - Number(other);
    if (difference) return difference;
    if (![one, other].every((text) => /^-?\d+(\.\d+)?$/.test(text))) return 0;
    const [a, b] = [exactly(one), exactly(other)];
    const places = Math.max(a.places, b.places);
    const [x, y] = [a, b].map((number) => BigInt(number.digits + '0'.repeat(places - number.places)));
    return x < y ? -1 : x > y ? 1 : 0;
  };
  const asText = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.key ?? cell.textContent.trim();
  };
  const inOrder = (rows, column, compare, sign) => {
    const keyed = rows.map((row) => [key(row, column), row]);
    const filled = keyed.filter(([text]) => text !== '');
    const empty = keyed.filter(([text]) => text === '');
    return [...filled.sort(([one], [other]) => sign * compare(one, other)), ...empty].map(([, row]) => row);
  };

  const NEXT = { none: 'ascending', ascending: 'descending', descending: 'none' };
  const sortable = (table, say) => {
    const body = table.tBodies[0];
    const original = [...body.rows];
    if (original.length < 2) return;
    const heads = all('thead th', table);
    heads.forEach((head, column) => {
      const name = head.textContent;
      const compare = head.dataset.order === 'number' ? asNumbers : asText;
      const press = () => {
        const order = NEXT[head.getAttribute('aria-sort') ?? 'none'];
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        if (order !== 'none') head.setAttribute('aria-sort', order);
        const sign = order === 'descending' ? -1 : 1;
        body.append(...(order === 'none' ? original : inOrder(original, column, compare, sign)));
        say(`${table.caption.textContent}: ${order === 'none' ? 'in the first order' : `by ${name}, ${order}`}`);
      };
      head.replaceChildren(make('button', { type: 'button', onclick: press }, name));
    });
  };

  // Only what can be scrolled stops the keyboard.
  const stops = () => {
    const region = '[role=region]';
    const set = (element) => {
      if (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    };
    const watch = new ResizeObserver((entries) => entries.forEach(({ target }) => set(target.closest(region))));
    all(region).forEach((element) => { watch.observe(element); all('table', element).forEach((table) => watch.observe(table)); });
  };

  // Findings by verdict.
  const HOLDING = ['consistent', 'rounding', 'convention'];
  const FILTERS = [
    ['contradictory', 'cannot be true', ['contradictory']],
    ['ambiguous', 'read two ways', ['ambiguous']],
    ['holding', 'hold', HOLDING],
  ];
  const findings = (section, say) => {
    const rows = all('.claims tbody tr', section);
    const count = (verdicts) => rows.filter((row) => verdicts.includes(row.className)).length;
    const filled = FILTERS.map(([value, text, verdicts]) => [value, text, count(verdicts)]).filter(([, , number]) => number);
    if (filled.length < 2) return;
    const show = (value) => {
      section.dataset.show = value;
      const [, text, number] = filled.find(([other]) => other === value) ?? ['', 'all findings', rows.length];
      say(`${text}: ${number}`);
    };
    const options = [['all', `all ${rows.length}`], ...filled.map(([value, text, number]) => [value, `${text} ${number}`])];
    const { group, press } = choice('Findings to show', options, 'all', show);
    group.classList.add('filter');
    group.prepend(make('span', {}, 'Show'));
    section.querySelector('.key').after(group);
    // A link to a finding that is filtered away brings all back.
    addEventListener('hashchange', () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !section.contains(target) || target.getClientRects().length) return;
      press('all');
      show('all');
      target.scrollIntoView();
    });
  };

  // Pictures as files: the light, wide drawing, with its type inside.
  const save = (blob, name) => {
    const link = make('a', { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const picture = (figure) => {
    const drawing = figure.querySelector('.canvas.light:not(.narrow) svg');
    const own = drawing.querySelector('title').id.replace(/title$/, '');
    const faces = document.getElementById('faces').textContent.trim();
    const text = new XMLSerializer().serializeToString(drawing);
    const alone = ['title', 'desc'].reduce((svg, id) => svg.replaceAll(own + id, `chart-${id}`), text);
    return `${alone.replace('</desc>\n', `</desc>\n<style>${faces}</style>\n`)}\n`;
  };
  const SCALE = 2;
  const raster = async (figure) => {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture(figure))}`;
    await image.decode();
    const canvas = make('canvas', { width: image.width * SCALE, height: image.height * SCALE });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => { canvas.toBlob(done, 'image/png'); });
  };
  const pictures = (figure) => {
    const { name } = figure.dataset;
    const title = figure.querySelector('h3').textContent;
    const give = (extension, made) => {
      const onclick = async () => save(await made(), `${name}.${extension}`);
      const button = make('button', { type: 'button', className: 'link', onclick }, `${name}.${extension}`);
      button.setAttribute('aria-label', `${name}.${extension}: the chart “${title}” as a picture`);
      return button;
    };
    const svg = () => new Blob([picture(figure)], { type: 'image/svg+xml' });
    figure.querySelector('.downloads').append(give('svg', svg), give('png', () => raster(figure)));
  };

  // Paper cannot be clicked: the list of ties is printed open.
  const paper = () => {
    let opened = [];
    addEventListener('beforeprint', () => {
      opened = all('details.claims:not([open])');
      opened.forEach((details) => { details.open = true; });
    });
    addEventListener('afterprint', () => opened.forEach((details) => { details.open = false; }));
  };

  document.addEventListener('DOMContentLoaded', () => {
    const status = make('p', { className: 'unseen' });
    status.setAttribute('role', 'status');
    document.querySelector('main').append(status);
    const say = (text) => { status.textContent = text; };
    colourChoice();
    all('table.sortable').forEach((table) => sortable(table, say));
    all('section.checked').forEach((section) => findings(section, say));
    all('figure').forEach(pictures);
    stops();
    paper();
  });
})();
