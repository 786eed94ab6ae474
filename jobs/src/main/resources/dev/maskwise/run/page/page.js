(() => {
  'use strict';
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const number = (text) => parseFloat(text.replace(/[−]/g, '-').replace(/,/g, ''));

  // Tables: a click on a head sorts, a second one turns the order.
  const sort = (table, column, head) => {
    const down = head.getAttribute('aria-sort') === 'ascending';
    all('thead th', table).forEach((other) => other.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const rows = [...table.tBodies[0].rows].map((row) => {
      const text = row.cells[column].textContent.trim();
      return {row, text, value: number(text)};
    });
    const numeric = rows.some((r) => !isNaN(r.value));
    rows.sort((a, b) => {
      if (!numeric) return (down ? -1 : 1) * a.text.localeCompare(b.text);
      if (isNaN(a.value) || isNaN(b.value)) return isNaN(a.value) - isNaN(b.value);
      return (down ? -1 : 1) * (a.value - b.value);
    });
    table.tBodies[0].append(...rows.map((r) => r.row));
  };
  for (const table of all('table.sortable')) {
    all('thead th', table).forEach((head, column) => {
      if (head.classList.contains('plot')) return;
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      button.addEventListener('click', () => sort(table, column, head));
      head.append(button);
    });
  }

  // The table of all numbers: every word has to be in the row.
  const find = one('find');
  const found = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of all('#all-numbers tbody tr')) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    one('found').textContent = shown + ' rows';
  };
  find.addEventListener('input', found);
  found();

  // Of the trends one is shown.
  const pickTrend = one('pick-trend');
  if (pickTrend) {
    const choose = () =>
      all('.trend').forEach((chart, i) => { chart.hidden = i !== pickTrend.selectedIndex; });
    pickTrend.addEventListener('change', choose);
    choose();
  }

  // Images: a class and a slice are looked at, named by what follows # in the address.
  const pickClass = one('pick-class');
  const pickSlice = one('pick-slice');
  const pickOrder = one('pick-order');
  const items = all('[data-classes]');
  const iou = (item, c) => {
    const entry = item.dataset.classes.split(' ').find((e) => e.startsWith(c + ':'));
    return entry === undefined ? undefined : parseFloat(entry.slice(entry.indexOf(':') + 1));
  };
  const last = (value) => (isNaN(value) ? Infinity : value);
  const rank = (item, c) => {
    if (pickOrder.value === 'change') return last(-Math.abs(parseFloat(item.dataset.change)));
    if (pickOrder.value === 'fall') return last(parseFloat(item.dataset.change));
    if (pickOrder.value === 'chosen') return Number(item.dataset.number);
    return last(c === '' ? parseFloat(item.dataset.value) : iou(item, c));
  };
  const name = (select) => select.options[select.selectedIndex].text;

  // Where no listed image is of a class and a slice: how the others are found.
  const quoted = (text) => "'" + text.replace(/[\\']/g, '\\$&') + "'";
  const query = (c, s) => {
    const where = [];
    if (c !== '') where.push('class = ' + quoted(name(pickClass)), 'iou IS NOT NULL');
    if (s !== '') {
      const [, key, value] = /^([^=]*)=(.*)$/s.exec(name(pickSlice));
      where.push('slices[' + quoted(key) + ']' + (value === '(none)' ? ' IS NULL' : ' = ' + quoted(value)));
    }
    return 'SELECT ' + (c === '' ? 'DISTINCT image_id' : 'image_id, model, iou') +
      '\nFROM parquet.`' + one('shown').dataset.table.replace(/`/g, '``') + '`' +
      '\nWHERE ' + where.join(' AND ') + (c === '' ? '' : ' ORDER BY iou') + ' LIMIT 100';
  };
  const arrange = () => {
    const c = pickClass.value;
    const s = pickSlice ? pickSlice.value : '';
    const counts = {ARTICLE: 0, TR: 0};
    for (const item of items) {
      item.hidden =
        (c !== '' && iou(item, c) === undefined) ||
        (s !== '' && !item.dataset.slices.includes(' ' + s + ' '));
      counts[item.tagName] += item.hidden ? 0 : 1;
      for (const focus of all('.of-focus', item)) {
        focus.textContent = c === '' ? '' : ' · IoU of ' + name(pickClass) + ': ' + iou(item, c);
      }
    }
    for (const parent of new Set(items.map((item) => item.parentElement))) {
      const mine = items.filter((item) => item.parentElement === parent);
      mine.sort((a, b) => rank(a, c) - rank(b, c) || a.dataset.number - b.dataset.number);
      parent.append(...mine);
    }
    const shown = one('shown');
    const of =
      (c === '' ? '' : ', of the class ' + name(pickClass)) +
      (s === '' ? '' : ', in the slice ' + name(pickSlice));
    const others = counts.TR === 0 && of !== '' && shown.dataset.table !== '';
    shown.textContent = others
      ? 'None of the ' + shown.dataset.listed + ' listed images is' + of.slice(1) +
        '. This query finds those that are not listed:'
      : counts.ARTICLE + ' with pictures and ' + counts.TR + ' in the list' + of;
    one('query').hidden = !others;
    one('query').textContent = others ? query(c, s) : '';
    one('of-class').hidden = c === '' && !one('of-class').dataset.always;
    errors(c);
  };

  // The errors of a class: the colours of truth and prediction say which class a pixel is of.
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  const pixels = async (picture) => {
    await picture.decode();
    canvas.width = picture.naturalWidth;
    canvas.height = picture.naturalHeight;
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0);
    return pen.getImageData(0, 0, canvas.width, canvas.height);
  };
  const parse = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const colours = all('#of-class [data-colour]').map((item) => parse(item.dataset.colour));
  const same = (data, at, colour) =>
    data[at + 3] > 0 && data[at] === colour[0] && data[at + 1] === colour[1] && data[at + 2] === colour[2];
  let round = 0;
  const errors = async (c) => {
    const mine = ++round;
    const colour = c === '' ? null : parse(pickClass.options[pickClass.selectedIndex].dataset.colour);
    for (const image of all('article.image')) {
      for (const error of all('img.error', image)) {
        error.dataset.whole = error.dataset.whole || error.src;
        if (colour === null || image.hidden) {
          error.src = error.dataset.whole;
          continue;
        }
        const truth = await pixels(image.querySelector('img.truth'));
        const prediction = await pixels(
          image.querySelector('img.prediction[data-column="' + error.dataset.column + '"]'));
        if (mine !== round) return;
        const map = new ImageData(truth.width, truth.height);
        for (let at = 0; at < map.data.length; at += 4) {
          if (truth.data[at + 3] === 0) continue;
          const is = same(truth.data, at, colour);
          const said = same(prediction.data, at, colour);
          if (is || said) map.data.set([...colours[is ? (said ? 0 : 2) : 1], 255], at);
        }
        canvas.width = map.width;
        canvas.height = map.height;
        pen.putImageData(map, 0, 0);
        error.src = canvas.toDataURL();
      }
    }
    document.body.dataset.errors = c;
  };

  const address = () => {
    const parts = [];
    if (pickClass.value !== '') parts.push('class=' + pickClass.value);
    if (pickSlice && pickSlice.value !== '') parts.push('slice=' + pickSlice.value);
    location.hash = parts.join('&') || 'all-images';
  };
  const follow = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    const focused = asked.has('class') || asked.has('slice');
    if (!focused && location.hash !== '#all-images') return;
    pickClass.value = asked.get('class') || '';
    if (pickSlice) pickSlice.value = asked.get('slice') || '';
    if (pickClass.selectedIndex < 0) pickClass.value = '';
    if (pickSlice && pickSlice.selectedIndex < 0) pickSlice.value = '';
    arrange();
    if (focused && !one('images').contains(document.activeElement)) {
      one('images').scrollIntoView();
      one('images-title').focus({preventScroll: true});
    }
  };
  pickClass.addEventListener('change', address);
  if (pickSlice) pickSlice.addEventListener('change', address);
  pickOrder.addEventListener('change', arrange);
  one('everything').addEventListener('click', () => { location.hash = 'all-images'; });
  window.addEventListener('hashchange', follow);

  // The photograph lies under the masks, which the slider makes transparent; one zoom for all.
  for (const image of all('article.image')) {
    const photograph = image.querySelector('img.photograph');
    for (const over of all('img.truth, img.prediction, img.error', image)) {
      over.classList.add('over');
      if (photograph) {
        const under = photograph.cloneNode();
        under.className = 'under';
        under.alt = '';
        over.before(under);
      }
    }
  }
  const opacity = one('opacity');
  opacity.addEventListener('input', () => {
    for (const over of all('.stack .over')) over.style.opacity = opacity.value / 100;
    one('opacity-value').textContent = opacity.value + ' %';
  });
  const sized = all('.stack img').map((img) => [img, img.width, img.height]);
  one('zoom').addEventListener('change', (event) => {
    for (const [img, width, height] of sized) {
      img.width = width * event.target.value;
      img.height = height * event.target.value;
    }
  });

  arrange();
  follow();
  document.body.dataset.ready = 'true';
})();
