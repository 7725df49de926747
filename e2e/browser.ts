import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const programNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];

const installPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Tried in this order; a package manager that does not exist fails at once. */
const systemInstalls = [
  'apt-get -qq update',
  'apt-get -qq install -y chromium',
  'apt-get -qq install -y chromium-browser',
  'dnf install -y chromium',
  'apk add chromium',
  'pacman -S --noconfirm chromium',
];

/** The path of an installed Chromium or Chrome: HUBBUB_CHROMIUM, the system's, or Playwright's own. */
export function findBrowser(): string | undefined {
  const named = process.env['HUBBUB_CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = programNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...installPaths, chromium.executablePath()].find((file) => existsSync(file));
}

/** Finds a browser or installs one: Playwright's download first, then the system's package. Throws if all fail. */
export function findOrInstallBrowser(): string {
  const found = findBrowser();
  if (found !== undefined) return found;
  console.log('No Chromium or Chrome is installed. Installing one …');
  const playwright = join(import.meta.dirname, 'node_modules/@playwright/test/cli.js');
  run(process.execPath, [playwright, 'install', 'chromium']);
  const downloaded = findBrowser();
  if (downloaded !== undefined) return downloaded;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  for (const install of systemInstalls) {
    const [command, ...args] = [...asRoot, ...install.split(' ')];
    run(command!, args);
    const installed = findBrowser();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'The browser tests need Chromium or Chrome. Install one (Debian: apt-get install chromium), or set HUBBUB_CHROMIUM to its path.',
  );
}

function run(command: string, args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(command, args, { stdio: 'inherit', timeout: 10 * 60_000, env });
}
