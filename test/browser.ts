import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { getRequestListener } from '@hono/node-server';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Account, makeWorld, PASSWORD, type World } from './world.ts';

/** A real browser: CHROMIUM, else an installed Chromium, else the one that comes as a package (Linux x64). */
export async function launch(): Promise<Browser> {
  const installed = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (file) => file !== undefined && fs.existsSync(file),
  );
  return chromium.launch({
    executablePath: installed ?? (await sparticuz.executablePath()),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Serves the world's app on a port of its own. */
export async function listen(world: World): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(getRequestListener(world.app.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A world that is served to a real browser while the tests of a file run. What it holds is there from the first test on. */
export function servedToABrowser() {
  const site = {} as { world: World; browser: Browser; url: string };
  let stop = async () => {};
  beforeAll(async () => {
    site.world = await makeWorld();
    const server = await listen(site.world);
    Object.assign(site, { url: server.url, browser: await launch() });
    stop = server.stop;
  });
  afterAll(async () => {
    await site.browser?.close();
    await stop();
    await site.world?.close();
  });
  return site;
}

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 375, height: 740 };

export async function signedIn(context: BrowserContext, url: string, email: Account): Promise<Page> {
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(`${url}/logga-in`);
  await page.getByLabel('E-postadress').fill(email);
  await page.getByLabel('Lösenord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Logga in' }).click();
  await page.getByRole('button', { name: 'Logga ut' }).waitFor();
  return page;
}

/** No violation of WCAG A and AA, and nothing wider than the screen, on the page as it stands. */
export async function accessible(page: Page, what: string): Promise<void> {
  // Legacy mode: without a second page for what frames found; no page has frames, and it is a third quicker.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(
    (v) => `${what}: ${v.id} ${v.help}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`,
  );
  expect(found).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${what} is wider than the screen by ${overflow} px`).toBeLessThanOrEqual(0);
}
