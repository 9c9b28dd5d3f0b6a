// Uses a page of tradeproof as its readers do, in a browser that is installed.
//
//   node page.mjs BROWSER report FOLDER    the folder that `tradeproof report` wrote
//   node page.mjs BROWSER check FILE       the page that `tradeproof check --format html` wrote
//
// Says which checks failed and ends with 1 if any did.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [executablePath, kind, target] = process.argv.slice(2);
const file = kind === 'report' ? path.join(target, 'index.html') : target;
const url = pathToFileURL(path.resolve(file)).href;
const beside = (name) => readFileSync(path.join(path.dirname(file), name));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

/** The page in a profile of its own; whatever it complains about or asks for is collected. */
async function open(options = {}, prepare = async () => {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  const requests = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  await prepare(page);
  await page.goto(url);
  return { page, complaints, requests, close: () => context.close() };
}

const visible = (page, selector) => page.locator(selector).evaluateAll(
  (elements) => elements.filter((element) => element.getClientRects().length > 0).length,
);
const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const [LIGHT, DARK] = ['rgb(255, 255, 255)', 'rgb(22, 27, 34)'];

const common = {
  async 'opens without a complaint and loads nothing'() {
    const { page, complaints, requests, close } = await open();
    await page.waitForLoadState('load');
    assert.equal(await page.locator('h1').count(), 1);
    assert.deepEqual(complaints, []);
    assert.deepEqual(requests.filter((asked) => asked !== url && !asked.startsWith('data:')), []);
    await close();
  },

  async 'could not load anything even if a text smuggled it in'() {
    let asked = 0;
    const listener = createServer((_, response) => { asked += 1; response.end(); });
    await new Promise((ready) => { listener.listen(0, '127.0.0.1', ready); });
    const { page, close } = await open();
    const refused = await page.evaluate((address) => new Promise((done) => {
      const found = [];
      addEventListener('securitypolicyviolation', (event) => {
        found.push(event.effectiveDirective);
        if (found.length === 3) done(found.sort());
      });
      const add = (name, properties) => document.body.append(Object.assign(document.createElement(name), properties));
      add('img', { src: address });
      add('script', { textContent: 'window.smuggled = true' });
      add('iframe', { src: address });
      setTimeout(() => done(found.sort()), 3000);
    }), `http://127.0.0.1:${listener.address().port}/`);
    assert.deepEqual(refused, ['frame-src', 'img-src', 'script-src-elem']);
    assert.equal(await page.evaluate(() => window.smuggled), undefined);
    assert.equal(asked, 0);
    await close();
    listener.close();
  },

  async 'reads whole without scripts'() {
    const { page, close } = await open({ javaScriptEnabled: false });
    assert.equal(await page.locator('button').count(), 0);
    assert.ok(await visible(page, 'main section') > 0);
    const text = await page.locator('main').innerText();
    assert.ok(text.includes('How texts are checked'));
    await close();
  },

  async 'changes its colours and remembers them'() {
    const { page, close } = await open();
    assert.equal(await paper(page), LIGHT);
    const press = (name) => page.getByRole('group', { name: 'Colours' }).getByRole('button', { name }).click();
    await press('Dark');
    assert.equal(await paper(page), DARK);
    assert.deepEqual(await page.locator('.colours [aria-pressed=true]').allInnerTexts(), ['Dark']);
    await page.reload();
    assert.equal(await paper(page), DARK);
    await press('Auto');
    assert.equal(await paper(page), LIGHT);
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.equal(await paper(page), DARK);
    await press('Light');
    assert.equal(await paper(page), LIGHT);
    await close();
  },

  async 'works where nothing may be remembered'() {
    const forget = (page) => page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });
    });
    const { page, complaints, close } = await open({}, forget);
    await page.getByRole('button', { name: 'Dark' }).click();
    assert.equal(await paper(page), DARK);
    assert.deepEqual(complaints, []);
    await close();
  },

  async 'is walked through with the keyboard, and the place is seen'() {
    const { page, close } = await open();
    const stops = [];
    for (let turn = 0; turn < 400; turn += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === document.body) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        return {
          name: element.ariaLabel ?? element.textContent.trim(),
          outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
          inSight: box.bottom > 0 && box.top < innerHeight && box.width > 0,
        };
      });
      if (!stop) break;
      stops.push(stop);
    }
    assert.equal(stops[0].name, 'Skip to the content');
    assert.ok(stops.length > 10 && stops.length < 400, `${stops.length} stops`);
    assert.deepEqual(stops.filter((stop) => !stop.outlined || !stop.inSight), []);

    await page.reload();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    const summary = page.locator('summary').first();
    await summary.focus();
    await page.keyboard.press('Enter');
    assert.ok(await summary.evaluate((element) => element.parentElement.open));
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
    const head = page.locator('th button').first();
    await head.focus();
    await page.keyboard.press('Space');
    assert.equal(await head.evaluate((element) => element.parentElement.ariaSort), 'ascending');
    await close();
  },

  async 'has nothing that axe-core objects to'() {
    const objections = [];
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [1280, 400]) {
        const { page, close } = await open({ colorScheme, viewport: { width, height: 900 } });
        await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run());
        objections.push(...violations.map(({ id, help, nodes }) => ({
          where: `${colorScheme}, ${width} px`, id, help, nodes: nodes.slice(0, 3).map((node) => `${node.html.slice(0, 200)} ${node.failureSummary}`),
        })));
        await close();
      }
    }
    assert.deepEqual(objections, []);
  },

  async 'fits a phone'() {
    for (const width of [400, 320]) {
      const { page, close } = await open({ viewport: { width, height: 800 } });
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} px wide at ${width}`);
      await close();
    }
  },

  async 'is printed black on white, without controls'() {
    const { page, close } = await open({ colorScheme: 'dark' });
    await page.getByRole('button', { name: 'Dark' }).click();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await paper(page), LIGHT);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), 'rgb(0, 0, 0)');
    assert.equal(await visible(page, 'nav, .choice, .downloads, .canvas.dark, .canvas.narrow'), 0);
    assert.equal(await visible(page, '.canvas.light:not(.narrow)'), await page.locator('figure').count());
    const [pdf, claims] = [await page.pdf({ format: 'A4' }), page.locator('details.claims')];
    assert.ok(pdf.subarray(0, 5).toString() === '%PDF-' && pdf.length > 20000);
    assert.equal(await claims.evaluateAll((all) => all.filter((details) => details.open).length), 0, 'left open after printing');
    await close();
  },

  async 'shows the findings of one verdict'() {
    const { page, close } = await open();
    const show = page.getByRole('group', { name: 'Findings to show' });
    const notes = () => visible(page, '.note');
    const whole = await notes();
    await show.getByRole('button', { name: 'hold' }).click();
    assert.equal(await visible(page, '.note.contradictory'), 0);
    assert.ok((await page.getByRole('status').innerText()).startsWith('hold: '));
    await show.getByRole('button', { name: 'cannot be true' }).click();
    assert.ok(await notes() > 0 && await visible(page, '.note:not(.contradictory)') === 0);
    await show.getByRole('button', { name: 'hold' }).click();
    await page.locator('.found a').first().click();
    await page.waitForFunction((count) => [...document.querySelectorAll('.note')].filter((note) => note.getClientRects().length).length === count, whole);
    await close();
  },
};

/** The cells of a column as they stand. */
const column = (table, name) => table.evaluate((element, wanted) => {
  const at = [...element.querySelectorAll('thead th')].findIndex((head) => head.textContent === wanted);
  return [...element.tBodies[0].rows].map((row) => row.cells[at].textContent);
}, name);
const table = (page, caption) => page.locator('table').filter({ has: page.locator('caption', { hasText: caption }) });

/** Clicks and gives the name and bytes of what is downloaded. */
async function download(page, link) {
  const [got] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return [got.suggestedFilename(), readFileSync(await got.path())];
}

const report = {
  async 'puts a table in order of exact figures and back'() {
    const { page, close } = await open();
    const agreements = table(page, 'Investment and agreements, as printed');
    const first = await column(agreements, 'value');
    const head = agreements.locator('th', { hasText: 'value' });
    const press = () => head.getByRole('button').click();
    const [names, ...lines] = beside('agreements.csv').toString().trim().split('\n').map((line) => line.split(','));
    const value = names.indexOf('value');
    const period = names.indexOf('period');
    lines.sort((one, other) => Number(one[value]) - Number(other[value]));
    const keys = () => agreements.locator('tbody tr').evaluateAll(
      (rows) => rows.map((row) => [...row.cells].map((cell) => cell.dataset.key ?? cell.textContent)),
    );
    const periods = async () => (await keys()).map((cells) => cells.find((cell) => /^\d{4}/.test(cell)));
    await press();
    assert.equal(await head.getAttribute('aria-sort'), 'ascending');
    assert.deepEqual(await periods(), lines.map((line) => line[period]));
    assert.equal(await page.getByRole('status').innerText(), 'Investment and agreements, as printed: by value, ascending');
    await press();
    assert.equal(await head.getAttribute('aria-sort'), 'descending');
    assert.deepEqual(await periods(), lines.map((line) => line[period]).reverse());
    await press();
    assert.equal(await head.getAttribute('aria-sort'), null);
    assert.deepEqual(await column(agreements, 'value'), first);
    await agreements.locator('th', { hasText: 'period' }).getByRole('button').click();
    assert.deepEqual(await periods(), lines.map((line) => line[period]).sort());
    await close();
  },

  async 'keeps rows without a figure last, and tells apart what floats cannot'() {
    const { page, close } = await open();
    const growth = table(page, 'Growth of trade, recomputed');
    const button = growth.getByRole('button', { name: 'value' });
    for (let turn = 0; turn < 2; turn += 1) {
      await button.click();
      assert.deepEqual(await column(growth, 'value'), ['26.41', '', '']);
    }
    await button.click();
    await growth.locator('tbody tr').evaluateAll((rows) => {
      ['9007199254740993', '9007199254740992.5', '9007199254740992'].forEach((exact, at) => {
        [...rows[at].cells].find((cell) => cell.className === 'n').dataset.key = exact;
        rows[at].cells[0].textContent = exact;
      });
    });
    await button.click();
    assert.deepEqual(await column(growth, 'reporter'), ['9007199254740992', '9007199254740992.5', '9007199254740993']);
    await close();
  },

  async 'shows one drawing of every chart, in the colours and width of the page'() {
    const charts = async (page, selector) => {
      assert.equal(await visible(page, '.canvas'), await page.locator('figure').count());
      assert.equal(await visible(page, selector), await page.locator('figure').count());
    };
    const { page, close } = await open();
    await charts(page, '.canvas.light:not(.narrow)');
    await page.getByRole('button', { name: 'Dark' }).click();
    await charts(page, '.canvas.dark:not(.narrow)');
    await page.setViewportSize({ width: 400, height: 800 });
    await charts(page, '.canvas.dark:not(.wide)');
    await page.getByRole('button', { name: 'Light' }).click();
    await page.emulateMedia({ colorScheme: 'dark' });
    await charts(page, '.canvas.light:not(.wide)');
    await close();
  },

  async 'hands out the files that lie beside it'() {
    const { page, complaints, close } = await open();
    const links = await page.locator('a[download], .downloads button').count();
    assert.ok(links > 10);
    for (let at = 0; at < links; at += 1) {
      // A browser holds back what looks like one page's flood of downloads; a visit each is none.
      await page.goto('about:blank');
      await page.goto(url);
      const [name, bytes] = await download(page, page.locator('a[download], .downloads button').nth(at));
      const written = beside(name);
      if (name.endsWith('.png')) {
        // Width and height stand in the header; the pixels are another program's.
        assert.ok(bytes.subarray(0, 24).equals(written.subarray(0, 24)) && bytes.length > written.length / 4, name);
      } else {
        assert.ok(bytes.equals(written), name);
      }
    }
    assert.deepEqual(complaints, []);
    await close();
  },
};

const checks = { ...common, ...(kind === 'report' ? report : {}) };
let failed = 0;
for (const [name, run] of Object.entries(checks)) {
  try {
    await run();
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error.stack}`);
  }
}
await browser.close();
process.exitCode = failed ? 1 : 0;
