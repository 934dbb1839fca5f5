import { existsSync } from 'node:fs';
import bundled from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Where a Chrome or Chromium usually is, for machines that the bundled one is not built for. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

/** The bundled build is for Linux on x64; elsewhere it must be an installed one. @throws an Error that says what to install. */
async function findChromium(): Promise<string> {
  if (process.platform === 'linux' && process.arch === 'x64') return bundled.executablePath();
  const found = installed.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(`the browser tests need Chrome or Chromium; looked for ${installed.join(', ')}`);
}

/**
 * A headless Chromium with nothing switched off that people have. (The bundled build's own suggestions switch off web
 * security, and with it the Origin header that a ticket is bound to.)
 */
export const launchChromium = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: await findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
