import { defineConfig } from '@playwright/test';
import { getBrowser } from './browser.ts';

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
    { name: 'people', testIgnore: /measured/ },
    // What is measured in time is measured alone.
    { name: 'measured', testMatch: /measured/, dependencies: ['people'], fullyParallel: false },
  ],
  use: {
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
    // A film of every test takes as long as the tests.
    trace: process.env['TRACE'] === undefined ? 'off' : 'retain-on-failure',
    launchOptions: {
      executablePath: getBrowser(),
      // As root there is no sandbox; and nothing here may call home.
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
