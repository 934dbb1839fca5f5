import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Saleroom, startSaleroom, synthesizeTemplate } from '@gaveldrop/local';
import type { HeadsFile, KeySet, ReceiptsFile } from '@gaveldrop/protocol';
import { readHistories, verifyAll } from '@gaveldrop/verifier';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { comeIn, desk, type Person, phone, signIn } from './a-person.ts';
import { createShortDrop } from './a-short-drop.ts';
import { launchChromium } from './launch-chromium.ts';

let saleroom: Saleroom;
let browser: Browser;
let dropId: string;
const assembly = mkdtempSync(join(tmpdir(), 'gaveldrop-'));

beforeAll(async () => {
  const [{ template, assets }, launched] = await Promise.all([
    synthesizeTemplate(assembly, true),
    launchChromium(),
  ]);
  browser = launched;
  saleroom = await startSaleroom({ template, assets });
  dropId = await createShortDrop(saleroom);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await saleroom?.stop();
  rmSync(assembly, { recursive: true, force: true });
}, 30_000);

const bidder = (name: string): Promise<Person> =>
  comeIn(browser, `${saleroom.siteUrl}/#/drops/${dropId}`, phone).then(async (person) => {
    await signIn(person, name);
    await person.page.getByRole('button', { name: /paddle|join/i }).click();
    await person.page.getByText(/You are paddle \d/).waitFor();
    return person;
  });

const shows = (person: Person, text: string | RegExp): Promise<void> =>
  person.page.getByText(text).first().waitFor();

/** The page fits a phone: nothing sticks out to the side, and the main button is where a thumb is. */
async function fitsAThumb({ page }: Person): Promise<void> {
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(width).toBeLessThanOrEqual(390);
  const button = await page.locator('.bid-button').boundingBox();
  expect(button?.height).toBeGreaterThanOrEqual(48);
  expect(button?.y).toBeGreaterThan(844 / 2);
}

/** What a button saves, as JSON. */
async function saved({ page }: Person, button: string): Promise<unknown> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return JSON.parse(await readFile(await (await coming).path(), 'utf8'));
}

/** The files a bidder can save hold together, by the verifier; the page still fits the phone. */
async function showsProofs(person: Person): Promise<void> {
  const { page } = person;
  await page.getByText('Receipts and histories').click();
  await shows(person, /Accepted, outbid at once: entry \d+/);
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(width).toBeLessThanOrEqual(390);
  const read = readHistories(await saved(person, 'Save history of lot 1'));
  const { lots } = (await saved(person, 'Save chain heads')) as HeadsFile;
  const { receipts, refusals = [] } = (await saved(person, 'Save my receipts')) as ReceiptsFile;
  const keys = (await saved(person, 'Save keys')) as KeySet;
  const [lot] = lots;
  const verification = verifyAll({
    histories: read.kind === 'read' ? read.histories : [],
    heads: lot?.chainHead === undefined ? [] : [{ lotId: lot.lotId, chainHead: lot.chainHead }],
    ...{ receipts, refusals, keys, statements: [] },
  });
  expect(verification.lots.map(({ problems }) => problems)).toEqual([[]]);
  expect(verification.lots[0]?.checked).toContain('3 of 3 receipts');
  expect(verification.lots[0]?.checked).toContain('the head that was kept');
}

test('the pages are built for people, with nothing in them of the machine that built them', async () => {
  const page = await (await fetch(saleroom.siteUrl)).text();
  const scripts = [...page.matchAll(/src="([^"]+\.js)"|href="([^"]+\.js)"/g)].map(
    ([, src, href]) => src ?? href,
  );
  expect(scripts.length).toBeGreaterThan(1);
  for (const script of scripts) {
    const text = await (await fetch(new URL(String(script), saleroom.siteUrl))).text();
    expect(text).not.toContain('lineNumber');
    expect(text).not.toContain(process.cwd());
  }
});

test('[C2] [B5] [M10] a drop, from opening the lot to reading the statement, by people in browsers', async () => {
  const ava = await comeIn(browser, `${saleroom.siteUrl}/auctioneer.html#/drops/${dropId}`, desk);
  await signIn(ava, 'Ava');
  await shows(ava, 'Live');
  const bea = await bidder('Bea');
  const ben = await bidder('Ben');

  await ava.page.getByRole('button', { name: 'Open', exact: true }).first().click();
  await bea.page.getByRole('button', { name: /^Bid €5\.00/ }).click();
  await shows(bea, 'You lead at €5.00');
  // 5.00, a premium of 5 % and 3.50 for shipping.
  await shows(bea, '€8.75 with premium and shipping');
  await fitsAThumb(bea);
  await shows(ben, 'Paddle 1 leads');
  await shows(ava, /€5\.00 · paddle 1 leads/);

  await ben.page.getByRole('button', { name: 'Leave a maximum' }).click();
  await ben.page.getByLabel('My maximum in EUR').fill('50');
  await ben.page.getByRole('button', { name: 'Leave €50.00' }).click();
  await shows(ben, 'You lead at €6.00');
  await shows(bea, /Outbid/);
  await bea.page.getByRole('button', { name: /^Bid €7\.00/ }).click();
  // The maximum answers at once, at the lowest price that leads.
  await shows(bea, 'Outbid: the price is €8.00');
  await fitsAThumb(bea);

  // A phone that comes back knows where the lot stands and what became of its bids.
  await bea.page.reload();
  await shows(bea, 'Live');
  await shows(bea, 'My bids on this lot');
  await shows(bea, '€7.00');

  // The last call: a bid in it moves the close, and everybody sees that.
  await ava.page.getByRole('button', { name: 'Hammer' }).click();
  await shows(bea, /Going once/);
  await bea.page.getByRole('button', { name: /^Bid €9\.00/ }).click();
  await shows(ava, /moved the close/);
  await shows(ben, /Sold to you|You bought/i);
  await shows(bea, /Sold/);
  await shows(ava, /Sold/);

  await showsProofs(bea);

  const sam = await comeIn(browser, `${saleroom.siteUrl}/seller.html`, phone);
  await signIn(sam, 'Sam');
  await expect
    .poll(
      async () => {
        await sam.page
          .getByRole('button', { name: 'Look again' })
          .first()
          .click()
          .catch(() => undefined);
        return sam.page.getByRole('link', { name: /Thumb drop/ }).count();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBeGreaterThan(0);
  await sam.page
    .getByRole('link', { name: /Thumb drop/ })
    .last()
    .click();
  // 10.00 hammered, 3.50 shipping; less 0.80 commission, and 0.30 with 2.9 % of 14.00 for processing.
  await shows(sam, '€11.99');
  const width = await sam.page.evaluate<number>('document.documentElement.scrollWidth');
  expect(width).toBeLessThanOrEqual(390);

  expect([ava, bea, ben, sam].flatMap(({ troubles }) => troubles)).toEqual([]);
}, 90_000);
