import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A phone held upright. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};
/** A desk. */
export const desk: BrowserContextOptions = { viewport: { width: 1280, height: 900 } };

export type Person = {
  readonly page: Page;
  /** What went wrong in the page that nobody saw. */
  readonly troubles: readonly string[];
};

/** Opens a page as somebody who is not signed in yet, in a browser of their own. */
export async function comeIn(browser: Browser, url: string, device: BrowserContextOptions): Promise<Person> {
  const context = await browser.newContext(device);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  await page.goto(url);
  return { page, troubles };
}

/** Signs in as one of the people whom the local issuer offers. */
export async function signIn({ page }: Person, name: string): Promise<void> {
  await page
    .getByRole('button', { name: /^Sign in/ })
    .last()
    .click();
  await page.getByRole('button', { name: new RegExp(`^${name}\\b`) }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}
