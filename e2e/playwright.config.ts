import { defineConfig } from '@playwright/test';
import { findOrInstallBrowser } from './browser.ts';

export default defineConfig({
  testDir: 'specs',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  projects: [
    { name: 'behaviour', testIgnore: /measured/ },
    // Tests that measure time run alone.
    { name: 'performance', testMatch: /measured/, dependencies: ['behaviour'], fullyParallel: false },
  ],
  use: {
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
    // Tracing every test would double the time.
    trace: process.env['TRACE'] === undefined ? 'off' : 'retain-on-failure',
    launchOptions: {
      executablePath: findOrInstallBrowser(),
      // There is no sandbox for root, and the browser must not contact its vendor.
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
